import { type Encoding, undefinedLength, vrText } from '@clic/dicom'

const longVrs = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV'])

/** What is copied rather than pointed at. */
const copyLimit = 4096

/**
 * Collects a data set: small things are copied into one growing buffer, long values stay where they are and are pointed at.
 * `parts` gives the whole in order.
 */
export class ByteSink {
  private buffer: Buffer
  private used = 0
  private readonly cuts: { at: number; bytes: Uint8Array }[] = []
  private pointed = 0

  constructor(size: number) {
    this.buffer = Buffer.allocUnsafe(size)
  }

  /** Bytes so far, those pointed at included. */
  get length(): number {
    return this.used + this.pointed
  }

  /** Bytes copied so far, and how many times others were pointed at. */
  get copied(): number {
    return this.used
  }

  get cutCount(): number {
    return this.cuts.length
  }

  /** All that was copied. Holds while nothing more is. */
  bytes(): Uint8Array {
    return this.buffer.subarray(0, this.used)
  }

  copy(from: Uint8Array, start: number, end: number): void {
    const size = end - start
    if (size > copyLimit) {
      this.cuts.push({ at: this.used, bytes: from.subarray(start, end) })
      this.pointed += size
      return
    }
    const at = this.take(size)
    for (let i = 0; i < size; i++) this.buffer[at + i] = from[start + i]!
  }

  /** An element's header. `length` may be `undefinedLength`. Returns a mark for `setLength`. */
  header(encoding: Encoding, tag: number, vr: number, length: number): number {
    const long = encoding.explicit && longVrs.has(vrText(vr))
    const at = this.take(long ? 12 : 8)
    this.u16(encoding, at, tag >>> 16)
    this.u16(encoding, at + 2, tag & 0xffff)
    if (!encoding.explicit) {
      this.u32(encoding, at + 4, length)
      return at + 4
    }
    this.buffer[at + 4] = vr >>> 8
    this.buffer[at + 5] = vr & 0xff
    if (!long) {
      if (length > 0xffff) throw new RangeError('a value is too long for its value representation')
      this.u16(encoding, at + 6, length)
      return at + 6
    }
    this.u16(encoding, at + 6, 0)
    this.u32(encoding, at + 8, length)
    return at + 8
  }

  /** Item and delimiter headers: no VR, always a 32-bit length. */
  item(encoding: Encoding, tag: number, length: number): number {
    const at = this.take(8)
    this.u16(encoding, at, tag >>> 16)
    this.u16(encoding, at + 2, tag & 0xffff)
    this.u32(encoding, at + 4, length)
    return at + 4
  }

  /** An element with its value, padded to even length: UI and bytes with zero, text with a blank. */
  element(encoding: Encoding, tag: number, vr: number, value: Uint8Array): void {
    const odd = value.length & 1
    this.header(encoding, tag, vr, value.length + odd)
    this.copy(value, 0, value.length)
    if (odd) this.buffer[this.take(1)] = paddingOf(vrText(vr))
  }

  /** Fills in a 32-bit length that was not known before. */
  setLength(encoding: Encoding, mark: number, length: number): void {
    if (length >= undefinedLength) throw new RangeError('a sequence is longer than its length field can say')
    this.u32(encoding, mark, length)
  }

  parts(): Uint8Array[] {
    const parts: Uint8Array[] = []
    let position = 0
    for (const cut of this.cuts) {
      if (cut.at > position) parts.push(this.buffer.subarray(position, cut.at))
      parts.push(cut.bytes)
      position = cut.at
    }
    if (this.used > position) parts.push(this.buffer.subarray(position, this.used))
    return parts
  }

  private take(size: number): number {
    const at = this.used
    if (at + size > this.buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, at + size + 4096))
      this.buffer.copy(larger, 0, 0, at)
      this.buffer = larger
    }
    this.used = at + size
    return at
  }

  private u16(encoding: Encoding, at: number, value: number): void {
    this.buffer[at] = encoding.little ? value & 0xff : value >>> 8
    this.buffer[at + 1] = encoding.little ? value >>> 8 : value & 0xff
  }

  private u32(encoding: Encoding, at: number, value: number): void {
    if (encoding.little) this.buffer.writeUInt32LE(value, at)
    else this.buffer.writeUInt32BE(value, at)
  }
}

function paddingOf(vr: string): number {
  return vr === 'UI' || vr === 'OB' || vr === 'UN' ? 0 : 0x20
}
