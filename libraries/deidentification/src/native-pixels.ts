import { type ElementReader, vrText } from '@clic/dicom'
import { count, type RewriteJob } from './rewrite-job.ts'

const samplesTag = 0x00280002
const framesTag = 0x00280008
const rowsTag = 0x00280010
const columnsTag = 0x00280011
const allocatedTag = 0x00280100
const signedTag = 0x00280103

/** Elements that say how many bytes native pixel data have (PS3.5 8.1 and 8.2). */
export const pixelShapeTags: ReadonlySet<number> = new Set([samplesTag, framesTag, rowsTag, columnsTag, allocatedTag])

/** One of these elements as a number; NaN where it says none. */
export function pixelShapeValue(tag: number, value: Buffer, little: boolean): number {
  if (tag === framesTag) {
    const said = value.toString('latin1').replace(/[\0 ]+/g, '')
    return /^\d+$/.test(said) ? Number(said) : Number.NaN
  }
  if (value.length !== 2) return Number.NaN
  return little ? value.readUInt16LE() : value.readUInt16BE()
}

/**
 * The most bytes that native pixel data of this shape may have, undefined where the shape is not said. Subsampled colour is counted as full,
 * bits as padded to bytes in each frame, because both are written that way.
 */
export function nativePixelBytes(shape: ReadonlyMap<number, number>): number | undefined {
  const samples = shape.get(samplesTag) ?? 1
  const frames = shape.get(framesTag) ?? 1
  const perFrame = (shape.get(rowsTag) ?? 0) * (shape.get(columnsTag) ?? 0) * samples
  const allocated = shape.get(allocatedTag) ?? 0
  const bytes = frames * (allocated === 1 ? Math.ceil(perFrame / 8) : perFrame * Math.ceil(allocated / 8))
  return bytes > 0 ? bytes : undefined
}

/** The bytes of one byte of each pixel of a frame, as RLE packs them (PS3.5 G.2); undefined where the shape is not said, or pixels are bits. */
export function planeBytes(shape: ReadonlyMap<number, number>): number | undefined {
  const plane = (shape.get(rowsTag) ?? 0) * (shape.get(columnsTag) ?? 0)
  return plane > 0 && (shape.get(allocatedTag) ?? 0) % 8 === 0 ? plane : undefined
}

export interface PictureShape {
  /** Zero where it is not said. */
  rows: number
  columns: number
  /** Samples of a pixel, one where it is not said. */
  samples: number
  /** Bits allocated to a sample, 16 where it is not said. */
  bits: number
  /** Frames, one where it is not said. */
  frames: number
  /** Whether its values may be negative (Pixel Representation). */
  signed: boolean
}

export function pictureShape(shape: ReadonlyMap<number, number>): PictureShape {
  const of = (tag: number, unsaid: number) => shape.get(tag) ?? unsaid
  return {
    ...{ rows: of(rowsTag, 0), columns: of(columnsTag, 0), samples: of(samplesTag, 1), bits: of(allocatedTag, 16) },
    ...{ frames: of(framesTag, 1), signed: of(signedTag, 0) === 1 },
  }
}

/** The values of these elements are bytes: what calls itself text is cleaned as text. */
const bytesVrs = new Set(['OB', 'OW', 'UN'])

/** Bytes of a native pixel element behind its last pixel: no viewer shows them, and anything may be written there. */
export function bytesBehindPixels(job: RewriteJob, reader: ElementReader): number {
  if (job.pixelBytes === undefined || (reader.explicit && !bytesVrs.has(vrText(reader.vr)))) return 0
  // One more makes the length even.
  return Math.max(0, reader.length - job.pixelBytes - (job.pixelBytes % 2))
}

const zeros = Buffer.alloc(1 << 16)

/** Writes the pixels as they are and zeros behind them. Returns the first byte after the element. */
export function copyPixels(job: RewriteJob, reader: ElementReader, behind: number): number {
  const end = reader.valueStart + reader.length
  job.sink.copy(job.body, reader.start, end - behind)
  for (let left = behind; left > 0; left -= zeros.length) job.sink.copy(zeros, 0, Math.min(left, zeros.length))
  count(job, 'behind-pixels-blanked')
  return end
}
