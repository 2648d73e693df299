import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawLetters } from '../../testing/draw-letters.ts'
import { boxesToMask } from '../dicom/clean-pixels.ts'
import { openModels } from '../open-models.ts'
import type { PixelReader } from '../pixel-reader.ts'
import type { Raster } from '../raster.ts'

const [width, height] = [600, 300]
const curve = [0, 200, 120]

/** A light grey screen, with a word from top to bottom and green curves that run along and through it. */
function monitor(): Raster {
  const screen: Raster = { width, height, channels: 3, data: new Uint8Array(3 * width * height).fill(190) }
  drawLetters(screen, 'TELLEFHE', { left: 300, top: 60, stroke: 3, level: 235, turned: true })
  for (let y = 0; y < height; y++)
    for (let k = 0; k < 36; k++) {
      const x = Math.round(50 + k * 8 + 5 * Math.sin((y + 40 * k) / 20))
      for (let dx = 0; dx < 3; dx++) screen.data.set(curve, 3 * (y * width + x + dx))
    }
  return screen
}

describe('letters that curves run through', () => {
  let reader: PixelReader
  beforeAll(async () => {
    reader = await openModels(1)
  }, 60_000)
  afterAll(() => reader.close())

  it('are masked from the first to the last, on a word from top to bottom as well', { timeout: 120_000 }, async () => {
    const boxes = await boxesToMask(reader, monitor(), { faces: false })
    const word = { left: 300, right: 315, top: 60, bottom: 60 + 8 * 4 * 3 - 3 }
    const masked = (x: number, y: number) =>
      boxes?.some((box) => x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height)
    for (let y = word.top; y < word.bottom; y++) {
      expect([y, masked(word.left, y)]).toEqual([y, true])
      expect([y, masked(word.right - 1, y)]).toEqual([y, true])
    }
  })
})
