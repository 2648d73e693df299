import type { TextSpan } from '../text-span.ts'
import { isPostalTown } from './borne-names.ts'
import { eponyms, towns } from './name-lists.ts'
import { isPlainWord } from './plain-words.ts'

const place = '\\p{Lu}\\p{Ll}{2,}(?:-\\p{Lu}\\p{Ll}+)?'
/** "i Torup ved Hundested", "i Gredstedbro ved Kongeåen": a village, and what it lies by. */
const placeBy = new RegExp(
  `(?<=(?<!\\p{L})(?:i|fra|på|til)\\s)(${place})(?:\\s(?:ved|nær|uden for|udenfor|lige ved|tæt på)\\s)(${place}(?:\\s\\p{Lu}\\p{Ll}+)?)(?!\\p{L})`,
  'gu',
)
/** "bor hos sønnen i Bispehaven": where somebody lives, with words between. */
const livesWith = new RegExp(
  `(?<!\\p{L})(?:[Bb]or|[Bb]oede|[Bb]osat|[Oo]pholder sig|[Ff]lyttet|[Ff]lytter)\\s(?:[^\\s.,;:]+\\s|tidl\\.\\s|p\\.t\\.\\s|pt\\.\\s){0,5}?(?:i|på|til)\\s(${place})(?!\\p{L})`,
  'gu',
)
/** "Kærvej 3, Ø. Hornum, 9530 Støvring": the village between the street and the town of the post. */
const between = /(?<=\d\s?\p{L}?,\s)((?:\p{Lu}\p{L}*\.?[ -]?){1,3})(?=,\s[1-9]\d{3}\s\p{Lu})/gu
/** "læser på SDU": behind what somebody studies or where they work, a university in capitals. */
const university =
  /(?<=(?<!\p{L})(?:læser|læst|studerer|studerende|studie|studier|går|uddannet|uddannelse|ansat|underviser|lektor|adjunkt|forsker)\s(?:\p{Ll}+\s){0,2}(?:på|ved|hos)\s)(?!(?:CT|MR|MRI|PET|UL|US|RTG|ITA|NIV|EKG|FAM|AMA|PC)(?!\p{L}))\p{Lu}{2,5}(?![\p{L}\d])/gu

/** Villages, quarters and schools, by the words that lead to them: no list has them all. */
export function findDwellings(text: string): TextSpan[] {
  const spans: TextSpan[] = []
  const add = (start: number, length: number, kind: string) => spans.push({ start, end: start + length, kind })
  if (/ (?:ved|nær|uden for|udenfor|tæt på) [A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text))
    for (const found of text.matchAll(placeBy)) {
      const [whole, first = '', second = ''] = found
      if (!mayBePlace(first) || !mayBePlace(second)) continue
      const before = text.slice(Math.max(0, found.index - 50), found.index)
      if (!isMapped(second) && !living.test(before)) continue
      add(found.index, first.length, 'address')
      add(found.index + whole.length - second.length, second.length, 'address')
    }
  if (/bor |boede|bosat|ophold|flytt/i.test(text))
    for (const found of text.matchAll(livesWith))
      if (mayBePlace(found[1]!)) add(found.index + found[0].length - found[1]!.length, found[1]!.length, 'address')
  if (/,\s[1-9]\d{3}\s[A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text))
    for (const found of text.matchAll(between)) add(found.index, found[0].length, 'address')
  if (/(?:på|ved|hos) [A-ZÀ-ÞĀ-\u{10ffff}]{2}/u.test(text))
    for (const found of text.matchAll(university)) add(found.index, found[0].length, 'place')
  return spans
}

/** "Lyngbakken 6 i Marielyst": how much of the text behind an address is the town that it lies in. */
export function townBehind(rest: string): { start: number; end: number } | undefined {
  const found = /^,?\s(?:i|på)\s(\p{Lu}\p{Ll}{2,}(?:\s\p{Lu}\p{Ll}+)?)(?!\p{L})/u.exec(rest)
  if (!found || !mayBePlace(found[1]!)) return undefined
  return { start: found[0].length - found[1]!.length, end: found[0].length }
}

/** A town, or what a map calls a stream, a lake, a shore or a wood. */
function isMapped(said: string): boolean {
  const lower = said.toLowerCase()
  return (
    towns.has(lower) ||
    isPostalTown(lower) ||
    /\p{L}{3}(?:å|åen|sø|søen|fjord|fjorden|havn|strand|bugt|skov|mose|kirke)$/u.test(lower)
  )
}

/** What leads to where somebody is at home. */
const living =
  /(?<!\p{L})(?:bor|boede|bosat|kommer|født|opvokset|ejer|gård|hus|sommerhus|kolonihave|hjem|hjemme|flyttet|stammer)(?!\p{L})/iu

function mayBePlace(said: string): boolean {
  const lower = said.split(/[ -]/)[0]!.toLowerCase()
  return (
    !isPlainWord(lower) &&
    !eponyms.has(lower) &&
    !notHome.has(lower) &&
    !/(?:afdeling|modtagelse|klinik|ambulatorium|centret|hjemmet|huset)$/.test(lower)
  )
}

/** Countries and kinds of homes name nobody. */
const notHome = new Set(
  'danmark norge sverige tyskland polen spanien frankrig italien england storbritannien tyrkiet irak iran syrien grønland færøerne island finland holland belgien østrig schweiz jylland fyn sjælland lejlighed rækkehus parcelhus ejerlejlighed kollektiv plejebolig ældrebolig plejehjem plejecenter botilbud bosted hus eget egen'.split(
    ' ',
  ),
)
