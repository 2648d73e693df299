import type { Box } from '../raster.ts'
import { type Slant, slantOf } from './slant.ts'

/** A connected region of a map of probabilities. */
export interface Region {
  box: Box
  /** The highest probability in it. */
  peak: number
  /** Pixels in it. */
  area: number
  /** It lies askew: it fills little of its box. */
  slant?: Slant
}

/** Of its box a line that is not askew fills more, whatever its letters are. */
const mostOfBox = 0.7

/** The regions in which a map is above `floor`, neighbours by side or corner. */
export function findRegions(map: Float32Array, width: number, height: number, floor: number): Region[] {
  const seen = new Uint8Array(width * height)
  const queue = new Int32Array(width * height)
  const regions: Region[] = []
  for (let start = 0; start < map.length; start++) {
    if (seen[start] || map[start]! <= floor) continue
    let [size, next] = [0, 0]
    queue[size++] = start
    seen[start] = 1
    let [left, right, top, bottom, peak] = [width, 0, height, 0, 0]
    while (next < size) {
      const at = queue[next++]!
      const x = at % width
      const y = (at - x) / width
      if (x < left) left = x
      if (x > right) right = x
      if (y < top) top = y
      if (y > bottom) bottom = y
      if (map[at]! > peak) peak = map[at]!
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++)
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const beside = ny * width + nx
          if (seen[beside] || map[beside]! <= floor) continue
          seen[beside] = 1
          queue[size++] = beside
        }
    }
    const box = { x: left, y: top, width: right - left + 1, height: bottom - top + 1 }
    const askew = size < mostOfBox * box.width * box.height
    regions.push({ box, peak, area: size, ...(askew ? { slant: slantOf(queue.subarray(0, size), width) } : {}) })
  }
  return regions
}
