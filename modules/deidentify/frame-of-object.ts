import type { PixelSide } from '@clic/contracts'
import { type Dataset, number, readDataset, tag, text } from '@clic/dicom'

export interface Frames {
  about: PixelSide
  /** Samples of one frame, little endian; undefined beyond the last. */
  frame(n: number): Uint8Array | undefined
}

/** Little endian and not compressed: implicit, explicit, and deflated, which the reader has inflated. */
const plain = new Set(['1.2.840.10008.1.2', '1.2.840.10008.1.2.1', '1.2.840.10008.1.2.1.99'])
const colours = new Set(['RGB', 'YBR_FULL'])

/** The pixels of an object, to be drawn as they are stored; a reason when it has none or they cannot be drawn here. */
export function framesOf(object: Uint8Array): { ok: true; value: Frames } | { ok: false; reason: string } {
  const read = readDataset(object)
  if (!read.ok) return { ok: false, reason: 'The object cannot be read.' }
  const { dataset } = read
  const pixels = dataset.get(tag('PixelData'))
  if (!pixels) return { ok: false, reason: 'The object has no pixels.' }
  if (!plain.has(read.transferSyntax) || !pixels.bytes)
    return { ok: false, reason: 'The pixels are compressed; they are not drawn here.' }
  const about = describe(dataset)
  if (!about) return { ok: false, reason: 'Pixels of this kind are not drawn here.' }
  const frame = frameReader(dataset, about, pixels.bytes)
  return frame
    ? { ok: true, value: { about, frame } }
    : { ok: false, reason: 'Pixels of this kind are not drawn here.' }
}

function describe(dataset: Dataset): PixelSide | undefined {
  const of = (name: string) => number(dataset, tag(name))
  const [rows, columns, samples] = [of('Rows') ?? 0, of('Columns') ?? 0, of('SamplesPerPixel') ?? 1]
  const allocated = of('BitsAllocated')
  const photometric = text(dataset, tag('PhotometricInterpretation')) ?? ''
  const grey = samples === 1 && photometric.startsWith('MONOCHROME')
  const colour = samples === 3 && allocated === 8 && colours.has(photometric)
  if (rows < 1 || columns < 1 || !(grey || colour)) return undefined
  if (allocated !== 1 && allocated !== 8 && allocated !== 16) return undefined
  return {
    rows,
    columns,
    frames: of('NumberOfFrames') ?? 1,
    samples: grey ? 1 : 3,
    bits: allocated === 16 ? 16 : 8,
    signed: of('PixelRepresentation') === 1,
    inverted: photometric === 'MONOCHROME1',
  }
}

function frameReader(dataset: Dataset, about: PixelSide, bytes: Uint8Array): Frames['frame'] | undefined {
  const values = about.rows * about.columns * about.samples
  if (number(dataset, tag('BitsAllocated')) === 1) return (n) => unpacked(bytes, n, values, about.frames)
  const size = values * (about.bits / 8)
  const stored = number(dataset, tag('BitsStored')) ?? about.bits
  const planar = about.samples === 3 && number(dataset, tag('PlanarConfiguration')) === 1
  const full = text(dataset, tag('PhotometricInterpretation')) === 'YBR_FULL'
  if (bytes.length < size) return undefined
  return (n) => {
    if (n >= about.frames || (n + 1) * size > bytes.length) return undefined
    const own = Uint8Array.from(bytes.subarray(n * size, (n + 1) * size))
    const pixels = planar ? interleaved(own) : own
    if (full) toRgb(pixels)
    if (about.samples === 1 && stored < about.bits) settle(pixels, about, stored)
    return pixels
  }
}

/** Masks of one bit a pixel, the first in the lowest bit (PS3.5 8.1.1); black and white. */
function unpacked(bytes: Uint8Array, n: number, values: number, frames: number): Uint8Array | undefined {
  if (n >= frames || (n + 1) * values > bytes.length * 8) return undefined
  return Uint8Array.from({ length: values }, (_, i) => {
    const bit = n * values + i
    return ((bytes[bit >> 3] as number) >> (bit & 7)) & 1 ? 255 : 0
  })
}

function interleaved(planes: Uint8Array): Uint8Array {
  const size = planes.length / 3
  return Uint8Array.from(planes, (_, i) => planes[(i % 3) * size + Math.floor(i / 3)] as number)
}

/** PS3.3 C.7.6.3.1.2 */
function toRgb(pixels: Uint8Array): void {
  const clamped = new Uint8ClampedArray(pixels.buffer, pixels.byteOffset, pixels.length)
  for (let i = 0; i < pixels.length; i += 3) {
    const [y, b, r] = [pixels[i] as number, (pixels[i + 1] as number) - 128, (pixels[i + 2] as number) - 128]
    clamped[i] = y + 1.402 * r
    clamped[i + 1] = y - 0.344136 * b - 0.714136 * r
    clamped[i + 2] = y + 1.772 * b
  }
}

/** Bits above the stored ones are not defined: old files kept overlays there, and they are no part of the picture. */
function settle(pixels: Uint8Array, about: PixelSide, stored: number): void {
  const shift = 32 - stored
  const view = new DataView(pixels.buffer, pixels.byteOffset, pixels.byteLength)
  const step = about.bits / 8
  for (let at = 0; at + step <= pixels.byteLength; at += step) {
    const raw = step === 2 ? view.getUint16(at, true) : view.getUint8(at)
    const value = about.signed ? (raw << shift) >> shift : (raw << shift) >>> shift
    if (step === 2) view.setUint16(at, value & 0xffff, true)
    else view.setUint8(at, value & 0xff)
  }
}
