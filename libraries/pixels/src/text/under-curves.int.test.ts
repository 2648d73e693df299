import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawLetters } from '../../testing/draw-letters.ts'
import { boxesToMask } from '../dicom/clean-pixels.ts'
import { openModels } from '../open-models.ts'
import type { PixelReader } from '../pixel-reader.ts'
import type { Box, Raster } from '../raster.ts'

type Colour = [number, number, number]
const yellow: Colour = [240, 230, 0]
const [width, height] = [420, 240]
const [ground, faint] = [30, 62]
const word = { left: 120, top: 100, stroke: 3 }
const right = word.left + 12 * 4 * word.stroke - word.stroke

/** A dark screen with a faint word fifteen pixels high, and a curve through it. */
function screen(drawn: string, curve: Colour): Raster {
  const picture: Raster = { width, height, channels: 3, data: new Uint8Array(3 * width * height).fill(ground) }
  if (drawn) drawLetters(picture, drawn, { ...word, level: faint })
  for (let x = 0; x < width; x++) {
    const y = Math.round(word.top + 7 + 7 * Math.sin(x / 9))
    for (let dy = -1; dy < 2; dy++) picture.data.set(curve, 3 * ((y + dy) * width + x))
  }
  return picture
}

const isMasked = (boxes: readonly Box[], x: number, y: number) =>
  boxes.some((box) => x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height)

describe('a small faint word under a curve', () => {
  let reader: PixelReader
  beforeAll(async () => {
    reader = await openModels(1)
  }, 60_000)
  afterAll(() => reader.close())

  it.each<[string, Colour]>([
    ['yellow', yellow],
    ['white', [245, 245, 245]],
  ])('is masked from the first to the last letter where the curve is %s', { timeout: 120_000 }, async (_, curve) => {
    const boxes = (await boxesToMask(reader, screen('TELLEFHELTHE', curve), { faces: false }))!
    for (let x = word.left; x < right; x++)
      expect([x, isMasked(boxes, x, word.top), isMasked(boxes, x, word.top + 14)]).toEqual([x, true, true])
  })

  it('is all that a look under curves adds: not a curve alone, a word beside it, nor what is masked', {
    timeout: 120_000,
  }, async () => {
    expect(await reader.text(screen('', yellow), { crossed: [] })).toEqual([])
    const found = (await reader.text(screen('TELLEFHELTHE', yellow), { crossed: [] })).map((line) => line.box)
    expect(isMasked(found, word.left, word.top) && isMasked(found, right - 1, word.top + 14)).toBe(true)
    expect(await reader.text(screen('TELLEFHELTHE', yellow), { crossed: found })).toEqual([])
    const beside = screen('', yellow)
    drawLetters(beside, 'TELLEFHELTHE', { ...word, top: 160, level: 230 })
    expect(await reader.text(beside, { crossed: [] })).toEqual([])
  })
})
