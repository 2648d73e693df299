import { dictionaryEntry, ElementReader, type Encoding, keyword, undefinedLength, vrCode, vrText } from '@clic/dicom'
import { agreedVr } from './agreed-vr.ts'
import { withoutRemnants } from './buffer-remnant.ts'
import { type CleanedText, type CleaningTerms, cleanFreeText, cleanKeptText, moveOwnDates } from './clean-text.ts'
import { isCprDate, satisfiesModulo11 } from './danish/find-identifiers.ts'
import { generalisedAge, generalisedYears } from './danish/generalise-ages.ts'
import { isCalling } from './danish/staff-words.ts'
import { isViewAlone } from './danish/views-and-sequences.ts'
import { dummyValue } from './dummy-value.ts'
import { iccTextRanges } from './icc-text.ts'
import { mostlyText } from './mostly-text.ts'
import type { Action } from './profile.ts'
import { isPublicCode } from './public-codes.ts'
import { type ReadText, readText } from './read-text.ts'
import { count, newUidOf, type Place, type RewriteJob } from './rewrite-job.ts'
import { cprShaped } from './scan-residual.ts'
import { shiftDate } from './shift-date.ts'
import { unlistedAction } from './unlisted-action.ts'

/** VRs whose text is written in the data set's character set. */
const worded = new Set(['LO', 'LT', 'PN', 'SH', 'ST', 'UC', 'UT'])
const coded = new Set(['AE', 'AS', 'CS', 'DA', 'DS', 'DT', 'IS', 'TM', 'UI', 'UR'])
const long = new Set(['LT', 'ST', 'UT'])
const unsplit = new Set(['LT', 'ST', 'UT', 'UR'])
const blank = new Uint8Array()

const pixelTags = new Set([0x7fe00008, 0x7fe00009, 0x7fe00010])
/** Bulk values longer than this are left to the scan of the whole output. */
const scanLimit = 1 << 20

const dateShaped = /^(?:(?:1[89]|20)\d\d(?:[.-]?\d\d){0,5}(?:\.\d{1,6})?(?:[+-]\d{4})?)?$/

interface Leaf {
  job: RewriteJob
  place: Place
  encoding: Encoding
  tag: number
  /** As it is written out; a UN that the dictionary knows is read as what it is. */
  vr: string
  raw: Uint8Array
  keepAsIs(): void
}

/** Writes what becomes of one value that is no sequence. */
export function rewriteLeaf(
  job: RewriteJob,
  place: Place,
  reader: ElementReader,
  encoding: Encoding,
  asked: Action | undefined,
) {
  const { tag, start, valueStart, length } = reader
  const said = reader.explicit ? vrText(reader.vr) : 'UN'
  const vr = agreedVr(tag, said)
  if (vr === undefined) return count(job, 'unreadable-removed')
  const given = job.body.subarray(valueStart, valueStart + length)
  const ended = (worded.has(vr) || coded.has(vr)) && given.includes(0)
  const raw = ended ? withoutRemnants(given, isSplit(tag, vr)) : given
  const leaf: Leaf = {
    job,
    place,
    encoding,
    tag,
    vr,
    raw,
    keepAsIs: () =>
      raw === given && (vr === said || said === 'UN')
        ? job.sink.copy(job.body, start, valueStart + length)
        : job.sink.element(encoding, tag, vrCode(vr), raw),
  }
  const action = asked ?? unlistedAction(leaf, job.prepared.profile.options)
  if (action === 'remove') return count(job, asked ? 'removed' : 'unlisted-removed')
  if (raw !== given) count(job, 'buffer-remnant-removed')
  if (place.dummy) return dummied(leaf, action)
  if (place.identifies === 'born' && (vr === 'DA' || vr === 'DT')) return born(leaf)
  switch (action) {
    case 'empty':
      return emptied(leaf)
    case 'dummy':
      return dummy(leaf)
    case 'uid':
      return uids(leaf)
    case 'date':
      return dates(leaf)
    case 'redact':
      return worded.has(vr) ? freeText(leaf) : kept(leaf)
    default:
      return kept(leaf)
  }
}

/** A backslash parts values, unless there is but one. */
function isSplit(tag: number, vr: string): boolean {
  return !unsplit.has(vr) && dictionaryEntry(tag)?.vm !== '1'
}

function write(leaf: Leaf, value: Uint8Array) {
  leaf.job.sink.element(leaf.encoding, leaf.tag, vrCode(leaf.vr), value)
}

function emptied(leaf: Leaf) {
  const { job } = leaf
  if (pseudonymised(leaf)) return
  if (leaf.raw.length > 0) count(job, 'emptied')
  write(leaf, blank)
}

/** Name and number of the patient become the pseudonym, whichever replacement the table asks for. */
function pseudonymised(leaf: Leaf): boolean {
  if (leaf.tag !== 0x00100010 && leaf.tag !== 0x00100020) return false
  count(leaf.job, 'pseudonymised')
  write(leaf, Buffer.from(leaf.job.subject.pseudonym, 'latin1'))
  return true
}

function dummy(leaf: Leaf) {
  if (pseudonymised(leaf)) return
  if (leaf.vr === 'UI') return uids(leaf)
  count(leaf.job, 'dummied')
  write(leaf, dummyValue(leaf.vr, leaf.raw.length, leaf.encoding.little))
}

/** Inside a dummy sequence: structure stays, words and numbers go. */
function dummied(leaf: Leaf, action: Action) {
  if (leaf.vr === 'UI') return uids(leaf)
  if (leaf.vr === 'CS' || leaf.raw.length === 0) return kept(leaf)
  // When it was done names nobody: "C" of the table's own row holds inside as well.
  if (action === 'date' && isMovable(leaf)) return dates(leaf)
  if (action === 'keep' && temporal.has(leaf.vr)) return kept(leaf)
  dummy(leaf)
}

const temporal = new Set(['DA', 'DT', 'TM'])

function isMovable({ job, vr, raw }: Leaf): boolean {
  const days = job.terms.dates
  if (vr === 'TM') return true
  return (
    temporal.has(vr) &&
    typeof days === 'number' &&
    !latin1(raw)
      .split('\\')
      .some((one) => shiftDate(one, days) === '')
  )
}

function uids(leaf: Leaf) {
  const { job } = leaf
  const text = latin1(leaf.raw)
  const values = text.split('\\').map((uid) => uid.trim())
  const { sweep } = job.terms
  const replaced = values.map((uid) =>
    job.prepared.profile.options.retainUids && leaf.place.dummy
      ? uid
      : // One of the standard itself stays, unless somebody wrote the patient into it.
        newUidOf(job, uid.startsWith('1.2.840.10008.') && sweep.find(uid).length > 0 ? `patient ${uid}` : uid),
  )
  const changed = replaced.filter((uid, i) => uid !== values[i]).length
  if (changed === 0) return leaf.keepAsIs()
  count(job, 'uid-replaced', changed)
  write(leaf, Buffer.from(replaced.join('\\'), 'latin1'))
}

/** Of a day of birth its year, as from records of health: it says of the other days nothing. */
function born(leaf: Leaf) {
  const year = /^(?:18|19|20)\d\d(?=\d\d)/.exec(latin1(leaf.raw))?.[0]
  count(leaf.job, 'birth-date-reduced')
  write(leaf, Buffer.from(year ? `${year}0101` : '', 'latin1'))
}

function dates(leaf: Leaf) {
  const { job, vr, raw } = leaf
  if (raw.length === 0) return leaf.keepAsIs()
  const text = latin1(raw)
  if (vr === 'TM') {
    if (/^[\d.:\s\\-]*$/.test(text)) return kept(leaf)
    count(job, 'unreadable-removed')
    return write(leaf, blank)
  }
  // An offset from UTC says where, not when; it belongs to the times.
  if (leaf.tag === 0x00080201 && /^[+-]\d{4}\s*$/.test(text)) return leaf.keepAsIs()
  if (!coded.has(vr) && !worded.has(vr)) return dummy(leaf)
  const days = job.terms.dates
  const shifted = text.split('\\').map((one) => (typeof days === 'number' ? shiftDate(one, days) : ''))
  if (shifted.every((one) => one === '') && vr !== 'DA' && vr !== 'DT') return dummy(leaf)
  count(job, shifted.includes('') ? 'unreadable-removed' : 'date-shifted')
  write(leaf, Buffer.from(shifted.join('\\'), 'latin1'))
}

function freeText(leaf: Leaf) {
  const { job, raw } = leaf
  if (raw.length === 0) return leaf.keepAsIs()
  if (leaf.tag === textValue && leaf.place.identifies && !mayIdentify(leaf) && isSaid(leaf)) {
    count(job, 'dummied')
    return write(leaf, Buffer.from('***'))
  }
  const read = readText(raw, leaf.place.text)
  if (read === undefined) {
    count(job, 'undecodable-text-removed')
    return write(leaf, blank)
  }
  const { text } = read
  if (isViewAlone(text) && isDescription(leaf) && isOfNobody(leaf, text))
    return read.declared ? leaf.keepAsIs() : write(leaf, encoded(leaf, text))
  const cleaned = cleanedFree(leaf, read)
  for (const word of cleaned.named ?? []) job.named.push(word)
  job.texts.push(cleaned.text)
  if (cleaned.text === text && read.declared) return leaf.keepAsIs()
  for (const [kind, times] of Object.entries(cleaned.found)) count(job, `text-${kind}`, times)
  if (leaf.vr === 'PN') return write(leaf, Buffer.from('Anonymous'))
  write(leaf, encoded(leaf, cleaned.text))
}

function cleanedFree(leaf: Leaf, read: ReadText): CleanedText {
  return cleanedBefore(leaf, 'free', read, (terms) => {
    const made = cleanFreeText(read.text, terms)
    return { ...made, text: withNewUids(leaf.job, made.text) }
  })
}

/** What a study, a series or a procedure is: where a name alone is more often that of a view than somebody's. */
function isDescription({ tag, vr }: Leaf): boolean {
  return !long.has(vr) && /Description$|^ProtocolName$/.test(keyword(tag) ?? '')
}

function isOfNobody({ job }: Leaf, text: string): boolean {
  return job.terms.sweep.find(text).length === 0 && job.terms.sweep.near(text).length === 0
}

/** Of seven parts and more, or longer than any section, address or version is. */
const uidInText = /(?<![\d.])[012](?:\.\d{1,60}){2,}(?![\d.]*\d)/g
const longUid = 24

/** A text that names another object names its new UID. */
function withNewUids(job: RewriteJob, text: string): string {
  if (job.prepared.profile.options.retainUids || !/[012]\.\d+\.\d/.test(text)) return text
  return text.replace(uidInText, (uid) =>
    uid.startsWith('1.2.840.10008.') || uid.length < (uid.split('.').length > 6 ? 16 : longUid)
      ? uid
      : newUidOf(job, uid),
  )
}

function kept(leaf: Leaf) {
  const { job, vr, raw } = leaf
  if (raw.length < 2 || pixelTags.has(leaf.tag)) return leaf.keepAsIs()
  if (leaf.place.years && isOldAge(leaf)) return
  if (leaf.tag === codeValue) {
    leaf.place.codeValue = latin1(raw)
    leaf.place.codeOfPerson = isCodeOfPerson(leaf)
  }
  if (leaf.place.codeOfPerson && codesOfItem.has(leaf.tag)) {
    count(job, 'known-code-emptied')
    return write(leaf, blank)
  }
  if (leaf.tag === codingScheme) leaf.place.publicCode = isPublicCode(latin1(raw), leaf.place.codeValue)
  if (leaf.tag === codeMeaning && !leaf.place.publicCode) {
    leaf.place.codeOfPerson ??= isPerson(leaf)
    return freeText(leaf)
  }
  if (worded.has(vr)) return keptText(leaf)
  if (coded.has(vr)) return keptCode(leaf)
  if (leaf.tag === iccProfile) return colours(leaf)
  if (raw.length >= 8 && raw.length <= scanLimit && holdsIdentifier(leaf)) {
    count(job, 'bulk-identifier-removed')
    return write(leaf, vr === 'UN' ? blank : dummyValue(vr, raw.length))
  }
  leaf.keepAsIs()
}

const codeValue = 0x00080100
const codingScheme = 0x00080102
const codeMeaning = 0x00080104
/** Code Value, Long Code Value, URN Code Value: a login as often as not where the meaning is who has it. */
const codesOfItem = new Set([codeValue, 0x00080119, 0x00080120])
const numericValue = 0x0040a30a
const floatingPointValue = 0x0040a161
const textValue = 0x0040a160

/** Whether what a code of no public scheme means, which stands behind it, is somebody. */
function isCodeOfPerson(leaf: Leaf): boolean {
  const { job, encoding, raw } = leaf
  const reader = new ElementReader(job.body, encoding)
  let position = raw.byteOffset - job.body.byteOffset + raw.length
  let scheme = ''
  while (position + 8 <= job.body.length) {
    const tag = reader.tagAt(position)
    if (tag > codeMeaning || tag <= codeValue) return false
    reader.read(position, job.body.length)
    if (reader.length === undefinedLength) return false
    const value = job.body.subarray(reader.valueStart, reader.valueStart + reader.length)
    if (tag === codingScheme) scheme = latin1(value)
    if (tag === codeMeaning)
      return !isPublicCode(scheme, leaf.place.codeValue) && isPerson({ ...leaf, tag, vr: 'LO', raw: value })
    position = reader.valueStart + reader.length
  }
  return false
}

/** Whether a meaning names somebody and says no more than what they are called and do. */
function isPerson(leaf: Leaf): boolean {
  const read = readText(leaf.raw, leaf.place.text)
  if (read === undefined || read.text.trim() === '') return false
  const { found, text: left } = cleanedFree(leaf, read)
  if (!found['name'] && !found['known-name']) return false
  return left.split(/[^\p{L}]+/u).every((word) => word.length < 3 || isCalling(word.toLowerCase()))
}

function mayIdentify({ job, place }: Leaf): boolean {
  return place.identifies === 'device' && job.prepared.profile.options.retainDeviceIdentity
}

/** Of who was at work one word tells, unless it is a calling; a sentence is cleaned as any other. */
function isSaid({ raw, place }: Leaf): boolean {
  if (place.identifies !== 'doer') return true
  const word = latin1(raw).trim()
  return /^\S{2,20}$/.test(word) && !/^[\d.,%-]+$/.test(word) && !isCalling(word.toLowerCase())
}

/** A measured age over 89 is 90, in either form that Measured Value has. */
function isOldAge(leaf: Leaf): boolean {
  const { raw, job } = leaf
  const numeric = leaf.tag === numericValue
  if (!numeric && !(leaf.tag === floatingPointValue && raw.length === 8)) return false
  const little = leaf.encoding.little
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.length)
  const value = numeric ? Number(latin1(raw)) : little ? bytes.readDoubleLE() : bytes.readDoubleBE()
  if (generalisedYears(value, 'a') === value) return false
  count(job, 'age-generalised')
  const made = Buffer.alloc(8)
  if (little) made.writeDoubleLE(90)
  else made.writeDoubleBE(90)
  write(leaf, numeric ? Buffer.from('90') : made)
  return true
}

const iccProfile = 0x00282000

/** A colour profile without its words, which name devices and who calibrated them: as those inside pictures. */
function colours(leaf: Leaf) {
  const copy = Uint8Array.from(leaf.raw)
  for (const [from, to] of iccTextRanges(copy, 0, copy.length)) copy.fill(0, from, to)
  if (Buffer.compare(copy, leaf.raw) === 0) return leaf.keepAsIs()
  count(leaf.job, 'icc-text-blanked')
  write(leaf, copy)
}

function keptText(leaf: Leaf) {
  const { job, vr } = leaf
  const read = readText(leaf.raw, leaf.place.text)
  if (read === undefined) {
    count(job, 'undecodable-text-removed')
    return write(leaf, blank)
  }
  const cleaned = cleanedBefore(leaf, 'kept', read, (terms) =>
    moveOwnDates(cleanKeptText(read.text, terms), job.ownDates, terms),
  )
  if (cleaned.text === read.text && read.declared) return leaf.keepAsIs()
  for (const [kind, times] of Object.entries(cleaned.found)) count(job, `text-${kind}`, times)
  write(leaf, vr === 'PN' ? Buffer.from('Anonymous') : encoded(leaf, cleaned.text))
}

/** Long texts seldom come twice. */
const rememberedText = 512

function cleanedBefore(
  leaf: Leaf,
  how: 'free' | 'kept',
  { text, others }: ReadText,
  clean: (terms: CleaningTerms) => CleanedText,
): CleanedText {
  const { terms, ownDates } = leaf.job
  const mark = long.has(leaf.vr) ? '***' : ''
  // Own dates say how "24-02-29" is read, and nothing else here: other texts are the same in all objects.
  const paired = how === 'free' && /\d\d[-._]\d\d[-._]\d\d/.test(text)
  const marked = { ...terms, mark, ...(others.length > 0 ? { others } : {}), ...(paired ? { ownDates } : {}) }
  if (text.length > rememberedText) return clean(marked)
  const key = `${how} ${marked.mark} ${terms.keepDevices} ${terms.dates} ${how === 'kept' || paired ? ownDates.join() : ''} ${[...(terms.said ?? [])].join()} ${[text, ...others].join('\0')}`
  return terms.sweep.cleaned(key, () => clean(marked))
}

/** Codes and numbers have no room for a cleaned rest: an identifier in one empties it. */
function keptCode(leaf: Leaf) {
  const { job, raw, vr } = leaf
  const text = latin1(raw)
  // As many digits in a row may be a patient's number.
  if (/^(?!\d{5})[\d.+:\s\\-]{0,7}$/.test(text)) return leaf.keepAsIs()
  if (leaf.tag === patientAge && generalisedAge(text) !== text) {
    count(job, 'age-generalised')
    return write(leaf, Buffer.from(generalisedAge(text), 'latin1'))
  }
  if (!hasForm(vr, text)) {
    count(job, 'unreadable-removed')
    return write(leaf, blank)
  }
  // A date that may stay is one even on the day of birth.
  if ((vr === 'DA' || vr === 'DT') && text.split('\\').every((one) => dateShaped.test(one.trim())))
    return leaf.keepAsIs()
  // Defined terms are short words in capitals; a name as short is one by chance.
  const found = job.terms.sweep
    .find(text)
    .filter((span) => span.kind !== 'known-place' && (vr !== 'CS' || span.end - span.start > 3))
    .filter((span) => vr !== 'DS' || isWhole(text, span) || isKnownNumber(job, text.slice(span.start, span.end)))
  const dated = job.terms.dates !== 'keep' && job.ownDates.some((date) => text.includes(date))
  if (found.length === 0 && !dated && !cprIn(text, vr)) return leaf.keepAsIs()
  count(job, 'known-code-emptied')
  if (vr === 'UI') return write(leaf, Buffer.from(newUidOf(job, text), 'latin1'))
  write(leaf, vr === 'CS' ? withoutValues(leaf, text, found) : blank)
}

const imageType = 0x00080008

/** Of several defined terms those that tell of nobody stay where they are: what a place means depends on what it is counted from. */
function withoutValues({ job, tag }: Leaf, text: string, found: readonly { start: number; end: number }[]): Uint8Array {
  const { dates } = job.terms
  let at = 0
  const values = text.split('\\').map((value) => {
    const [start, end] = [at, at + value.length]
    at = end + 1
    const dated = dates !== 'keep' && job.ownDates.some((date) => value.includes(date))
    return dated || cprIn(value, 'CS') || found.some((span) => span.start < end && span.end > start) ? '' : value
  })
  if (values.every((value) => value.trim() === '')) return blank
  const made = values.join('\\')
  // As many values as there are may stand in it; of others the number is fixed.
  return Buffer.from(tag === imageType ? made.replace(/\\+$/, '') : made, 'latin1')
}

/** Digits of a decimal number may be a day by chance, such as those of 0.010100: only a number that is nothing else tells of one. */
function isWhole(text: string, { start, end }: { start: number; end: number }): boolean {
  return /(?:^|\\)\s*$/.test(text.slice(0, start)) && /^\s*(?:\\|$)/.test(text.slice(end))
}

function isKnownNumber({ terms }: RewriteJob, number: string): boolean {
  const { patientIds, accessionNumbers } = terms.sweep.known
  return patientIds.some(({ value }) => value.trim() === number) || accessionNumbers.includes(number)
}

/** What a value of these VRs may be made of (PS3.5 6.2), with the liberties that real files take. */
function hasForm(vr: string, text: string): boolean {
  if (text.length < 4) return true
  if (vr === 'DS' || vr === 'IS') return /^(?:[\d\s.,+\-eE\\]|nan|inf(?:inity)?)*$/i.test(text)
  if (vr === 'TM') return /^[\d.:\s\\-]*$/.test(text)
  if (vr === 'AS') return /^(?:\s*\d{1,3}\s*[DWMY]?\s*\\?)*$/i.test(text)
  if (vr === 'UI') return /^[\d.\\\s\0]*$/.test(text)
  return true
}

const patientAge = 0x00101010

/** A CPR number of anybody; a bare number must satisfy modulo 11 to be taken for one. */
function cprIn(text: string, vr: string): boolean {
  if (vr === 'UI' || vr === 'UR' || vr === 'DT' || !/\d{6}-?\d{4}/.test(text)) return false
  for (const [, date = '', by, serial = ''] of text.matchAll(/(?<![\d.])(\d{6})(-?)(\d{4})(?![\d.])/g))
    if (isCprDate(date) && (by === '-' || satisfiesModulo11(date + serial))) return true
  return false
}

function holdsIdentifier(leaf: Leaf): boolean {
  const { sweep } = leaf.job.terms
  let found = false
  sweep.scanner.scan(leaf.raw, () => {
    found = true
    return false
  })
  return (
    found ||
    cprShaped(leaf.raw) > 0 ||
    (leaf.raw.length <= 4096 && mostlyText(leaf.raw) && sweep.find(latin1(leaf.raw)).length > 0)
  )
}

const spelledOut: Readonly<Record<string, string>> = { æ: 'ae', ø: 'oe', å: 'aa', Æ: 'Ae', Ø: 'Oe', Å: 'Aa' }

function encoded(leaf: Leaf, text: string): Uint8Array {
  const found = leaf.place.text.encode(text, leaf.raw)
  if (found) return found
  count(leaf.job, 'text-folded')
  const spelled = text.replace(/[æøåÆØÅ]/g, (letter) => spelledOut[letter]!)
  return Buffer.from(spelled.normalize('NFD').replace(/[^\x20-\x7e\r\n\t\f]/g, ''), 'latin1')
}

function latin1(raw: Uint8Array): string {
  const text = (Buffer.isBuffer(raw) ? raw : Buffer.from(raw.buffer, raw.byteOffset, raw.length)).toString('latin1')
  let end = text.length
  while (end > 0 && (text.charCodeAt(end - 1) === 0x20 || text.charCodeAt(end - 1) === 0)) end--
  return end === text.length ? text : text.slice(0, end)
}
