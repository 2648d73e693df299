import { describe, expect, it } from 'vitest'
import type { Raster } from '../raster.ts'
import { takeLinesAway } from './take-lines-away.ts'

const [width, height] = [60, 40]
const [ground, ink, curve] = [40, 90, 250]

/** Upright strokes two pixels wide on a dark ground. */
function strokes(): Raster {
  const data = Uint8Array.from({ length: width * height }, (_, i) => ((i % width) % 9 < 2 ? ink : ground))
  return { width, height, channels: 1, data }
}

/** The picture with what `isLine` says drawn over it, and those pixels. */
function under(picture: Raster, isLine: (x: number, y: number) => boolean) {
  const lines = Uint8Array.from({ length: width * height }, (_, i) => Number(isLine(i % width, Math.floor(i / width))))
  const data = picture.data.map((level, i) => (lines[i] ? curve : level))
  return { picture: { ...picture, data }, lines }
}

describe('a line that is taken away', () => {
  it('leaves the strokes that it crossed whole', () => {
    const { picture, lines } = under(strokes(), (_, y) => y >= 18 && y < 22)
    const { view, taken } = takeLinesAway(picture, lines)
    expect(view.data).toEqual(strokes().data)
    expect(taken).toEqual(lines)
  })

  it('leaves them whole at the border of the picture, where it has one side', () => {
    const { picture, lines } = under(strokes(), (_, y) => y < 3)
    expect(takeLinesAway(picture, lines).view.data).toEqual(strokes().data)
  })

  it('becomes what lies between its two sides, pixel by pixel', () => {
    const half = {
      ...strokes(),
      data: Uint8Array.from({ length: width * height }, (_, i) => (i < 20 * width ? 0 : 100)),
    }
    const { picture, lines } = under(half, (_, y) => y >= 19 && y < 22)
    const { view } = takeLinesAway(picture, lines)
    expect([18, 19, 20, 21, 22].map((y) => view.data[y * width])).toEqual([0, 25, 50, 75, 100])
  })

  it('stays where it is too thick for letters to go on at both sides of it', () => {
    const { picture, lines } = under(strokes(), (x, y) => x >= 15 && x < 30 && y >= 15 && y < 30)
    const { view, taken } = takeLinesAway(picture, lines)
    expect([view.data[22 * width + 22], taken[22 * width + 22]]).toEqual([curve, 0])
  })
})
