import type { Box, Raster } from '@clic/pixels'

/** The picture as it is looked at, by its EXIF orientation 1 to 8. */
export function uprightRaster(raster: Raster, orientation: number): Raster {
  if (orientation <= 1 || orientation > 8) return raster
  const { width, height, channels, data } = raster
  const swapped = orientation >= 5
  const [newWidth, newHeight] = swapped ? [height, width] : [width, height]
  const turned = new Uint8Array(data.length)
  for (let y = 0; y < newHeight; y++) {
    for (let x = 0; x < newWidth; x++) {
      const [fromX, fromY] = source(orientation, x, y, width, height)
      for (let c = 0; c < channels; c++)
        turned[(y * newWidth + x) * channels + c] = data[(fromY * width + fromX) * channels + c]!
    }
  }
  return { width: newWidth, height: newHeight, channels, data: turned }
}

/** Which stored pixel is shown at x, y. */
function source(orientation: number, x: number, y: number, width: number, height: number): [number, number] {
  switch (orientation) {
    case 2:
      return [width - 1 - x, y]
    case 3:
      return [width - 1 - x, height - 1 - y]
    case 4:
      return [x, height - 1 - y]
    case 5:
      return [y, x]
    case 6:
      return [y, height - 1 - x]
    case 7:
      return [width - 1 - y, height - 1 - x]
    default:
      return [width - 1 - y, x]
  }
}

/** A box in the picture as it is looked at, as it lies in the stored one of this size. */
export function storedBox(box: Box, orientation: number, width: number, height: number): Box {
  if (orientation <= 1 || orientation > 8) return box
  const [x0, y0] = source(orientation, box.x, box.y, width, height)
  const [x1, y1] = source(orientation, box.x + box.width - 1, box.y + box.height - 1, width, height)
  const [x, y] = [Math.min(x0, x1), Math.min(y0, y1)]
  return { x, y, width: Math.abs(x1 - x0) + 1, height: Math.abs(y1 - y0) + 1 }
}
