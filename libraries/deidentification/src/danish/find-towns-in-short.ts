import type { TextSpan } from '../text-span.ts'
import { isPostalTown } from './borne-names.ts'
import { isSomebody } from './is-somebody.ts'
import { towns } from './name-lists.ts'
import { isOwn, isPlace } from './whose-place.ts'

/** What Danish maps shorten in front of a town and nothing else does with a capital behind: north, south, west. */
const quarter = '(?:[NSV]dr|Nr|Nør|Sønd|Vr|Vestr|Østr|Øs)'
/** The same for a word that medicine shortens as well: saint, old, west, east, church, little. */
const also = '(?:St|Gl|Kgs|Kr|Ll|Lil|V|Ø|N|S|Hl|Sct|Skt)'
const town = String.raw`\.\s?(\p{Lu}\p{Ll}{2,}(?:-\p{Lu}\p{Ll}+)?)(?!\p{L})`

/** "hjemme i Nr. Snede", "faldet i Sdr. Felding". */
const inQuarter = new RegExp(
  String.raw`(?<=(?<!\p{L})(?:i|I|på|fra|[Ff]ra|til|ved|[Vv]ed|nær|mod|over|omkring|uden for|bor|[Bb]or|boede|boende|bosat|bopæl|[Bb]opæl:?|adr\.?:?|[Aa]dresse:?)\s|\d\s?\p{L}?,\s)${quarter}${town}`,
  'gu',
)
/** "bor St. Merløse", "flyttet til Ll. Skensved": only where somebody lives, comes from or goes to. */
const livedIn = new RegExp(
  String.raw`(?<=(?<!\p{L})(?:[Bb]or|[Bb]oede|[Bb]oende|[Bb]osat|[Hh]jemme|[Hh]jemmehørende|[Ff]lytte[trde]{1,2}|[Oo]pvokset|[Ff]ødt|[Kk]ommer|[Kk]om|[Ss]tammer|[Hh]entet|[Rr]ejst|[Kk]ørt|[Bb]opæl|[Aa]dresse)(?:\s(?:nu|alene|oprindeligt|selv|ind|hjem|tilbage)){0,2}:?(?:\s(?:i|på|fra|til|ved|nær))?\s)${also}${town}`,
  'gu',
)
/** A street and its house in front. */
const behindHouse = new RegExp(
  String.raw`(?<=(?:vej|vejen|gade|gaden|allé|alle|stræde|torv|torvet|vænge|vænget|parken|bakken|toften|stien)\s\d{1,3}\s?[A-Za-z]?,\s)${also}${town}`,
  'gu',
)

/** "Nr. Fire", "Nr. Stue": what is counted, and what numbers are given to. */
const numbers = new Set(
  'et en to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten tyve første anden tredje sidste næste stue stuen rum seng side plads dør etage sal afsnit afdeling post lokale gang hylde billede serie'.split(
    ' ',
  ),
)

/** Towns whose name begins with a word that is written short: lists have them whole, if at all. */
export function findTownsInShort(text: string): TextSpan[] {
  if (!/[A-ZØ][a-zø]{0,4}\. ?[A-ZÀ-Þ][a-zß-ÿ]{2}/.test(text)) return []
  const found: TextSpan[] = []
  for (const pattern of [inQuarter, livedIn, behindHouse])
    for (const { 0: whole, 1: name = '', index } of text.matchAll(pattern))
      if (isTown(name, pattern === inQuarter)) found.push({ start: index, end: index + whole.length, kind: 'address' })
  return found
}

/** `sure`: the word in front says that it is one, however it ends. */
function isTown(name: string, sure: boolean): boolean {
  const lower = name.toLowerCase()
  if (towns.has(lower) || isPostalTown(lower)) return true
  return sure ? isOwn(name) && !numbers.has(lower) : isPlace(name) && isSomebody(name)
}
