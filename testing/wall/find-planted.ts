import { inflateRawSync, inflateSync } from 'node:zlib'
import type { PlantedForm } from './planted-forms.ts'

interface Finding {
  of: string
  form: string
  where: string
}

export type Search = (bytes: Uint8Array, where: string) => Finding[]

/** A search for thousands of forms at once; what is compressed inside (gzip, zlib, zip) is unpacked and searched too. */
export function createSearch(forms: readonly PlantedForm[]): Search {
  const byStart = new Map<number, PlantedForm[]>()
  const filter = new Uint8Array(1 << 22)
  for (const form of forms) {
    if (form.bytes.length < 4) continue
    const start = form.bytes.readUInt32LE(0)
    filter[slot(start)] = 1
    byStart.set(start, [...(byStart.get(start) ?? []), form])
  }
  const search = (bytes: Uint8Array, where: string, depth: number): Finding[] => {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const found: Finding[] = []
    for (let i = 0; i + 4 <= buffer.length; i++) {
      const start =
        ((buffer[i] as number) |
          ((buffer[i + 1] as number) << 8) |
          ((buffer[i + 2] as number) << 16) |
          ((buffer[i + 3] as number) << 24)) >>>
        0
      if (filter[slot(start)] === 1) {
        for (const form of byStart.get(start) ?? []) {
          if (
            buffer.length - i >= form.bytes.length &&
            buffer.compare(form.bytes, 0, form.bytes.length, i, i + form.bytes.length) === 0 &&
            !insideNumber(buffer, i, form.bytes)
          )
            found.push({ of: form.of, form: form.form, where })
        }
      }
      const inner = depth < 3 ? unpacked(buffer, i) : undefined
      if (inner) found.push(...search(inner, `${where} (unpacked)`, depth + 1))
    }
    return found
  }
  return (bytes, where) => search(bytes, where, 0)
}

/** Eight digits within a longer number (a measure, a hash) are no telephone number. */
function insideNumber(buffer: Buffer, at: number, bytes: Buffer): boolean {
  const digit = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x39
  return bytes.every(digit) && (digit(buffer[at - 1]) || digit(buffer[at + bytes.length]))
}

function slot(start: number): number {
  return Math.imul(start, 0x9e3779b1) >>> 10
}

/** What begins like a compressed stream, unpacked as far as it goes; undefined when it is none. */
function unpacked(buffer: Buffer, at: number): Buffer | undefined {
  const [a, b] = [buffer[at], buffer[at + 1]]
  const options = { maxOutputLength: 256 * 1024 * 1024, finishFlush: 2 }
  try {
    if (a === 0x1f && b === 0x8b && buffer[at + 2] === 8)
      return inflateRawSync(buffer.subarray(gzipBody(buffer, at)), options)
    if (a === 0x78 && (b === 0x01 || b === 0x9c || b === 0xda) && buffer.length - at > 16)
      return inflateSync(buffer.subarray(at), options)
    if (a === 0x50 && b === 0x4b && buffer[at + 2] === 3 && buffer[at + 3] === 4 && buffer.readUInt16LE(at + 8) === 8)
      return inflateRawSync(
        buffer.subarray(at + 30 + buffer.readUInt16LE(at + 26) + buffer.readUInt16LE(at + 28)),
        options,
      )
  } catch {
    // It only looked like one.
  }
  return undefined
}

/** First byte after a gzip member's header (RFC 1952, 2.3); the stream may be followed by other bytes. */
function gzipBody(buffer: Buffer, at: number): number {
  const flags = buffer[at + 3] ?? 0
  let body = at + 10
  if (flags & 4) body += 2 + buffer.readUInt16LE(body)
  for (const flag of [8, 16]) if (flags & flag) body = buffer.indexOf(0, body) + 1
  return flags & 2 ? body + 2 : body
}
