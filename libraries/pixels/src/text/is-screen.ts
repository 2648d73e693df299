import type { Raster } from '../raster.ts'

/** So much of a drawn screen is flat; of a picture from a scanner, a camera or a microscope, with all its black surroundings, less. */
const leastFlat = 0.55

/** Whether a picture is a drawn screen, of panels and curves: most pixels have the level of the one to the right and of the one below. */
export function isScreen({ width, height, channels, data }: Raster): boolean {
  let flat = 0
  for (let y = 0; y + 1 < height; y++)
    for (let x = 0; x + 1 < width; x++) {
      // Of the three colours green says most of what is light and dark.
      const at = (y * width + x) * channels + (channels >> 1)
      if (data[at] === data[at + channels] && data[at] === data[at + width * channels]) flat++
    }
  return flat > leastFlat * width * height
}
