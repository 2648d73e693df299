import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawLetters } from '../../testing/draw-letters.ts'
import { boxesToMask } from '../dicom/clean-pixels.ts'
import { openModels } from '../open-models.ts'
import type { PixelReader } from '../pixel-reader.ts'
import type { Raster } from '../raster.ts'

const [width, height] = [600, 200]
const ink = 230

describe('words that touch the border of a picture', () => {
  let reader: PixelReader
  beforeAll(async () => {
    reader = await openModels(1)
  }, 60_000)
  afterAll(() => reader.close())

  it('are masked above, below and from the top down at the side', { timeout: 120_000 }, async () => {
    const picture: Raster = { width, height, channels: 1, data: new Uint8Array(width * height).fill(25) }
    drawLetters(picture, 'TELLEFHELTHE', { left: 30, top: 0, stroke: 2, level: ink })
    drawLetters(picture, 'TELLEFHELTHE', { left: 300, top: height - 10, stroke: 2, level: ink })
    drawLetters(picture, 'HELLEFET', { left: 0, top: 40, stroke: 2, level: ink, turned: true })
    const boxes = (await boxesToMask(reader, picture, { faces: false }))!
    const isMasked = (at: number) => {
      const [x, y] = [at % width, Math.floor(at / width)]
      return boxes.some((box) => x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height)
    }
    const letters = Array.from(picture.data.keys()).filter((at) => picture.data[at] === ink)
    expect(letters.filter((at) => !isMasked(at))).toEqual([])
  })
})
