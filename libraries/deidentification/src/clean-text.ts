import { moveBlankDates } from './blank-dates.ts'
import { composed } from './composed.ts'
import { findIdentifiers, findShapes, isTown } from './danish/find-identifiers.ts'
import { findLabelNames } from './danish/find-label-names.ts'
import { namesInFront } from './danish/find-names.ts'
import { findMachines } from './danish/find-numbers.ts'
import { findOddTelephones } from './danish/find-odd-telephones.ts'
import { findPlaces } from './danish/find-places.ts'
import { generaliseAges } from './danish/generalise-ages.ts'
import { isOfTermsAlone } from './danish/imaging-terms.ts'
import { readLetters } from './danish/read-letters.ts'
import { findSpaced } from './danish/read-spaced.ts'
import { findSaid, saidNames } from './danish/said-names.ts'
import { holdRanges } from './date-ranges.ts'
import { markDaysWithoutYear } from './days-without-year.ts'
import { mendedLetters } from './lost-letters.ts'
import { type MovedWeekdays, markUnmoved, moveWeekdays } from './move-weekdays.ts'
import { holdOddDates } from './odd-dates.ts'
import { holdSeldomDates } from './seldom-dates.ts'
import { shiftDate } from './shift-date.ts'
import { shortDates } from './short-dates.ts'
import type { IdentitySweep } from './sweep.ts'
import { addSpans, type TextSpan, withoutSpans } from './text-span.ts'
import { moveWordedDates } from './worded-dates.ts'

export interface CleanedText {
  text: string
  /** How often each kind of identifier was found; empty when the text stayed as it was. */
  found: Record<string, number>
  /** Words, in small letters, by which who is named here can be told in other texts. */
  named?: readonly string[]
}

export interface CleaningTerms {
  sweep: IdentitySweep
  /** Days that dates in free text are moved by; `keep` and `remove` by the profile. */
  dates: number | 'keep' | 'remove'
  /** Dates of the object, YYYYMMDD, by which a date of three pairs of figures is read. */
  ownDates?: readonly string[]
  /** What stands where something was taken out; '' closes the gap. */
  mark: string
  /** Names of hospitals and wards stay. */
  keepPlaces?: boolean
  /** Serial numbers of devices stay. */
  keepDevices?: boolean
  /** Words by which who is named in other texts of the object can be told here. */
  said?: ReadonlySet<string>
  /** What else the bytes of the text may say, sign for sign in the same places. */
  others?: readonly string[]
}

/** Takes every identifier out of a free text and moves its dates; the rest stays. Letters with their accents apart are read as one. */
export function cleanFreeText(given: string, terms: CleaningTerms): CleanedText {
  const text = composed(given)
  const made = cleanComposed(text, terms)
  return made.text === text ? { ...made, text: given } : made
}

function cleanComposed(text: string, terms: CleaningTerms): CleanedText {
  const own = known(text, terms, terms.keepPlaces !== true)
  const spans = [
    ...own,
    ...namesInFront(
      text,
      own.filter((span) => span.kind === 'known-name'),
    ),
    ...terms.sweep.near(text),
    ...terms.sweep.initials(text),
    ...(terms.said ? findSaid(text, terms.said) : []),
    ...elsewhereRead(text, terms, (read) => [
      ...known(read, terms, terms.keepPlaces !== true),
      ...pointing(read, terms),
    ]),
    ...findSpaced(text, (read) => [...known(read, terms, terms.keepPlaces !== true), ...pointing(read, terms)]),
  ]
  if (isOfTermsAlone(text)) return cleaned(text, spans, terms.mark)
  addSpans(
    spans,
    pointing(text, terms),
    behindCodes(text, (read) => pointing(read, terms)),
  )
  addSpans(spans, behindNames(text, spans, terms.dates === 'keep'), townsBehindNames(text, spans))
  addSpans(spans, findOddTelephones(text, spans), terms.dates === 'keep' ? [] : signedDays(text))
  const named = saidNames(text, spans)
  const without = { ...cleaned(text, spans, terms.mark), ...(named.length > 0 ? { named } : {}) }
  const aged = generaliseAges(without.text)
  const young = added(without, 'age', aged)
  const weekday: MovedWeekdays =
    typeof terms.dates === 'number' ? moveWeekdays(young.text, terms.dates) : { text: '', count: 0, beside: new Set() }
  const days = terms.dates === 'remove' ? undefined : terms.dates
  const told = added(young, 'date', weekday)
  if (days === 'keep') return told
  const ranges = holdRanges(told.text, days, terms.mark)
  const seldom = holdSeldomDates(ranges.text, days, terms.mark)
  const odd = holdOddDates(seldom.text, days, terms.mark)
  const dated = moved(added(added(added(told, 'date', ranges), 'date', seldom), 'date', odd), terms, isMovedHere)
  const blank = added(dated, 'date', moveBlankDates(dated.text, days, terms.mark))
  const worded = added(blank, 'date', moveWordedDates(blank.text, days, terms.mark))
  const left = added(worded, 'date', markDaysWithoutYear(worded.text, terms.mark))
  const given = { ...left, text: ranges.giveBack(seldom.giveBack(odd.giveBack(left.text))) }
  return weekday.count === 0 ? given : added(given, 'date', markUnmoved(given.text, weekday.beside, terms.mark))
}

/** "Godkendt Gorm Aagesen 2/9", "Aagesen 11-1", "Aagesen, 02.09": behind who signed stands when, and no year says how far to move it. */
const dayBehind =
  /^,?\s(?:d\.\s?|den\s)?(?:(?:[1-9]|[12]\d|3[01])\/(?:[1-9]|1[0-2])|(?:[3-9]-[12]|(?:1[2-9]|2\d|3[01])-(?:[1-9]|1[0-2])|1[01]-[1-9])|(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2]))(?=\s*(?:$|[.,;)\n](?!\d)))/

/** "Mads D. 120324", "/Søren M. smv 120324": behind who signed, with their letters or not, stands when, in six digits at the end. */
const packedBehind = /^\.?,?\s(?:\p{L}{2,4}\s)?(\d\d)(\d\d)\d\d(?=\s*(?:$|[)\n]|\.\s*(?:$|\n)))/u

/** "/SMV 120324": the same behind letters alone that a stroke leads to. */
const packedBehindSign =
  /(?<=(?:^|\s)\/\s?(?!(?:min|sek|time|dag|uge|md|mdr|år|kg|ml|mm|stk)(?!\p{L}))\p{L}{2,4}\.?\s)(\d\d)(\d\d)\d\d(?=\s*(?:$|[)\n]))/gu

function signedDays(text: string): TextSpan[] {
  if (!text.includes('/') || !/\d{6}/.test(text)) return []
  return Array.from(text.matchAll(packedBehindSign))
    .filter(([, day, month]) => isDayOfMonth(day!, month!))
    .map((found) => ({ start: found.index, end: found.index + found[0].length, kind: 'date' }))
}

function isDayOfMonth(day: string, month: string): boolean {
  return Number(day) > 0 && Number(day) <= 31 && Number(month) > 0 && Number(month) <= 12
}

/** "nabo Kalle 6221 8840": eight digits behind a name are a telephone, or number somebody all the same. */
const phoneBehind = /^,?\s\(?[2-9]\d{3}[ -]?\d{4}(?!\d|[.,]\d|\s?(?:mm|cm|ml|mg)(?!\p{L}))/u

function behindNames(text: string, spans: readonly TextSpan[], datesStay: boolean): TextSpan[] {
  return spans.flatMap(({ kind, end }) => {
    if (kind !== 'name' && kind !== 'known-name') return []
    const rest = text.slice(end, end + 18)
    const phone = phoneBehind.exec(rest)
    const packed = datesStay ? null : packedBehind.exec(rest)
    const packedDay = packed && isDayOfMonth(packed[1]!, packed[2]!) ? packed : null
    const found = phone ?? (datesStay ? null : (dayBehind.exec(rest) ?? packedDay))
    if (!found) return []
    return [{ start: end + found[0].search(/\d/), end: end + found[0].length, kind: phone ? 'phone' : 'date' }]
  })
}

/** "Valborg B, Vorbasse": behind a name and a comma stands where somebody lives, and nothing more. */
const townBehind = /^(?:\s\p{Lu})?,\s(\p{Lu}\p{Ll}{3,})(?=\s*(?:$|[.;)\n]))/u

function townsBehindNames(text: string, spans: readonly TextSpan[]): TextSpan[] {
  return spans.flatMap(({ kind, end }) => {
    if (kind !== 'name' && kind !== 'known-name') return []
    const found = townBehind.exec(text.slice(end, end + 30))
    if (!found || !isTown(found[1]!)) return []
    return [{ start: end + found[0].length - found[1]!.length, end: end + found[0].length, kind: 'address' }]
  })
}

function pointing(text: string, terms: CleaningTerms): TextSpan[] {
  const found = [...findIdentifiers(text), ...findLabelNames(text)]
  return terms.keepPlaces ? found : [...found, ...findPlaces(text)]
}

/** What is found once letters that stand as codes are read: "l&aelig;ge R&oslash;nnebjerg". */
function behindCodes(text: string, find: (read: string) => readonly TextSpan[]): TextSpan[] {
  const read = readLetters(text)
  if (!read) return []
  return find(read.text).map((span) => ({ ...span, start: read.at[span.start]!, end: read.at[span.end]! }))
}

/** What the patient's own objects say of them. Places only where a text describes: elsewhere their words name makers and models as well. */
function known(text: string, terms: CleaningTerms, places: boolean): readonly TextSpan[] {
  const found = terms.keepDevices ? terms.sweep.find(text) : [...terms.sweep.find(text), ...terms.sweep.devices(text)]
  return places ? found : found.filter((span) => span.kind !== 'known-place')
}

function added(given: CleanedText, kind: string, more: { text: string; count: number }): CleanedText {
  if (more.count === 0) return given
  return { ...given, text: more.text, found: { ...given.found, [kind]: (given.found[kind] ?? 0) + more.count } }
}

/** Takes out of a kept text only what is known of this patient and what its shape gives away. */
export function cleanKeptText(given: string, terms: CleaningTerms): CleanedText {
  const text = composed(given)
  const spans = [
    ...known(text, terms, false),
    ...terms.sweep.near(text),
    ...findShapes(text),
    ...findMachines(text),
    ...elsewhereRead(text, terms, (read) => known(read, terms, false)),
  ]
  return spans.length > 0 ? cleaned(text, spans, terms.mark) : { text: given, found: {} }
}

/** What other readings of the same bytes tell, and those of letters that were lost, where each of their signs stands in the place of one of the text. */
function elsewhereRead(
  text: string,
  { others }: CleaningTerms,
  find: (read: string) => readonly TextSpan[],
): readonly TextSpan[] {
  const read = [...(others ?? []).filter((one) => one.length === text.length), ...mendedLetters(text)]
  return read.flatMap(find)
}

function cleaned(text: string, spans: readonly TextSpan[], mark: string): CleanedText {
  const found: Record<string, number> = {}
  for (const span of spans) found[span.kind] = (found[span.kind] ?? 0) + 1
  return { text: spans.length > 0 ? withoutSpans(text, spans, mark) : text, found }
}

const dated =
  /(?<!\d)(?<!\d\.)(?:((?:19|20)\d\d)([-./_‐‑–]?)(\d\d?)\2(\d\d?)|(\d{1,2})(\s?[-./_‐‑–·]\s?)(\d{1,2})(\s?[-./_‐‑–·]\s?)((?:19|20)\d\d|\d\d)|(\d\d)(\d\d)((?:19|20)\d\d))(?![\d]|\.\d)/g

/** "Apgar 8-9-10", "GCS 4-5-6": behind these stand scores in a row, and no day. */
const scores =
  /(?<!\p{L})(?:apgar(?!\p{L})[^.;\n]{0,40}|(?:gcs|evm|mrc|kraft|score[rt]?|reflekser|mmt|vas|nrs|mallampati|gpa|para|gravida)[.:]?)\s$/iu

function moved(
  given: CleanedText,
  terms: CleaningTerms,
  counts: (compact: string, whole: string) => boolean,
): CleanedText {
  if (terms.dates === 'keep' || !/\d\D?\d/.test(given.text)) return given
  let count = 0
  const orderOf = shortDates(given.text, terms.ownDates ?? [])
  const text = given.text.replace(dated, (whole, y, by, m, d, day, by1, month, by2, year, d8, m8, y8, at, all) => {
    if (y && by === '' && whole.length < 8) return whole
    if (year?.length === 2 && scores.test(all.slice(Math.max(0, at - 48), at))) return whole
    const pairs =
      year?.length === 2 && by1 === by2 && /^[-._]$/.test(by1) && [day, month].every((one) => one.length === 2)
    const order = pairs ? orderOf(day, month, year) : 'day'
    if (order === 'either') {
      count++
      return terms.mark
    }
    // With hyphens only: with full stops it may be a version.
    if (order === 'year' && by1 === '-') {
      const read = `${century(day)}${two(month)}${two(year)}`
      if (!counts(read, whole)) return whole
      const next = terms.dates === 'remove' ? '' : shiftDate(read, terms.dates as number)
      count++
      return next === '' ? terms.mark : `${next.slice(2, 4)}${by1}${next.slice(4, 6)}${by2}${next.slice(6, 8)}`
    }
    // 07/16/2024: where the second number can be no month, the first is it.
    const american = !y && !d8 && Number(month) > 12 && Number(day) <= 12 && year.length === 4
    const [dd, mm] = american ? [month, day] : [day ?? d8, month ?? m8]
    const compact = y
      ? `${y}${two(m)}${two(d)}`
      : `${d8 ? y8 : year.length === 2 ? century(year) : year}${two(mm)}${two(dd)}`
    if (!counts(compact, whole)) return whole
    // Two-digit years without a full stop or hyphen of the same kind twice are more often a fraction or a level.
    if (year?.length === 2 && (by1 !== by2 || by1 === '/' || by1.length > 1)) return whole
    const shifted = terms.dates === 'remove' ? '' : shiftDate(compact, terms.dates as number)
    if (shifted === '' && shiftDate(compact, 0) === '') return whole
    count++
    if (shifted === '') return terms.mark
    const [newYear, newMonth, newDay] = [shifted.slice(0, 4), shifted.slice(4, 6), shifted.slice(6, 8)]
    if (y) return `${newYear}${by}${newMonth}${by}${newDay}`
    if (d8) return `${newDay}${newMonth}${newYear}`
    const written = year.length === 2 ? newYear.slice(2) : newYear
    // 1.2.2024 has no zeros in front, and gets none.
    const narrow = [day, month].some((one) => one.length === 1) && ![day, month].some((one) => one.startsWith('0'))
    const [m1, d1] = narrow ? [newMonth, newDay].map((one) => String(Number(one))) : [newMonth, newDay]
    return american ? `${m1}${by1}${d1}${by2}${written}` : `${d1}${by1}${m1}${by2}${written}`
  })
  return count === 0 ? given : { ...given, text, found: { ...given.found, date: count } }
}

/** 12/11-2023 is moved with the dates in words, and would be moved twice. */
function isMovedHere(_: string, whole: string): boolean {
  return !/^\d{1,2}\/\d{1,2}-\d{4}$/.test(whole)
}

function two(text: string): string {
  return text.padStart(2, '0')
}

function century(year: string): string {
  return `${Number(year) > 50 ? '19' : '20'}${year}`
}

/** Moves (or takes out) in a text only dates of the object itself, YYYYMMDD, in whatever form they slipped into it. */
export function moveOwnDates(given: CleanedText, own: readonly string[], terms: CleaningTerms): CleanedText {
  if (own.length === 0 || terms.dates === 'keep' || !/\d\D?\d/.test(given.text)) return given
  return moved(given, terms, (compact) => own.includes(compact))
}
