import type { ByteSource } from '../stream-object.ts'

export interface TiffField {
  type: number
  count: number
  /** In the file's byte order. */
  value: Buffer
}

export interface TiffPage {
  fields: Map<number, TiffField>
}

export interface Tiff {
  little: boolean
  big: boolean
  pages: TiffPage[]
}

/** Bytes of one value by type (TIFF 6.0 section 2; 16 to 18 of BigTIFF). */
export const typeSizes: Record<number, number> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  6: 1,
  7: 1,
  8: 2,
  9: 4,
  10: 8,
  11: 4,
  12: 8,
  13: 4,
  16: 8,
  17: 8,
  18: 8,
}

const mostPages = 2000
const mostFields = 1000
/** Offsets of the tiles of a slide are the longest values: a million of them are 8 MB. */
const mostValueBytes = 256 << 20
/** Only these are ever read; the values of all others are dropped unseen. */
const readTags = new Set([
  254, 256, 257, 258, 259, 262, 266, 270, 273, 274, 277, 278, 279, 282, 283, 284, 296, 317, 320, 322, 323, 324, 325,
  338, 339, 347, 530, 531, 532, 34675, 65420, 65421, 65422, 65423, 65424, 65426,
])

/** Reads the chain of pages of a TIFF or BigTIFF file. A sentence when it is broken; never throws for what the file says. */
export function readTiff(source: ByteSource): Tiff | string {
  const head = bytesAt(source, 0, 16)
  if (!head) return 'it is shorter than its header.'
  const little = head.toString('latin1', 0, 2) === 'II'
  const order = new Order(little)
  const big = order.u16(head, 2) === 43
  if (big && (order.u16(head, 4) !== 8 || order.u16(head, 6) !== 0)) return 'its header is not that of a BigTIFF file.'
  const pages: TiffPage[] = []
  const seen = new Set<number>()
  let room = mostValueBytes
  let at = big ? order.u64(head, 8) : order.u32(head, 4)
  while (at !== 0) {
    if (seen.has(at)) return 'its pages run in a circle.'
    seen.add(at)
    if (pages.length >= mostPages) return `it has more than ${mostPages} pages.`
    const counted = bytesAt(source, at, big ? 8 : 2)
    if (!counted) return 'a page lies outside of it.'
    const count = big ? order.u64(counted, 0) : order.u16(counted, 0)
    if (count > mostFields) return `a page has more than ${mostFields} fields.`
    const size = big ? 20 : 12
    const table = bytesAt(source, at + counted.length, count * size + (big ? 8 : 4))
    if (!table) return 'a page lies outside of it.'
    const fields = new Map<number, TiffField>()
    for (let i = 0; i < count; i++) {
      const entry = table.subarray(i * size, (i + 1) * size)
      const tag = order.u16(entry, 0)
      if (!readTags.has(tag)) {
        fields.set(tag, { type: 0, count: 0, value: Buffer.alloc(0) })
        continue
      }
      const type = order.u16(entry, 2)
      const values = big ? order.u64(entry, 4) : order.u32(entry, 4)
      const length = (typeSizes[type] ?? 0) * values
      if (length === 0) continue
      room -= length
      if (room < 0) return 'its fields are longer than any picture needs.'
      const inline = entry.subarray(big ? 12 : 8)
      const value =
        length <= inline.length
          ? Buffer.from(inline.subarray(0, length))
          : bytesAt(source, big ? order.u64(inline, 0) : order.u32(inline, 0), length)
      if (!value) return 'a field lies outside of it.'
      fields.set(tag, { type, count: values, value })
    }
    pages.push({ fields })
    at = big ? order.u64(table, count * size) : order.u32(table, count * size)
  }
  return pages.length === 0 ? 'it has no page.' : { little, big, pages }
}

/** Numbers in the byte order of a file. */
export class Order {
  readonly little: boolean
  constructor(little: boolean) {
    this.little = little
  }

  u16(bytes: Buffer, at: number): number {
    return this.little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at)
  }

  u32(bytes: Buffer, at: number): number {
    return this.little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at)
  }

  f32(bytes: Buffer, at: number): number {
    return this.little ? bytes.readFloatLE(at) : bytes.readFloatBE(at)
  }

  /** Beyond what a number holds exactly it lies outside of any file. */
  u64(bytes: Buffer, at: number): number {
    return Number(this.little ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at))
  }

  write(bytes: Buffer, at: number, size: number, value: number): void {
    if (size === 2) this.little ? bytes.writeUInt16LE(value, at) : bytes.writeUInt16BE(value, at)
    else if (size === 4) this.little ? bytes.writeUInt32LE(value, at) : bytes.writeUInt32BE(value, at)
    else this.little ? bytes.writeBigUInt64LE(BigInt(value), at) : bytes.writeBigUInt64BE(BigInt(value), at)
  }
}

/** The whole numbers of a field; empty for another type. */
export function numbersOf(field: TiffField | undefined, little: boolean): number[] {
  if (!field) return []
  const order = new Order(little)
  const size = typeSizes[field.type]!
  if (![1, 3, 4, 13, 16, 18].includes(field.type)) return []
  return Array.from({ length: field.count }, (_, i) =>
    size === 1
      ? field.value[i]!
      : size === 2
        ? order.u16(field.value, i * 2)
        : size === 4
          ? order.u32(field.value, i * 4)
          : order.u64(field.value, i * 8),
  )
}

export function bytesAt(source: ByteSource, at: number, size: number): Buffer | undefined {
  if (!Number.isSafeInteger(at) || at < 0 || at + size > source.size) return undefined
  const bytes = Buffer.allocUnsafe(size)
  return source.read(at, bytes) === size ? bytes : undefined
}

export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read(at, into) {
      const part = bytes.subarray(at, at + into.length)
      into.set(part)
      return part.length
    },
  }
}
