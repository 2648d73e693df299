import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawLetters } from '../../testing/draw-letters.ts'
import { boxesToMask } from '../dicom/clean-pixels.ts'
import { openModels } from '../open-models.ts'
import type { PixelReader } from '../pixel-reader.ts'
import type { Box, Raster } from '../raster.ts'

const [width, height] = [600, 200]
const [ground, ink] = [25, 230]

describe('words that touch the border of a picture', () => {
  let reader: PixelReader
  const blank = (): Raster => ({ width, height, channels: 1, data: new Uint8Array(width * height).fill(ground) })
  const atBorders = () => {
    const picture = blank()
    drawLetters(picture, 'TELLEFHELTHE', { left: 30, top: 0, stroke: 2, level: ink })
    drawLetters(picture, 'TELLEFHELTHE', { left: 300, top: height - 10, stroke: 2, level: ink })
    drawLetters(picture, 'HELLEFET', { left: 0, top: 40, stroke: 2, level: ink, turned: true })
    return picture
  }
  beforeAll(async () => {
    reader = await openModels(1)
  }, 60_000)
  afterAll(() => reader.close())

  it('are masked above, below and from the top down at the side', { timeout: 120_000 }, async () => {
    const picture = atBorders()
    const boxes = (await boxesToMask(reader, picture, { faces: false }))!
    const isMasked = (at: number) => {
      const [x, y] = [at % width, Math.floor(at / width)]
      return boxes.some((box) => x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height)
    }
    const letters = Array.from(picture.data.keys()).filter((at) => picture.data[at] === ink)
    expect(letters.filter((at) => !isMasked(at))).toEqual([])
  })

  it('are all that a look at the border adds: not words that lie inside, nor lines, nor what is masked', {
    timeout: 60_000,
  }, async () => {
    const inside = blank()
    drawLetters(inside, 'TELLEFHELTHE', { left: 30, top: 60, stroke: 2, level: ink })
    for (let y = 0; y < height; y++) inside.data.fill(ink, y * width + 420, y * width + 423)
    expect(await reader.text(inside, { border: [] })).toEqual([])
    const found: Box[] = (await reader.text(atBorders(), { border: [] })).map((line) => line.box)
    expect(found).toHaveLength(3)
    expect(await reader.text(atBorders(), { border: found })).toEqual([])
  })
})
