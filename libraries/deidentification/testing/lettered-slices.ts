import { build, type Dataset } from '@clic/dicom'
import { createCanvas } from '@napi-rs/canvas'
import { registerFont } from './planted-photos.ts'

const size = 256

/** A round body of grainy tissue with a ring of bone in air, as a scanner stores it: 16 bits a pixel, little endian. */
export function slicePixels(given: {
  words?: string
  level?: number
  signed?: boolean
  left?: number
  top?: number
}): Buffer {
  const { words = '', level = 3000, signed = false, left = 8, top = 24 } = given
  const inked = ink(words, left, top)
  const pixels = Buffer.alloc(2 * size * size)
  let state = 7
  for (let i = 0; i < size * size; i++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    const from = Math.hypot((i % size) - size / 2, Math.floor(i / size) - size / 2)
    const tissue = from < 90 ? 1050 : from < 100 ? 1900 : 24
    const grain = ((state >>> 16) % 61) - 30
    const alpha = inked[i]!
    const value = Math.round((tissue + Math.max(grain, -24)) * (1 - alpha) + level * alpha)
    pixels.writeUInt16LE((signed ? value - 1024 : value) & 0xffff, 2 * i)
  }
  return pixels
}

/** How much of each pixel the letters cover. */
function ink(words: string, left: number, top: number): Float64Array {
  registerFont()
  const context = createCanvas(size, size).getContext('2d')
  context.fillStyle = '#fff'
  context.font = '18px Planted'
  context.fillText(words, left, top)
  const { data } = context.getImageData(0, 0, size, size)
  return Float64Array.from({ length: size * size }, (_, i) => data[4 * i + 3]! / 255)
}

/** A slice of CT that no rule wants looked at. */
export function sliceOf(pixels: Uint8Array, more: Parameters<typeof build>[0] = {}): Dataset {
  return build({
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
    SOPInstanceUID: '2.25.811',
    StudyInstanceUID: '2.25.812',
    SeriesInstanceUID: '2.25.813',
    Modality: 'CT',
    ImageType: 'ORIGINAL\\PRIMARY\\AXIAL',
    PatientName: 'Holm^Kirsten',
    PatientID: 'AB-79',
    ImageOrientationPatient: '1\\0\\0\\0\\1\\0',
    Rows: size,
    Columns: size,
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    BitsAllocated: 16,
    BitsStored: 16,
    HighBit: 15,
    PixelRepresentation: 0,
    ...more,
    PixelData: pixels,
  })
}

/** The same pixels as RLE packs them (PS3.5 annex G), in literal runs: the high bytes, then the low ones. */
export function rleFragments(pixels: Uint8Array): Uint8Array[] {
  const planes = [1, 0].map((byte) => literalRuns(pixels.filter((_, i) => i % 2 === byte)))
  const header = Buffer.alloc(64)
  header.writeUInt32LE(2)
  header.writeUInt32LE(64, 4)
  header.writeUInt32LE(64 + planes[0]!.length, 8)
  return [Buffer.alloc(0), Buffer.concat([header, ...planes])]
}

function literalRuns(bytes: Uint8Array): Buffer {
  const runs: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += 128) runs.push(Uint8Array.of(127), bytes.subarray(at, at + 128))
  return Buffer.concat(runs)
}
