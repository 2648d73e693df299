import {
  BrokenDicom,
  dictionaryVr,
  ElementReader,
  type Encoding,
  innerEncoding,
  isPrivate,
  itemEndTag,
  itemTag,
  keyword,
  maxDepth,
  pixelDataTag,
  readItemHeader,
  sequenceEndTag,
  textDecoding,
  undefinedLength,
  vrText,
} from '@clic/dicom'
import { alsoIdentifying } from './also-identifying.ts'
import { type CleaningTerms, cleanFreeText } from './clean-text.ts'
import { conceptNameTag, identifies } from './identifying-concepts.ts'
import { mostlyText } from './mostly-text.ts'
import { bytesBehindPixels, copyPixels } from './native-pixels.ts'
import { copyBeside } from './overlay-bits.ts'
import { FragmentWords, isOffsetTable } from './pixel-segments.ts'
import { PrivateBlocks } from './private-blocks.ts'
import type { Action } from './profile.ts'
import { count, type Place, type RewriteJob } from './rewrite-job.ts'
import { rewriteLeaf } from './rewrite-leaf.ts'
import { cprShaped } from './scan-residual.ts'
import { skipFragments, skipItems } from './skip-value.ts'

/** Elements that the rewriting itself adds at the top; sorted by tag. */
export interface AddedElement {
  tag: number
  write(): void
}

const characterSetTag = 0x00080005

/**
 * Writes the elements from `start` on as the profile wants them; everything left out is not looked into. Returns the first byte
 * after them. `floor`: no tag below it may come. Throws `BrokenDicom`.
 */
export function rewriteElements(
  job: RewriteJob,
  place: Place,
  encoding: Encoding,
  start: number,
  end: number,
  delimited: boolean,
  added: AddedElement[] = [],
  floor = 0,
): number {
  if (place.depth > maxDepth) throw new BrokenDicom('too-deep', `Sequences are nested more than ${maxDepth} deep.`)
  const reader = new ElementReader(job.body, encoding)
  const blocks = new PrivateBlocks()
  const here: Place = { ...place }
  const waiting = [...added]
  const recall = place.depth === 0 ? job.recall : undefined
  let charset = ''
  let position = start
  while (position + 8 <= end) {
    const tag = reader.tagAt(position)
    if (recall) {
      const after = recall.reuse(position, end, tag, { here, charset, creators: blocks.said, waiting })
      if (after > position) {
        position = after
        continue
      }
    }
    if (delimited && tag === itemEndTag) return position + 8
    if (place.depth === 0 && tag === 0) break
    if (tag >>> 16 === 0xfffe) {
      position += 8
      continue
    }
    if (tag < floor)
      throw new BrokenDicom('bad-structure', 'Elements of the header stand behind the pixel data of a long file.')
    recall?.open(position, here, waiting.length)
    while (waiting[0] !== undefined && waiting[0].tag <= tag) waiting.shift()!.write()
    reader.read(position, end)
    if (tag >= 0x7fe00008 && tag <= pixelDataTag && place.depth === 0) job.pixelsAt ??= job.sink.length
    position = added.some((one) => one.tag === tag)
      ? skip(job, reader, end, here)
      : rewriteElement(job, here, reader, encoding, end, blocks)
    recall?.close(position, tag, { here, charset, creators: blocks.said }, waiting.length)
    if (tag === characterSetTag) {
      charset = ascii(job.body, reader.valueStart, reader.length)
      here.text = textDecoding(charset.split('\\'))
    }
  }
  if (delimited) throw new BrokenDicom('truncated', 'A sequence item is not closed: the file is cut off.')
  for (const one of waiting) one.write()
  return position
}

function rewriteElement(
  job: RewriteJob,
  place: Place,
  reader: ElementReader,
  encoding: Encoding,
  end: number,
  blocks: PrivateBlocks,
): number {
  const { tag } = reader
  job.at = reader.start
  if ((tag & 0xffff) === 0) {
    count(job, 'group-length-removed')
    return skip(job, reader, end, place)
  }
  if (isPrivate(tag)) return rewritePrivate(job, place, reader, end, blocks)
  const action = actionOf(job, tag)
  if (tag >>> 16 < 8 || action === 'remove') {
    count(job, action === 'remove' ? 'removed' : 'unlisted-removed')
    return skip(job, reader, end, place)
  }
  if (reader.isEncapsulated) return rewriteFragments(job, place, reader, encoding, end)
  if (reader.isSequence) return rewriteSequence(job, place, reader, encoding, end, action)
  if (tag === pixelDataTag && place.depth === 0) {
    const behind = bytesBehindPixels(job, reader)
    if (job.pixelBits) return copyBeside(job, reader, job.pixelBits, behind)
    if (behind > 0) return copyPixels(job, reader, behind)
  }
  rewriteLeaf(job, place, reader, encoding, action)
  return reader.valueStart + reader.length
}

/** Overlays stand under their first group; curves are retired and always go. */
function actionOf(job: RewriteJob, tag: number): Action | undefined {
  const high = tag >>> 24
  if (high === 0x50) return 'remove'
  if (high === 0x60) return job.prepared.actions.get((tag & 0xff00ffff) >>> 0) ?? overlayAction(tag)
  return job.prepared.actions.get(tag)
}

/** An overlay's rows and columns say nothing without its bitmap, and would be invalid. */
function overlayAction(tag: number): Action | undefined {
  return tag >>> 16 === 0x60ff ? undefined : 'remove'
}

function rewritePrivate(
  job: RewriteJob,
  place: Place,
  reader: ElementReader,
  end: number,
  blocks: PrivateBlocks,
): number {
  const { tag, valueStart, length, start } = reader
  const element = tag & 0xffff
  const open =
    job.prepared.profile.options.retainSafePrivate && !place.dummy && !reader.isSequence && !reader.isEncapsulated
  if (open && element >= 0x10 && element <= 0xff) {
    // An LO value has at most 64 characters: what is longer is no creator that anyone knows.
    if (blocks.creator(tag, length <= 64 ? ascii(job.body, valueStart, length) : '')) {
      job.sink.copy(job.body, start, valueStart + length)
      return valueStart + length
    }
    count(job, 'private-block-removed')
    return valueStart + length
  }
  const vr = open ? blocks.safeVr(tag) : undefined
  if (vr !== undefined && isSafeValue(job, reader, vr)) {
    count(job, 'private-kept')
    job.sink.copy(job.body, start, valueStart + length)
    return valueStart + length
  }
  count(job, 'private-element-removed')
  return skip(job, reader, end, place)
}

/** Bytes of a number. */
const widths: Record<string, number> = { SS: 2, US: 2, FL: 4, SL: 4, UL: 4, FD: 8 }

/** A safe private value has the form that its VR promises: numbers are numbers, not long enough to number a person, and texts are terms. */
function isSafeValue(job: RewriteJob, reader: ElementReader, vr: string): boolean {
  const { valueStart, length } = reader
  const said = reader.explicit ? vrText(reader.vr) : 'UN'
  if (said !== vr && said !== 'UN') return false
  if (vr === 'LO' || vr === 'SH') return length <= 64 && isPlainTerm(ascii(job.body, valueStart, length), job.terms)
  if (!['DS', 'IS', 'CS'].includes(vr)) {
    const value = job.body.subarray(valueStart, valueStart + length)
    // Numbers have the length of numbers, and do not read like a text.
    let clean =
      length <= 4096 &&
      length % (widths[vr] ?? 1) === 0 &&
      !(length >= 16 && mostlyText(value)) &&
      cprShaped(value) === 0
    job.terms.sweep.scanner.scan(value, () => {
      clean = false
      return false
    })
    return clean
  }
  if (length > 1024) return false
  const text = ascii(job.body, valueStart, length)
  const form = vr === 'CS' ? /^[A-Z0-9_ \\]*$/ : /^[\d\s.+\-eE\\]*$/
  return form.test(text) && !/(?<![\d.])\d{8,}(?!\.)/.test(text) && job.terms.sweep.find(text).length === 0
}

/**
 * Whether a short text of a vendor is a term of the machine, as the name of a sequence ("efgre3d") or a ratio ("0.984:1") is: in letters of
 * ASCII, with no long number, no word that is written as a name is, and nothing that the cleaning of free text would take out, in
 * capitals or not.
 */
function isPlainTerm(text: string, terms: CleaningTerms): boolean {
  if (!/^[\w .+\-/():*]*$/.test(text) || /\d{6}|[A-Z][a-z]{3}/.test(text)) return false
  const asName = text.replace(/[A-Za-z]+/g, (word) => word[0]!.toUpperCase() + word.slice(1).toLowerCase())
  return [text, asName].every((one) => cleanFreeText(one, { ...terms, mark: '' }).text === one)
}

function rewriteSequence(
  job: RewriteJob,
  place: Place,
  reader: ElementReader,
  encoding: Encoding,
  end: number,
  action: Action | undefined,
): number {
  const { tag, vr, sink } = { tag: reader.tag, vr: reader.vr, sink: job.sink }
  if (action === undefined && (keyword(tag) === undefined || alsoIdentifying.has(tag))) {
    count(job, 'unlisted-removed')
    return skip(job, reader, end, place)
  }
  if (keyword(tag) !== undefined && dictionaryVr(tag) !== 'SQ') {
    count(job, 'unreadable-removed')
    return skip(job, reader, end, place)
  }
  if (action === 'empty') {
    count(job, 'emptied')
    sink.header(encoding, tag, vr, 0)
    return skip(job, reader, end, place)
  }
  if (action === 'dummy') count(job, 'dummied')
  const inner = innerEncoding(reader)
  const defined = reader.length !== undefinedLength
  const limit = defined ? reader.valueStart + reader.length : end
  const mark = sink.header(encoding, tag, vr, defined ? 0 : undefinedLength)
  const begin = sink.length
  const begun = reader.valueStart
  const below: Place = { depth: place.depth + 1, dummy: place.dummy || action === 'dummy', text: place.text }
  const after = rewriteItems(job, below, inner, reader.valueStart, limit, defined)
  if (tag === unitsTag) place.years = yearsIn(Buffer.from(job.body.buffer, job.body.byteOffset + begun, after - begun))
  if (tag === conceptNameTag) place.identifies = identifies(job.body.subarray(begun, after))
  if (defined) sink.setLength(encoding, mark, sink.length - begin)
  else sink.item(inner, sequenceEndTag, 0)
  return after
}

/** (0040,08EA) Measurement Units Code Sequence */
const unitsTag = 0x004008ea

/** UCUM's code for a year as a Code Value, or its word. */
function yearsIn(units: Buffer): boolean {
  return /\x01(?:SH\x02\0|\0SH\0\x02|\x02\0\0\0)a[ \0]|years?(?![\w])|\xe5r|\xc3\xa5r/i.test(
    units.toString('latin1', 0, 400),
  )
}

function rewriteItems(
  job: RewriteJob,
  place: Place,
  encoding: Encoding,
  start: number,
  end: number,
  defined: boolean,
): number {
  const reader = new ElementReader(job.body, encoding)
  let position = start
  while (position + 8 <= end) {
    const { tag, size } = readItemHeader(reader, position, end)
    position += 8
    if (tag === sequenceEndTag) {
      if (!defined) return position
      continue
    }
    const open = size === undefinedLength
    const mark = job.sink.item(encoding, itemTag, open ? undefinedLength : 0)
    const begin = job.sink.length
    const after = rewriteElements(job, place, encoding, position, open ? end : position + size, open)
    if (open) job.sink.item(encoding, itemEndTag, 0)
    else job.sink.setLength(encoding, mark, job.sink.length - begin)
    position = open ? after : position + size
  }
  if (!defined) throw new BrokenDicom('truncated', 'A sequence is not closed: the file is cut off.')
  return end
}

/** Encapsulated pixel data: fragments pass through, what they say in words is blanked where it stands. */
function rewriteFragments(
  job: RewriteJob,
  place: Place,
  reader: ElementReader,
  encoding: Encoding,
  end: number,
): number {
  if (reader.tag !== pixelDataTag || place.depth > 0) {
    count(job, 'unlisted-removed')
    return skipFragments(reader, end)
  }
  const { sink, body } = job
  sink.header(encoding, reader.tag, reader.vr, undefinedLength)
  let position = reader.valueStart
  const words = new FragmentWords(job.planeBytes)
  for (let index = 0; ; index++) {
    if (position + 8 > end)
      throw new BrokenDicom('truncated', 'Encapsulated pixel data are not closed: the file is cut off.')
    const tag = reader.tagAt(position)
    const size = reader.u32(position + 4)
    position += 8
    if (tag === sequenceEndTag) break
    if (tag !== itemTag)
      throw new BrokenDicom('bad-structure', 'Encapsulated pixel data hold something that is no fragment.')
    if (position + size > end) throw new BrokenDicom('truncated', 'A pixel fragment is cut off.')
    const fragment = body.subarray(position, position + size)
    position += size
    if (index === 0 && !isOffsetTable(fragment)) {
      count(job, 'offset-table-emptied')
      sink.item(encoding, itemTag, 0)
      continue
    }
    sink.item(encoding, itemTag, size)
    sink.copy(index === 0 ? fragment : blanked(job, fragment, words.next(fragment)), 0, size)
  }
  sink.item(encoding, sequenceEndTag, 0)
  return position
}

function blanked(job: RewriteJob, fragment: Uint8Array, ranges: readonly [number, number][]): Uint8Array {
  if (ranges.length === 0) return fragment
  count(job, 'pixel-comment-blanked', ranges.length)
  const copy = Uint8Array.from(fragment)
  for (const [from, to] of ranges) copy.fill(0, from, to)
  return copy
}

/** The position after an element that is left out. */
function skip(job: RewriteJob, reader: ElementReader, end: number, place: Place): number {
  if (reader.length !== undefinedLength) return reader.valueStart + reader.length
  if (reader.isEncapsulated) return skipFragments(reader, end)
  return skipItems(job.body, innerEncoding(reader), reader.valueStart, end, place.depth)
}

function ascii(bytes: Uint8Array, start: number, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, Math.min(length, 1024))
    .toString('latin1')
    .replace(/[\0 ]+$/, '')
}
