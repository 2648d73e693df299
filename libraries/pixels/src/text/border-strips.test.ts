import { describe, expect, it } from 'vitest'
import { drawLetters } from '../../testing/draw-letters.ts'
import type { Raster } from '../raster.ts'
import { beyond, borderStrips } from './border-strips.ts'

const [width, height] = [200, 160]
const grey = (level: number): Raster => ({
  width,
  height,
  channels: 1,
  data: new Uint8Array(width * height).fill(level),
})

describe('a strip along the border of a picture', () => {
  it('goes on beyond the border as what is beside the letters that touch it', () => {
    const picture = grey(25)
    drawLetters(picture, 'HELLEFETH', { left: 40, top: height - 15, stroke: 3, level: 230 })
    const [strip, ...others] = borderStrips(picture)
    expect(others).toEqual([])
    const { view, y, upright } = strip!
    expect({ width: view.width, upright }).toEqual({ width, upright: false })
    const inside = view.data.subarray(0, (height + y) * width)
    expect(Buffer.from(inside)).toEqual(Buffer.from(picture.data.subarray(-y * width)))
    expect(Array.from(view.data.subarray(inside.length))).toEqual(Array(beyond * width).fill(25))
  })

  it('shows each border the right way, and what is left of a picture smaller than it', () => {
    const picture = grey(25)
    drawLetters(picture, 'HEL', { left: 0, top: 60, stroke: 3, level: 230, turned: true })
    drawLetters(picture, 'HEL', { left: width - 15, top: 60, stroke: 3, level: 230, turned: true })
    const strips = borderStrips(picture)
    expect(strips.map(({ x, upright }) => [x, upright])).toEqual([
      [beyond, true],
      [72 - width, true],
    ])
    for (const { view, x } of strips)
      for (const at of [0, width - 1]) {
        const seen = at + x >= 0 && at + x < view.width
        if (seen) expect(view.data[60 * view.width + at + x]).toBe(picture.data[60 * width + at])
      }
    const small: Raster = { width: 40, height: 20, channels: 3, data: new Uint8Array(2400) }
    small.data.fill(250, 30, 60)
    expect(borderStrips(small).map(({ view }) => [view.width, view.height])).toEqual([[40, 20 + beyond]])
  })

  it('is looked at where something is drawn near the border alone', () => {
    const picture = grey(25)
    drawLetters(picture, 'HELLEFETH', { left: 40, top: 60, stroke: 3, level: 230 })
    expect(borderStrips(picture)).toEqual([])
  })
})
