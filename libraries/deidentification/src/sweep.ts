import { type ByteScanner, byteScanner } from './byte-scan.ts'
import type { CleanedText } from './clean-text.ts'
import { isOfMedicine } from './danish/borne-names.ts'
import { everydayWords } from './danish/everyday-words.ts'
import { gatedSearch, searchedText } from './gated-search.ts'
import { isOrdinaryWord } from './identity-words.ts'
import { knownBytes } from './known-bytes.ts'
import { cprParts } from './known-cpr-parts.ts'
import { knownDevices } from './known-devices.ts'
import { knownInitials } from './known-initials.ts'
import { knownLabels } from './known-labels.ts'
import { knownLogins } from './known-logins.ts'
import type { KnownNeedle } from './known-needles.ts'
import { capitalInitials, knownPatterns, knownWords, wordPattern } from './known-patterns.ts'
import { knownPlaces } from './known-places.ts'
import { nearNames } from './near-names.ts'
import { type Remembered, remembered } from './remembered.ts'
import type { KnownIdentity } from './subject.ts'
import type { TextSpan } from './text-span.ts'

/** What is searched for, compiled once a patient. */
export interface IdentitySweep {
  readonly known: KnownIdentity
  /** Where a text tells of this patient or of the staff. */
  find(text: string): readonly TextSpan[]
  /** Where a text has one of the patient's names with a slip of the hand in it, or their initials, a login, or a part of their number. */
  near(text: string): readonly TextSpan[]
  /** Where a free text has initials of somebody whom the header names. */
  initials(text: string): readonly TextSpan[]
  /** Where a text tells of a device by its serial number. */
  devices(text: string): readonly TextSpan[]
  /** The same in raw bytes, in each encoding. */
  readonly needles: readonly KnownNeedle[]
  readonly scanner: ByteScanner
  /** Only the needles that are no chance among pixel bytes (eight bytes and longer, and varied); `longNeedles` in their order. */
  readonly longScanner: ByteScanner
  readonly longNeedles: readonly KnownNeedle[]
  /** The sweep that knows this too; itself when it is known already. Kept, so that the objects of a study share one. */
  including(more: KnownIdentity): IdentitySweep
  /** What became of texts met before, by all that decides on it: the slices of a series repeat most of their texts. */
  readonly cleaned: Remembered<CleanedText>
}

const longWord = 7
/** Memory, not meaning. */
const maxWidened = 64
const maxMet = 64
const maxTexts = 1000
const shortText = 64

/** Compiles a search for everything known of a patient: names in any order, letter case and spelling, numbers, dates, addresses. */
export function prepareSweep(known: KnownIdentity): IdentitySweep {
  const words = knownWords(known)
  const initials = new Set(words.map((word) => word[0]!.toUpperCase()))
  const wordSearch = gatedSearch(words.map(wordPattern))
  const valueSearch = gatedSearch(knownPatterns(known))
  const placeSearch = gatedSearch(knownPlaces(known.places ?? []))
  const deviceSearch = gatedSearch(knownDevices(known.devices ?? []))
  const initialSearch = capitalInitials(known)
  const bytes = once(() => knownBytes(known))
  const longNeedles = once(() => bytes().filter(isLong))
  // The long ones first, so that either search numbers them alike and the whole one goes on where that of the long ones ends.
  const needles = once(() => [...longNeedles(), ...bytes().filter((needle) => !isLong(needle))])
  const longScanner = once(() => byteScanner(longNeedles()))
  const scanner = once(() => {
    const from = longNeedles().length
    return bothScanners(longScanner(), byteScanner(needles().slice(from)), from)
  })
  const covered = once(() => new Set(entries(known)))
  const widened = new Map<string, IdentitySweep>()
  const met = remembered<IdentitySweep>(maxMet)
  const spansOf = remembered<readonly TextSpan[]>(maxTexts)
  const search = (text: string): TextSpan[] => {
    const searched = searchedText(text)
    const spans: TextSpan[] = []
    const values = valueSearch(searched)
    for (let found = values?.exec(searched.folded); values && found; found = values.exec(searched.folded)) {
      const [start, end] = searched.original(found.index, found.index + found[0].length)
      if (end > start) spans.push({ start, end, kind: 'known-value' })
      if (found[0] === '') values.lastIndex++
    }
    for (const found of matches(text, initialSearch(text)))
      spans.push({ start: found.index, end: found.index + found[0].length, kind: 'known-value' })
    for (const found of matches(searched.folded, placeSearch(searched))) {
      const [start, end] = searched.original(found.index, found.index + found[0].length)
      if (end > start) spans.push({ start, end, kind: 'known-place' })
    }
    const doubtful: TextSpan[] = []
    const names = wordSearch(searched)
    for (let found = names?.exec(searched.folded); names && found; found = names.exec(searched.folded)) {
      const [start, end] = searched.original(found.index, found.index + found[0].length)
      const stop = isName(text, start, end)
      if (stop > 0) spans.push(wholeWord(text, { start, end: stop, kind: 'known-name' }))
      else if (isLogin(text, start, end, initials)) spans.push({ start: start - 1, end, kind: 'known-name' })
      else {
        names.lastIndex = found.index + 1
        if (stop < 0) doubtful.push({ start, end, kind: 'known-name' })
      }
    }
    for (const one of doubtful) if (spans.some((sure) => joinedBy(text, sure, one))) spans.push(one)
    return spans.length > 0 ? spans.map((span) => withInitials(text, span, initials)) : spans
  }
  const widenedBy = (more: KnownIdentity): IdentitySweep => {
    const missing = entries(more).filter((entry) => !covered().has(entry))
    if (missing.length === 0) return sweep
    const key = missing.sort().join('\n')
    const made = widened.get(key) ?? prepareSweep(joined(known, more))
    if (widened.size >= maxWidened) widened.clear()
    widened.set(key, made)
    return made
  }
  const [near, logins, parts, labels] = [nearNames(known), knownLogins(known), cprParts(known), knownLabels(known)]
  const sweep: IdentitySweep = {
    known,
    get needles() {
      return needles()
    },
    get scanner() {
      return scanner()
    },
    get longNeedles() {
      return longNeedles()
    },
    get longScanner() {
      return longScanner()
    },
    find: (text) => (text.length > shortText ? search(text) : spansOf(text, () => search(text))),
    near: (text) => [...near(text), ...logins(text), ...parts(text), ...labels(text)],
    initials: knownInitials(known),
    devices: (text) => {
      if (!known.devices?.length) return []
      const searched = searchedText(text)
      return [...matches(searched.folded, deviceSearch(searched))].map((found) => {
        const [start, end] = searched.original(found.index, found.index + found[0].length)
        return { start, end, kind: 'number' }
      })
    },
    including: (more) => met(JSON.stringify(more), () => widenedBy(more)),
    cleaned: remembered(maxTexts),
  }
  return sweep
}

/** Made when it is first asked for: a sweep that another one widens is not searched with. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function matches(text: string, search: RegExp | undefined): Iterable<RegExpExecArray> {
  return search ? text.matchAll(search) : []
}

function bothScanners(first: ByteScanner, second: ByteScanner, from: number): ByteScanner {
  return {
    scan(bytes, hit) {
      let enough = false
      const noted = (needle: number, at: number) => {
        enough = !hit(needle, at)
        return !enough
      }
      first.scan(bytes, noted)
      if (!enough) second.scan(bytes, (needle, at) => noted(needle + from, at))
    },
  }
}

function isLong(needle: KnownNeedle): boolean {
  return !needle.short && isVaried(needle.lower)
}

/** Placeholders such as XXXXXXXX are what an even ground looks like among pixels, of one byte or two. */
function isVaried(needle: Uint8Array): boolean {
  let [first, second] = [0, 0]
  for (const byte of needle) {
    if (byte === 0 || byte === first || byte === second) continue
    if (first === 0) first = byte
    else if (second === 0) second = byte
    else return true
  }
  return false
}

/** Only a sign that joins names in labels and file names stands between; or a blank, where the sure name has no capital either: "nørskov dahl". */
function joinedBy(text: string, a: TextSpan, b: TextSpan): boolean {
  const gap = a.end <= b.start ? text.slice(a.end, b.start) : b.end <= a.start ? text.slice(b.end, a.start) : ''
  if (a.kind !== 'known-name') return false
  return /^[_^./=+-]$/.test(gap) || (/^,? $/.test(gap) && /^\p{Ll}/u.test(text.slice(a.start, a.start + 1)))
}

/** Where the name ends when the find is one, a genitive s included; 0 when it is a part of another word, −1 when it is an everyday word that stands alone. */
function isName(text: string, start: number, end: number): number {
  const word = text.slice(start, end)
  if (word.length < longWord) {
    if (isOrdinaryWord(word) && !/^\p{Lu}/u.test(word) && /\p{Ll}/u.test(word))
      return edge(text[start - 1], text[start]) && edge(text[end - 1], text[end]) ? -1 : 0
    if (!edge(text[start - 1], text[start])) return 0
    const genitive = /^['’]?s(?!\p{L})/iu.exec(text.slice(end, end + 3))
    if (genitive) return end + genitive[0].length
    return edge(text[end - 1], text[end]) ? end : 0
  }
  return end + (/^['’]?s(?!\p{L})/iu.exec(text.slice(end, end + 3))?.[0].length ?? 0)
}

/** "regitzemunk", "grethel2": where a name is a part of a longer word the whole word goes, and the number behind it. */
function wholeWord(text: string, span: TextSpan): TextSpan {
  let { start, end } = span
  while (start > 0 && !edge(text[start - 1], text[start])) start--
  while (end < text.length && !edge(text[end - 1], text[end])) end++
  const digits = /^\d{1,3}(?![\p{L}\p{M}\d]|[.,]\d)/u.exec(text.slice(end, end + 5))
  return { start, end: end + (digits?.[0].length ?? 0), kind: span.kind }
}

/** "psloth": a login of the first letter of a given name and the family name, unless it is a word. */
function isLogin(text: string, start: number, end: number, initials: ReadonlySet<string>): boolean {
  if (end - start < 5 || start === 0 || !initials.has(text[start - 1]!.toUpperCase())) return false
  if (letter.test(text[start - 2] ?? '') || letter.test(text[end] ?? '')) return false
  const whole = text.slice(start - 1, end)
  const lower = whole.toLowerCase()
  return (whole === lower || whole === whole.toUpperCase()) && !everydayWords.has(lower) && !isOfMedicine(lower)
}

const letter = /[\p{L}\p{M}]/u
/** Scripts without spaces between words. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u

/** Two characters that do not belong to one word: no letter on one side, or a capital after a small letter. */
function edge(before: string | undefined, after: string | undefined): boolean {
  if (before === undefined || after === undefined || !letter.test(before) || !letter.test(after)) return true
  if (unspaced.test(before) || unspaced.test(after)) return true
  return /\p{Ll}/u.test(before) && /\p{Lu}/u.test(after)
}

const firstInitial = /^[,\s^]{1,3}(\p{Lu})(?:\.|(?![\p{L}\p{M}\d]))/u
const nextInitial = /^[,\s^]{0,3}(\p{Lu})(?:\.|(?![\p{L}\p{M}\d]))/u

/** Takes the initials beside a name with it: "S. M. Hansen", "Hansen, S.". */
function withInitials(text: string, span: TextSpan, initials: ReadonlySet<string>): TextSpan {
  if (span.kind !== 'known-name') return span
  let { start, end } = span
  for (;;) {
    const before = /(?<![\p{L}\p{M}\d])(\p{Lu})\.?[\s^]*$/u.exec(text.slice(Math.max(0, start - 6), start))
    if (!before || !initials.has(before[1]!)) break
    start -= before[0].length
  }
  for (;;) {
    // "Hansen S.M.": behind the full stop of one stands the next.
    const after = (text[end - 1] === '.' ? nextInitial : firstInitial).exec(text.slice(end, end + 8))
    if (!after || !initials.has(after[1]!)) break
    end += after[0].length
  }
  return { start, end, kind: span.kind }
}

function entries(known: KnownIdentity): string[] {
  return [
    ...knownWords(known).map((word) => `w ${word.toLowerCase()}`),
    ...known.patientIds.map((one) => `i ${one.value}`),
    ...known.birthDates.map((one) => `d ${one.replaceAll('-', '')}`),
    ...known.accessionNumbers.map((one) => `i ${one}`),
    ...known.addresses.map((one) => `a ${one}`),
    ...known.phones.map((one) => `p ${one.replace(/\D/g, '')}`),
    ...known.emails.map((one) => `e ${one.toLowerCase()}`),
    ...(known.places ?? []).map((one) => `l ${one}`),
    ...(known.devices ?? []).map((one) => `s ${one}`),
  ]
}

function joined(a: KnownIdentity, b: KnownIdentity): KnownIdentity {
  return {
    patientIds: [...a.patientIds, ...b.patientIds],
    names: [...a.names, ...b.names],
    staffNames: [...a.staffNames, ...b.staffNames],
    birthDates: [...a.birthDates, ...b.birthDates],
    accessionNumbers: [...a.accessionNumbers, ...b.accessionNumbers],
    addresses: [...a.addresses, ...b.addresses],
    phones: [...a.phones, ...b.phones],
    emails: [...a.emails, ...b.emails],
    places: [...(a.places ?? []), ...(b.places ?? [])],
    devices: [...(a.devices ?? []), ...(b.devices ?? [])],
  }
}
