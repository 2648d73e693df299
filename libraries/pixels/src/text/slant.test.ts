import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Slant, slantOf, slantTurnedBack, stripsOf } from './slant.ts'

const slants = fc.record({
  x: fc.double({ min: 0, max: 300, noNaN: true }),
  y: fc.double({ min: 0, max: 200, noNaN: true }),
  angle: fc.double({ min: -2 * Math.PI, max: 2 * Math.PI, noNaN: true }),
  length: fc.double({ min: 10, max: 250, noNaN: true }),
  thickness: fc.double({ min: 4, max: 60, noNaN: true }),
})
const picture = { width: 300, height: 200 }

/** The pixels of the picture whose middles lie in a slanted line. */
function pixelsOf({ x, y, angle, length, thickness }: Slant): [number, number][] {
  const pixels: [number, number][] = []
  for (let py = 0; py < picture.height; py++)
    for (let px = 0; px < picture.width; px++) {
      const [dx, dy] = [px + 0.5 - x, py + 0.5 - y]
      const along = Math.abs(dx * Math.cos(angle) + dy * Math.sin(angle))
      const across = Math.abs(dy * Math.cos(angle) - dx * Math.sin(angle))
      if (along < length / 2 && across < thickness / 2) pixels.push([px, py])
    }
  return pixels
}

describe('a line that lies askew', () => {
  it('is covered by its boxes, whichever way it runs and wherever the picture ends', () => {
    fc.assert(
      fc.property(slants, (slant) => {
        const boxes = stripsOf(slant, picture)
        const open = pixelsOf(slant).filter(
          ([x, y]) => !boxes.some((box) => x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height),
        )
        expect(open).toEqual([])
        for (const box of boxes) {
          expect(box.x >= 0 && box.y >= 0).toBe(true)
          expect(box.x + box.width <= picture.width && box.y + box.height <= picture.height).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('is covered by boxes of little more than twice its size', () => {
    const slant = { x: 150, y: 100, angle: Math.PI / 9, length: 160, thickness: 20 }
    const area = stripsOf(slant, picture).reduce((sum, box) => sum + box.width * box.height, 0)
    expect(area).toBeLessThan(2 * slant.length * slant.thickness)
  })

  it('is found from its pixels', () => {
    const slant = { x: 140.2, y: 90.7, angle: 0.35, length: 150, thickness: 16 }
    const places = Int32Array.from(pixelsOf(slant), ([x, y]) => y * picture.width + x)
    const found = slantOf(places, picture.width)
    for (const key of ['x', 'y', 'length', 'thickness'] as const)
      expect(Math.abs(found[key] - slant[key])).toBeLessThan(2)
    expect(found.angle).toBeCloseTo(slant.angle, 2)
  })

  it('is where it was when its picture is turned back', () => {
    const turned = { x: 20, y: 30, angle: 0.2, length: 80, thickness: 10 }
    // The picture of 300 by 200 turned to the left is 200 wide: its (20, 30) was at (270, 20).
    expect(slantTurnedBack(turned, 300)).toEqual({ ...turned, x: 270, y: 20, angle: 0.2 + Math.PI / 2 })
  })
})
