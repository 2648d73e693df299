import { JpegWords } from './blank-jpeg-words.ts'
import { type FileJob, fired } from './file-result.ts'
import { plainIccProfile } from './icc-profile.ts'
import { numbersOf, Order, type Tiff, type TiffField, type TiffPage, typeSizes } from './tiff-structure.ts'

/** A stretch of picture of the old file, or bytes made anew. */
export interface Piece {
  from: number
  size: number
  coding: 'jpeg' | 'jpeg2000' | 'plain'
  made?: Uint8Array
}

export interface Layout {
  /** Header, pages and their values. */
  head: Buffer
  pieces: Piece[]
}

/** What a reader needs to make the picture of the bytes. Every other tag is dropped: EXIF, GPS, XMP, IPTC, names, dates, vendors' own. */
const structural = new Set([
  254, 256, 257, 258, 259, 262, 266, 274, 277, 278, 282, 283, 284, 296, 317, 320, 322, 323, 338, 339, 530, 531, 532,
])
/** Hamamatsu: that it is one, magnification, offset on the glass, focus, starts of the MCUs. All are numbers. */
const hamamatsu = new Set([65420, 65421, 65422, 65423, 65424, 65426])
const numberTypes = new Set([1, 3, 4, 5, 6, 8, 9, 10, 11, 12, 16, 17])
/** Numbers of a picture are few; a longer field hides something. Offsets, colours and MCU starts apart. */
const mostNumbers = 64

/** A page as it is to be, and where its strips or tiles come from. */
export interface NewPage {
  fields: Map<number, TiffField>
  pieces: Piece[]
}

/** The page with its structural fields only. Undefined when its picture lies outside of the file. */
export function plainPage(page: TiffPage, tiff: Tiff, size: number, job: FileJob): NewPage | undefined {
  const of = (tag: number) => numbersOf(page.fields.get(tag), tiff.little)
  const tiled = page.fields.has(324)
  const offsets = of(tiled ? 324 : 273)
  const counts = of(tiled ? 325 : 279)
  if (offsets.length === 0 || offsets.length !== counts.length) return undefined
  const coding = codingOf(of(259)[0] ?? 1)
  const most = (of(259)[0] ?? 1) === 1 ? plainSize(of, tiled) : Number.MAX_SAFE_INTEGER
  const pieces = offsets.map((from, i) => ({ from, size: Math.min(counts[i]!, most), coding }))
  if (pieces.some((piece) => !(piece.from >= 8 && piece.from + piece.size <= size))) return undefined
  const fields = new Map<number, TiffField>()
  for (const [tag, field] of page.fields) {
    const long = tag === 320 || tag === 65426
    if (
      (structural.has(tag) || hamamatsu.has(tag)) &&
      numberTypes.has(field.type) &&
      (long || field.count <= mostNumbers)
    )
      fields.set(tag, field)
    else if (tag === 347) fields.set(tag, tables(field))
    else if (tag === 34675) {
      const profile = plainIccProfile(field.value)
      fired(job, profile ? 'colour-profile-cleaned' : 'colour-profile-removed')
      if (profile) fields.set(tag, { type: 7, count: profile.length, value: profile })
    } else if (![273, 279, 324, 325].includes(tag)) fired(job, 'tag-removed')
  }
  return { fields, pieces }
}

/** Bytes of one strip or tile that is not packed: what lies behind them is no picture. */
function plainSize(of: (tag: number) => number[], tiled: boolean): number {
  const samples = (of(284)[0] ?? 1) === 2 ? 1 : (of(277)[0] ?? 1)
  const [width = 0] = of(tiled ? 322 : 256)
  const height = of(tiled ? 323 : 278)[0] ?? of(257)[0] ?? 0
  return Math.ceil((width * samples * Math.max(1, ...of(258))) / 8) * Math.min(height, of(tiled ? 323 : 257)[0] ?? 0)
}

function codingOf(compression: number): Piece['coding'] {
  if (compression === 6 || compression === 7) return 'jpeg'
  return [33003, 33004, 33005, 34712].includes(compression) ? 'jpeg2000' : 'plain'
}

function tables(field: TiffField): TiffField {
  const value = Buffer.from(field.value)
  new JpegWords().pass(value)
  return { type: 7, count: value.length, value }
}

/** Lays the pages out: all fields in front, then strip after strip. */
export function layOut(pages: readonly NewPage[], little: boolean, big: boolean): Layout {
  const order = new Order(little)
  const entrySize = big ? 20 : 12
  const pointer = big ? 8 : 4
  const withData = pages.map((page) => new Map([...page.fields, ...dataFields(page, big, order)]))
  const tableSize = (fields: Map<number, TiffField>) => (big ? 8 : 2) + fields.size * entrySize + pointer
  const valueSize = (fields: Map<number, TiffField>) =>
    [...fields.values()].reduce((sum, field) => sum + (field.value.length > pointer ? even(field.value.length) : 0), 0)
  const header = big ? 16 : 8
  const starts: number[] = []
  let end = header
  for (const fields of withData) {
    starts.push(end)
    end += even(tableSize(fields)) + valueSize(fields)
  }
  const head = Buffer.alloc(end)
  head.write(little ? 'II' : 'MM', 0, 'latin1')
  order.write(head, 2, 2, big ? 43 : 42)
  if (big) order.write(head, 4, 2, 8)
  order.write(head, big ? 8 : 4, pointer, header)
  let position = end
  withData.forEach((fields, i) => {
    const page = pages[i]!
    const offsets = page.pieces.map((piece) => {
      const at = position
      position += even(piece.size)
      return at
    })
    writeOffsets(fields, offsets, order, pointer)
    writeTable(head, starts[i]!, fields, starts[i + 1] ?? 0, order, big)
  })
  if (!big && position > 0xffffffff) throw new RangeError('the pages do not fit a classic TIFF file')
  return { head, pieces: pages.flatMap((page) => page.pieces) }
}

const even = (size: number) => size + (size & 1)

function dataFields(page: NewPage, big: boolean, order: Order): [number, TiffField][] {
  const tiled = page.fields.has(322)
  const count = page.pieces.length
  const type = big ? 16 : 4
  const size = typeSizes[type]!
  const lengths = Buffer.alloc(count * size)
  page.pieces.forEach((piece, i) => {
    order.write(lengths, i * size, size, piece.size)
  })
  return [
    [tiled ? 324 : 273, { type, count, value: Buffer.alloc(count * size) }],
    [tiled ? 325 : 279, { type, count, value: lengths }],
  ]
}

function writeOffsets(fields: Map<number, TiffField>, offsets: number[], order: Order, size: number): void {
  const tiled = fields.has(324)
  const into = fields.get(tiled ? 324 : 273)!.value
  offsets.forEach((offset, i) => {
    order.write(into, i * size, size, offset)
  })
}

function writeTable(
  head: Buffer,
  start: number,
  fields: Map<number, TiffField>,
  next: number,
  order: Order,
  big: boolean,
): void {
  const pointer = big ? 8 : 4
  const entrySize = big ? 20 : 12
  const sorted = [...fields].sort(([a], [b]) => a - b)
  let at = start + (big ? 8 : 2)
  let values = start + even((big ? 8 : 2) + sorted.length * entrySize + pointer)
  order.write(head, start, big ? 8 : 2, sorted.length)
  for (const [tag, { type, count, value }] of sorted) {
    order.write(head, at, 2, tag)
    order.write(head, at + 2, 2, type)
    order.write(head, at + 4, pointer, count)
    if (value.length <= pointer) head.set(value, at + 4 + pointer)
    else {
      order.write(head, at + 4 + pointer, pointer, values)
      head.set(value, values)
      values += even(value.length)
    }
    at += entrySize
  }
  order.write(head, at, pointer, next)
}
