import type { Raster } from '../raster.ts'

/** What a model is given: planes of numbers, blue first, as the models were trained. */
export interface Planes {
  width: number
  height: number
  data: Float32Array
}

/**
 * A part of a picture at another size, by bilinear sampling, as (value / 255 − mean) / deviation of each channel. Beyond the picture its
 * border goes on.
 */
export function samplePlanes(
  raster: Raster,
  part: { left: number; top: number; scaleX: number; scaleY: number; width: number; height: number },
  terms: {
    mean: readonly [number, number, number]
    deviation: readonly [number, number, number]
    order: 'bgr' | 'rgb'
  },
): Planes {
  const { width, height } = part
  const plane = width * height
  const data = new Float32Array(3 * plane)
  const { channels, data: source } = raster
  const columns = axis(width, part.left, part.scaleX, raster.width)
  const rows = axis(height, part.top, part.scaleY, raster.height)
  const ofLevel = new Float32Array(256)
  for (let channel = 0; channel < 3; channel++) {
    const from = channels === 1 ? 0 : terms.order === 'bgr' ? 2 - channel : channel
    const gain = 1 / 255 / terms.deviation[channel]!
    const offset = -terms.mean[channel]! / terms.deviation[channel]!
    if (channels === 1 && channel > 0 && terms.mean[0] === terms.mean[channel]) {
      data.copyWithin(channel * plane, 0, plane)
      continue
    }
    let at = channel * plane
    if (columns.isWhole && rows.isWhole) {
      // The same numbers as below, without the sums: most of what is looked at is neither larger nor smaller than it was.
      for (let level = 0; level < 256; level++) ofLevel[level] = level * gain + offset
      for (let y = 0; y < height; y++) {
        const row = rows.low[y]! * raster.width
        for (let x = 0; x < width; x++) data[at++] = ofLevel[source[(row + columns.low[x]!) * channels + from]!]!
      }
      continue
    }
    for (let y = 0; y < height; y++) {
      const above = rows.low[y]! * raster.width
      const below = rows.high[y]! * raster.width
      const down = rows.part[y]!
      for (let x = 0; x < width; x++) {
        const left = columns.low[x]!
        const right = columns.high[x]!
        const across = columns.part[x]!
        const a = source[(above + left) * channels + from]!
        const b = source[(above + right) * channels + from]!
        const c = source[(below + left) * channels + from]!
        const d = source[(below + right) * channels + from]!
        const top = a + (b - a) * across
        data[at++] = (top + (c + (d - c) * across - top) * down) * gain + offset
      }
    }
  }
  return { width, height, data }
}

function axis(length: number, start: number, scale: number, limit: number) {
  const low = new Int32Array(length)
  const high = new Int32Array(length)
  const part = new Float32Array(length)
  for (let i = 0; i < length; i++) {
    const at = Math.min(limit - 1, Math.max(0, start + (i + 0.5) / scale - 0.5))
    low[i] = Math.floor(at)
    high[i] = Math.min(limit - 1, low[i]! + 1)
    part[i] = at - low[i]!
  }
  return { low, high, part, isWhole: part.every((one) => one === 0) }
}
