import type { TextSpan } from '../text-span.ts'
import { isBorne, isOfMedicine } from './borne-names.ts'
import { everydayWords } from './everyday-words.ts'
import { familyNames, givenNames, notNames } from './name-lists.ts'

const titled =
  /(?<!\p{L})(?:dr|doktor|\p{Ll}*læge|hr|herr|fru|frk|frøken|mvh|hilsen|\p{Ll}*sygeplejerske|spl|sygepl|radiograf|radiolog|kirurg|prof|professor)\.?\s((?:\p{Ll}\.\s?)?\p{Ll}{3,}(?:-\p{Ll}{3,})?)(?:\s(\p{Ll}{4,}(?:-\p{Ll}{3,})?))?(?!\p{L})/gu
const titles =
  /(?:dr|doktor|læge|h|fr|frk|frøken|mvh|hilsen|plejerske|spl|sygepl|radiograf|radiolog|kirurg|prof|professor)r?u?\.? [a-zµß-\u{10ffff}]/u

/** Names that somebody typed without a capital, where a title leads to one: "dr. hansen", "mvh bjarne". Only those of the lists. */
export function findSmallNames(text: string): TextSpan[] {
  const spans = findSentTo(text)
  if (!titles.test(text)) return spans
  for (const found of text.matchAll(titled)) {
    const [whole, first = '', second] = found
    if (!isListed(first)) continue
    const start = found.index + whole.length - (second === undefined ? 0 : second.length + 1) - first.length
    const end =
      second !== undefined && (isListed(second) || isRare(second)) ? found.index + whole.length : start + first.length
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
      second !== undefined && (second.length === 1 ? !/[ioå]/.test(second) : isListed(second) || isRare(second))
    spans.push({ start: found.index, end: found.index + (goesOn ? whole.length : first.length), kind: 'name' })
  }
  return spans
}

/** A name of the lists that is no word of a sentence. */
function isListed(word: string): boolean {
  return word.split(/-|\.\s?/).every((part) => {
    if (part.length === 1) return true
    return (givenNames.has(part) || familyNames.has(part)) && part.length > 3 && !isWord(part)
  })
}

/** Behind a name that is sure. */
function isRare(word: string): boolean {
  return (
    word.length > 4 &&
    !isWord(word) &&
    (isBorne(word) || /(?:strøm|gaard|gård|kjær|strup|bjerg|lund|holm|feldt?|borg|[dlnrt]sen)$/.test(word))
  )
}

function isWord(word: string): boolean {
  return notNames.has(word) || everydayWords.has(word) || words.has(word)
}

/** Given and family names that a sentence may go on with behind a title. */
const words = new Set(
  'hans storm august lykke luna viola victor christian bang berg lund holm skov strand sommer winter vinter vind sand hammer brink horn bonde falk frank hald hein hvid just kamp klint kvist lind ravn smed stage toft wind sonne gade have grøn beck mark brown long gram krog strøm munk snedker skriver krag kold mørk frost hede stær brand klit rask glas glad said mina vera iris dagmar karl lone mine maja tove runde'.split(
    ' ',
  ),
)
