import { crc32 } from 'node:zlib'
import { zipNameFault, zipNameKey } from './zip-name.ts'

/** One file of an archive. */
export type ZipFile = { readonly name: string; readonly bytes: Uint8Array }

export type ZipProblem =
  | 'not-a-zip'
  | 'bad-name'
  | 'double-name'
  | 'compressed-entry'
  | 'entry-too-long'
  | 'bad-checksum'
  | 'not-canonical'
  | 'too-large'

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const UTF8_NAMES = 0x0800
/** 1980-01-01, the first day that the format knows: the same files give the same bytes on any day. */
const DAY = 0x0021
const LOCAL_LENGTH = 30
const MAX_BYTES = 0xffff_fffe

/**
 * Writes a zip archive with stored (uncompressed) files, sorted by name (APPNOTE 6.3; no extra fields, no comments).
 * The same files give the same bytes. Throws TypeError for an unsafe or doubled name.
 */
export function writeZip(files: readonly ZipFile[]): Uint8Array {
  const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : 1))
  const seen = new Set<string>()
  for (const { name } of sorted) {
    const fault = zipNameFault(name) ?? (seen.has(zipNameKey(name)) ? 'is there twice' : undefined)
    if (fault) throw new TypeError(`zip: the name ${JSON.stringify(name)} ${fault}`)
    seen.add(zipNameKey(name))
  }
  return serialise(sorted)
}

function serialise(files: readonly ZipFile[]): Uint8Array {
  const locals: Uint8Array[] = []
  const centrals: Uint8Array[] = []
  let offset = 0
  for (const { name, bytes } of files) {
    const nameBytes = Buffer.from(name)
    const shared = sharedFields(nameBytes, bytes)
    const local = Buffer.alloc(LOCAL_LENGTH)
    local.writeUInt32LE(LOCAL, 0)
    shared.copy(local, 4)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(CENTRAL, 0)
    central.writeUInt16LE(20, 4)
    shared.copy(central, 6)
    central.writeUInt32LE(offset, 42)
    locals.push(local, nameBytes, bytes)
    centrals.push(central, nameBytes)
    offset += LOCAL_LENGTH + nameBytes.length + bytes.length
  }
  const directory = Buffer.concat(centrals)
  if (offset + directory.length > MAX_BYTES || files.length > 0xfffe)
    throw new TypeError('zip: more than 4 GiB or 65534 files')
  const end = Buffer.alloc(22)
  end.writeUInt32LE(END, 0)
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, directory, end])
}

/** The 26 bytes that local header and directory entry have in common, from "version needed" on. */
function sharedFields(nameBytes: Uint8Array, bytes: Uint8Array): Buffer {
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(20, 0)
  fields.writeUInt16LE(UTF8_NAMES, 2)
  fields.writeUInt16LE(DAY, 8)
  fields.writeUInt32LE(crc32(bytes), 10)
  fields.writeUInt32LE(bytes.length, 14)
  fields.writeUInt32LE(bytes.length, 18)
  fields.writeUInt16LE(nameBytes.length, 22)
  return fields
}

export type ZipReading =
  | { readonly ok: true; readonly files: readonly ZipFile[] }
  | { readonly ok: false; readonly problem: { readonly code: ZipProblem; readonly message: string } }

/**
 * Reads an archive exactly as `writeZip` writes it and refuses every other: what was read is written again and must
 * give the same bytes. So nothing can hide between, before or behind the files, no entry can overlap another, and
 * nothing can unpack to more than the archive's own length.
 */
export function readZip(archive: Uint8Array, limits: { maxBytes?: number } = {}): ZipReading {
  const buffer = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength)
  const max = limits.maxBytes ?? MAX_BYTES
  if (buffer.length > max) return refuse('too-large', `the archive is longer than ${max} bytes`)
  const files: ZipFile[] = []
  const seen = new Set<string>()
  let offset = 0
  while (offset + 4 <= buffer.length && buffer.readUInt32LE(offset) === LOCAL) {
    const entry = readEntry(buffer, offset)
    if (!entry.ok) return entry
    const key = zipNameKey(entry.file.name)
    if (seen.has(key)) return refuse('double-name', `the name ${JSON.stringify(entry.file.name)} is there twice`)
    seen.add(key)
    files.push(entry.file)
    offset = entry.next
  }
  if (files.length === 0) return refuse('not-a-zip', 'the file does not begin with a zip entry')
  const again = serialise(files)
  const ordered = files.every((file, i) => i === 0 || files[i - 1]!.name < file.name)
  if (!ordered || !buffer.equals(again)) {
    const at = firstDifference(buffer, again)
    return refuse('not-canonical', `the archive differs at byte ${at} from the only form that these files can have`)
  }
  return { ok: true, files }
}

type Refusal = Extract<ZipReading, { ok: false }>

function readEntry(buffer: Buffer, offset: number): { ok: true; file: ZipFile; next: number } | Refusal {
  const start = offset + LOCAL_LENGTH
  if (start > buffer.length) return refuse('entry-too-long', `the entry at byte ${offset} ends behind the file`)
  const nameEnd = start + buffer.readUInt16LE(offset + 26)
  const size = buffer.readUInt32LE(offset + 18)
  const end = nameEnd + size
  if (end > buffer.length) return refuse('entry-too-long', `the entry at byte ${offset} ends behind the file`)
  const name = buffer.toString('utf8', start, nameEnd)
  const fault = zipNameFault(name)
  if (fault) return refuse('bad-name', `the name ${JSON.stringify(name)} ${fault}`)
  if (buffer.readUInt16LE(offset + 8) !== 0)
    return refuse('compressed-entry', `${name} is compressed; only stored files are read`)
  const bytes = buffer.subarray(nameEnd, end)
  if (crc32(bytes) !== buffer.readUInt32LE(offset + 14)) {
    return refuse('bad-checksum', `${name} was changed: its bytes do not give the CRC in its header`)
  }
  return { ok: true, file: { name, bytes }, next: end }
}

function firstDifference(a: Uint8Array, b: Uint8Array): number {
  let at = 0
  while (at < a.length && at < b.length && a[at] === b[at]) at += 1
  return at
}

function refuse(code: ZipProblem, message: string): Refusal {
  return { ok: false, problem: { code, message } }
}
