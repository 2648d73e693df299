import type { TextSpan } from '../text-span.ts'
import { digitsIn } from './says-any.ts'

/** 86129944, 8612 9944, 86 12 99 44, with +45 or without; a number of a measure goes on. */
const eightDigits =
  /(?<![\p{L}\d.,/-])(?:\+?45 ?)?[2-9]\d(?:\d{6}|(?: \d\d){3}|\d\d \d{4})(?!\d|[.,/-]\d| ?(?:mm|cm|ml|mg|kg|%|mgy|bq|hu|voxel)(?!\p{L}))/giu
/** Eight digits that are a day. */
const isDay = /^(?:(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d|[0-3]\d(?:0[1-9]|1[0-2])(?:19|20)\d\d)$/
/** What may stand between who it is and the number: words of one sentence, without a number. */
const sameSentence = /^(?:[^\d.!?\n]|\.(?=\p{Ll}|\s\p{Ll})){0,50}$/u
const mostBetween = 50
const whose: ReadonlySet<string> = new Set(['name', 'address', 'phone', 'mail'])
/** Behind these the one who is reached by it is not named. */
const reached =
  /(?<!\p{L})(?:få(?:et)? fat (?:i|på)|fange[st]?|træffes|nås|kontaktes?|meldes?|ringes?|besked|svar|pårørende)(?!\p{L})[^\d.\n]{0,40}\s(?:på|til)\s$/iu
/** Numbers that a laboratory, an archive or an office gave, right behind who it is about. */
const ofPerson =
  /^[\s,;:/()-]{1,4}((?:\p{Lu}{1,3}-?)?(?:(?:19|20)\d\d-)?\d[\d/-]{4,11})(?![\p{L}\d]|[.,]\d|\s?(?:mm|cm|ml|mg|kg|%)(?!\p{L}))/u
/** 2023-629070, J-17200: a year or a letter, a hyphen and more digits than a date or a type has. */
const hyphened = /(?<![\p{L}\d./-])(?:(?:19|20)\d\d-\d{6,7}|(?!T-|B-|L-|C-|S-)\p{Lu}-\d{5,7})(?![\p{L}\d-]|[.,]\d)/gu
/** Behind what is numbered: a glass, a case, a paper that was joined to another. */
const numbered =
  /(?<=(?<!\p{L})(?:materiale|mærket|sag|sagen|sammenlagt med|dublet af|findes under|arkiveret under|henvisning|rekvisition|acc|akt)\.?:?\s(?:nr\.?\s)?)(?:\p{Lu}{1,3}-?)?\d[\d/-]{4,11}(?![\p{L}\d]|[.,]\d|\s?(?:mm|cm|ml|mg|kg|%)(?!\p{L}))/giu

/**
 * Telephones and numbers of cases that no word leads to: behind somebody who is named in the same sentence, beside a telephone, or by
 * their shape. `spans`: what was found so far.
 */
export function findBareNumbers(text: string, spans: readonly TextSpan[]): TextSpan[] {
  const digits = digitsIn(text)
  if (digits < 5) return []
  const found: TextSpan[] = []
  const ends = new Set(spans.filter(({ kind }) => whose.has(kind)).map(({ end }) => end))
  const told = (at: number) => {
    for (let end = at; end >= at - mostBetween; end--)
      if (ends.has(end) && sameSentence.test(text.slice(end, at))) return true
    return false
  }
  if (digits > 7 && /\d{2} ?\d{2} ?\d{2} ?\d{2}/.test(text))
    for (const one of text.matchAll(eightDigits)) {
      if (isDay.test(one[0])) continue
      if (!told(one.index) && !reached.test(text.slice(Math.max(0, one.index - 70), one.index))) continue
      found.push({ start: one.index, end: one.index + one[0].length, kind: 'phone' })
      ends.add(one.index + one[0].length)
    }
  if (/-\d{5}/.test(text))
    for (const one of text.matchAll(hyphened))
      found.push({ start: one.index, end: one.index + one[0].length, kind: 'number' })
  if (/materiale|mærket|sag|sammenlagt|dublet|under|henvisn|rekvis|acc|akt/i.test(text))
    for (const one of text.matchAll(numbered))
      if (!isDay.test(one[0])) found.push({ start: one.index, end: one.index + one[0].length, kind: 'number' })
  for (const span of spans) {
    if (span.kind !== 'name') continue
    const own = ofPerson.exec(text.slice(span.end, span.end + 24))
    if (!own || isDay.test(own[1]!) || isDate(own[1]!)) continue
    const end = span.end + own[0].length
    found.push({ start: end - own[1]!.length, end, kind: 'number' })
  }
  return found
}

/** 12-03-2024, 2024-03-12, 12/03-24 */
function isDate(text: string): boolean {
  return /^(?:\d{1,2}[-/]\d{1,2}[-/]\d{2,4}|\d{4}-\d\d?-\d\d?)$/.test(text)
}
