import { linesOfLetters, place, wordEnds } from './pdf-gaps.ts'
import { isOneLine, onLine, type PdfLetter } from './pdf-letters.ts'
import type { PdfText } from './pdf-reading.ts'

/** Fewer letters that stand alone are no word. */
const fewest = 4
const single = /^\S$/u
const spacedOut = /(?<!\S)\S(?: \S){2,}(?!\S)/u

/**
 * Letters that are spaced out are read one by one: "S ø r i n e". They are made words by the gaps of their own line: where nearly all are
 * alike, such a gap is none between words, which is clearly wider. What they are read as stands in `read`; the text stays as it was.
 */
export function readSpaced(texts: readonly PdfText[], lettersOfPage: () => readonly PdfLetter[]): PdfText[] {
  const alone = texts.filter((one) => single.test(one.text)).length
  if (alone < fewest && !texts.some((one) => spacedOut.test(one.text))) return [...texts]
  const lines = linesOf(texts)
  for (const letters of linesOfLetters(lettersOfPage())) {
    const words = wordEnds(letters)
    if (words.size === 0) continue
    const line = lines.find((one) => isOneLine(one, letters[0]!))
    if (line) line.texts = joined(line.texts, letters, words)
  }
  return lines.flatMap((line) => line.texts)
}

interface Line {
  across: number
  angle: number
  texts: PdfText[]
}

function linesOf(texts: readonly PdfText[]): Line[] {
  const lines: Line[] = []
  for (const text of texts) {
    const { across } = onLine(text.x, text.y, text.angle)
    const last = lines.find((line) => isOneLine(line, { across, angle: text.angle }))
    if (last) last.texts.push(text)
    else lines.push({ across, angle: text.angle, texts: [text] })
  }
  return lines
}

/** The texts of a line, those with spaced out letters made one that is read as words. */
function joined(
  texts: readonly PdfText[],
  letters: readonly PdfLetter[],
  ends: ReadonlyMap<number, boolean>,
): PdfText[] {
  const sorted = [...texts].sort((a, b) => alongOf(a) - alongOf(b))
  const made: PdfText[] = []
  for (let i = 0; i < sorted.length; i++) {
    let to = i
    let until = alongOf(sorted[i]!) + sorted[i]!.width
    const from = letters.findIndex((letter) => place(letter, 0.5) >= alongOf(sorted[i]!))
    const last = () => letters.findLastIndex((letter) => place(letter, 0.5) <= until)
    // As long as the last letter is one of a stretch that goes on.
    while (to < sorted.length - 1 && ends.has(last())) {
      to++
      until = Math.max(until, alongOf(sorted[to]!) + sorted[to]!.width)
    }
    const parts = sorted.slice(i, to + 1)
    const read = from < 0 || parts.some((one) => one.field) ? undefined : wordsOf(parts, letters, ends, from, last())
    if (read === undefined) made.push(...parts)
    else {
      const text = parts.map((one) => one.text).join(' ')
      made.push(text === read ? parts[0]! : { ...parts[0]!, text, width: until - alongOf(parts[0]!), read, parts })
      if (text === read) made.push(...parts.slice(1))
    }
    i = to
  }
  return made
}

function alongOf(text: PdfText): number {
  return onLine(text.x, text.y, text.angle).along
}

/** Blanks as the gaps have them within stretches, and elsewhere as they were read; nothing where the letters are others than the text's. */
function wordsOf(
  parts: readonly PdfText[],
  letters: readonly PdfLetter[],
  ends: ReadonlyMap<number, boolean>,
  from: number,
  to: number,
): string | undefined {
  const shown = parts
    .map((one) => one.text)
    .join(' ')
    .normalize('NFKC')
  let at = 0
  let read = ''
  for (let i = from; i <= to; i++) {
    const own = letters[i]!.text.normalize('NFKC').replace(/\s/g, '')
    if (!shown.startsWith(own, at)) return undefined
    read += own
    at += own.length
    const blanks = /^\s*/.exec(shown.slice(at))![0]
    at += blanks.length
    const end = ends.get(i)
    // Numbers of one digit with a blank typed between them are a row of numbers: teeth, scores, a scale.
    const row = letters[i]!.blank && !/\p{L}/u.test(own + (letters[i + 1]?.text ?? ''))
    if (i < to) read += end === undefined || row ? blanks : end ? ' ' : ''
  }
  return at === shown.length ? read : undefined
}
