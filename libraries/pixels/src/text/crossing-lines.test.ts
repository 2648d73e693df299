import { describe, expect, it } from 'vitest'
import type { Box, Raster } from '../raster.ts'
import { crossingLines } from './crossing-lines.ts'

const [width, height] = [220, 120]
type Colour = [number, number, number]
const [ground, letters, green]: Colour[] = [
  [40, 44, 50],
  [80, 84, 90],
  [0, 210, 90],
]

/** A dark screen with the upright strokes of grey letters, and what is drawn over it. */
function screen(drawn: (x: number, y: number) => Colour | undefined): Raster {
  const data = new Uint8Array(3 * width * height)
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [i % width, Math.floor(i / width)]
    const isStroke = y >= 50 && y < 66 && x % 7 < 2
    data.set(drawn(x, y) ?? (isStroke ? letters! : ground!), 3 * i)
  }
  return { width, height, channels: 3, data }
}

const wave = (x: number) => Math.round(58 + 12 * Math.sin(x / 15))
const curve = (colour: Colour) => screen((x, y) => (Math.abs(y - wave(x)) < 2 ? colour : undefined))
const count = (lines: Uint8Array | undefined) => lines?.reduce((sum, one) => sum + one, 0)

function grey({ data }: Raster): Raster {
  return { width, height, channels: 1, data: Uint8Array.from({ length: width * height }, (_, i) => data[3 * i]!) }
}

describe('lines that cross a picture', () => {
  it('are a coloured curve with its edges and no letters beyond it', () => {
    const lines = crossingLines(curve(green!), [])!
    const rows = Array.from({ length: height }, (_, y) => y)
    for (let x = 0; x < width; x++) {
      const found = rows.filter((y) => lines[y * width + x])
      expect(found).toEqual(expect.arrayContaining([wave(x) - 1, wave(x), wave(x) + 1]))
      expect(found.filter((y) => Math.abs(y - wave(x)) > 3)).toEqual([])
    }
  })

  it('are as thin as they were drawn where compression spread their colour over what lies beside them', () => {
    const spread = screen((x, y) => {
      const by = Math.abs(y - wave(x))
      return by < 2 ? green : by < 6 ? [30, 116, 60] : undefined
    })
    const lines = crossingLines(spread, [])!
    for (let i = 0; i < lines.length; i++)
      if (lines[i]) expect(Math.abs(Math.floor(i / width) - wave(i % width))).toBeLessThan(5)
  })

  it('are a dotted line, and a white curve, in a picture in grey as well', () => {
    const dotted = screen((x, y) => (y >= 57 && y < 59 && x % 6 < 2 ? green : undefined))
    expect(count(crossingLines(dotted, []))).toBeGreaterThan(2 * (width / 3))
    const white = curve([250, 250, 250])
    expect(count(crossingLines(white, []))).toBeGreaterThan(3 * width)
    expect(count(crossingLines(grey(white), []))).toBeGreaterThan(3 * width)
  })

  it('are none in a picture of letters, a short mark, a panel or many colours', () => {
    expect(
      crossingLines(
        screen(() => undefined),
        [],
      ),
    ).toBeUndefined()
    expect(
      crossingLines(
        screen((x, y) => (x < 40 && Math.abs(y - 58) < 2 ? green : undefined)),
        [],
      ),
    ).toBeUndefined()
    expect(
      crossingLines(
        screen((x, y) => (x > 100 && y > 20 && y < 100 ? green : undefined)),
        [],
      ),
    ).toBeUndefined()
    const many = screen((x, y) => (y === 58 ? [(x * 67) % 256, (x * 131) % 256, (x * 29) % 256] : undefined))
    expect(crossingLines(many, [])).toBeUndefined()
  })

  it('are none where a mask covers them', () => {
    const mask: Box = { x: 0, y: 30, width, height: 60 }
    expect(crossingLines(curve(green!), [mask])).toBeUndefined()
    expect(crossingLines(curve(green!), [{ ...mask, width: 60 }])).toBeDefined()
  })
})
