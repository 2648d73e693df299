import { createHash } from 'node:crypto'
import { readValue, tagText } from '@clic/dicom'
import type { ListedElement } from './list-elements.ts'

/** A value as a person can read it. */
export interface ShownValue {
  /** Empty for a sequence and for values that are no text: those have items or a digest. */
  text: string
  /** Something before or after the text was left out. */
  cut: boolean
  /** Length of the value in the file, bytes. */
  bytes: number
  /** Items of a sequence. */
  items: number | null
  /** First 16 digits of the SHA-256 of a value that is not shown itself: the same digest is the same value. */
  digest: string | null
}

const longest = 400

/** Values before and after, each shortened around the first place where they differ. */
export function shownPair(
  before: ListedElement | undefined,
  after: ListedElement | undefined,
): { before: ShownValue | null; after: ShownValue | null } {
  const [a, b] = [before && readable(before), after && readable(after)]
  const from = a !== undefined && b !== undefined ? Math.max(0, firstDifference(a, b) - longest / 4) : 0
  return {
    before: before ? shown(before, a, from) : null,
    after: after ? shown(after, b, from) : null,
  }
}

function shown(element: ListedElement, text: string | undefined, from: number): ShownValue {
  const { value } = element
  const facts = { bytes: value?.length ?? 0, items: element.items ?? null }
  if (text !== undefined) {
    if (text.length <= longest) return { ...facts, text, cut: false, digest: null }
    const part = text.slice(from, from + longest)
    return {
      ...facts,
      text: `${from > 0 ? '…' : ''}${part}${from + longest < text.length ? '…' : ''}`,
      cut: true,
      digest: null,
    }
  }
  return {
    ...facts,
    text: '',
    cut: false,
    digest: value && value.length > 0 ? createHash('sha256').update(value).digest('hex').slice(0, 16) : null,
  }
}

/** Undefined for sequences and for bulk values. */
function readable(element: ListedElement): string | undefined {
  const { value, vr, little, charset, fragments } = element
  if (value === undefined || fragments !== undefined) return undefined
  if (value.length === 0) return ''
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.length)
  const read = readValue(vr, bytes, little, charset)
  if (read.strings) return read.strings.join('\\')
  if (read.numbers) {
    // A long table of numbers is bulk too; its beginning says what it is.
    return read.numbers
      .slice(0, longest)
      .map((one) => (vr === 'AT' ? tagText(one) : String(one)))
      .join('\\')
  }
  return vr === 'UN' && value.length <= 4096 && isText(value)
    ? bytes.toString('latin1').replace(/[\0 ]+$/, '')
    : undefined
}

function isText(value: Uint8Array): boolean {
  return value.every(
    (byte, at) => (byte >= 0x20 && byte < 0x7f) || byte >= 0xa0 || (byte === 0 && at === value.length - 1),
  )
}

function firstDifference(a: string, b: string): number {
  let at = 0
  while (at < a.length && at < b.length && a[at] === b[at]) at++
  return at
}
