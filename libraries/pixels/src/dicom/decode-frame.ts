import { createRequire } from 'node:module'
import type { DicomImage } from './read-image.ts'
import { isHalved, UnreadablePixels } from './read-image.ts'
import { decodeRle } from './rle.ts'

/** Samples of one frame, a pixel's together, as unsigned numbers of `bitsAllocated`. */
export type Samples = Uint8Array | Uint16Array | Uint32Array

export interface Decoded {
  samples: Samples
  /** What the samples mean now: colour transforms of a codec are undone. */
  photometric: string
}

interface CodecContext {
  getDecodedBuffer(): Uint8Array | undefined
  getEncodedBuffer(): Uint8Array | undefined
  getPhotometricInterpretation(): string | undefined
  getPlanarConfiguration(): number | undefined
  getBitsAllocated(): number | undefined
}
type Codec = (context: CodecContext, parameters?: Record<string, unknown>) => CodecContext
interface Codecs {
  Context: new (attributes: Record<string, unknown>) => CodecContext
  NativeCodecs: Record<string, Codec> & {
    initializeAsync(options: Record<string, unknown>): Promise<void>
    isInitialized(): boolean
  }
}

/** What each transfer syntax is decoded by, and how it is written again: `family` of codecs, `lossless` as it stands. */
export const syntaxes: ReadonlyMap<
  string,
  { family: 'Jpeg' | 'JpegLs' | 'Jpeg2000' | 'HtJpeg2000' | 'Rle'; lossless: boolean }
> = new Map([
  ['1.2.840.10008.1.2.4.50', { family: 'Jpeg', lossless: false }],
  ['1.2.840.10008.1.2.4.51', { family: 'Jpeg', lossless: false }],
  ['1.2.840.10008.1.2.4.57', { family: 'Jpeg', lossless: true }],
  ['1.2.840.10008.1.2.4.70', { family: 'Jpeg', lossless: true }],
  ['1.2.840.10008.1.2.4.80', { family: 'JpegLs', lossless: true }],
  ['1.2.840.10008.1.2.4.81', { family: 'JpegLs', lossless: false }],
  ['1.2.840.10008.1.2.4.90', { family: 'Jpeg2000', lossless: true }],
  ['1.2.840.10008.1.2.4.91', { family: 'Jpeg2000', lossless: false }],
  ['1.2.840.10008.1.2.4.201', { family: 'HtJpeg2000', lossless: true }],
  ['1.2.840.10008.1.2.4.202', { family: 'HtJpeg2000', lossless: true }],
  ['1.2.840.10008.1.2.4.203', { family: 'HtJpeg2000', lossless: false }],
  ['1.2.840.10008.1.2.5', { family: 'Rle', lossless: true }],
])

export async function openCodecs(): Promise<Codecs> {
  // CommonJS without named exports that Node would see.
  const codecs = createRequire(import.meta.url)('dcmjs-codecs') as Codecs
  if (!codecs.NativeCodecs.isInitialized()) await codecs.NativeCodecs.initializeAsync({ logCodecsInfo: false })
  return codecs
}

/** Decodes one frame. Throws `UnreadablePixels`. */
export function decodeFrame(codecs: Codecs, image: DicomImage, index: number, syntax = image.transferSyntax): Decoded {
  const coded = image.coded[index]!
  if (isHalved(image)) return { samples: wholeColours(coded), photometric: 'YBR_FULL' }
  if (!image.pixels.encapsulated)
    return { samples: together(image, asSamples(image, coded)), photometric: image.photometric }
  return decodeCoded(codecs, image, coded, syntax)
}

export function decodeCoded(codecs: Codecs, image: DicomImage, coded: Uint8Array, syntax: string): Decoded {
  const how = syntaxes.get(syntax)
  if (!how) throw new UnreadablePixels('a transfer syntax that is not decoded here')
  if (image.bitsAllocated === 32 && how.family !== 'Rle') throw new UnreadablePixels('32 bits a sample')
  if (how.family === 'Rle') return { samples: decodeRle(coded, image), photometric: image.photometric }
  try {
    const done = codecs.NativeCodecs[`decode${how.family}`]!(contextOf(codecs, image, { encodedBuffer: coded }), {
      convertColorspaceToRgb: how.family === 'Jpeg' && !how.lossless && image.samples === 3,
    })
    const bytes = done.getDecodedBuffer()
    const size = (image.rows * image.columns * image.samples * image.bitsAllocated) / 8
    if (!bytes || bytes.length < size) throw new UnreadablePixels('fewer pixels than it says')
    const own = Uint8Array.from(bytes.subarray(0, size))
    const samples = image.bitsAllocated === 16 ? new Uint16Array(own.buffer) : own
    const planar = done.getPlanarConfiguration() === 1
    return {
      samples: planar ? together({ ...image, planar }, samples) : samples,
      photometric: done.getPhotometricInterpretation() ?? image.photometric,
    }
  } catch (error) {
    if (error instanceof UnreadablePixels) throw error
    throw new UnreadablePixels('its frames do not decode')
  }
}

export function contextOf(codecs: Codecs, image: DicomImage, more: Record<string, unknown>): CodecContext {
  return new codecs.Context({
    width: image.columns,
    height: image.rows,
    bitsAllocated: image.bitsAllocated,
    bitsStored: image.bitsStored,
    samplesPerPixel: image.samples,
    pixelRepresentation: image.signed ? 1 : 0,
    planarConfiguration: 0,
    photometricInterpretation: image.photometric,
    ...more,
  })
}

/** Native bytes as numbers, in the file's byte order. */
function asSamples(image: DicomImage, bytes: Uint8Array): Samples {
  if (image.bitsAllocated === 8) return Uint8Array.from(bytes)
  const { little } = image.structure.encoding
  if (image.bitsAllocated === 32) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    return Uint32Array.from({ length: bytes.length >> 2 }, (_, i) => view.getUint32(4 * i, little))
  }
  const samples = new Uint16Array(bytes.length >> 1)
  for (let i = 0; i < samples.length; i++)
    samples[i] = little ? bytes[2 * i]! | (bytes[2 * i + 1]! << 8) : (bytes[2 * i]! << 8) | bytes[2 * i + 1]!
  return samples
}

/** Y Y Cb Cr as a colour for each of the two pixels. */
function wholeColours(halved: Uint8Array): Uint8Array {
  const done = new Uint8Array((halved.length / 4) * 6)
  for (let from = 0, to = 0; from < halved.length; from += 4) {
    for (let pixel = 0; pixel < 2; pixel++) {
      done[to++] = halved[from + pixel]!
      done[to++] = halved[from + 2]!
      done[to++] = halved[from + 3]!
    }
  }
  return done
}

/** Planes of colours put together by pixel. */
function together(image: DicomImage, samples: Samples): Samples {
  if (!image.planar || image.samples === 1) return samples
  const plane = image.rows * image.columns
  const done = samples.slice()
  for (let i = 0; i < plane; i++) for (let c = 0; c < 3; c++) done[3 * i + c] = samples[c * plane + i]!
  return done
}
