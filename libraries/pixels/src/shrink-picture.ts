import type { Raster } from './raster.ts'

/** The picture with one pixel, their mean, for each square of `times` by `times`; what is left at the right and below is not in it. */
export function shrinkPicture({ width, height, channels, data }: Raster, times: number): Raster {
  const [columns, rows] = [Math.floor(width / times), Math.floor(height / times)]
  const small = new Uint8Array(columns * rows * channels)
  const sums = new Uint32Array(columns * channels)
  for (let row = 0; row < rows; row++) {
    sums.fill(0)
    for (let y = row * times; y < (row + 1) * times; y++)
      for (let column = 0; column < columns; column++)
        for (let x = column * times; x < (column + 1) * times; x++)
          for (let channel = 0; channel < channels; channel++)
            sums[column * channels + channel]! += data[(y * width + x) * channels + channel]!
    const at = row * columns * channels
    for (let i = 0; i < sums.length; i++) small[at + i] = Math.round(sums[i]! / (times * times))
  }
  return { width: columns, height: rows, channels, data: small }
}
