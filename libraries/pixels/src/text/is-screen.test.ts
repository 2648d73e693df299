import { describe, expect, it } from 'vitest'
import { isScreen } from './is-screen.ts'

const [width, height] = [200, 150]
const picture = (level: (x: number, y: number) => number) => ({
  width,
  height,
  channels: 1 as const,
  data: Uint8Array.from({ length: width * height }, (_, i) => level(i % width, Math.floor(i / width))),
})

describe('a screen', () => {
  it('is flat in most places, with panels, letters and curves; a photograph or a scan with black around it is not', () => {
    expect(isScreen(picture((x, y) => (x % 50 < 5 ? 10 : y < 70 ? 60 : 200)))).toBe(true)
    expect(isScreen(picture((x, y) => 40 + ((x * 31 + y * 17) % 9)))).toBe(false)
    expect(isScreen(picture((x, y) => (x < 100 ? 0 : 40 + ((x * 31 + y * 17) % 9))))).toBe(false)
  })
})
