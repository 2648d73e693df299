import type { Raster } from '../raster.ts'

/** What is beside letters: the median of so many pixels along the border, and so many deep, of which strokes of letters fill less than half. */
const [reach, depth] = [16, 24]
/** It is taken for so many pixels of the border at once. */
const step = 8
/** A pixel of the border that differs by so much from what is beside it is drawn over what goes on beyond. */
const leastDifference = 40

/**
 * The picture with one more pixel on each side, as it may go on there: where letters touch the border, what is beside them, so that their
 * strokes do not run on without end. The picture itself when nothing touches its border.
 */
export function beyondBorder(raster: Raster): Raster {
  const { width, height, channels, data } = raster
  const [flat, steep] = [
    { along: 1, length: width, across: height },
    { along: width, length: height, across: width },
  ]
  const sides = {
    above: ground(raster, { ...flat, first: 0, inward: width }),
    below: ground(raster, { ...flat, first: (height - 1) * width, inward: -width }),
    left: ground(raster, { ...steep, first: 0, inward: 1 }),
    right: ground(raster, { ...steep, first: width - 1, inward: -1 }),
  }
  if (!Object.values(sides).some((side) => side.touched)) return raster
  const wide = width + 2
  const larger = new Uint8Array(wide * (height + 2) * channels)
  const put = (x: number, y: number, from: Uint8Array, at: number) => {
    for (let channel = 0; channel < channels; channel++)
      larger[((y + 1) * wide + x + 1) * channels + channel] = from[at * channels + channel]!
  }
  for (let y = 0; y < height; y++) {
    larger.set(data.subarray(y * width * channels, (y + 1) * width * channels), ((y + 1) * wide + 1) * channels)
    put(-1, y, sides.left.pixels, y)
    put(width, y, sides.right.pixels, y)
  }
  for (let x = -1; x <= width; x++) {
    const at = Math.min(width - 1, Math.max(0, x))
    put(x, -1, sides.above.pixels, at)
    put(x, height, sides.below.pixels, at)
  }
  return { width: wide, height: height + 2, channels, data: larger }
}

/** One side, with the median of what is around it for each pixel that differs from it. */
function ground({ channels, data }: Raster, side: Side) {
  const { first, along, inward, length } = side
  const rows = Math.min(depth, side.across)
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
    for (let i = start; i < Math.min(length, start + step); i++) {
      const at = (first + i * along) * channels
      const differs = medians.some((median, channel) => Math.abs(data[at + channel]! - median) > leastDifference)
      touched ||= differs
      for (let channel = 0; channel < channels; channel++)
        pixels[i * channels + channel] = differs ? medians[channel]! : data[at + channel]!
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
