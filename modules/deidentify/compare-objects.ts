import { type Dataset, type Element, keyword, readDataset, tagText } from '@clic/dicom'
import { differingPieces, type Piece } from './differing-pieces.ts'

/** One text field of an object beside what became of it. Holds values: never to be logged or kept. */
interface ComparedRow {
  /** Where it is: tags from the outside in, with the number of the item (from 1), e.g. `(0040,A730)[2] (0040,A160)`. */
  path: string
  /** Keyword of the dictionary; empty for private and unknown tags. */
  name: string
  vr: string
  /** `words`: what a person may have written; `uid`, `date` and `code` are of a fixed form. */
  kind: 'words' | 'code' | 'date' | 'uid' | 'number'
  change: 'kept' | 'changed' | 'removed' | 'added'
  before: Piece[]
  after: Piece[]
}

export interface ComparedObjects {
  rows: ComparedRow[]
  /** Elements without text (numbers, binary data): how many, by what became of them. */
  others: { kept: number; changed: number; removed: number; added: number }
}

const kinds: Record<string, ComparedRow['kind']> = {
  LO: 'words',
  LT: 'words',
  PN: 'words',
  SH: 'words',
  ST: 'words',
  UC: 'words',
  UT: 'words',
  UR: 'words',
  AE: 'words',
  UN: 'words',
  OB: 'words',
  CS: 'code',
  AS: 'code',
  UI: 'uid',
  DA: 'date',
  DT: 'date',
  TM: 'date',
  DS: 'number',
  IS: 'number',
}
const pixelData = 0x7fe00010
/** Binary values up to this size are shown when all of it is text: a name can stand in any of them. */
const mostHidden = 65_536

/**
 * What became of every text field: the object as it was received beside the object as it leaves, file meta, preamble and sequences
 * included. Works on any two Part 10 files; an unreadable one is a problem.
 */
export function compareObjects(
  before: Uint8Array,
  after: Uint8Array,
): { ok: true; value: ComparedObjects } | { ok: false; reason: string } {
  const [one, other] = [readDataset(before), readDataset(after)]
  if (!one.ok) return { ok: false, reason: one.problem.message }
  if (!other.ok) return { ok: false, reason: other.problem.message }
  const found: ComparedObjects = { rows: [], others: { kept: 0, changed: 0, removed: 0, added: 0 } }
  comparePreambles(before, after, found)
  compareDatasets(one.fileMeta, other.fileMeta, '', found)
  compareDatasets(one.dataset, other.dataset, '', found)
  return { ok: true, value: found }
}

function comparePreambles(before: Uint8Array, after: Uint8Array, found: ComparedObjects): void {
  const [one, other] = [before, after].map((file) => hiddenText(file.subarray(0, 128)) ?? '')
  if (one || other) found.rows.push(row('preamble', 'preamble', 'OB', one || undefined, other || undefined))
}

function compareDatasets(one: Dataset, other: Dataset, at: string, found: ComparedObjects): void {
  const tags = [...new Set([...one.keys(), ...other.keys()])].sort((a, b) => a - b)
  for (const tag of tags) {
    if (tag === pixelData) continue
    const [was, is] = [one.get(tag), other.get(tag)]
    const path = `${at}${tagText(tag)}`
    if (was?.items || is?.items) {
      const [left, right] = [was?.items ?? [], is?.items ?? []]
      for (let n = 0; n < Math.max(left.length, right.length); n++)
        compareDatasets(left[n] ?? new Map(), right[n] ?? new Map(), `${path}[${n + 1}] `, found)
      continue
    }
    const [text, now] = [textOf(was), textOf(is)]
    if (text === undefined && now === undefined) count(was, is, found)
    else found.rows.push(row(path, keyword(tag) ?? '', is?.vr ?? was?.vr ?? '', text, now))
  }
}

/** An empty value says nothing, so emptied is removed. */
function row(path: string, name: string, vr: string, was: string | undefined, is: string | undefined): ComparedRow {
  const change = was === is ? 'kept' : !is ? 'removed' : !was ? 'added' : 'changed'
  const pieces = differingPieces(was ?? '', is ?? '')
  return { path, name, vr, kind: kinds[vr] ?? 'words', change, before: pieces.before, after: pieces.after }
}

function count(was: Element | undefined, is: Element | undefined, found: ComparedObjects): void {
  const same = was && is && Buffer.from(valueBytes(was)).equals(Buffer.from(valueBytes(is)))
  found.others[!was ? 'added' : !is ? 'removed' : same ? 'kept' : 'changed']++
}

function valueBytes(one: Element): Uint8Array {
  return one.bytes ?? Buffer.from(JSON.stringify([one.numbers ?? [], one.strings ?? []]))
}

function textOf(one: Element | undefined): string | undefined {
  const text = one?.strings
    ? one.strings
        .map((value) => value.replace(/[\0 ]+$/, ''))
        .join('\\')
        .trim()
    : one?.bytes
      ? hiddenText(one.bytes)
      : undefined
  return text === '' ? undefined : text
}

/** The text of bytes that are text from end to end; undefined otherwise. */
function hiddenText(bytes: Uint8Array): string | undefined {
  let end = bytes.length
  while (end > 0 && (bytes[end - 1] === 0 || bytes[end - 1] === 32)) end--
  if (end < 2 || end > mostHidden) return undefined
  for (let n = 0; n < end; n++) {
    const byte = bytes[n] as number
    if (byte === 127 || (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13)) return undefined
  }
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, end)
  const utf8 = text.toString('utf8')
  return utf8.includes('�') ? text.toString('latin1') : utf8
}
