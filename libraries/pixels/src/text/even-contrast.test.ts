import { describe, expect, it } from 'vitest'
import { evenContrast, smoothed } from './even-contrast.ts'

const [width, height] = [120, 60]

/** A ramp of grey, in colour, with strokes that are lighter by `step`. */
function ramp(step: number) {
  const data = new Uint8Array(width * height * 3)
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [i % width, Math.floor(i / width)]
    const stroke = y >= 25 && y < 40 && x >= 40 && x < 80 && x % 6 < 2
    data.fill(60 + Math.floor(x / 4) + (stroke ? step : 0), 3 * i, 3 * i + 3)
  }
  return { width, height, channels: 3 as const, data }
}

describe('evened contrast', () => {
  it('faint letters stand out as strong ones do, and a flat picture stays flat', () => {
    const stroke = (step: number) => {
      const even = evenContrast(ramp(step))
      return even.data[30 * width + 60]! - even.data[30 * width + 63]!
    }
    expect(stroke(20)).toBeGreaterThan(60)
    expect(stroke(20)).toBeGreaterThan(0.6 * stroke(150))
    const flat = { width, height, channels: 1 as const, data: new Uint8Array(width * height).fill(77) }
    expect(new Set(evenContrast(flat).data)).toEqual(new Set([128]))
    expect(new Set(smoothed(flat).data)).toEqual(new Set([77]))
  })
})
