import { number } from '../dataset.ts'
import { tag } from '../dictionary.ts'
import { type ObjectFrame, type Rescale, rescaleOf } from './object-frames.ts'
import type { VolumeProblem, VoxelData } from './volume.ts'

export type PixelsResult = { ok: true; data: VoxelData } | { ok: false; problem: VolumeProblem }

/** The voxels of one uncompressed grey frame with rescale slope and intercept applied (PS3.3 C.7.6.3, C.11.1). `size` is rows × columns. */
export function storedPixels(frame: ObjectFrame, size: number): PixelsResult {
  const { dataset } = frame
  const element = dataset.get(tag('PixelData'))
  if (element?.fragments) return refuse('compressed', 'The images are compressed. Decode them first.')
  if ((number(dataset, tag('SamplesPerPixel')) ?? 1) !== 1)
    return refuse('not-an-image', 'The images are in colour. Only grey images are put together into a volume.')
  const allocated = number(dataset, tag('BitsAllocated'))
  if (allocated !== 8 && allocated !== 16)
    return refuse('not-an-image', `Pixels of ${allocated ?? 'unknown'} bits are not read, only those of 8 and 16.`)
  const stored = number(dataset, tag('BitsStored')) ?? allocated
  const high = number(dataset, tag('HighBit')) ?? stored - 1
  if (stored < 1 || stored > allocated || high !== stored - 1)
    return refuse(
      'not-an-image',
      'The pixels do not lie in the lowest bits of their words; such old files are not read.',
    )
  const bytes = element?.bytes
  const length = (size * allocated) / 8
  const whole = length * frame.count
  if (!bytes || bytes.length < whole || bytes.length > whole + (whole % 2))
    return refuse('pixel-length', 'The pixel data of an image are not as long as its rows and columns say.')
  const signed = number(dataset, tag('PixelRepresentation')) === 1
  const own = bytes.subarray(frame.index * length, (frame.index + 1) * length)
  return {
    ok: true,
    data: rescaled(rescaleOf(frame), words(own, allocated, stored, signed), stored, signed),
  }
}

function words(bytes: Uint8Array, allocated: 8 | 16, stored: number, signed: boolean): VoxelData {
  const own = Uint8Array.from(bytes)
  const raw = allocated === 8 ? own : new Uint16Array(own.buffer)
  if (!signed && stored === allocated) return raw
  if (!signed) return raw.map((value) => value & ((1 << stored) - 1))
  if (stored === 16) return new Int16Array(own.buffer)
  // Bits above the stored ones are not defined: old files kept overlays there.
  const shift = 32 - stored
  return Int16Array.from(raw, (value) => (value << shift) >> shift)
}

/** Whole numbers stay whole where every value that the header allows fits 16 bits; else the volume is in float. */
function rescaled({ slope, intercept }: Rescale, data: VoxelData, stored: number, signed: boolean): VoxelData {
  if (slope === 1 && intercept === 0) return data
  const ends = (signed ? [-(2 ** (stored - 1)), 2 ** (stored - 1) - 1] : [0, 2 ** stored - 1]).map(
    (value) => value * slope + intercept,
  )
  const whole = Number.isInteger(slope) && Number.isInteger(intercept)
  const fits = whole && Math.min(...ends) >= -32768 && Math.max(...ends) <= 32767
  const map = (value: number) => value * slope + intercept
  return fits ? Int16Array.from(data, map) : Float32Array.from(data, map)
}

function refuse(code: VolumeProblem['code'], message: string): PixelsResult {
  return { ok: false, problem: { code, message } }
}
