import type { Raster } from '../raster.ts'
import { colouredLines } from './coloured-lines.ts'
import { luminance } from './even-contrast.ts'

/** Where levels vary less than that, it is the grain of the picture, and is not drawn out to full contrast. */
const leastDeviation = 4
/** Grey levels for one deviation. */
const gain = 45
/** Median absolute deviations in one standard deviation. */
const toDeviation = 1.4826
/** Levels of a pixel. */
const levels = 256

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
  // As many again below and above, always 0, so that what lies as far to both sides of a median is there.
  const counts = new Int32Array(3 * levels)
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.max(0, y - radius) * width, Math.min(height, y + radius + 1) * width]
    counts.fill(0)
    let count = 0
    /** Pixels in the square below the median. */
    let below = 0
    let median = levels
    for (let x = -radius; x < width; x++) {
      // The column that comes in and the one that goes out.
      for (let by = 1, column = x + radius; by >= -1; by -= 2, column = x - radius - 1) {
        if (column < 0 || column >= width) continue
        for (let at = top + column; at < bottom; at += width) {
          // Without branches: which way they go is chance, and a wrong guess costs more than the rest.
          const step = leftOut === undefined ? by : by * (1 - leftOut[at]!)
          const level = grey[at]! + levels
          counts[level]! += step
          below += step * ((level - median) >>> 31)
          count += step
        }
      }
      if (x < 0) continue
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
        within += counts[median - deviation]! + counts[median + deviation]!
      }
      const away = grey[y * width + x]! + levels - median
      const level = 128 + (gain * away) / Math.max(leastDeviation, deviation * toDeviation)
      data[y * width + x] = Math.max(0, Math.min(255, level))
    }
  }
  return { width, height, channels: 1, data }
}
