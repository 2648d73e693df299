import { createHash } from 'node:crypto'
import { type Dataset, type Element, isPrivate, readDataset, text, tokenise, undefinedLength } from '@clic/dicom'

/** What one file says: each value under the path that the answer key of MIDI-B uses, `<(0008,1140)>[<0000>]<(0008,1155)>`. */
export interface FileValues {
  values: ReadonlyMap<string, string>
  sopInstanceUid: string
  /** MD5 of the value of Pixel Data in hexadecimal, fragments with their headers; '' without any. */
  pixelDigest: string
}

/** Pixel and overlay data are indexed as a word, as the official validator does. */
const bulky = new Set([0x7fe00010, 0x60003000, 0x00020001])

/** Reads one file; undefined when it is none of DICOM. */
export function fileValues(bytes: Uint8Array): FileValues | undefined {
  const read = readDataset(bytes)
  if (!read.ok) return undefined
  const values = new Map<string, string>()
  index(read.dataset, '', values)
  return { values, sopInstanceUid: text(read.dataset, 0x00080018) ?? '', pixelDigest: pixelDigest(bytes) }
}

function index(dataset: Dataset, before: string, values: Map<string, string>): void {
  for (const [tag, element] of dataset) {
    const path = `${before}<${label(dataset, tag)}>`
    values.set(path, bulky.has((tag & 0xff00ffff) >>> 0) || bulky.has(tag) ? '<REMOVED>' : `<${said(element)}>`)
    element.items?.forEach((item, i) => {
      index(item, `${path}[<${String(i).padStart(4, '0')}>]`, values)
    })
  }
}

function label(dataset: Dataset, tag: number): string {
  const hex = tag.toString(16).padStart(8, '0')
  const creator = isPrivate(tag) && (tag & 0xffff) > 0xff ? creatorOf(dataset, tag) : undefined
  return creator
    ? `(${hex.slice(0, 4)},"${creator.toUpperCase()}",${hex.slice(6)})`
    : `(${hex.slice(0, 4)},${hex.slice(4)})`
}

function creatorOf(dataset: Dataset, tag: number): string | undefined {
  return text(dataset, ((tag & 0xffff0000) | ((tag >>> 8) & 0xff)) >>> 0)
}

/** As pydicom prints a value, near enough for a search in it. */
function said(element: Element): string {
  if (element.strings) {
    const list = element.strings.map((one) => one.trim())
    if (list.length < 2) return list[0] ?? ''
    return `[${list.map((one) => (/^(?:DS|IS)$/.test(element.vr) ? one : `'${one}'`)).join(', ')}]`
  }
  if (element.numbers)
    return element.numbers.length === 1 ? String(element.numbers[0]) : `[${element.numbers.join(', ')}]`
  if (element.bytes) return Buffer.from(element.bytes).toString('latin1')
  return element.items && element.items.length > 0 ? `[${element.items.length} items]` : ''
}

function pixelDigest(bytes: Uint8Array): string {
  let body = bytes
  let [start, end] = [0, 0]
  tokenise(bytes, {
    begin: (structure) => {
      body = structure.body
    },
    element(tag, _vr, valueStart, length, depth) {
      if (tag === 0x7fe00010 && depth === 0)
        [start, end] = [valueStart, length === undefinedLength ? valueStart : valueStart + length]
      return undefined
    },
    fragment(_index, at, length) {
      end = at + length
    },
  })
  return end === 0 ? '' : createHash('md5').update(body.subarray(start, end)).digest('hex')
}
