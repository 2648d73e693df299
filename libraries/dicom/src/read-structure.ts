import { BrokenDicom, ElementReader, type Encoding, isVr, type ReadProblem } from './read-element.ts'

const implicitLittleEndian = '1.2.840.10008.1.2'
const explicitLittleEndian = '1.2.840.10008.1.2.1'
const deflatedLittleEndian = '1.2.840.10008.1.2.1.99'
const explicitBigEndian = '1.2.840.10008.1.2.2'
const transferSyntaxTag = 0x00020010

/** An inflated data set above this is refused: a small file can inflate to any size. */
const maxInflated = 2 ** 30

/** Where the parts of a file lie. */
export interface FileStructure {
  /** The file has 128 bytes and the mark DICM before anything else. */
  preamble: boolean
  /** Offsets of group 0002 in the file; equal when there is none. */
  metaStart: number
  metaEnd: number
  /** As declared; where nothing is declared, what the first element reads as. */
  transferSyntax: string
  encoding: Encoding
  deflated: boolean
  /** Bytes that hold the data set: the file itself, or what it inflates to. */
  body: Uint8Array
  /** Offset of the data set in `body`. */
  bodyStart: number
}

/**
 * Finds preamble, file meta and data set (PS3.10 7), for files with and without preamble, meta or both. Throws `BrokenDicom`.
 */
export function readStructure(bytes: Uint8Array): FileStructure {
  const preamble = hasMark(bytes)
  const metaStart = preamble ? 132 : 0
  let metaEnd = metaStart
  let declared = ''
  if (preamble || startsWithMeta(bytes)) {
    const reader = new ElementReader(bytes, { explicit: true, little: true })
    while (metaEnd + 8 <= bytes.length && reader.u16(metaEnd) === 2) {
      reader.read(metaEnd, bytes.length)
      if (reader.isSequence || reader.isEncapsulated)
        throw new BrokenDicom('bad-structure', 'The file meta information holds a sequence.')
      metaEnd = reader.valueStart + reader.length
      // A file that was wrapped twice has two: the outer one is what its writer did.
      if (reader.tag === transferSyntaxTag) declared ||= asciiText(bytes, reader.valueStart, metaEnd)
    }
  }
  const deflated = declared === deflatedLittleEndian
  const body = deflated ? inflate(bytes.subarray(metaEnd)) : bytes
  const bodyStart = deflated ? 0 : metaEnd
  if (!declared && !plausibleStart(body, bodyStart))
    throw new BrokenDicom(
      'not-dicom',
      'The file is not DICOM: it has neither the DICM mark nor a readable first element.',
    )
  const encoding = encodingOf(declared, body, bodyStart)
  const transferSyntax =
    declared ||
    (encoding.little ? (encoding.explicit ? explicitLittleEndian : implicitLittleEndian) : explicitBigEndian)
  return { preamble, metaStart, metaEnd, transferSyntax, encoding, deflated, body, bodyStart }
}

/** Runs `read` and turns what a broken file throws into a tagged error. */
export function guarded<T extends object>(read: () => T): ({ ok: true } & T) | { ok: false; problem: ReadProblem } {
  try {
    return { ok: true, ...read() }
  } catch (error) {
    if (error instanceof BrokenDicom) return { ok: false, problem: { code: error.code, message: error.message } }
    throw error
  }
}

/** The mark DICM after 128 bytes, and not by chance in the values of a bare data set. */
function hasMark(bytes: Uint8Array): boolean {
  if (bytes.length < 132 || String.fromCharCode(...bytes.subarray(128, 132)) !== 'DICM') return false
  const follows = bytes[132] === 2 && bytes[133] === 0
  return follows || !(bytes[0] === 8 && bytes[1] === 0 && plausibleStart(bytes, 0))
}

/** A bare data set in explicit big endian. */
function startsBig(bytes: Uint8Array, start: number): boolean {
  const [zero, group] = [bytes[start], bytes[start + 1]]
  return bytes.length >= start + 8 && zero === 0 && group === 8 && isVr((bytes[start + 4]! << 8) | bytes[start + 5]!)
}

function encodingOf(declared: string, body: Uint8Array, start: number): Encoding {
  if (declared === '' && startsBig(body, start)) return { explicit: true, little: false }
  if (declared === explicitBigEndian) return { explicit: true, little: false }
  if (declared === '' || declared === implicitLittleEndian) {
    // Files that declare implicit and are explicit exist; the reverse shows itself as an unreadable VR.
    return { explicit: body.length >= start + 6 && isVr((body[start + 4]! << 8) | body[start + 5]!), little: true }
  }
  return { explicit: true, little: true }
}

function inflate(deflated: Uint8Array): Uint8Array {
  // Brought when asked for: few files are deflated, and a command waits for what is imported.
  const { inflateRawSync } = process.getBuiltinModule('node:zlib')
  try {
    return inflateRawSync(deflated, { maxOutputLength: maxInflated })
  } catch (error) {
    if (error instanceof RangeError)
      throw new BrokenDicom('too-large', 'The deflated data set inflates to more than 1 GiB.')
    throw new BrokenDicom('truncated', 'The deflated data set does not inflate: the file is cut off or damaged.')
  }
}

function startsWithMeta(bytes: Uint8Array): boolean {
  return bytes.length >= 8 && bytes[0] === 2 && bytes[1] === 0 && isVr((bytes[4]! << 8) | bytes[5]!)
}

/** A bare data set begins with group 0008 (or 0004, in an old directory), and its first element ends inside the file. */
function plausibleStart(bytes: Uint8Array, start: number): boolean {
  if (bytes.length < start + 8) return false
  if (startsBig(bytes, start)) return true
  const reader = new ElementReader(bytes, { explicit: false, little: true })
  const group = reader.u16(start)
  if (group !== 0x0008 && group !== 0x0004) return false
  return isVr((bytes[start + 4]! << 8) | bytes[start + 5]!) || start + 8 + reader.u32(start + 4) <= bytes.length
}

function asciiText(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 64))).replace(/[\0 ]+$/, '')
}
