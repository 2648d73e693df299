/** The ranges of a compressed frame that hold comments or descriptions of the picture instead of the picture. */
export interface SegmentRanges {
  ranges: [number, number][]
  /** A comment runs on beyond the fragment: how many bytes of the next one belong to it. */
  over: number
}

/**
 * Finds what a frame of JPEG, JPEG-LS or JPEG 2000 says in words: COM, EXIF, XMP, IPTC, thumbnails, JP2 boxes, and bytes after the
 * end of the image. Blanking them in place leaves every offset and the picture as they are.
 */
export function commentRanges(bytes: Uint8Array): SegmentRanges {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return jpegRanges(bytes)
  if (bytes[0] === 0xff && bytes[1] === 0x4f) return codestreamRanges(bytes, 0, bytes.length)
  if (bytes[4] === 0x6a && bytes[5] === 0x50 && bytes[6] === 0x20) return boxRanges(bytes)
  if (bytes[4] === 0x4a && bytes[5] === 0x58 && bytes[6] === 0x4c && bytes[7] === 0x20) return boxRanges(bytes)
  return { ranges: [], over: 0 }
}

const u16 = (bytes: Uint8Array, at: number) => (bytes[at]! << 8) | bytes[at + 1]!
const u32 = (bytes: Uint8Array, at: number) =>
  ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0
const ascii = (bytes: Uint8Array, from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString('latin1')

/** ITU-T T.81 B.1. */
function jpegRanges(bytes: Uint8Array): SegmentRanges {
  const ranges: [number, number][] = []
  let at = 2
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) {
      at = nextMarker(bytes, at)
      continue
    }
    const marker = bytes[at + 1]!
    if (marker === 0xff) {
      at++
      continue
    }
    if (marker === 0xd9) {
      tail(bytes, at + 2, ranges)
      break
    }
    if (marker === 0x00 || marker === 0x01 || marker < 0x80 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2
      continue
    }
    if (at + 4 > bytes.length) break
    const end = at + 2 + u16(bytes, at + 2)
    if (isSpeech(bytes, marker, at + 4, Math.min(end, bytes.length))) ranges.push([at + 4, Math.min(end, bytes.length)])
    if (end > bytes.length) return { ranges, over: end - bytes.length }
    at = marker === 0xda ? nextMarker(bytes, end) : end
  }
  return { ranges, over: 0 }
}

/** The next marker after entropy-coded data; in those, FF is followed by 00, a restart marker or (JPEG-LS) a byte below 80. */
function nextMarker(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]!
    if (next >= 0x80 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
  }
  return bytes.length
}

/** Segments that hold words: comments and application data, except what a decoder needs (JFIF, Adobe, ICC, JPEG-LS colour transform). */
function isSpeech(bytes: Uint8Array, marker: number, from: number, to: number): boolean {
  if (marker === 0xfe) return to > from
  if (marker < 0xe0 || marker > 0xef) return false
  if (marker === 0xe0) return !(ascii(bytes, from, from + 5) === 'JFIF\0' && to - from === 14)
  if (marker === 0xe2) return ascii(bytes, from, from + 12) !== 'ICC_PROFILE\0'
  if (marker === 0xe8) return !(ascii(bytes, from, from + 4) === 'mrfx' && to - from <= 8)
  if (marker === 0xee) return !(ascii(bytes, from, from + 5) === 'Adobe' && to - from === 12)
  return to > from
}

/** What encoders sign with. */
const encoderNote =
  /^(?:Kakadu-v?[\d.]+|Created by OpenJPEG version [\d.]+|Kdu-Layer-Info:[\s\d.,:+eE-]+(?:log_2\{[^}]{1,60}\}[\s\d.,:+eE-]*)?)\0?$/

/** ITU-T T.800 A.2: main header, tile-part headers. */
function codestreamRanges(bytes: Uint8Array, start: number, end: number): SegmentRanges {
  const ranges: [number, number][] = []
  let at = start + 2
  let tilePart = 0
  while (at + 4 <= end && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!
    if (marker === 0xd9) break
    if (marker === 0x93) {
      const length = u32(bytes, tilePart + 6)
      if (length === 0) return { ranges, over: 0 }
      at = tilePart + length
      continue
    }
    const next = at + 2 + u16(bytes, at + 2)
    if (marker === 0x90) tilePart = at
    if (marker === 0x64 && !encoderNote.test(ascii(bytes, at + 6, Math.min(next, end))))
      ranges.push([at + 6, Math.min(next, end)])
    if (next > end) return { ranges, over: next - end }
    if (next <= at) break
    at = next
  }
  if (at + 2 <= end && bytes[at] === 0xff && bytes[at + 1] === 0xd9) tail(bytes, at + 2, ranges, end)
  return { ranges, over: 0 }
}

/** ISO/IEC 15444-1 I.4: boxes of a JP2 file, and of JPEG XL. */
function boxRanges(bytes: Uint8Array): SegmentRanges {
  const ranges: [number, number][] = []
  let at = 0
  while (at + 8 <= bytes.length) {
    const size = u32(bytes, at)
    const end = size === 0 ? bytes.length : Math.min(bytes.length, at + Math.max(size, 8))
    const type = ascii(bytes, at + 4, at + 8)
    if (type === 'jp2c') ranges.push(...codestreamRanges(bytes, at + 8, end).ranges)
    else if (['xml ', 'uuid', 'uinf', 'Exif', 'brob', 'jumb', 'free', 'skip'].includes(type)) ranges.push([at + 8, end])
    if (size === 1) break
    at = end
  }
  return { ranges, over: 0 }
}

/** Bytes after the end of the image, unless they are padding. */
function tail(bytes: Uint8Array, from: number, ranges: [number, number][], end = bytes.length): void {
  for (let i = from; i < end; i++) {
    if (bytes[i] === 0 || bytes[i] === 0xff) continue
    ranges.push([from, end])
    return
  }
}
