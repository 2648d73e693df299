import type { Box, Raster } from '../raster.ts'

/** A line that lies askew: its middle, the way in which it runs (radians, clockwise from the right, as y grows downwards), and its sides. */
export interface Slant {
  x: number
  y: number
  angle: number
  length: number
  thickness: number
}

/** The rectangle along the main axis of some pixels of a map, given by their places in it. */
export function slantOf(pixels: Int32Array, width: number): Slant {
  let [sumX, sumY] = [0, 0]
  for (const at of pixels) {
    sumX += at % width
    sumY += Math.floor(at / width)
  }
  const [x, y] = [sumX / pixels.length, sumY / pixels.length]
  let [xx, yy, xy] = [0, 0, 0]
  for (const at of pixels) {
    const [dx, dy] = [(at % width) - x, Math.floor(at / width) - y]
    xx += dx * dx
    yy += dy * dy
    xy += dx * dy
  }
  const angle = Math.atan2(2 * xy, xx - yy) / 2
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  let [from, to, over, under] = [0, 0, 0, 0]
  for (const at of pixels) {
    const [dx, dy] = [(at % width) - x, Math.floor(at / width) - y]
    const [along, across] = [dx * cos + dy * sin, dy * cos - dx * sin]
    if (along < from) from = along
    if (along > to) to = along
    if (across < over) over = across
    if (across > under) under = across
  }
  const [along, across] = [(from + to) / 2, (over + under) / 2]
  return {
    x: x + along * cos - across * sin + 0.5,
    y: y + along * sin + across * cos + 0.5,
    angle,
    length: to - from + 1,
    thickness: under - over + 1,
  }
}

/** A slanted line of a picture turned to the left, in the picture as it was; `width` is that picture's. */
export function slantTurnedBack(slant: Slant, width: number): Slant {
  return { ...slant, x: width - slant.y, y: slant.x, angle: slant.angle + Math.PI / 2 }
}

/** A view of a slanted line in which it lies level in the middle; beyond the picture its border goes on. */
export function levelled(raster: Raster, slant: Slant, width: number, height: number): Raster {
  const { channels, data: source } = raster
  const data = new Uint8Array(width * height * channels)
  const [cos, sin] = [Math.cos(slant.angle), Math.sin(slant.angle)]
  let to = 0
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const [along, across] = [column + 0.5 - width / 2, row + 0.5 - height / 2]
      const x = Math.min(raster.width - 1, Math.max(0, slant.x + along * cos - across * sin - 0.5))
      const y = Math.min(raster.height - 1, Math.max(0, slant.y + along * sin + across * cos - 0.5))
      const [left, top] = [Math.floor(x), Math.floor(y)]
      const right = Math.min(raster.width - 1, left + 1)
      const bottom = Math.min(raster.height - 1, top + 1)
      const [fx, fy] = [x - left, y - top]
      for (let channel = 0; channel < channels; channel++) {
        const at = (px: number, py: number) => source[(py * raster.width + px) * channels + channel]!
        const above = at(left, top) + (at(right, top) - at(left, top)) * fx
        const below = at(left, bottom) + (at(right, bottom) - at(left, bottom)) * fx
        data[to++] = Math.round(above + (below - above) * fy)
      }
    }
  return { width, height, channels, data }
}

/** A box of such a view, as a slanted line of the picture. */
export function slantOfBox(box: Box, view: Raster, slant: Slant): Slant {
  const [cos, sin] = [Math.cos(slant.angle), Math.sin(slant.angle)]
  const along = box.x + box.width / 2 - view.width / 2
  const across = box.y + box.height / 2 - view.height / 2
  return {
    x: slant.x + along * cos - across * sin,
    y: slant.y + along * sin + across * cos,
    angle: slant.angle,
    length: box.width,
    thickness: box.height,
  }
}

/** Whether a slanted line lies in another: its middle, and its length along it. */
export function liesIn(inner: Slant, outer: Slant): boolean {
  const [cos, sin] = [Math.cos(outer.angle), Math.sin(outer.angle)]
  const half = inner.length / 2 - inner.thickness / 2
  const [hx, hy] = [half * Math.cos(inner.angle), half * Math.sin(inner.angle)]
  return [-1, 0, 1].every((end) => {
    const [dx, dy] = [inner.x + end * hx - outer.x, inner.y + end * hy - outer.y]
    return Math.abs(dx * cos + dy * sin) <= outer.length / 2 && Math.abs(dy * cos - dx * sin) <= outer.thickness / 2
  })
}

/** One box of those that cover a slanted line rises by that part of its thickness, and is that long in pixels at least. */
const [riseOfStrip, leastStrip] = [0.5, 4]

/** Upright boxes that cover a slanted line, within the picture. */
export function stripsOf(slant: Slant, picture: Pick<Raster, 'width' | 'height'>): Box[] {
  const [cos, sin] = [Math.cos(slant.angle), Math.sin(slant.angle)]
  if (Math.abs(sin) > Math.abs(cos)) {
    // Steep: as the picture is with x and y changed.
    const mirrored = { ...slant, x: slant.y, y: slant.x, angle: Math.PI / 2 - slant.angle }
    return stripsOf(mirrored, { width: picture.height, height: picture.width }).map((box) => ({
      x: box.y,
      y: box.x,
      width: box.height,
      height: box.width,
    }))
  }
  const corners = [-1, 1].flatMap((end) =>
    [-1, 1].map((side) => ({
      x: slant.x + (end * slant.length * cos - side * slant.thickness * sin) / 2,
      y: slant.y + (end * slant.length * sin + side * slant.thickness * cos) / 2,
    })),
  )
  const [low, high] = [Math.min(...corners.map((one) => one.x)), Math.max(...corners.map((one) => one.x))]
  const slope = sin / cos
  const count = Math.max(
    1,
    Math.ceil((high - low) / Math.max(leastStrip, (riseOfStrip * slant.thickness) / Math.max(1e-6, Math.abs(slope)))),
  )
  const [first, last] = [Math.min(...corners.map((one) => one.y)), Math.max(...corners.map((one) => one.y))]
  const half = slant.thickness / 2 / Math.abs(cos)
  return Array.from({ length: count }, (_, i) => {
    const [from, to] = [low + (i * (high - low)) / count, low + ((i + 1) * (high - low)) / count]
    const middles = [slant.y + (from - slant.x) * slope, slant.y + (to - slant.x) * slope]
    const left = Math.max(0, Math.floor(from))
    const top = Math.max(0, Math.floor(Math.max(first, Math.min(...middles) - half)))
    const right = Math.min(picture.width, Math.ceil(to))
    const bottom = Math.min(picture.height, Math.ceil(Math.min(last, Math.max(...middles) + half)))
    return { x: left, y: top, width: right - left, height: bottom - top }
  }).filter((box) => box.width > 0 && box.height > 0)
}
