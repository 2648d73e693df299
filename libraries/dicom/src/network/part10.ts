import { implementationClassUid, implementationVersionName } from '../uid.ts'
import type { Decoded } from './decode-associate.ts'

/** Preamble and "DICM". */
const PREFIX_BYTES = 132

/** File meta groups are some hundred bytes; private information may stretch them, never beyond this. */
export const MAX_FILE_META_BYTES = 64 * 1024

export interface FileMeta {
  sopClassUid: string
  sopInstanceUid: string
  transferSyntax: string
}

/** An element of group 0002, a byte a character: one string is made to bytes at once, since each object has such a header. */
function ui(element: number, value: string, vr = 'UI', pad = '\0'): string {
  const text = value.length % 2 ? value + pad : value
  return `\x02\0${u16(element)}${vr}${u16(text.length)}${text}`
}

function u16(value: number): string {
  return String.fromCharCode(value & 0xff, (value >>> 8) & 0xff)
}

const preamble = `${'\0'.repeat(128)}DICM`
const version = '\x02\0\x01\0OB\0\0\x02\0\0\0\0\x01'

/**
 * What to write in front of a received data set so that both are one Part 10 file (PS3.10 7.1): preamble, "DICM" and the
 * file meta group; the data set itself stays as it came over the wire. The AE titles say where the file came from.
 */
export function part10Header(meta: FileMeta & { callingAe?: string; calledAe?: string }): Buffer {
  const body = [
    version,
    meta.sopClassUid ? ui(0x0002, meta.sopClassUid) : '',
    ui(0x0003, meta.sopInstanceUid),
    ui(0x0010, meta.transferSyntax),
    ui(0x0012, implementationClassUid),
    ui(0x0013, implementationVersionName, 'SH', ' '),
    meta.callingAe ? ui(0x0016, meta.callingAe, 'AE', ' ') : '',
    meta.calledAe ? ui(0x0018, meta.calledAe, 'AE', ' ') : '',
  ].join('')
  const groupLength = `\x02\0\0\0UL\x04\0${u16(body.length)}${u16(body.length >>> 16)}`
  return Buffer.from(`${preamble}${groupLength}${body}`, 'latin1')
}

const LONG_VRS = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV'])

/**
 * Reads the file meta group from the first bytes of a Part 10 file: what the instance is and where its data set begins. Walks the
 * elements of group 0002 and does not trust the group length, which some writers get wrong.
 */
export function readFileMeta(bytes: Buffer): Decoded<FileMeta & { dataSetOffset: number }> {
  if (bytes.length < PREFIX_BYTES || bytes.toString('latin1', 128, 132) !== 'DICM') {
    return { ok: false, detail: 'no DICM prefix' }
  }
  const values = new Map<number, Buffer>()
  let at = PREFIX_BYTES
  while (at + 8 <= bytes.length && bytes.readUInt16LE(at) === 0x0002) {
    const long = LONG_VRS.has(bytes.toString('latin1', at + 4, at + 6))
    if (long && at + 12 > bytes.length) return { ok: false, detail: 'the file meta group is cut off' }
    const value = at + (long ? 12 : 8)
    const end = value + (long ? bytes.readUInt32LE(at + 8) : bytes.readUInt16LE(at + 6))
    if (end > bytes.length || end > MAX_FILE_META_BYTES) {
      return { ok: false, detail: 'the file meta group is cut off or over 64 kB' }
    }
    values.set(bytes.readUInt16LE(at + 2), bytes.subarray(value, end))
    at = end
  }
  const text = (element: number): string =>
    values
      .get(element)
      ?.toString('latin1')
      .replace(/[\0 ]+$/, '') ?? ''
  const meta = { sopClassUid: text(0x0002), sopInstanceUid: text(0x0003), transferSyntax: text(0x0010) }
  const missing = Object.entries(meta).find(([, uid]) => uid === '')
  if (missing) return { ok: false, detail: `the file meta group lacks ${missing[0]}` }
  return { ok: true, value: { ...meta, dataSetOffset: at } }
}
