import type { TextSpan } from '../text-span.ts'

/** Four letters and more with one blank between them. */
const spaced = /(?<![\p{L}\p{M}\p{N}])\p{L}(?: (?:\p{L}|-(?= \p{L}))){3,}(?![\p{L}\p{M}\p{N}])/gu
/** More than one blank is what stands between two such words; and where there is never more, a capital behind a small letter tells. */
const newWord = /(?<=\p{Ll}) (?=\p{Lu})/gu

/** What is found once letters with blanks between them are read as the words that they spell: "S ø r i n e   Å g a a r d". */
export function findSpaced(text: string, find: (read: string) => readonly TextSpan[]): TextSpan[] {
  const runs = Array.from(text.matchAll(spaced), (run) => ({ start: run.index, end: run.index + run[0].length }))
  if (runs.length === 0) return []
  let read = ''
  const at: number[] = []
  const put = (sign: string, from: number) => {
    read += sign
    at.push(from)
  }
  let position = 0
  runs.forEach(({ start, end }, i) => {
    const between = text.slice(position, start)
    if (i > 0 && /^ {2,3}$/.test(between)) put(' ', position)
    else for (let j = position; j < start; j++) put(text[j]!, j)
    const run = text.slice(start, end)
    const words = new Set(Array.from(run.matchAll(newWord), (found) => found.index))
    for (let j = 0; j < run.length; j++) if (run[j] !== ' ' || words.has(j)) put(run[j]!, start + j)
    position = end
  })
  for (let j = position; j < text.length; j++) put(text[j]!, j)
  return find(read)
    .map((span) => ({ ...span, start: at[span.start]!, end: at[span.end - 1]! + 1 }))
    .filter((span) => runs.some((run) => run.start < span.end && span.start < run.end))
}
