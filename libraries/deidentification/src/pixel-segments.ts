import { iccTextRanges } from './icc-text.ts'
import { codestreamMarkers, encoderNote, keptBoxes } from './jpeg2000-names.ts'

type Range = [number, number]
type Beginning = 'jpeg' | 'codestream' | 'boxes' | 'rle'

const none = new Uint8Array(0)
/** Of JFIF, a colour transform of JPEG-LS, Adobe: short, and told by all of their bytes. */
const decoderMarkers = new Set([0xe0, 0xe8, 0xee])

/**
 * Finds what the fragments of one encapsulated value say in words: COM, EXIF, XMP, IPTC, thumbnails, texts of ICC profiles, JP2 boxes,
 * bytes between segments and after the end of the image. Blanking them in place leaves every offset and the picture as they are.
 * One for each value; the fragments in order, as a frame may be cut anywhere.
 */
export class FragmentWords {
  private frame: 'none' | 'jpeg' | 'codestream' | 'after' = 'none'
  /** JPEG: in entropy-coded data. Codestream: in a tile that says no length. */
  private inData = false
  /** Of the next fragment: bytes to blank, or to pass over. */
  private over = 0
  private blanking = false
  /** JPEG: the last bytes of the fragment before, too few to be told what they are. */
  private rest: Uint8Array = none

  private readonly plane: number | undefined

  /** `plane`: the bytes that each segment of RLE unpacks to, where they are known. */
  constructor(plane?: number) {
    this.plane = plane
  }

  /** The stretches of this fragment to blank, in order. */
  next(fragment: Uint8Array): Range[] {
    const ranges: Range[] = []
    const begins = this.beginning(fragment)
    if (begins) this.start()
    const before = this.rest.length
    const bytes = before > 0 ? Buffer.concat([this.rest, fragment]) : fragment
    this.rest = none
    this.read(bytes, begins, ranges)
    if (before === 0) return ranges
    return ranges.flatMap(([from, to]): Range[] => (to > before ? [[Math.max(0, from - before), to - before]] : []))
  }

  private read(bytes: Uint8Array, begins: Beginning | undefined, ranges: Range[]): void {
    const at = this.carriedOver(bytes, ranges)
    if (at >= bytes.length) return
    if (begins === 'boxes') this.boxes(bytes, ranges)
    else if (begins === 'rle') rleSpare(bytes, this.plane, ranges)
    else if (begins === 'jpeg') this.jpeg(bytes, 2, ranges)
    else if (begins === 'codestream') this.codestream(bytes, 2, bytes.length, ranges)
    else if (this.frame === 'jpeg') this.jpeg(bytes, at, ranges)
    else if (this.frame === 'codestream') this.codestream(bytes, at, bytes.length, ranges)
    else if (this.frame === 'after') tail(bytes, at, bytes.length, ranges)
  }

  private start(): void {
    this.frame = 'none'
    this.inData = false
    this.over = 0
    this.rest = none
  }

  private beginning(bytes: Uint8Array): Beginning | undefined {
    if (bytes[0] === 0xff && bytes[1] === 0xd8 && this.frame !== 'codestream') return 'jpeg'
    if (bytes[0] === 0xff && bytes[1] === 0x4f && bytes[2] === 0xff && bytes[3] === 0x51) return 'codestream'
    const type = ascii(bytes, 4, 8)
    if (type === 'jP  ' || type === 'JXL ') return 'boxes'
    return this.frame === 'none' && isRle(bytes) ? 'rle' : undefined
  }

  private carriedOver(bytes: Uint8Array, ranges: Range[]): number {
    if (this.over === 0) return 0
    const at = Math.min(this.over, bytes.length)
    if (this.blanking) ranges.push([0, at])
    this.over -= at
    return at
  }

  private carry(over: number, blanking: boolean): void {
    this.over = over
    this.blanking = blanking
  }

  /** ITU-T T.81 B.1. */
  private jpeg(bytes: Uint8Array, from: number, ranges: Range[]): void {
    this.frame = 'jpeg'
    let at = this.inData ? nextMarker(bytes, from) : from
    while (at + 1 < bytes.length) {
      this.inData = false
      const marker = bytes[at + 1]!
      if (bytes[at] === 0xff && marker === 0xff) {
        at++
        continue
      }
      if (bytes[at] !== 0xff || marker < 0x80 || (marker >= 0xd0 && marker <= 0xd7)) {
        const next = nextMarker(bytes, at)
        ranges.push([at, next])
        at = next
        continue
      }
      if (marker === 0xd9) {
        this.frame = 'after'
        tail(bytes, at + 2, bytes.length, ranges)
        return
      }
      if (marker === 0xd8) {
        at += 2
        continue
      }
      // What it is shows in its first bytes of content.
      if (at + 4 >= bytes.length) break
      const end = at + 2 + u16(bytes, at + 2)
      if (end > bytes.length && end - at <= 18 && decoderMarkers.has(marker)) break
      const held = Math.min(end, bytes.length)
      const said = jpegWords(bytes, marker, at + 4, held)
      ranges.push(...said)
      this.inData = marker === 0xda
      if (end > bytes.length) {
        this.carry(end - bytes.length, said.length > 0)
        return
      }
      at = this.inData ? nextMarker(bytes, end) : end
    }
    // A marker, or the head of a segment, that goes on in the next fragment.
    if (at < bytes.length) this.rest = bytes.slice(at)
  }

  /** ITU-T T.800 A.2: main header, tile-part headers. */
  private codestream(bytes: Uint8Array, from: number, end: number, ranges: Range[]): void {
    this.frame = 'codestream'
    let at = this.inData ? endOfCodestream(bytes, from, end) : from
    this.inData = false
    let tilePart = 0
    while (at + 4 <= end && bytes[at] === 0xff) {
      const marker = bytes[at + 1]!
      if (marker === 0xd9) break
      if (marker === 0x93) {
        const length = u32(bytes, tilePart + 6)
        at = length === 0 ? endOfCodestream(bytes, at + 2, end) : tilePart + length
        this.inData = length === 0 && at >= end
        if (at <= end) continue
        this.carry(at - end, false)
        return
      }
      const next = at + 2 + u16(bytes, at + 2)
      if (marker === 0x90) tilePart = at
      const words =
        marker === 0x64 ? at + 6 : codestreamMarkers.has(marker) || (marker >= 0x30 && marker <= 0x3f) ? next : at + 4
      const said = words < next && !(marker === 0x64 && encoderNote.test(ascii(bytes, words, Math.min(next, end))))
      if (said) ranges.push([Math.min(words, end), Math.min(next, end)])
      if (next > end) {
        this.carry(next - end, said)
        return
      }
      if (next <= at) break
      at = next
    }
    if (this.inData) return
    at = endOfCodestream(bytes, at, end)
    if (at + 2 > end) return
    this.frame = 'after'
    tail(bytes, at + 2, end, ranges)
  }

  /** ISO/IEC 15444-1 I.4: boxes of a JP2 file, and of JPEG XL. */
  private boxes(bytes: Uint8Array, ranges: Range[]): void {
    let at = 0
    while (at + 8 <= bytes.length) {
      const short = u32(bytes, at)
      const wide = short === 1 && at + 16 <= bytes.length
      const size = wide ? u32(bytes, at + 8) * 2 ** 32 + u32(bytes, at + 12) : short
      const body = at + (wide ? 16 : 8)
      const end = short === 0 ? bytes.length : Math.min(bytes.length, Math.max(at + size, body))
      const type = ascii(bytes, at + 4, at + 8)
      if (type === 'jp2c') this.codestream(bytes, body + 2, end, ranges)
      else if (type === 'jp2h') colourTexts(bytes, body, end, ranges)
      else if (!keptBoxes.has(type)) ranges.push([body, end])
      at = end
    }
    if (at < bytes.length) tail(bytes, at, bytes.length, ranges)
    if (this.frame === 'none') this.frame = 'after'
  }
}

/** Whether the Basic Offset Table can be one: offsets from 0 on, each above the one before (PS3.5 A.4). */
export function isOffsetTable(bytes: Uint8Array): boolean {
  if (bytes.length % 4 !== 0) return false
  let last = -1
  for (let at = 0; at < bytes.length; at += 4) {
    const offset = le32(bytes, at)
    if (offset <= last || (at === 0 && offset !== 0)) return false
    last = offset
  }
  return true
}

const u16 = (bytes: Uint8Array, at: number) => (bytes[at]! << 8) | bytes[at + 1]!
const u32 = (bytes: Uint8Array, at: number) =>
  ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0
const le32 = (bytes: Uint8Array, at: number) =>
  (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0
const ascii = (bytes: Uint8Array, from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString('latin1')

/**
 * The next marker after entropy-coded data; in those, FF is followed by 00, a restart marker or (JPEG-LS) a byte below 80. An FF at the very
 * end may be one as well.
 */
function nextMarker(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    if (at + 1 === bytes.length) return at
    const next = bytes[at + 1]!
    if (next >= 0x80 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
  }
  return bytes.length
}

/** Where FF D9 stands, which coded data cannot hold (T.800 A.4.5); `end` without one. */
function endOfCodestream(bytes: Uint8Array, from: number, end: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at + 1 < end; at = bytes.indexOf(0xff, at + 1))
    if (bytes[at + 1] === 0xd9) return at
  return end
}

/** What a segment holds in words: comments and application data, except what a decoder needs (JFIF, Adobe, ICC, JPEG-LS colour transform). */
function jpegWords(bytes: Uint8Array, marker: number, from: number, to: number): Range[] {
  if (to <= from || (marker !== 0xfe && (marker < 0xe0 || marker > 0xef))) return []
  const mark = ascii(bytes, from, from + 12)
  const needed =
    (marker === 0xe0 && /^[JL]FIF\0/.test(mark) && to - from === 14) ||
    (marker === 0xe0 && /^LJIF\0[\0\x01]+$/.test(ascii(bytes, from, to))) ||
    (marker === 0xfe && encoderNote.test(ascii(bytes, from, to))) ||
    (marker === 0xe8 && mark.startsWith('mrfx') && to - from <= 8) ||
    (marker === 0xee && mark.startsWith('Adobe') && to - from === 12)
  if (needed) return []
  // A profile in one piece keeps its numbers.
  if (marker === 0xe2 && mark === 'ICC_PROFILE\0' && bytes[from + 12] === 1 && bytes[from + 13] === 1)
    return iccTextRanges(bytes, from + 14, to)
  return [[from, to]]
}

/** The ICC profiles of the colour boxes of a JP2 header. */
function colourTexts(bytes: Uint8Array, from: number, to: number, ranges: Range[]): void {
  for (let at = from; at + 8 <= to; ) {
    const end = Math.min(to, at + Math.max(8, u32(bytes, at)))
    const type = ascii(bytes, at + 4, at + 8)
    if (type === 'colr' && bytes[at + 8] !== 1) ranges.push(...iccTextRanges(bytes, at + 11, end))
    else if (!keptBoxes.has(type)) ranges.push([at + 8, end])
    at = end
  }
}

/** PS3.5 G.5: the header has room for 15 offsets; those of segments that are not there are zero. */
function isRle(bytes: Uint8Array): boolean {
  const count = bytes[0]!
  return (
    bytes.length >= 64 &&
    count >= 1 &&
    count <= 15 &&
    bytes[1] === 0 &&
    bytes[2] === 0 &&
    bytes[3] === 0 &&
    bytes[4] === 64 &&
    bytes[5] === 0 &&
    bytes[6] === 0 &&
    bytes[7] === 0
  )
}

/** What is left over in the header, and behind the last byte of each segment. */
function rleSpare(bytes: Uint8Array, plane: number | undefined, ranges: Range[]): void {
  const count = bytes[0]!
  tail(bytes, 4 + 4 * count, 64, ranges)
  if (plane === undefined) return
  for (let i = 0; i < count; i++) {
    const offset = (at: number) => le32(bytes, 4 + 4 * at)
    const next = i + 1 < count ? Math.min(offset(i + 1), bytes.length) : bytes.length
    const end = unpackedAt(bytes, offset(i), next, plane)
    if (end !== undefined && end < next) tail(bytes, end, next, ranges)
  }
}

/** Where a segment has unpacked to `plane` bytes (PS3.5 G.3.2); undefined where it never has exactly as many. */
function unpackedAt(bytes: Uint8Array, from: number, end: number, plane: number): number | undefined {
  let [at, made] = [from, 0]
  while (at < end && made < plane) {
    const control = bytes[at]!
    if (control < 0x80) {
      made += control + 1
      at += control + 2
    } else if (control > 0x80) {
      made += 257 - control
      at += 2
    } else at++
  }
  return made === plane && at <= end ? at : undefined
}

/** Bytes that belong to nothing, unless they are padding. */
function tail(bytes: Uint8Array, from: number, end: number, ranges: Range[]): void {
  for (let i = from; i < end; i++) {
    if (bytes[i] === 0 || bytes[i] === 0xff || bytes[i] === 0x20) continue
    ranges.push([from, end])
    return
  }
}
