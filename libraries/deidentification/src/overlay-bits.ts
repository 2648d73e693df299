import { type ElementReader, vrText } from '@clic/dicom'
import { count, type RewriteJob } from './rewrite-job.ts'

const allocatedTag = 0x00280100
const storedTag = 0x00280101
const highTag = 0x00280102
const signedTag = 0x00280103

/** Elements that say which bits of a pixel are its value. */
export const pixelBitTags: ReadonlySet<number> = new Set([storedTag, highTag, signedTag])

/** Overlay Bits Allocated and Overlay Bit Position of any overlay (60xx,0100 and 0102). */
export function isOverlayBit(tag: number): boolean {
  return (tag & 0xff01fffd) === 0x60000100
}

/** Of each pixel: how many bytes it has, which bits are its value, and the bit that says its sign, 0 where it has none. */
export interface PixelBits {
  bytes: 1 | 2
  kept: number
  sign: number
}

/**
 * What to keep of each pixel where an overlay is drawn into its bits (retired; PS3.3 C.9.2 of 2004 and before): text that any viewer of its
 * day showed. Undefined where no overlay says so; `unclear` where its bits cannot be told from the pixel's.
 */
export function bitsBesideOverlay(shape: ReadonlyMap<number, number>): PixelBits | 'unclear' | undefined {
  const drawn = [...shape].some(([tag, value]) => isOverlayBit(tag) && value > (tag & 2 ? 0 : 1))
  if (!drawn) return undefined
  const allocated = shape.get(allocatedTag) ?? 0
  const stored = shape.get(storedTag) ?? 0
  const high = shape.get(highTag) ?? stored - 1
  const low = high - stored + 1
  if ((allocated !== 8 && allocated !== 16) || stored < 1 || stored >= allocated || low < 0 || high >= allocated)
    return 'unclear'
  const kept = (2 ** stored - 1) * 2 ** low
  return { bytes: allocated === 8 ? 1 : 2, kept, sign: shape.get(signedTag) === 1 && low === 0 ? 2 ** high : 0 }
}

/** Writes native pixels without the bits that are not theirs, and zeros for the `behind` bytes that are no pixels; those of a negative number as its sign. Returns the first byte after the element. */
export function copyBeside(
  job: RewriteJob,
  reader: ElementReader,
  { bytes, kept, sign }: PixelBits,
  behind: number,
): number {
  const end = reader.valueStart + reader.length
  const pixels = Buffer.from(job.body.subarray(reader.valueStart, end))
  const beside = (value: number) => (value & kept) | (sign !== 0 && (value & sign) !== 0 ? ~kept & 0xffff : 0)
  if (bytes === 1) for (let at = 0; at < pixels.length; at++) pixels[at] = beside(pixels[at]!) & 0xff
  else if (reader.little || (reader.explicit && vrText(reader.vr) === 'OB'))
    for (let at = 0; at + 1 < pixels.length; at += 2) pixels.writeUInt16LE(beside(pixels.readUInt16LE(at)), at)
  else for (let at = 0; at + 1 < pixels.length; at += 2) pixels.writeUInt16BE(beside(pixels.readUInt16BE(at)), at)
  pixels.fill(0, pixels.length - behind)
  if (behind > 0) count(job, 'behind-pixels-blanked')
  job.sink.copy(job.body, reader.start, reader.valueStart)
  job.sink.copy(pixels, 0, pixels.length)
  count(job, 'overlay-bits-cleared')
  return end
}
