/** A picture, row by row, channels interleaved, 8 bits a sample. */
export interface Raster {
  width: number
  height: number
  channels: 1 | 3
  data: Uint8Array
}

/** A rectangle in pixels from the top left corner. */
export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** A copy in which every box is black. Boxes may reach beyond the picture. */
export function maskBoxes(raster: Raster, boxes: readonly Box[]): Raster {
  const data = Uint8Array.from(raster.data)
  for (const box of boxes) {
    const left = Math.max(0, Math.floor(box.x))
    const right = Math.min(raster.width, Math.ceil(box.x + box.width))
    const bottom = Math.min(raster.height, Math.ceil(box.y + box.height))
    for (let y = Math.max(0, Math.floor(box.y)); y < bottom && right > left; y++)
      data.fill(0, (y * raster.width + left) * raster.channels, (y * raster.width + right) * raster.channels)
  }
  return { ...raster, data }
}

/** 1 for each pixel of a picture that lies in one of the boxes. */
export function maskOf({ width, height }: Pick<Raster, 'width' | 'height'>, boxes: readonly Box[]): Uint8Array {
  const mask = new Uint8Array(width * height)
  for (const box of boxes) {
    const [left, right] = [Math.max(0, box.x), Math.min(width, box.x + box.width)]
    for (let y = Math.max(0, box.y); y < Math.min(height, box.y + box.height) && right > left; y++)
      mask.fill(1, y * width + left, y * width + right)
  }
  return mask
}

/** Whether two rectangles have a pixel in common. */
export function meet(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

/** What two rectangles have in common, as a part of what they cover together. */
export function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  if (width <= 0 || height <= 0) return 0
  return (width * height) / (a.width * a.height + b.width * b.height - width * height)
}
