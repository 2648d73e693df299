import { isCprShaped } from './known-patterns.ts'
import type { KnownIdentity } from './subject.ts'
import type { TextSpan } from './text-span.ts'

/** Behind a number: what it measures or counts. */
const unit =
  '(?:mm|cm|m|ml|cc|l|dl|mg|g|kg|µg|ug|mcg|ng|hu|ms|msec|s|sek|sec|min|timer?|h|hz|khz|mhz|kv|ma|mas|mgy|cgy|gy|msv|mbq|kbq|gbq|bq|mmol|mol|mmhg|kcal|kj|nm|px|pixels?|kb|mb|ie|iu|ui|u|e|j|w|v|år|dage|uger|måneder|billeder|images?|snit|slices?|frames?|serier?|stk|kr|celler|cells|x|meter|m2|skridt|point)'
/** In front of it: a parameter, a time, a page. */
const measured =
  /(?:(?<!\p{L})(?:T[REI12]|b|FOV|SN|TI|ETL|NEX|kl|ca|i|fra|siden|side|s|år|serie|series|image|billede|im|ser|version|v|ver|rev|build|rum|stue|seng|lokale)\.?\s?[=:]?\s?|[=≈~<>×*]\s?|\d\s?[-–:x/]\s?)$/iu
/** In front of a year or a round number, that it is the end of a CPR number. */
const said =
  /(?:cpr|sidste(?:\s(?:fire|4))?(?:\scifre)?|kontrol\p{L}*|slutter\s(?:på|med)|ender\s(?:på|med)|ending\s?(?:in|with)?|last\s(?:four|4)(?:\sdigits)?)\D{0,6}$/iu

/**
 * Where a text has a part of a CPR number of the header by itself: its last four digits, where nothing is measured or counted by them and they are
 * no time, and its first six, together or in pairs.
 */
export function cprParts(known: KnownIdentity): (text: string) => TextSpan[] {
  const numbers = [...new Set(known.patientIds.map(({ value }) => value).filter(isCprShaped))].map((value) =>
    value.replace(/\D/g, ''),
  )
  if (numbers.length === 0) return () => []
  const parts = numbers.map((digits) => {
    const [first, end] = [digits.slice(0, 6), digits.slice(6)]
    let searches: { ends: RegExp; begins: RegExp } | undefined
    const make = () => ({
      ends: new RegExp(
        `(?<![\\d\\p{L}]|\\d[.,])${end}(?![\\d\\p{L}]|[.,:/]\\d|\\s?(?:${unit}(?![\\p{L}])|[%°²]))`,
        'giu',
      ),
      begins: new RegExp(
        `(?<!\\d|\\d[.,])${first.slice(0, 2)} ?${first.slice(2, 4)} ?${first.slice(4)}(?!\\d|[.,]\\d)`,
        'gu',
      ),
    })
    const isAnything = /^(?:19|20)\d\d$|00$/.test(end)
    return { end, short: first.slice(4), isAnything, searches: () => (searches ??= make()) }
  })
  return (text) => {
    const spans: TextSpan[] = []
    for (const { end, short, isAnything, searches } of parts) {
      if (text.includes(end))
        for (const { 0: digits, index } of text.matchAll(searches().ends)) {
          const before = text.slice(Math.max(0, index - 30), index)
          if (said.test(before) || (!isAnything && !measured.test(before)))
            spans.push({ start: index, end: index + digits.length, kind: 'known-value' })
        }
      if (text.includes(short))
        for (const { 0: digits, index } of text.matchAll(searches().begins))
          spans.push({ start: index, end: index + digits.length, kind: 'known-value' })
    }
    return spans
  }
}
