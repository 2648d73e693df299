import type { PdfText } from './pdf-reading.ts'

const combining: Readonly<Record<string, string>> = {
  ...{ '˚': '\u030a', '´': '\u0301', '¨': '\u0308', ˆ: '\u0302', '˜': '\u0303' },
}
const accentAndLetter = /(?<!\d\s?)([˚´¨ˆ˜])(\p{L})/gu
const lastAccent = /(?<!\d\s?)[˚´¨ˆ˜]$/u

/** Letters that are drawn as an accent and what stands under it, as TeX does ("˚a"), are the letter: else a name would have a gap. */
export function joinAccents(texts: readonly PdfText[]): PdfText[] {
  const made: PdfText[] = []
  for (const one of texts) {
    const before = made.at(-1)
    const letter = before && goesOn(before, one) ? composed(before.text.at(-1)!, one.text[0]!) : undefined
    if (before && letter !== undefined) {
      const letterWidth = one.width / one.text.length
      made[made.length - 1] = { ...before, text: before.text.slice(0, -1) + letter }
      const rest = one.text.slice(1)
      if (rest !== '') made.push({ ...one, text: rest, x: one.x + letterWidth, width: one.width - letterWidth })
    } else made.push(one)
  }
  return made.map((one) => ({
    ...one,
    text: whole(one.text),
    ...(one.read === undefined ? {} : { read: whole(one.read) }),
  }))
}

function whole(text: string): string {
  return text.replace(accentAndLetter, (both, accent: string, letter: string) => composed(accent, letter) ?? both)
}

function goesOn(before: PdfText, here: PdfText): boolean {
  return (
    !before.parts &&
    !here.parts &&
    lastAccent.test(before.text) &&
    /^\p{L}/u.test(here.text) &&
    before.angle === here.angle &&
    Math.abs(before.y - here.y) < here.size / 2 &&
    Math.abs(here.x - (before.x + before.width)) < here.size
  )
}

/** Undefined where no such letter is written: a degree stands in front of C. */
function composed(accent: string, letter: string): string | undefined {
  const whole = `${letter}${combining[accent]}`.normalize('NFC')
  return whole.length === 1 ? whole : undefined
}
