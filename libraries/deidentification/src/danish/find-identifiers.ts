import type { TextSpan } from '../text-span.ts'
import { findNames } from './find-names.ts'
import { towns } from './name-lists.ts'

/** Day and month of the first six digits of a CPR number; 60 is added to the day of a replacement number. */
export function isCprDate(digits: string): boolean {
  const day = Number(digits.slice(0, 2))
  const month = Number(digits.slice(2, 4))
  return month >= 1 && month <= 12 && ((day >= 1 && day <= 31) || (day >= 61 && day <= 91))
}

/**
 * Weighted sum modulo 11 of a CPR number. Numbers given out since October 2007 need not satisfy it, so it never clears a
 * number of suspicion.
 */
export function satisfiesModulo11(digits: string): boolean {
  const weights = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]
  return weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 11 === 0
}

const cpr = /(?<![\d.])(\d{6})[ \t]?[-–./ ]?[ \t]?(\d{4})(?![\d])(?!\.\d)/g
const replacementCpr = /(?<![\p{L}\d])(\d{6})-(?:[A-Z]{2,4}\d{0,2}|\d?[A-Z]{1,3}\d{1,2}|[A-Z]\d{2}[A-Z])(?![\p{L}\d])/gu
const cprCue =
  /(?:cpr|c\.p\.r\.|person(?:nummer|nr)|p\.?nr|født|fødselsdato|fødselsdag|f\.|dob|born|birth ?date|date of birth)\.?(?:[- ]?(?:nr|nummer|number|no)\.?)?\s*[:=#]?\s*(\d{6}(?:[-– ]?\d{4})?|\d{1,2}[-./ ]\d{1,2}[-./ ](?:\d{4}|\d{2}))(?!\d)/giu
const mail = /[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu
const phoneSigned = /(?:\+|(?<!\d)00)\d{2}[ -]?(?:\(0\))?\d(?:[ .-]?\d){6,9}(?!\d)/g
const phoneCued =
  /(?:telefon|tlf|tel|mobil|mob|phone|fax|ring(?:es)?(?: til| på)?|kontaktes på|træffes på|sms)\.?(?:[- ]?(?:nr|nummer)\.?)?\s*[:=]?\s*((?:\+?45[ -]?)?\d(?:[ .-]?\d){7})(?!\d)/giu
const phoneGrouped = /(?<![\d.,-])[2-9]\d \d\d \d\d \d\d(?![\d,]|\.\d| ?(?:mm|cm|ml|%|kg|mgy))/gi
const street =
  /(?<![\p{L}\p{M}])(?:(?:[A-ZÆØÅ][\p{L}.'’]*|Gl\.|Ny|Sdr\.|Ndr\.|Store|Lille|Nordre|Søndre|Vestre|Østre|Kgs\.)[ -]){0,3}[A-ZÆØÅ]?\p{L}*(?:vej|gade|gaden|allé|alle|alleen|stræde|strædet|vænge|vænget|parken|haven|have|torv|torvet|plads|pladsen|boulevard|stien|sti|bakken|marken|toften|engen|skoven|lunden|vangen|krogen|park|kaj|kajen|brygge|bro|ageren|dalen|højen|svinget|bugten|kæret|gården|krattet|vejen|høj|toft|mark|lund|sving|ager|led|leddet)\s+\d{1,3}(?:\s?[A-Za-z](?![\p{L}]))?(?:,?\s*(?:\d{1,2}|st|kl|stuen)\.?(?:\s*(?:sal)?\.?\s*(?:th|tv|mf|\d{1,3})\b\.?)|,?\s*(?:th|tv|mf)\b\.?)?/gu
const postcode = /(?<!\d)([1-9]\d{3})\s+([A-ZÆØÅ][\p{L}.]+)(?:\s+(?:[A-ZØ]{1,2}|SV|NV|NØ)(?![\p{L}]))?(?!\d)/gu
const numberCue =
  /(?:journal(?:nummer|nr)?|jnr|j\.nr|accession(?: ?(?:number|no|nr))?|acc\.?(?: ?nr)?|rekv(?:isition)?\.?(?: ?nr)?|patient[- ]?id|pat\.? ?id|pid|mrn|sygesikring(?:snr|snummer)?|pas(?:nr|nummer)|kørekort(?:nr)?|konto(?:nr|nummer)?)\.?\s*[:=#]?\s*((?=[\p{L}-]*\d)[\p{L}\d][\p{L}\d/-]{3,})/giu

/** CPR numbers, telephone numbers and mail addresses: what its shape alone gives away. */
export function findShapes(text: string): TextSpan[] {
  const spans: TextSpan[] = []
  if (text.includes('@')) for (const found of text.matchAll(mail)) spans.push(spanOf(found, 'mail'))
  if (!/\d\D{0,3}\d\D{0,3}\d\D{0,3}\d\D{0,3}\d\D{0,3}\d/.test(text)) return spans
  for (const found of text.matchAll(cpr)) if (isCprDate(found[1]!)) spans.push(spanOf(found, 'cpr'))
  for (const found of text.matchAll(replacementCpr)) if (isCprDate(found[1]!)) spans.push(spanOf(found, 'cpr'))
  for (const found of text.matchAll(cprCue)) spans.push(partOf(found, 1, 'cpr'))
  for (const found of text.matchAll(phoneSigned)) spans.push(spanOf(found, 'phone'))
  for (const found of text.matchAll(phoneCued)) spans.push(partOf(found, 1, 'phone'))
  return spans
}

/** Everything in a free text that points at a person: shapes, numbers with a cue, addresses, names. Danish first, English too. */
export function findIdentifiers(text: string): TextSpan[] {
  const spans = findShapes(text)
  if (/\d/.test(text)) {
    for (const found of text.matchAll(cprCue)) spans.push(partOf(found, 1, 'cpr'))
    for (const found of text.matchAll(phoneGrouped)) spans.push(spanOf(found, 'phone'))
    for (const found of text.matchAll(numberCue)) spans.push(partOf(found, 1, 'number'))
    for (const found of text.matchAll(street)) spans.push(spanOf(found, 'address'))
    for (const found of text.matchAll(postcode))
      if (towns.has(found[2]!.toLowerCase())) spans.push(spanOf(found, 'address'))
  }
  spans.push(...findNames(text))
  return spans
}

function spanOf(found: RegExpExecArray, kind: string): TextSpan {
  return { start: found.index, end: found.index + found[0].length, kind }
}

function partOf(found: RegExpExecArray, group: number, kind: string): TextSpan {
  const part = found[group]!
  const start = found.index + found[0].length - part.length
  return { start, end: start + part.length, kind }
}
