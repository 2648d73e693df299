import { describe, expect, it } from 'vitest'
import { drawLetters } from '../../testing/draw-letters.ts'
import type { Raster } from '../raster.ts'
import { beyondBorder } from './beyond-border.ts'

const [width, height] = [200, 60]
const grey = (level: number): Raster => ({
  width,
  height,
  channels: 1,
  data: new Uint8Array(width * height).fill(level),
})

describe('what lies beyond the border of a picture', () => {
  it('is what is beside the letters that touch it', () => {
    const picture = grey(25)
    drawLetters(picture, 'HELLEFETH', { left: 40, top: height - 15, stroke: 3, level: 230 })
    const larger = beyondBorder(picture)
    expect([larger.width, larger.height]).toEqual([width + 2, height + 2])
    const below = larger.data.subarray((height + 1) * larger.width)
    expect(new Set(below)).toEqual(new Set([25]))
    const inside = Array.from({ length: height }, (_, y) =>
      larger.data.subarray((y + 1) * larger.width + 1, (y + 1) * larger.width + 1 + width),
    )
    expect(Buffer.concat(inside).equals(Buffer.from(picture.data))).toBe(true)
  })

  it('goes on as the border is where a panel ends there', () => {
    const picture = grey(25)
    for (let y = 0; y < height; y++) picture.data.fill(230, y * width + 120, (y + 1) * width)
    expect(beyondBorder(picture)).toBe(picture)
  })
})
