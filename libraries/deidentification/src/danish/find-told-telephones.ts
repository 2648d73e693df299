import type { TextSpan } from '../text-span.ts'
import { isDay, unit } from './find-telephones.ts'
import { closest } from './kin-words.ts'
import { digitsIn } from './says-any.ts'

const ends = `(?!\\d|[.,:/]\\d|-\\d|\\p{L})${unit}`
/** "mit nummer er 41 22 33 44", "nr er 41223344" */
const toldToBe = new RegExp(
  `(?<!\\p{L})(?:nr|(?:telefon|mobil|hjemme|arbejds)?num(?:mer(?:et)?|ret)|number|nummret|tlf|telefonen|mobilen|mobil)\\.?\\s(?:er|is|är|ist)\\s(?:nu\\s|stadig\\s|still\\s|now\\s)?:?(\\+?\\d(?:[ .-]?\\d){5,11})${ends}`,
  'giu',
)
/** "på 7120.4486" */
const fours = new RegExp(
  `(?<=(?<!\\p{L})(?:på|nås|ringe[rs]?|ring|fra|til|on|at)\\s)[2-9]\\d{3}\\.\\d{4}${ends}`,
  'giu',
)
/** "datter | 31-55-60-72": in a table behind who it is. */
const inTable = new RegExp(
  `(?<!\\p{L})(?:${closest.join('|')}|kontakt|pårørende)(?:en)?\\)?\\s?[|;\\t]\\s?((?:\\+?45 ?)?[2-9](?:[ .-]?\\d){7})${ends}`,
  'giu',
)
/** 41 55 60 7O: a letter for a zero or a one. */
const misread = /(?<![\p{L}\d.,/-])[2-9][\dOoIl](?:[ .-]?[\dOoIl]{2}){3}(?![\p{L}\d]|[.,]\d)/gu
/** "Tel hem 0511 332 18", "tlf. mor 41 22 33 44": between the word and the number stands whose it is or where. */
const whose = new RegExp(
  `(?<!\\p{L})(?:tel|tlf|telefon|mobil|mob|phone)\\.?:?\\s(?:nr\\.?\\s)?(?:hemm?a?|hjem(?:me)?|arb\\p{L}*|jobb?|bostad|priv\\p{L}*|mobil|dienstl|zuhause|home|work|mor|far|mamma|pappa|mum|dad|${closest.join('|')})\\.?:?\\s((?:\\+?45 ?)?[2-9](?:[ .-]?\\d){7}|0\\d(?:[ ./-]{0,3}\\d){5,11})${ends}`,
  'giu',
)
/** 01482 661 205, 04621 55 12 8: a number with its code of the town, where somebody rings. */
const withCode = new RegExp(
  `(?<![\\p{L}\\d.,/-])(?<!\\d )0[1-9]\\d{1,4}(?: ?[/-] ?| )\\d(?:[ -]?\\d){3,9}${ends}`,
  'giu',
)
const rings =
  /(?<!\p{L})(?:ring(?:e[rs]?|de|t)?|rang|rung|anruf\p{L}*|angerufen|ruft|telefon\p{L}*|tele?phoned?|phoned?|tel|tlf|tfn|handy|rückruf|dial(?:led)?|mobil\p{L}*|mob|mobile|erreichbar|nås|träffas|call(?:ed|s)?|contact(?:ed)?|reach(?:ed)?|fax|sms|tochter|sohn|ehefrau|ehemann|schwester|bruder|daughter|son|wife|husband|dotter|hustru|datter|søn)(?!\p{L})[^!?\n]{0,50}$/iu

const ones = 'nul|en|et|to|tre|fire|fem|seks|syv|otte|ni'
const spoken = `(?:(?:(?:${ones})og)?(?:tyve|tredive|fyrre(?:tyve)?|halvtreds|tres|halvfjerds|firs|halvfems)|elleve|tolv|tretten|fjorten|femten|seksten|sytten|atten|nitten|ti|${ones}|zero|oh|one|two|three|four|five|six|seven|eight|nine|double)(?!\\p{L})`
/** "hans nummer er enogtredive toogtyve femten elleve", "lokal fire to to en" */
const inWords = new RegExp(
  `(?<!\\p{L})(?:num(?:mer(?:et)?|ret)(?:\\s(?:er|på))?|tlf|telefon(?:nummer|en)?(?:\\s(?:er|på))?|mobil(?:nummer|en)?(?:\\s(?:er|på))?|lokal(?:nummer)?|ring(?:e[rs]?)?(?:\\s\\p{L}{2,12})?(?:\\s(?:til|på))?|sms(?:\\spå)?|number(?:\\sis)?|phone(?:\\s(?:on|number))?|extension)\\.?:?\\s(${spoken}(?:[ ,-]{1,2}${spoken}){2,11})`,
  'giu',
)

const cues = /(?:nr|num|tlf|tel|mob|phone|lokal|ring|sms|call|extension)/i

/** Telephones that somebody tells of in a sentence, in figures or in words, with a code of a town or beside who it is in a table. */
export function findToldTelephones(text: string): TextSpan[] {
  const spans: TextSpan[] = []
  const take = (pattern: RegExp, counts: (said: string, lead: string) => boolean = () => true) => {
    for (const found of text.matchAll(pattern)) {
      const said = found[1] ?? found[0]
      const end = found.index + found[0].length
      if (counts(said, text.slice(Math.max(0, found.index - 70), found.index)))
        spans.push({ start: end - said.length, end, kind: 'phone' })
    }
  }
  if (cues.test(text)) take(inWords)
  if (digitsIn(text) < 6) return spans
  if (/ (?:er|is|är|ist) /.test(text)) take(toldToBe, (said) => !isDay(said))
  if (/\d{4}\.\d{4}/.test(text)) take(fours)
  if (/[|;\t]/.test(text)) take(inTable, (said) => !isDay(said))
  if (/\d[OoIl]|[OoIl][\dOoIl]/.test(text)) take(misread, (said) => digitsIn(said) > 5 && /[OoIl]/.test(said))
  if (cues.test(text)) take(whose, (said) => !isDay(said))
  if (/0[1-9]\d/.test(text)) take(withCode, (_, lead) => rings.test(lead))
  return spans
}
