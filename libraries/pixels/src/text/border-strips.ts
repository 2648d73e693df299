import type { Box, Raster } from '../raster.ts'
import { cutPicture } from './cut-picture.ts'

/** Letters that touch a border lie whole in a strip of so many pixels. */
const strip = 72
/** So many pixels are added beyond it. */
export const beyond = 8
/** What is beside letters: the median of so many pixels to either side, and so many deep, of which strokes of letters fill less than half. */
const [reach, deep] = [16, 24]
/** It is taken for so many pixels of the border at once. */
const step = 8
/** A pixel that differs by so much from what is beside it is drawn over it. */
const leastDifference = 25
/** Letters no farther from the border than that have too little around them to be seen as they are. */
const near = 3

/** A strip along a border of a picture, with what is beside its letters added beyond the border. */
export interface BorderStrip {
  view: Raster
  /** Where the picture's first pixel lies in it. */
  x: number
  y: number
  /** It runs along the left or the right border. */
  upright: boolean
  /** The pixels of the picture in which what it shows would touch the border. */
  edge: Box
}

/** The strips along those borders near which something is drawn over what is beside it. */
export function borderStrips(raster: Raster): BorderStrip[] {
  const { width, height } = raster
  const [wide, high] = [Math.min(strip, width), Math.min(strip, height)]
  const sides = [
    { part: { x: 0, y: 0, width, height: high }, edge: { x: 0, y: 0, width, height: near }, dx: 0, dy: -1 },
    {
      part: { x: 0, y: height - high, width, height: high },
      edge: { x: 0, y: height - near, width, height: near },
      dx: 0,
      dy: 1,
    },
    { part: { x: 0, y: 0, width: wide, height }, edge: { x: 0, y: 0, width: near, height }, dx: -1, dy: 0 },
    {
      part: { x: width - wide, y: 0, width: wide, height },
      edge: { x: width - near, y: 0, width: near, height },
      dx: 1,
      dy: 0,
    },
  ]
  return sides.flatMap(({ part, edge, dx, dy }) => {
    const view = extended(cutPicture(raster, part), dx, dy)
    const [left, top] = [dx < 0 ? beyond : 0, dy < 0 ? beyond : 0]
    return view ? [{ view, x: left - part.x, y: top - part.y, upright: dx !== 0, edge }] : []
  })
}

/** A part of a picture with what is beside its letters beyond one of its sides; undefined where nothing is near that side. */
function extended(part: Raster, dx: number, dy: number): Raster | undefined {
  const { width, height, channels, data } = part
  const steep = dx !== 0
  const [length, across] = steep ? [height, width] : [width, height]
  const [along, inward] = steep ? [width, -dx] : [1, -dy * width]
  const first = dx > 0 ? width - 1 : dy > 0 ? (height - 1) * width : 0
  const ground = groundOf(part, { first, along, inward, length, across })
  if (!ground.touched) return undefined
  const view = { width: width + (steep ? beyond : 0), height: height + (steep ? 0 : beyond), channels }
  const [left, top] = [dx < 0 ? beyond : 0, dy < 0 ? beyond : 0]
  const larger = new Uint8Array(view.width * view.height * channels)
  for (let y = 0; y < view.height; y++)
    for (let x = 0; x < view.width; x++) {
      const [px, py] = [x - left, y - top]
      const inside = px >= 0 && py >= 0 && px < width && py < height
      const from = inside ? data : ground.pixels
      const at = (inside ? py * width + px : steep ? py : px) * channels
      for (let channel = 0; channel < channels; channel++)
        larger[(y * view.width + x) * channels + channel] = from[at + channel]!
    }
  return { ...view, data: larger }
}

/** One side, with the median of what is around it for each pixel that differs from it. */
function groundOf({ channels, data }: Raster, side: Side) {
  const { first, along, inward, length } = side
  const rows = Math.min(deep, side.across)
  const pixels = new Uint8Array(length * channels)
  const counts = new Int32Array(256)
  let touched = false
  for (let start = 0; start < length; start += step) {
    const [from, to] = [Math.max(0, start - reach), Math.min(length, start + step + reach)]
    const medians = Array.from({ length: channels }, (_, channel) => {
      counts.fill(0)
      for (let row = 0; row < rows; row++)
        for (let i = from; i < to; i++) counts[data[(first + i * along + row * inward) * channels + channel]!]!++
      let median = 0
      for (let below = counts[0]!; below <= ((to - from) * rows) >> 1; below += counts[median]!) median++
      return median
    })
    const differs = (i: number, row: number) =>
      medians.some(
        (median, channel) =>
          Math.abs(data[(first + i * along + row * inward) * channels + channel]! - median) > leastDifference,
      )
    for (let i = start; i < Math.min(length, start + step); i++) {
      for (let row = 0; row < Math.min(near, rows); row++) touched ||= differs(i, row)
      const drawn = differs(i, 0)
      for (let channel = 0; channel < channels; channel++)
        pixels[i * channels + channel] = drawn ? medians[channel]! : data[(first + i * along) * channels + channel]!
    }
  }
  return { pixels, touched }
}

/** A side of a picture: its first pixel, the steps along it and inward, and how many there are of each. */
interface Side {
  first: number
  along: number
  inward: number
  length: number
  across: number
}
