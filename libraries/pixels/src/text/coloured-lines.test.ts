import { describe, expect, it } from 'vitest'
import type { Raster } from '../raster.ts'
import { colouredLines } from './coloured-lines.ts'

const [width, height] = [100, 80]

/** A picture of one colour, with a green curve along two rows, its edges above and below, and grey letters' strokes that end at it. */
function screen(ground: [number, number, number]): Raster {
  const data = new Uint8Array(3 * width * height)
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [i % width, Math.floor(i / width)]
    const isStroke = y >= 30 && y < 45 && x % 8 < 2
    const isEdge = y === 37 || y === 40
    const level = isStroke ? [240, 240, 240] : isEdge ? [30, 132, 95] : ground
    data.set(y === 38 || y === 39 ? [0, 200, 120] : level, 3 * i)
  }
  return { width, height, channels: 3, data }
}

const rowsOf = (pixels: Uint8Array) =>
  Array.from({ length: height }, (_, y) => y).filter((y) => pixels.subarray(y * width, (y + 1) * width).includes(1))

describe('coloured lines', () => {
  it('are what is drawn in colour over grey, and their edges; grey letters stay, right up to them', () => {
    const pixels = colouredLines(screen([60, 64, 70]))
    expect(rowsOf(pixels)).toEqual([37, 38, 39, 40])
    const strokes = Array.from({ length: width }, (_, x) => x).filter((x) => x % 8 < 2)
    expect(pixels.reduce((sum, one) => sum + one, 0)).toBe(4 * width - 2 * strokes.length)
    expect(strokes.some((x) => pixels[37 * width + x] || pixels[40 * width + x])).toBe(false)
  })

  it('there are none where everything is coloured, or nothing', () => {
    expect(rowsOf(colouredLines(screen([10, 190, 120])))).toEqual([])
    expect(rowsOf(colouredLines({ width, height, channels: 1, data: new Uint8Array(width * height) }))).toEqual([])
  })
})
