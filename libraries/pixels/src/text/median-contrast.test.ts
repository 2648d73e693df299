import { describe, expect, it } from 'vitest'
import type { Raster } from '../raster.ts'
import { evenContrast } from './even-contrast.ts'
import { medianContrast } from './median-contrast.ts'

const [width, height, edge] = [120, 60, 60]

/** A dark panel and a light one, with strokes that are a little lighter than the light one right up to the edge between them. */
function panels(): Raster {
  const data = new Uint8Array(width * height)
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [i % width, Math.floor(i / width)]
    const stroke = y >= 25 && y < 37 && x >= edge + 2 && x % 6 < 2
    data[i] = x < edge ? 30 : stroke ? 242 : 230
  }
  return { width, height, channels: 1, data }
}

describe('contrast against the median', () => {
  it('letters that differ little from their panel stand out up to its edge, where the mean of both panels hides them', () => {
    const stroke = (picture: Raster) => picture.data[30 * width + edge + 7]! - picture.data[30 * width + edge + 10]!
    expect(stroke(evenContrast(panels()))).toBeLessThan(12)
    expect(stroke(medianContrast(panels(), 8))).toBeGreaterThan(90)
  })

  it('what is left out becomes grey and moves no median; a flat picture is grey', () => {
    const picture = panels()
    const curve = new Uint8Array(width * height)
    for (let y = 15; y < 45; y++)
      for (const [from, to] of [
        [82, 89],
        [90, 102],
      ] as const) {
        picture.data.fill(0, y * width + from, y * width + to)
        curve.fill(1, y * width + from, y * width + to)
      }
    const level = (view: Raster, x: number) => view.data[30 * width + x]!
    // Between curves, which fill most of the square, the panel is taken for a letter unless they are left out.
    expect(level(medianContrast(picture, 8), 89)).toBe(255)
    const without = medianContrast(picture, 8, curve)
    expect([level(without, 89), level(without, 95), level(without, 104)]).toEqual([128, 128, 128])
    const flat: Raster = { width, height, channels: 1, data: new Uint8Array(width * height).fill(77) }
    expect(new Set(medianContrast(flat, 8).data)).toEqual(new Set([128]))
    expect(new Set(medianContrast(flat, 8, new Uint8Array(width * height).fill(1)).data)).toEqual(new Set([128]))
  })

  it('is the median and the median deviation of the square, as sorting says', () => {
    const picture: Raster = { width: 31, height: 17, channels: 1, data: new Uint8Array(31 * 17) }
    for (let i = 0; i < picture.data.length; i++) picture.data[i] = (i * 7919) % 251
    const view = medianContrast(picture, 4)
    for (const [x, y] of [
      [0, 0],
      [30, 16],
      [15, 8],
      [3, 12],
      [29, 1],
    ] as const) {
      const square: number[] = []
      for (let ny = Math.max(0, y - 4); ny <= Math.min(16, y + 4); ny++)
        for (let nx = Math.max(0, x - 4); nx <= Math.min(30, x + 4); nx++) square.push(picture.data[ny * 31 + nx]!)
      const middle = (levels: number[]) => levels.sort((a, b) => a - b)[(levels.length - 1) >> 1]!
      const median = middle(square)
      const deviation = middle(square.map((level) => Math.abs(level - median)))
      const level = 128 + (45 * (picture.data[y * 31 + x]! - median)) / Math.max(4, deviation * 1.4826)
      expect(view.data[y * 31 + x]).toBe(Math.floor(Math.max(0, Math.min(255, level))))
    }
  })
})
