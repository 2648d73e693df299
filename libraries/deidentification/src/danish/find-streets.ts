import type { TextSpan } from '../text-span.ts'
import { streetWords } from './street-words.ts'

const front = streetWords.fronts.join('|').replaceAll('.', '\\.')
const number = '\\d{1,3}(?:\\s?[A-Za-z](?!\\p{L}))?(?!\\d|[.,]\\d|\\s?(?:mm|cm|ml|mg|kg|%|m|s|x|×)(?!\\p{L}))'
/** Behind a house number goes on what is said of where somebody lives, or nothing; a noun is counted. */
const end =
  '(?!\\s(?!(?:til|i|på|hvor|som|der|den|kl|fra|og|st|th|tv|mf|d|ved|hos|med|af|lejl|bolig|opg|er|har|hver)(?!\\p{L}))\\p{Ll})'
/** Egelykke 4, Bøgeskrænten 15, Galgebakken Øster 5: one word with a capital that ends as places do. */
const ofPlace = new RegExp(
  `(?<![\\p{L}\\p{M}])(?:(?:${front})\\s)?\\p{Lu}\\p{Ll}*(?:${streetWords.endings.join('|')})(?:\\s(?:Øster|Vester|Nord|Syd|Sønder|Nørre|Øst|Vest))?\\s${number}${end}`,
  'gu',
)
/** Islands Brygge 84, Vestre Kaj 6, St. Torv 2, Torvet 6. */
const ofTwo = new RegExp(
  `(?<![\\p{L}\\p{M}])(?:(?:${front}|\\p{Lu}\\p{Ll}{3,}s)\\s(?:Torv|Kaj|Brygge|Allé|Alle|Plads|Stræde|Boulevard|Kanal|Have|Park|Ås|Banke|Mose|Sti|Vænge)|Torvet|Kirkepladsen|Havnen|Strandpromenaden)\\s${number}${end}`,
  'gu',
)
/** The door behind a house number: "-2A", ", 1. sal", ", lejl. 4", " st.", ", kld." */
const door =
  /^(?:-\d{1,2}\s?[A-Za-z]?(?![\p{L}\d]))?(?:,?\s(?:\d{1,2}\.\s?(?:sal|th|tv|mf)|(?:st|kld|stuen)(?!\p{L})|(?:lejl(?:ighed)?|bolig|værelse|vær|dør|opg(?:ang)?|nr)\.?\s?\d{1,4}[A-Z]?|opg(?:ang)?\.?\s[A-Z](?!\p{L}))\.?(?:\s?(?:th|tv|mf)(?!\p{L})\.?)?)*/iu

/** Streets of Denmark that end in no word for a street. */
export function findStreets(text: string): TextSpan[] {
  if (!/[A-Za-zª-\u{10ffff}] \d/u.test(text)) return []
  return [ofPlace, ofTwo].flatMap((pattern) =>
    Array.from(text.matchAll(pattern), (found) => ({
      start: found.index,
      end: found.index + found[0].length,
      kind: 'address',
    })),
  )
}

/** Floors, doors and flats behind house numbers that were found. */
export function doorsBehind(text: string, spans: readonly TextSpan[]): TextSpan[] {
  return spans.flatMap((span) => {
    if (span.kind !== 'address' || !/\d\s?[A-Za-z]?$/.test(text.slice(span.start, span.end))) return []
    const length = door.exec(text.slice(span.end, span.end + 50))![0].length
    return length > 0 ? [{ start: span.end, end: span.end + length, kind: 'address' }] : []
  })
}
