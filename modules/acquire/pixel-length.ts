import { type Dataset, number, tag, text } from '@clic/dicom'

/** Native encodings: the pixel data are a plain array whose length follows from the header (PS3.5 8.1, Annex A). */
const native = new Set(['1.2.840.10008.1.2', '1.2.840.10008.1.2.1', '1.2.840.10008.1.2.2', '1.2.840.10008.1.2.1.99'])

const pixelData = tag('PixelData')
const floats: [number, number][] = [
  [tag('FloatPixelData'), 32],
  [tag('DoubleFloatPixelData'), 64],
]

/**
 * Why the pixel data are not those that the header describes; undefined when they are, or when the object has none and
 * describes none. A viewer would paint such an object without a word, so it is found here.
 */
export function pixelFault(dataset: Dataset, transferSyntax: string): string | undefined {
  const rows = number(dataset, tag('Rows'))
  const columns = number(dataset, tag('Columns'))
  const pixels = dataset.get(pixelData)
  const float = floats.find(([at]) => dataset.has(at))
  if (!pixels && !float) return rows && columns ? 'the header describes an image, and no pixel data follow' : undefined
  if (!rows || !columns) return 'pixel data are there, but rows or columns are not'
  const frames = frameCount(dataset)
  if (frames === undefined) return 'the number of frames is not a positive whole number'
  if (pixels?.fragments)
    return pixels.fragments.length < frames
      ? `${pixels.fragments.length} fragments are there for ${frames} frames`
      : undefined
  if (pixels && !native.has(transferSyntax)) return undefined
  const bitsAllocated = float ? float[1] : number(dataset, tag('BitsAllocated'))
  if (!bitsAllocated) return 'pixel data are there, but the bits of a sample are not'
  const expected = Math.ceil((rows * columns * frames * samplesOf(dataset) * bitsAllocated) / 8)
  const there = float ? (dataset.get(float[0])?.bytes?.byteLength ?? 0) : byteLength(pixels)
  // A value has an even length, so an odd number of bytes carries one byte of padding.
  return there === expected || there === expected + (expected % 2)
    ? undefined
    : `the pixel data are ${there} bytes, and the header describes ${expected}`
}

function byteLength(element: { bytes?: Uint8Array; numbers?: number[]; vr: string } | undefined): number {
  return element?.bytes?.byteLength ?? (element?.numbers?.length ?? 0) * 2
}

function frameCount(dataset: Dataset): number | undefined {
  const element = dataset.get(tag('NumberOfFrames'))
  if (!element?.strings?.[0]?.trim()) return 1
  const frames = number(dataset, tag('NumberOfFrames'))
  return frames !== undefined && Number.isInteger(frames) && frames > 0 ? frames : undefined
}

/** Samples a pixel; chroma that is shared by two pixels counts half (PS3.3 C.7.6.3.1.2). */
function samplesOf(dataset: Dataset): number {
  const samples = number(dataset, tag('SamplesPerPixel')) ?? 1
  const photometric = text(dataset, tag('PhotometricInterpretation')) ?? ''
  if (photometric === 'YBR_FULL_422' || photometric === 'YBR_PARTIAL_422') return 2
  return photometric === 'YBR_PARTIAL_420' ? 1.5 : samples
}
