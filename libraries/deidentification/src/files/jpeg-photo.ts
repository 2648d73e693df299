import { type Box, maskBoxes, maskJpeg, UnusualJpeg } from '@clic/pixels'
import { exifOrientation, onlyOrientation } from './exif-orientation.ts'
import { broken, type FileJob, fired, type Handled } from './file-result.ts'
import { plainIccProfile } from './icc-profile.ts'
import { type JpegSegment, jpegSegment, jpegSegments } from './jpeg-segments.ts'
import { lookAtPicture, notDecodable } from './look-at-picture.ts'
import { decodePicture, encodePicture, mostPixels } from './picture-codec.ts'
import { storedBox, uprightRaster } from './turn-raster.ts'

const exifHead = 'Exif\0\0'
const iccHead = 'ICC_PROFILE\0'
/** Tables, frames, scans, restart interval: what a decoder needs. */
const structural = (marker: number) => (marker >= 0xc0 && marker <= 0xcf) || (marker >= 0xda && marker <= 0xdd)

/**
 * A JPEG photograph with nothing but its picture: the coded picture byte for byte, JFIF and Adobe marks written anew, the colour
 * profile without words, the orientation as the only EXIF field. Text and faces are masked, and of a common picture only their blocks
 * are coded anew.
 */
export async function rewriteJpeg(input: Uint8Array, job: FileJob): Promise<Handled> {
  const structure = jpegSegments(input)
  if (!structure) return broken('it is no whole JPEG image.')
  if (structure.width * structure.height > mostPixels || structure.width * structure.height === 0) return notDecodable
  const stripped = strippedJpeg(structure.segments, job)
  if (!stripped) return broken('one of its tables is longer than what it says.')
  if (structure.end < input.length) fired(job, 'trailing-bytes-removed')
  const raster = await decodePicture(Buffer.concat(stripped.plain))
  if (!raster) return notDecodable
  const { orientation } = stripped
  const looked = await lookAtPicture(uprightRaster(raster, orientation), job)
  if (!looked.ok) return looked
  if (looked.boxes.length === 0) {
    const { parts, headerBytes } = stripped
    return { ok: true, parts, headerBytes, pixelsChanged: false, extension: 'jpg' }
  }
  const boxes = looked.boxes.map((box) => storedBox(box, orientation, raster.width, raster.height))
  const parts = maskedInPlace(stripped.parts, boxes, structure.segments) ?? [
    await encodePicture(uprightRaster(maskBoxes(raster, boxes), orientation), 'jpeg'),
  ]
  return { ok: true, parts, headerBytes: 0, pixelsChanged: true, extension: 'jpg' }
}

/** Only the blocks under the boxes are coded anew. Undefined for kinds of JPEG (progressive, four colours) that cannot be changed so. */
function maskedInPlace(parts: readonly Uint8Array[], boxes: Box[], segments: readonly JpegSegment[]) {
  const frame = segments.find(({ marker }) => marker === 0xc0 || marker === 0xc1)
  const adobe = segments.find(({ marker, payload }) => marker === 0xee && payload.length === 12)
  const components = frame?.payload[5]
  if (components !== 1 && components !== 3) return undefined
  try {
    const black = { allComponents: components === 1 || adobe?.payload[11] === 0, highest: false }
    return [maskJpeg(Buffer.concat(parts), boxes, black).bytes]
  } catch (error) {
    if (error instanceof UnusualJpeg || error instanceof RangeError) return undefined
    throw error
  }
}

/** The segments that stay; `plain`: without orientation, for a decoder that would turn the picture. Undefined for a table with a tail. */
function strippedJpeg(segments: readonly JpegSegment[], job: FileJob) {
  const soi = Buffer.from([0xff, 0xd8])
  const eoi = Buffer.from([0xff, 0xd9])
  const kept: Uint8Array[] = []
  const icc: Uint8Array[] = []
  let orientation = 1
  let headerBytes = 0
  for (const { marker, bytes, payload } of segments) {
    const head = Buffer.from(payload.subarray(0, 12)).toString('latin1')
    if (marker === 0xe0 && head.startsWith('JFIF\0') && payload.length >= 14) kept.push(plainJfif(payload))
    else if (marker === 0xee && head.startsWith('Adobe') && payload.length === 12) kept.push(plainAdobe(payload))
    else if (marker === 0xe2 && head === iccHead && payload.length > 14) icc.push(payload.subarray(14))
    else if (marker === 0xe1 && head.startsWith(exifHead)) {
      orientation = exifOrientation(payload.subarray(6))
      fired(job, 'exif-removed')
    } else if (!structural(marker)) fired(job, marker === 0xfe ? 'comment-removed' : 'metadata-removed')
    else if (!fits(marker, payload)) return undefined
    else {
      if (marker === 0xda && headerBytes === 0) headerBytes = kept.reduce((sum, part) => sum + part.length, 0) + 2
      kept.push(bytes)
    }
  }
  const profile = icc.length > 0 ? plainIccProfile(Buffer.concat(icc)) : undefined
  if (icc.length > 0) fired(job, profile ? 'colour-profile-cleaned' : 'colour-profile-removed')
  const colours = profile && profile.length < 65_000 ? [iccSegment(profile)] : []
  const turned = orientation > 1 ? [exifSegment(orientation)] : []
  if (turned.length > 0) fired(job, 'orientation-kept')
  const added = [...turned, ...colours]
  headerBytes += added.reduce((sum, part) => sum + part.length, 0)
  const [first, ...rest] = kept
  const jfif = first?.[1] === 0xe0 ? [first] : []
  const others = first && jfif.length === 0 ? kept : rest
  return {
    orientation,
    headerBytes,
    parts: [soi, ...jfif, ...added, ...others, eoi],
    plain: [soi, ...jfif, ...colours, ...others, eoi],
  }
}

/** Version, units and densities; no thumbnail. */
function plainJfif(payload: Uint8Array): Buffer {
  const block = Buffer.from(payload.subarray(0, 14))
  block.fill(0, 12, 14)
  return jpegSegment(0xe0, block)
}

/** Version 100, no flags, and the colour transform: the only byte that a decoder reads. */
function plainAdobe(payload: Uint8Array): Buffer {
  return jpegSegment(0xee, Buffer.from([...Buffer.from('Adobe'), 0, 100, 0, 0, 0, 0, payload[11]!]))
}

function iccSegment(profile: Uint8Array): Buffer {
  return jpegSegment(0xe2, Buffer.concat([Buffer.from(`${iccHead}\x01\x01`, 'latin1'), profile]))
}

function exifSegment(orientation: number): Buffer {
  return jpegSegment(0xe1, Buffer.concat([Buffer.from(exifHead, 'latin1'), onlyOrientation(orientation)]))
}

/** Whether a quantisation or Huffman table fills its segment to the last byte. */
function fits(marker: number, payload: Uint8Array): boolean {
  if (marker !== 0xdb && marker !== 0xc4) return marker !== 0xdd || payload.length === 2
  let at = 0
  while (at < payload.length) {
    if (marker === 0xdb) at += 1 + (payload[at]! >>> 4 === 0 ? 64 : 128)
    else {
      const counts = payload.subarray(at + 1, at + 17)
      at += 17 + counts.reduce((sum, count) => sum + count, 0)
    }
  }
  return at === payload.length
}
