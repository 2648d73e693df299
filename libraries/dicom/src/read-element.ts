import { dictionaryVrCode } from './dictionary.ts'

/** Length field of sequences, items and encapsulated values that end at a delimiter (PS3.5 7.5). */
export const undefinedLength = 0xffffffff

/** Deeper than any real object; protects the stack against a file made to break it. */
export const maxDepth = 64

export const itemTag = 0xfffee000
export const itemEndTag = 0xfffee00d
export const sequenceEndTag = 0xfffee0dd
export const pixelDataTag = 0x7fe00010

export interface ReadProblem {
  code: 'not-dicom' | 'truncated' | 'bad-structure' | 'too-deep' | 'too-large'
  message: string
}

/** Thrown inside this library only; every door turns it into a `ReadProblem`. */
export class BrokenDicom extends Error {
  readonly code: ReadProblem['code']
  constructor(code: ReadProblem['code'], message: string) {
    super(message)
    this.code = code
  }
}

/** A VR as one number, its two letters: fast to compare, no string per element. */
export function vrCode(vr: string): number {
  return (vr.charCodeAt(0) << 8) | vr.charCodeAt(1)
}

export function vrText(code: number): string {
  return vrTexts.get(code) ?? String.fromCharCode(code >>> 8, code & 0xff)
}

const SQ = vrCode('SQ')
export const UN = vrCode('UN')
const OB = vrCode('OB')
const OW = vrCode('OW')
const blankVr = vrCode('  ')

const shortLengthVrs = 'AE AS AT CS DA DS DT FL FD IS LO LT PN SH SL SS ST TM UI UL US'
const longLengthVrs = 'OB OD OF OL OV OW SQ SV UC UN UR UT UV'
/** 1: 16-bit length, 2: reserved bytes and 32-bit length, 0: no VR (PS3.5 7.1.2). */
const lengthKind = new Uint8Array(65536)
const vrTexts = new Map(`${shortLengthVrs} ${longLengthVrs}`.split(' ').map((vr) => [vrCode(vr), vr]))
for (const vr of shortLengthVrs.split(' ')) lengthKind[vrCode(vr)] = 1
for (const vr of longLengthVrs.split(' ')) lengthKind[vrCode(vr)] = 2

export function isVr(code: number): boolean {
  return lengthKind[code] !== 0
}

export interface Encoding {
  explicit: boolean
  little: boolean
}

/**
 * A cursor over element headers: `read` fills the fields, nothing is allocated. `valueStart` and `length` are byte offsets in
 * the array given; `length` may be `undefinedLength`.
 */
export class ElementReader {
  readonly bytes: Uint8Array
  readonly explicit: boolean
  readonly little: boolean
  tag = 0
  vr = 0
  start = 0
  valueStart = 0
  length = 0

  constructor(bytes: Uint8Array, encoding: Encoding) {
    this.bytes = bytes
    this.explicit = encoding.explicit
    this.little = encoding.little
  }

  u16(at: number): number {
    const b = this.bytes
    return this.little ? b[at]! | (b[at + 1]! << 8) : (b[at]! << 8) | b[at + 1]!
  }

  u32(at: number): number {
    const b = this.bytes
    return this.little
      ? (b[at]! | (b[at + 1]! << 8) | (b[at + 2]! << 16) | (b[at + 3]! << 24)) >>> 0
      : ((b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!) >>> 0
  }

  tagAt(at: number): number {
    return ((this.u16(at) << 16) | this.u16(at + 2)) >>> 0
  }

  /** Reads the header at `at`. The value must end before `end`, unless its length is undefined. Throws `BrokenDicom`. */
  read(at: number, end: number): void {
    if (at + 8 > end) throw new BrokenDicom('truncated', 'The file ends in the middle of an element.')
    const tag = this.tagAt(at)
    this.tag = tag
    this.start = at
    if (!this.explicit || tag >>> 16 === 0xfffe) {
      this.vr = this.explicit ? UN : dictionaryVrCode(tag)
      this.valueStart = at + 8
      this.length = this.u32(at + 4)
    } else {
      this.vr = (this.bytes[at + 4]! << 8) | this.bytes[at + 5]!
      const kind = lengthKind[this.vr]
      if (kind === 1) {
        this.valueStart = at + 8
        this.length = this.u16(at + 6)
      } else if (this.vr === blankVr || this.vr === 0) {
        // Left blank by its writer, with the length in its usual place.
        this.vr = dictionaryVrCode(tag)
        this.valueStart = at + 8
        this.length = this.u16(at + 6)
        if (lengthKind[this.vr] !== 1)
          throw new BrokenDicom('bad-structure', `Element ${hex(tag)} has no readable value representation.`)
      } else if (kind === 2 || isUpperPair(this.vr)) {
        // A VR of a later edition has the long form (PS3.5 7.1.2).
        if (at + 12 > end) throw new BrokenDicom('truncated', 'The file ends in the middle of an element.')
        this.valueStart = at + 12
        this.length = this.u32(at + 8)
      } else {
        throw new BrokenDicom('bad-structure', `Element ${hex(tag)} has no readable value representation.`)
      }
    }
    if (this.length !== undefinedLength && this.valueStart + this.length > end)
      throw new BrokenDicom(
        'truncated',
        `Element ${hex(tag)} says it is ${this.length} bytes long, and only ${end - this.valueStart} are there.`,
      )
  }

  /** The value is a sequence: said so, of undefined length and not pixel data, or written as UN by someone who did not know the tag. */
  get isSequence(): boolean {
    if (this.vr === SQ) return true
    if (this.length === undefinedLength) return !this.isEncapsulated
    return this.vr === UN && this.explicit && this.length >= 8 && this.isUnknownSequence()
  }

  private isUnknownSequence(): boolean {
    const b = this.bytes
    const at = this.valueStart
    return (
      dictionaryVrCode(this.tag) === SQ &&
      b[at] === 0xfe &&
      b[at + 1] === 0xff &&
      b[at + 2] === 0x00 &&
      b[at + 3] === 0xe0
    )
  }

  /** Encapsulated pixel data (PS3.5 A.4): fragments instead of a value. */
  get isEncapsulated(): boolean {
    return this.length === undefinedLength && (this.tag === pixelDataTag || this.vr === OB || this.vr === OW)
  }
}

/** What the items of the sequence under the reader are written in: those of a UN value are implicit little endian (PS3.5 6.2.2). */
export function innerEncoding(reader: ElementReader): Encoding {
  return reader.vr === UN && reader.explicit
    ? { explicit: false, little: true }
    : { explicit: reader.explicit, little: reader.little }
}

function isUpperPair(code: number): boolean {
  const first = code >>> 8
  const second = code & 0xff
  return first >= 0x41 && first <= 0x5a && second >= 0x41 && second <= 0x5a
}

export function hex(tag: number): string {
  const digits = tag.toString(16).toUpperCase().padStart(8, '0')
  return `(${digits.slice(0, 4)},${digits.slice(4)})`
}
