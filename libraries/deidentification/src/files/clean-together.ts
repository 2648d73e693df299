import { type CleaningTerms, cleanFreeText } from '../clean-text.ts'
import { findIdentifiers } from '../danish/find-identifiers.ts'
import { findSpaced } from '../danish/read-spaced.ts'
import { weekdayOverLines } from '../move-weekdays.ts'
import { addSpans, type TextSpan, withoutSpans } from '../text-span.ts'
import { datesOfLines } from '../worded-dates.ts'

/** What was found in one piece, from a place in it to another. */
export interface PieceSpan extends TextSpan {
  piece: number
}

/**
 * Cleans pieces of one text as the one text that they are: a name that is cut over several pieces is found, and taken out of each. The
 * pieces stay as many; `between` is what stands between two of them for the reader. `cut` is what was found in them by other readings.
 */
export function cleanTogether(
  pieces: readonly { text: string; between: string }[],
  terms: CleaningTerms,
  cut: readonly PieceSpan[] = [],
): { texts: string[]; found: Record<string, number> } {
  let whole = ''
  const starts = pieces.map((piece) => {
    whole += piece.between
    const start = whole.length
    whole += piece.text
    return start
  })
  const find = (text: string) => [...terms.sweep.find(text), ...findIdentifiers(text)]
  const spans = [...find(whole), ...findSpaced(whole, find), ...traces(whole)]
  if (terms.dates !== 'keep') addSpans(spans, cutDates(whole, starts))
  for (const { piece, start, end, kind } of cut)
    spans.push({ start: starts[piece]! + start, end: starts[piece]! + end, kind })
  const found: Record<string, number> = {}
  for (const span of spans) found[span.kind] = (found[span.kind] ?? 0) + 1
  const texts = pieces.map((piece, i) => {
    const start = starts[i]!
    const end = start + piece.text.length
    const own = spans
      .filter((span) => span.start < end && span.end > start)
      .map((span) => ({
        start: Math.max(0, span.start - start),
        end: Math.min(end, span.end) - start,
        kind: span.kind,
      }))
    // Alone as well: what stands in front of it in the whole may have hidden it. And its dates are moved.
    const alone = cleanFreeText(own.length > 0 ? withoutSpans(piece.text, own, terms.mark || ' ') : piece.text, terms)
    for (const [kind, times] of Object.entries(alone.found)) found[kind] = (found[kind] ?? 0) + times
    return alone.text
  })
  return { texts, found }
}

/** Dates of which one piece has the day or the month and the next the rest: neither alone would be moved. */
function cutDates(whole: string, starts: readonly number[]): TextSpan[] {
  const dates = Array.from(whole.matchAll(datesOfLines), (found) => ({
    start: found.index,
    end: found.index + found[0].length,
    kind: 'date',
  })).filter(({ start, end }) => starts.some((at) => at > start && at < end))
  // A weekday whose date is in the next piece: alone it would stay as it is, and tell by how many days of a week the date moved.
  const weekdays = Array.from(whole.matchAll(weekdayOverLines))
    .filter(({ 0: { length }, index }) => starts.includes(index + length))
    .map((found) => ({ start: found.index, end: found.index + found[1]!.length, kind: 'date' }))
  return [...dates, ...weekdays]
}

const web = /\b(?:https?|ftp|file|mailto|tel):[^\s<>"')\]]+|\bwww\.[^\s<>"')\]]+/giu
/** When a browser printed it: month, day and year of two digits in front of a time. */
const printed = /(?<![\d/])\d{1,2}\/\d{1,2}\/\d{2}(?=,? \d{1,2}:\d{2})/g

/** What programs leave in documents: addresses of pages and files, which often name a patient, and when something was printed. */
function traces(text: string): TextSpan[] {
  const of = (pattern: RegExp, kind: string) =>
    Array.from(text.matchAll(pattern), (found) => ({ start: found.index, end: found.index + found[0].length, kind }))
  return [...of(web, 'web'), ...of(printed, 'date')]
}
