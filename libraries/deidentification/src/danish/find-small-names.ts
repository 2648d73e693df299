import type { TextSpan } from '../text-span.ts'
import { isBorne, isOfMedicine } from './borne-names.ts'
import { everydayWords } from './everyday-words.ts'
import { familyNames, givenNames } from './name-lists.ts'
import { isNameAlone, isRare, isWord } from './small-names.ts'
import { isAdjective, isSmallGiven } from './small-people.ts'
import { wordsOf } from './text-words.ts'

const titled =
  /(?<!\p{L})(?:dr|doktor|\p{Ll}*læge|hr|herr|fru|frk|frøken|mvh|hilsen|\p{Ll}*sygeplejerske|spl|sygepl|radiograf|radiolog|kirurg|prof|professor)\.?\s((?:\p{Ll}\.\s?)?\p{Ll}{3,}(?:-\p{Ll}{3,})?)(?:\s(\p{Ll}{4,}(?:-\p{Ll}{3,})?))?(?!\p{L})/gu
const titles =
  /(?:dr|doktor|læge|h|fr|frk|frøken|mvh|hilsen|plejerske|spl|sygepl|radiograf|radiolog|kirurg|prof|professor)r?u?\.? [a-zµß-\u{10ffff}]/u

/** Names that somebody typed without a capital, where a title leads to one: "dr. hansen", "mvh bjarne". Only those of the lists. */
export function findSmallNames(text: string): TextSpan[] {
  const spans = [...findSentTo(text), ...findPairs(text), ...findLabelled(text)]
  if (!titles.test(text)) return spans
  for (const found of text.matchAll(titled)) {
    const [whole, first = '', second] = found
    if (!isNameAlone(first)) continue
    const start = found.index + whole.length - (second === undefined ? 0 : second.length + 1) - first.length
    const end =
      second !== undefined && (isNameAlone(second) || isRare(second))
        ? found.index + whole.length
        : start + first.length
    spans.push({ start, end, kind: 'name' })
  }
  return spans
}

/** "sendt til claus m": behind an act whose end is a person; the letter of a family name goes along. */
const sent =
  /(?<=(?<!\p{L})(?:sendt|sendes|videresendt|mailet|mailes|ringet|kontaktet|skrevet|aftalt|drøftet|konfereret|oplyst|givet|kopi|besked|svar|hilsen)\s(?:svar\s)?(?:til|af|med|fra)\s)(\p{Ll}{4,})(?:\s(\p{Ll}{4,}|\p{Ll}(?=\s|$|[.,;)])))?(?!\p{L})/gu

function findSentTo(text: string): TextSpan[] {
  const spans: TextSpan[] = []
  if (!/(?:til|af|med|fra) [a-zµß-\u{10ffff}]{4}/u.test(text)) return spans
  for (const found of text.matchAll(sent)) {
    const [whole, first = '', second] = found
    if (!givenNames.has(first) || isWord(first) || isOfMedicine(first)) continue
    const goesOn =
      second !== undefined && (second.length === 1 ? !/[ioå]/.test(second) : isNameAlone(second) || isRare(second))
    spans.push({ start: found.index, end: found.index + (goesOn ? whole.length : first.length), kind: 'name' })
  }
  return spans
}

/** "rtg hø hånd oluf kjeldgaard": a given and a family name of the lists in a row, with initials between or none. */
function findPairs(text: string): TextSpan[] {
  const words = wordsOf(text)
  return words.flatMap((first, i) => {
    if (first.capital || first.lower.length < 4 || isWord(first.lower)) return []
    if (!givenNames.has(first.lower) && (!isBorne(first.lower) || isOfMedicine(first.lower))) return []
    let last = i + 1
    while (last < i + 4 && words[last]?.lower.length === 1) last++
    const family = words[last]
    if (!family || family.capital || !/^(?:\s|\s(?:\p{L}\.?\s?){1,3})$/u.test(text.slice(first.end, family.start)))
      return []
    // "hugo vad", which is a word as well: only behind a name that is nothing else.
    const also = familyNames.has(family.lower) && isSmallGiven(first.lower) && !isAdjective(family.lower)
    const counted = /^\s\d/.test(text.slice(family.end, family.end + 2))
    const isAlso = also && !everydayWords.has(family.lower) && family.start - first.end === 1 && !counted
    const sure = isNameAlone(family.lower) || isRare(family.lower) || isAlso
    return sure && !isOfMedicine(family.lower) ? [{ start: first.start, end: family.end, kind: 'name' }] : []
  })
}

/** "navn: steen bak alder 66": behind a label the words up to one that is none of a name. */
const label =
  /(?<!\p{L})(?:[Nn]avn|NAVN|[Nn]ame|(?:[Pp]t|[Pp]atient)\.?-?\s?navn)\s?:\s?(\p{Ll}{2,}(?:\s\p{Ll}{2,}){0,2})(?!\p{L})/gu

function findLabelled(text: string): TextSpan[] {
  if (!/na(?:vn|me)\s?:/i.test(text)) return []
  return Array.from(text.matchAll(label)).flatMap((found) => {
    const words = found[1]!.split(' ')
    const end = words.findIndex(
      (word, i) => everydayWords.has(word) || isOfMedicine(word) || (i > 0 && labels.has(word)),
    )
    const own = (end < 0 ? words : words.slice(0, end)).join(' ')
    const start = found.index + found[0].length - found[1]!.length
    return own === '' || labels.has(own) ? [] : [{ start, end: start + own.length, kind: 'name' }]
  })
}

/** What else a label stands in front of. */
const labels = new Set(
  'ukendt ej ikke unknown anonym alder cpr født køn dato adresse tlf se som ovenfor samme oplyst kendt'.split(' '),
)
