import type { Raster } from '../raster.ts'

/** Half a side of the neighbourhood: several letters, less than most things that are no text. */
const radius = 24
/** Where levels vary less than that, it is the grain of the picture, and is not drawn out to full contrast. */
const leastDeviation = 3
/** Grey levels for one local deviation. */
const gain = 45

/** The picture in grey, each pixel by how far it lies from its neighbourhood's mean, so that faint letters stand out as others do. */
export function evenContrast(raster: Raster): Raster {
  const { width, height } = raster
  const grey = luminance(raster)
  const [sums, squares] = [running(grey, width, height, false), running(grey, width, height, true)]
  const data = new Uint8Array(width * height)
  const stride = width + 1
  for (let y = 0; y < height; y++) {
    const top = Math.max(0, y - radius) * stride
    const bottom = Math.min(height, y + radius + 1) * stride
    const rows = (bottom - top) / stride
    for (let x = 0; x < width; x++) {
      const left = Math.max(0, x - radius)
      const right = Math.min(width, x + radius + 1)
      const count = rows * (right - left)
      const inside = (table: Float64Array) =>
        (table[bottom + right]! - table[bottom + left]! - table[top + right]! + table[top + left]!) / count
      const mean = inside(sums)
      const deviation = Math.sqrt(Math.max(0, inside(squares) - mean * mean))
      const level = 128 + (gain * (grey[y * width + x]! - mean)) / Math.max(leastDeviation, deviation)
      data[y * width + x] = Math.max(0, Math.min(255, level))
    }
  }
  return { width, height, channels: 1, data }
}

/** The picture in grey, each pixel the mean of the nine around it. */
export function smoothed(raster: Raster): Raster {
  const { width, height } = raster
  const grey = luminance(raster)
  const data = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    const rows = [Math.max(0, y - 1) * width, y * width, Math.min(height - 1, y + 1) * width]
    for (let x = 0; x < width; x++) {
      const [left, right] = [Math.max(0, x - 1), Math.min(width - 1, x + 1)]
      let sum = 0
      for (const row of rows) sum += grey[row + left]! + grey[row + x]! + grey[row + right]!
      data[y * width + x] = sum / 9
    }
  }
  return { width, height, channels: 1, data }
}

export function luminance({ width, height, channels, data }: Raster): Uint8Array {
  if (channels === 1) return data
  const grey = new Uint8Array(width * height)
  for (let i = 0; i < grey.length; i++)
    grey[i] = Math.round(0.3 * data[3 * i]! + 0.59 * data[3 * i + 1]! + 0.11 * data[3 * i + 2]!)
  return grey
}

/** Sums over all pixels above and to the left, with a row and a column of zeros first. */
function running(grey: Uint8Array, width: number, height: number, squared: boolean): Float64Array {
  const table = new Float64Array((width + 1) * (height + 1))
  for (let y = 0; y < height; y++) {
    let row = 0
    for (let x = 0; x < width; x++) {
      const level = grey[y * width + x]!
      row += squared ? level * level : level
      table[(y + 1) * (width + 1) + x + 1] = table[y * (width + 1) + x + 1]! + row
    }
  }
  return table
}
