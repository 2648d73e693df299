import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawLetters } from '../../testing/draw-letters.ts'
import { boxesToMask } from '../dicom/clean-pixels.ts'
import { openModels } from '../open-models.ts'
import type { PixelReader } from '../pixel-reader.ts'
import type { Raster } from '../raster.ts'

const [width, height] = [280, 190]
const ink = 20

/** A white label with two words below each other, turned on a dark picture; the places of its letters. */
function labelled(degrees: number): { picture: Raster; letters: [number, number][] } {
  const label: Raster = { width: 220, height: 62, channels: 1, data: new Uint8Array(220 * 62).fill(235) }
  drawLetters(label, 'TELLEFHELT', { left: 14, top: 10, stroke: 3, level: ink })
  drawLetters(label, 'HELFTHELE', { left: 14, top: 36, stroke: 3, level: ink })
  const picture: Raster = { width, height, channels: 1, data: new Uint8Array(width * height).fill(45) }
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
  const letters: [number, number][] = []
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [dx, dy] = [x - width / 2, y - height / 2]
      const column = Math.round(dx * cos + dy * sin + label.width / 2)
      const row = Math.round(dy * cos - dx * sin + label.height / 2)
      if (column < 0 || row < 0 || column >= label.width || row >= label.height) continue
      picture.data[y * width + x] = label.data[row * label.width + column]!
      if (label.data[row * label.width + column] === ink) letters.push([x, y])
    }
  return { picture, letters }
}

describe('words on a label that lies askew', () => {
  let reader: PixelReader
  beforeAll(async () => {
    reader = await openModels(1)
  }, 60_000)
  afterAll(() => reader.close())

  it.each([6, 20, 160])('are masked, and little beside them, at %i degrees', { timeout: 120_000 }, async (degrees) => {
    const { picture, letters } = labelled(degrees)
    const boxes = (await boxesToMask(reader, picture, { faces: false }))!
    const masked = new Uint8Array(width * height)
    for (const box of boxes)
      for (let y = box.y; y < box.y + box.height; y++) masked.fill(1, y * width + box.x, y * width + box.x + box.width)
    expect(letters.filter(([x, y]) => !masked[y * width + x])).toEqual([])
    expect(masked.reduce((sum, one) => sum + one, 0)).toBeLessThan(0.4 * width * height)
  })
})
