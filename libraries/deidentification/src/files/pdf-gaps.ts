import { isOneLine, type PdfLetter } from './pdf-letters.ts'

/** Nearer than this, in sizes of the font, letters stand as they do in a word. */
const near = 0.08
/** Further than this they belong to another column. */
const far = 4
/** A word is not spaced wider. */
const widest = 1.5
const fewest = 4

/** What is drawn on each line, in the order of its writing. */
export function linesOfLetters(letters: readonly PdfLetter[]): PdfLetter[][] {
  const lines: PdfLetter[][] = []
  for (const letter of letters) {
    const line = lines.findLast((one) => isOneLine(one[0]!, letter))
    if (line) line.push(letter)
    else lines.push([letter])
  }
  return lines.map((line) => line.sort((a, b) => a.along - b.along))
}

/** For each letter of a stretch that is spaced out, whether its word ends with it. */
export function wordEnds(letters: readonly PdfLetter[]): Map<number, boolean> {
  const ends = new Map<number, boolean>()
  const gaps = letters.map((letter, i) => gapBehind(letter, letters[i + 1]))
  const apart = (i: number) => i < 0 || gaps[i]! >= near
  for (let from = 0; from < letters.length; from++) {
    if (!apart(from - 1) || !apart(from)) continue
    let to = from
    while (to < letters.length - 1 && gaps[to]! <= far && apart(to + 1)) to++
    const within = gaps.slice(from, to)
    if (letters.slice(from, to + 1).filter(({ text }) => /[\p{L}\p{N}]/u.test(text)).length >= fewest) {
      const isWide = widerThan(letters.slice(from, to + 1), within)
      if (isWide)
        for (let i = from; i < to; i++) ends.set(i, isWide(i - from) || isNewWord(letters[i]!, letters[i + 1]!))
    }
    from = to
  }
  return ends
}

/** In sizes of the font. */
function gapBehind(letter: PdfLetter, next: PdfLetter | undefined): number {
  return next ? (next.along - letter.along - letter.width) / (letter.size || 1) : Number.POSITIVE_INFINITY
}

/** "SørineÅgaard": where a blank stands behind each letter, and no more between two words, the capital tells. */
function isNewWord(letter: PdfLetter, next: PdfLetter): boolean {
  return /\p{Ll}$/u.test(letter.text) && /^\p{Lu}/u.test(next.text)
}

/** Says which gap is wider than those within words; nothing where the gaps have no measure, as between cells. */
function widerThan(letters: readonly PdfLetter[], gaps: readonly number[]): ((i: number) => boolean) | undefined {
  const usual = middle(gaps)
  if (usual > widest) return undefined
  // In the boxes of a form letters have one step, and the gap is narrow behind a wide one.
  for (const at of [0, 0.5]) {
    const steps = letters.slice(1).map((next, i) => place(next, at) - place(letters[i]!, at))
    const step = middle(steps)
    const even = steps.filter((one) => Math.abs(one - step) < step * 0.08).length
    if (even >= steps.length * 0.75) return (i) => steps[i]! > step * 1.5
  }
  const limit = usual * 1.5 + 0.05
  const even = gaps.filter((gap) => gap > usual * 0.6 && gap < limit).length
  return even >= gaps.length * 0.6 ? (i) => gaps[i]! > limit : undefined
}

export function place(letter: PdfLetter, at: number): number {
  return letter.along + letter.width * at
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * 0.4)]!
}
