import type { Raster } from '../raster.ts'

/** The picture at one `by`-th of its size, a whole number: each pixel the mean of `by` times `by`. What does not fill one at its end is left out. */
export function shrinkPicture(raster: Raster, by: number): Raster {
  if (by <= 1) return raster
  const { channels, data: source } = raster
  const [width, height] = [Math.max(1, Math.floor(raster.width / by)), Math.max(1, Math.floor(raster.height / by))]
  const [wide, high] = [Math.min(by, raster.width), Math.min(by, raster.height)]
  const data = new Uint8Array(width * height * channels)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0
        for (let row = y * by; row < y * by + high; row++)
          for (let column = x * by; column < x * by + wide; column++)
            sum += source[(row * raster.width + column) * channels + channel]!
        data[(y * width + x) * channels + channel] = Math.round(sum / (wide * high))
      }
  return { width, height, channels, data }
}
