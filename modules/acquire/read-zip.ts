import { readSync } from 'node:fs'
import { crc32, inflateRawSync } from 'node:zlib'

export interface ZipLimits {
  maxEntries: number
  maxEntryBytes: number
  maxUnpackedBytes: number
  /** Unpacked bytes for one packed byte, over the whole file. */
  maxRatio: number
}

export interface ZipEntry {
  /** Place in the archive's directory, counted from 1: file names may hold a patient's name and are not repeated. */
  position: number
  name: string
  method: number
  encrypted: boolean
  packed: number
  unpacked: number
  crc: number
  offset: number
}

export type ZipProblem = {
  code: 'not-zip' | 'zip-damaged' | 'zip-bomb' | 'zip-unsupported'
  reason: string
  next: string
}
export type ZipDirectory = { ok: true; entries: ZipEntry[] } | { ok: false; problem: ZipProblem }

const split = 'Send a smaller archive, or send the studies by DICOM or STOW-RS.'
const ratioCountsFrom = 10 * 1024 * 1024

/**
 * Reads the directory of a zip file (APPNOTE 4.3) without unpacking anything, and refuses what would unpack to too much: too
 * many entries, too many bytes, too high a ratio, entries that overlap each other.
 */
export function readZipDirectory(handle: number, size: number, limits: ZipLimits): ZipDirectory {
  const tail = read(handle, Math.max(0, size - 65_557), Math.min(size, 65_557))
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || end + 22 > tail.length)
    return fault('not-zip', 'The upload is not a zip file.', 'Send the DICOM files in one zip file.')
  const count = tail.readUInt16LE(end + 10)
  const length = tail.readUInt32LE(end + 12)
  const start = tail.readUInt32LE(end + 16)
  if (count === 0xffff || start === 0xffffffff)
    return fault('zip-unsupported', 'The zip file uses the ZIP64 form, which is not taken.', split)
  if (count === 0) return fault('not-zip', 'The zip file holds no files.', 'Send the DICOM files in one zip file.')
  if (count > limits.maxEntries)
    return fault('zip-bomb', `The zip file has ${count} entries; the most is ${limits.maxEntries}.`, split)
  if (start + length > size)
    return fault('zip-damaged', 'The directory of the zip file lies outside it.', 'Pack it again.')
  const entries = parseDirectory(read(handle, start, length), count)
  if (!entries) return fault('zip-damaged', 'The directory of the zip file cannot be read.', 'Pack it again.')
  const problem = tooMuch(entries, limits) ?? overlap(entries, start)
  return problem ? { ok: false, problem } : { ok: true, entries }
}

function parseDirectory(bytes: Buffer, count: number): ZipEntry[] | undefined {
  const entries: ZipEntry[] = []
  for (let at = 0; entries.length < count; ) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) return undefined
    const name = at + 46
    const next = name + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
    if (next > bytes.length) return undefined
    entries.push({
      position: entries.length + 1,
      name: bytes.toString('utf8', name, name + bytes.readUInt16LE(at + 28)),
      method: bytes.readUInt16LE(at + 10),
      encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      crc: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    })
    at = next
  }
  return entries
}

function tooMuch(entries: ZipEntry[], limits: ZipLimits): ZipProblem | undefined {
  const large = entries.find((entry) => entry.unpacked > limits.maxEntryBytes)
  if (large)
    return bomb(`Entry ${large.position} would unpack to ${large.unpacked} bytes; the most is ${limits.maxEntryBytes}.`)
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpacked, 0)
  const packed = entries.reduce((sum, entry) => sum + entry.packed, 0)
  if (unpacked > limits.maxUnpackedBytes)
    return bomb(`The zip file would unpack to ${unpacked} bytes; the most is ${limits.maxUnpackedBytes}.`)
  if (unpacked > ratioCountsFrom && unpacked > packed * limits.maxRatio)
    return bomb(
      `The zip file would unpack to ${Math.round(unpacked / Math.max(1, packed))} times its size; the most is ${limits.maxRatio}.`,
    )
  return undefined
}

/** Entries that share bytes let a small file unpack to a huge one without any entry being suspicious. */
function overlap(entries: ZipEntry[], directory: number): ZipProblem | undefined {
  const sorted = [...entries].sort((a, b) => a.offset - b.offset)
  const shared = sorted.find((entry, i) => entry.offset + 30 + entry.packed > (sorted[i + 1]?.offset ?? directory))
  return shared ? bomb(`Entry ${shared.position} shares bytes with another one.`) : undefined
}

/** Unpacks one entry; never more than its directory row says. */
export function readZipEntry(
  handle: number,
  entry: ZipEntry,
): { ok: true; bytes: Buffer } | { ok: false; problem: ZipProblem } {
  if (entry.encrypted)
    return fault('zip-unsupported', 'The entry is encrypted.', 'Send it without a password; the way here is protected.')
  const header = read(handle, entry.offset, 30)
  if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50)
    return fault('zip-damaged', 'The entry does not begin where the directory says.', 'Pack it again.')
  const packed = read(handle, entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28), entry.packed)
  if (packed.length < entry.packed) return fault('zip-damaged', 'The entry is cut off.', 'Pack it again.')
  if (entry.method !== 0 && entry.method !== 8)
    return fault('zip-unsupported', `The entry is packed by method ${entry.method}.`, 'Pack it with deflate.')
  try {
    const bytes = entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.unpacked) })
    if (bytes.length !== entry.unpacked || crc32(bytes) !== entry.crc)
      return fault(
        'zip-damaged',
        'The entry is damaged: length or checksum differ from the directory.',
        'Pack it again.',
      )
    return { ok: true, bytes }
  } catch (error) {
    const grew = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    return grew
      ? { ok: false, problem: bomb('The entry unpacks to more than its directory row says.') }
      : fault('zip-damaged', 'The entry does not unpack.', 'Pack it again.')
  }
}

function bomb(reason: string): ZipProblem {
  return { code: 'zip-bomb', reason, next: split }
}

function fault(code: ZipProblem['code'], reason: string, next: string): { ok: false; problem: ZipProblem } {
  return { ok: false, problem: { code, reason, next } }
}

function read(handle: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  return bytes.subarray(0, length === 0 ? 0 : readSync(handle, bytes, 0, length, at))
}
