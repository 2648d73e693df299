import type { TextSpan } from '../text-span.ts'

/** The first of two words of a town's name, in full and in short. */
const front =
  /^(?:Hvide|Kirke|Nørre|Sønder|Øster|Vester|Nordre|Søndre|Østre|Vestre|Store|Lille|Gammel|Gamle|Ny|Kongens|Over|Neder|Øvre|Nedre|Ydre|Indre|Lykkes|Sankt|Skt|Sct|(?:Nr|Sdr|Gl|Kgs|Skt|Sct)\.)$/

/** Whether a town's name begins with it and goes on. */
export function beginsTown(word: string): boolean {
  return front.test(word)
}

const second = /^\s\p{Lu}\p{Ll}[\p{L}-]+/u

/** "Hvide Sande", "Nørre Aaby": where the first word of a town was found, the second one too. */
export function wholeTown(text: string, span: TextSpan): TextSpan {
  if (!front.test(text.slice(span.start, span.end))) return span
  return { ...span, end: span.end + (second.exec(text.slice(span.end, span.end + 24))?.[0].length ?? 0) }
}
