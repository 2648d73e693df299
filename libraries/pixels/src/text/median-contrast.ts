import type { Raster } from '../raster.ts'
import { colouredLines } from './coloured-lines.ts'
import { luminance } from './even-contrast.ts'

/** Where levels vary less than that, it is the grain of the picture, and is not drawn out to full contrast. */
const leastDeviation = 4
/** Grey levels for one deviation. */
const gain = 45
/** Median absolute deviations in one standard deviation. */
const toDeviation = 1.4826

/** Half a side of the square for a line, in thicknesses and in pixels: strokes fill less than half of it. */
const [radiusOfLine, leastRadius] = [0.35, 5]

/** A line's surroundings against their median, coloured curves left out. `thickness`: the line's, in pixels. */
export function againstMedian(raster: Raster, thickness: number): Raster {
  const radius = Math.max(leastRadius, Math.round(radiusOfLine * thickness))
  return medianContrast(raster, radius, colouredLines(raster))
}

/**
 * The picture in grey, each pixel by how far it lies from the median of the square around it, `radius` pixels to each side, in units of the
 * median deviation there. Unlike the mean, the median is the level of what most of the square shows: right up to the edge of a panel a
 * letter stands out against the panel that it is on, however little it differs from it, and whatever lies beyond the edge. Pixels that are
 * `leftOut` count in no median and become grey.
 */
export function medianContrast(raster: Raster, radius: number, leftOut?: Uint8Array): Raster {
  const { width, height } = raster
  const grey = luminance(raster)
  const data = new Uint8Array(width * height)
  const counts = new Int32Array(256)
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.max(0, y - radius), Math.min(height, y + radius + 1)]
    counts.fill(0)
    let count = 0
    /** Pixels in the square below the median. */
    let below = 0
    let median = 0
    const column = (x: number, by: 1 | -1) => {
      for (let at = top * width + x; at < bottom * width; at += width) {
        if (leftOut?.[at]) continue
        const level = grey[at]!
        counts[level]! += by
        if (level < median) below += by
        count += by
      }
    }
    for (let x = 0; x < Math.min(width, radius); x++) column(x, 1)
    for (let x = 0; x < width; x++) {
      if (x + radius < width) column(x + radius, 1)
      if (x - radius > 0) column(x - radius - 1, -1)
      if (count === 0 || leftOut?.[y * width + x]) {
        data[y * width + x] = 128
        continue
      }
      const half = (count - 1) >> 1
      while (below > half) below -= counts[--median]!
      while (below + counts[median]! <= half) below += counts[median++]!
      let deviation = 0
      let within = counts[median]!
      while (within <= half) {
        deviation++
        within += (counts[median - deviation] ?? 0) + (counts[median + deviation] ?? 0)
      }
      const level = 128 + (gain * (grey[y * width + x]! - median)) / Math.max(leastDeviation, deviation * toDeviation)
      data[y * width + x] = Math.max(0, Math.min(255, level))
    }
  }
  return { width, height, channels: 1, data }
}
