import type { Box, Raster } from '../raster.ts'

/** The picture turned a quarter to the left: what read from top to bottom reads from left to right. */
export function turnLeft(raster: Raster): Raster {
  const { width, height, channels, data } = raster
  const turned = new Uint8Array(data.length)
  let at = 0
  for (let x = width - 1; x >= 0; x--)
    for (let y = 0; y < height; y++) {
      const from = (y * width + x) * channels
      for (let channel = 0; channel < channels; channel++) turned[at++] = data[from + channel]!
    }
  return { width: height, height: width, channels, data: turned }
}

/** Where a box of the turned picture lies in the picture as it was; `width` is that picture's. */
export function turnedBack(box: Box, width: number): Box {
  return { x: width - box.y - box.height, y: box.x, width: box.height, height: box.width }
}
