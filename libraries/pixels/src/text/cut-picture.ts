import type { Box, Raster } from '../raster.ts'

/** The part of a picture in a box that lies within it. */
export function cutPicture(raster: Raster, box: Box): Raster {
  const { channels } = raster
  const data = new Uint8Array(box.width * box.height * channels)
  for (let y = 0; y < box.height; y++) {
    const from = ((box.y + y) * raster.width + box.x) * channels
    data.set(raster.data.subarray(from, from + box.width * channels), y * box.width * channels)
  }
  return { width: box.width, height: box.height, channels, data }
}
