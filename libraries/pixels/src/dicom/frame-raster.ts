import type { Raster } from '../raster.ts'
import type { Decoded } from './decode-frame.ts'
import type { DicomImage } from './read-image.ts'

/**
 * A frame as it is looked at. Grey values beyond 8 bits give two pictures: over the whole range, in which burned-in white stands out,
 * and over the range of most pixels, in which faint letters do.
 */
export function frameRasters(image: DicomImage, frame: Decoded): Raster[] {
  const { rows: height, columns: width } = image
  const { samples, photometric } = frame
  if (image.palette) return [paletteRaster(image, frame)]
  if (image.samples === 3) {
    const shift = Math.max(0, image.bitsStored - 8)
    const data = Uint8Array.from(samples, (value) => value >>> shift)
    if (photometric === 'YBR_FULL' || photometric === 'YBR_FULL_422') toRgb(data)
    return [{ width, height, channels: 3, data }]
  }
  if (image.bitsStored <= 8 && !image.signed) return [{ width, height, channels: 1, data: Uint8Array.from(samples) }]
  const values = signedValues(image, frame)
  const counts = new Map<string, [number, number]>()
  for (const range of [rangeOf(values, 0), rangeOf(values, 0.01)]) counts.set(range.join(), range)
  return [...counts.values()].map(([low, high]) => ({ width, height, channels: 1, data: windowed(values, low, high) }))
}

function signedValues(image: DicomImage, frame: Decoded): Int32Array {
  const unused = 32 - image.bitsStored
  // The lowest bit of the widest values shows nothing.
  if (unused === 0 && !image.signed) return Int32Array.from(frame.samples, (value) => value >>> 1)
  return Int32Array.from(frame.samples, (value) =>
    image.signed ? (value << unused) >> unused : (value << unused) >>> unused,
  )
}

/** The values between which all but `share` of the pixels at each end lie. */
function rangeOf(values: Int32Array, share: number): [number, number] {
  const sorted = Int32Array.from(values).sort()
  const cut = Math.floor(sorted.length * share)
  return [sorted[cut]!, sorted[sorted.length - 1 - cut]!]
}

function windowed(values: Int32Array, low: number, high: number): Uint8Array {
  const scale = 255 / Math.max(1, high - low)
  return Uint8Array.from(values, (value) => Math.max(0, Math.min(255, Math.round((value - low) * scale))))
}

function paletteRaster(image: DicomImage, frame: Decoded): Raster {
  const { first, red, green, blue } = image.palette!
  const data = new Uint8Array(frame.samples.length * 3)
  frame.samples.forEach((value, i) => {
    const at = Math.max(0, Math.min(red.length - 1, value - first))
    data[3 * i] = red[at]!
    data[3 * i + 1] = green[at]!
    data[3 * i + 2] = blue[at]!
  })
  return { width: image.columns, height: image.rows, channels: 3, data }
}

/** PS3.3 C.7.6.3.1.2 */
function toRgb(data: Uint8Array): void {
  const clamp = (value: number) => Math.max(0, Math.min(255, Math.round(value)))
  for (let i = 0; i < data.length; i += 3) {
    const [y, cb, cr] = [data[i]!, data[i + 1]! - 128, data[i + 2]! - 128]
    data[i] = clamp(y + 1.402 * cr)
    data[i + 1] = clamp(y - 0.344136 * cb - 0.714136 * cr)
    data[i + 2] = clamp(y + 1.772 * cb)
  }
}
