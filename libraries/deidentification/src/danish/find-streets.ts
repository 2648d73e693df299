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
/** The door behind a house number: "-2A", ", 1. sal", ", 4., Frb.", ", lejl. 4", " st.", ", kld." */
const door =
  /^(?:-\d{1,2}\s?[A-Za-z]?(?![\p{L}\d]))?(?:,?\s(?:\d{1,2}\.\s?(?:sal|th|tv|mf)|(?:st|kld|stuen)(?!\p{L})|(?:lejl(?:ighed)?|bolig|værelse|vær|dør|opg(?:ang)?|nr)\.?\s?\d{1,4}[A-Z]?|opg(?:ang)?\.?\s[A-Z](?!\p{L})|(?<=,\s)\d{1,2}\.(?=\s*(?:,\s\p{Lu}|$)))\.?(?:\s?(?:th|tv|mf)(?!\p{L})\.?)?)*/iu

/** Nothing but a street is called so. */
const surely = /(?:vej|vejen|gade|gaden|stræde|strædet|all[ée]|boulevard|torv|torvet|vænge|vænget)\s+\d/iu
/** "Håndled 2 pl.": what is counted behind a number are views, and no house. */
const views = /^\s?(?:pl|plan(?:er)?|proj|projektioner|optagelser|billeder|serier|sekvenser|snit|retninger)(?!\p{L})/iu

export function countsViews(text: string, found: RegExpExecArray): boolean {
  if (surely.test(found[0])) return false
  const end = found.index + found[0].length
  return views.test(text.slice(end, end + 14))
}

const monthName = '(?:jan|feb|mar|apr|maj|may|mai|jun|jul|aug|sep|okt|oct|nov|dec|des)\\p{L}{0,6}'
const monthBehind = new RegExp(`^[-./]?${monthName}[-./ ]{1,2}['’]?\\d\\d`, 'iu')
const monthApart = new RegExp(`^\\.?\\s${monthName}\\.?\\s['’]?\\d\\d`, 'iu')

/** "T. Rokkedal 12-mar-2024": behind whose name ends as streets do stands a day, which moves with its month and year. */
export function withoutDay(text: string, span: TextSpan): TextSpan {
  const said = text.slice(span.start, span.end)
  const rest = text.slice(span.end, span.end + 20)
  // "Åvej 12 d. 8.5.": the letter leads to a day and is none of the house.
  if (/\d\sd$/.test(said) && /^\.\s?\d{1,2}(?:[./]\s?\d|\.?\s\p{L})/u.test(rest)) return { ...span, end: span.end - 2 }
  const own = /\s+\d{1,2}$/.exec(said)
  if (!own) return span
  const isDay = (/^[-./]/.test(rest) && monthBehind.test(rest)) || (/^\p{Lu}\.\s/u.test(said) && monthApart.test(rest))
  return isDay ? { ...span, end: span.end - own[0].length } : span
}

/** Streets of Denmark that end in no word for a street. */
export function findStreets(text: string): TextSpan[] {
  if (!/[A-Za-zª-\u{10ffff}] \d/u.test(text)) return []
  return [ofPlace, ofTwo].flatMap((pattern) =>
    Array.from(text.matchAll(pattern))
      .filter((found) => !countsViews(text, found))
      .map((found) => withoutDay(text, { start: found.index, end: found.index + found[0].length, kind: 'address' })),
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
