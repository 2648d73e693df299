import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawLetters } from '../../testing/draw-letters.ts'
import { boxesToMask } from '../dicom/clean-pixels.ts'
import { openModels } from '../open-models.ts'
import type { PixelReader } from '../pixel-reader.ts'
import type { Box, Raster } from '../raster.ts'

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

/** Letters of nearly the level of the light panel below, half of each on the dark panel above it. */
function panels(): Raster {
  const screen: Raster = { width: 480, height: 240, channels: 1, data: new Uint8Array(480 * 240).fill(224) }
  for (let y = 20; y < 112; y++) screen.data.fill(60, y * 480 + 40, (y + 1) * 480)
  drawLetters(screen, 'TELLEFHELTHE', { left: 90, top: 100, stroke: 5, level: 230 })
  return screen
}

const isMasked = (boxes: readonly Box[] | undefined, x: number, y: number) =>
  boxes?.some((box) => x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height)

describe('letters across what is drawn on a screen', () => {
  let reader: PixelReader
  beforeAll(async () => {
    reader = await openModels(1)
  }, 60_000)
  afterAll(() => reader.close())

  it('are masked from the first to the last, on a word from top to bottom as well', { timeout: 120_000 }, async () => {
    const boxes = await boxesToMask(reader, monitor(), { faces: false })
    const word = { left: 300, right: 315, top: 60, bottom: 60 + 8 * 4 * 3 - 3 }
    for (let y = word.top; y < word.bottom; y++) {
      expect([y, isMasked(boxes, word.left, y)]).toEqual([y, true])
      expect([y, isMasked(boxes, word.right - 1, y)]).toEqual([y, true])
    }
  })

  it('are masked to their feet on the edge of a panel of nearly their level', { timeout: 120_000 }, async () => {
    const boxes = await boxesToMask(reader, panels(), { faces: false })
    const rows = Array.from({ length: 25 }, (_, i) => 100 + i)
    expect(rows.filter((y) => !isMasked(boxes, 90, y) || !isMasked(boxes, 324, y))).toEqual([])
  })
})
