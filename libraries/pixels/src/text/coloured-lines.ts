import type { Raster } from '../raster.ts'

/** Half a side of the square in which colour is compared: curves and marks fill little of it, what is coloured itself all of it. */
const radius = 24
/** A pixel that much more coloured than the square around it, on the mean, is drawn over it. */
const leastMore = 60
/** The edge of what is drawn so is that coloured at least; a grey letter that a curve touches is not. */
const leastOfEdge = 12

/**
 * Pixels that are far more coloured than what surrounds them, and the coloured ones that touch them: curves and marks on a grey screen,
 * which run through letters. 1 for each of them; a picture in grey has none.
 */
export function colouredLines(raster: Raster): Uint8Array {
  const { width, height, channels, data } = raster
  const pixels = new Uint8Array(width * height)
  if (channels === 1) return pixels
  const colour = new Uint8Array(width * height)
  for (let i = 0; i < colour.length; i++) {
    const [red, green, blue] = [data[3 * i]!, data[3 * i + 1]!, data[3 * i + 2]!]
    colour[i] = Math.max(red, green, blue) - Math.min(red, green, blue)
  }
  const around = new Float32Array(width)
  for (let y = 0; y < height; y++) {
    if (y === 0) for (let row = 0; row < Math.min(height, radius); row++) addRow(around, colour, row, 1)
    if (y + radius < height) addRow(around, colour, y + radius, 1)
    if (y - radius > 0) addRow(around, colour, y - radius - 1, -1)
    const rows = Math.min(height, y + radius + 1) - Math.max(0, y - radius)
    let sum = 0
    for (let x = 0; x < Math.min(width, radius); x++) sum += around[x]!
    for (let x = 0; x < width; x++) {
      if (x + radius < width) sum += around[x + radius]!
      if (x - radius > 0) sum -= around[x - radius - 1]!
      const columns = Math.min(width, x + radius + 1) - Math.max(0, x - radius)
      if (colour[y * width + x]! < sum / (rows * columns) + leastMore) continue
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++)
        for (let at = ny * width + Math.max(0, x - 1); at < ny * width + Math.min(width, x + 2); at++)
          if (colour[at]! >= leastOfEdge) pixels[at] = 1
    }
  }
  return pixels
}

function addRow(sums: Float32Array, colour: Uint8Array, row: number, by: 1 | -1): void {
  for (let x = 0; x < sums.length; x++) sums[x]! += by * colour[row * sums.length + x]!
}
