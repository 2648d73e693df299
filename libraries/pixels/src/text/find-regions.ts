import type { Box } from '../raster.ts'

/** A connected region of a map of probabilities. */
export interface Region {
  box: Box
  /** The highest probability in it. */
  peak: number
  /** Pixels in it. */
  area: number
}

/** The regions in which a map is above `floor`, neighbours by side or corner. */
export function findRegions(map: Float32Array, width: number, height: number, floor: number): Region[] {
  const seen = new Uint8Array(width * height)
  const stack = new Int32Array(width * height)
  const regions: Region[] = []
  for (let start = 0; start < map.length; start++) {
    if (seen[start] || map[start]! <= floor) continue
    let size = 0
    stack[size++] = start
    seen[start] = 1
    let [left, right, top, bottom, peak, area] = [width, 0, height, 0, 0, 0]
    while (size > 0) {
      const at = stack[--size]!
      const x = at % width
      const y = (at - x) / width
      area++
      if (x < left) left = x
      if (x > right) right = x
      if (y < top) top = y
      if (y > bottom) bottom = y
      if (map[at]! > peak) peak = map[at]!
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++)
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const next = ny * width + nx
          if (seen[next] || map[next]! <= floor) continue
          seen[next] = 1
          stack[size++] = next
        }
    }
    regions.push({ box: { x: left, y: top, width: right - left + 1, height: bottom - top + 1 }, peak, area })
  }
  return regions
}
