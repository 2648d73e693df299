import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Box, Raster } from '../raster.ts'
import { trimFlat } from './trim-flat.ts'

const [width, height] = [60, 40]
const panel = (): Raster => ({ width, height, channels: 1, data: new Uint8Array(width * height).fill(90) })

function draw(raster: Raster, { x, y, width: across, height: down }: Box, level: number): void {
  for (let row = y; row < y + down; row++) raster.data.fill(level, row * width + x, row * width + x + across)
}

describe('A mask on a panel of one colour', () => {
  it('ends close to the letters', () => {
    const raster = panel()
    draw(raster, { x: 20, y: 15, width: 12, height: 8 }, 200)
    expect(trimFlat({ x: 5, y: 4, width: 50, height: 30 }, [raster])).toEqual({ x: 18, y: 13, width: 16, height: 12 })
  })

  it('stays as it is on grain, and where it is one colour as a whole', () => {
    const grain = panel()
    for (let at = 0; at < grain.data.length; at++) grain.data[at] = 80 + ((at * 7919) % 23)
    const box = { x: 5, y: 4, width: 50, height: 30 }
    expect(trimFlat(box, [grain])).toEqual(box)
    expect(trimFlat(box, [panel()])).toEqual(box)
    expect(trimFlat(box, [panel(), grain])).toEqual(box)
  })

  it('leaves no pixel beside it that differs from the panel', () => {
    const mark = fc.record({
      x: fc.integer({ min: 0, max: 50 }),
      y: fc.integer({ min: 0, max: 30 }),
      width: fc.integer({ min: 1, max: 10 }),
      height: fc.integer({ min: 1, max: 10 }),
    })
    fc.assert(
      fc.property(
        mark,
        mark,
        fc.array(fc.tuple(mark, fc.integer({ min: 0, max: 255 })), { maxLength: 4 }),
        (a, b, marks) => {
          const raster = panel()
          for (const [one, level] of marks) draw(raster, one, level)
          const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)]
          const box = { x, y, width: Math.max(a.x, b.x) + 8 - x, height: Math.max(a.y, b.y) + 8 - y }
          const trimmed = trimFlat(box, [raster])
          const inside = (one: Box, column: number, row: number) =>
            column >= one.x && column < one.x + one.width && row >= one.y && row < one.y + one.height
          const gone: number[] = []
          for (let row = 0; row < height; row++)
            for (let column = 0; column < width; column++)
              if (inside(box, column, row) && !inside(trimmed, column, row))
                gone.push(raster.data[row * width + column]!)
          // What was let go is of at most one colour an edge.
          expect(new Set(gone).size).toBeLessThanOrEqual(4)
          expect(inside(box, trimmed.x, trimmed.y)).toBe(true)
        },
      ),
    )
  })
})
