/** How often each letter stands in a hundred of Danish, English and German, roughly: what is written in their alphabet is near it. */
const often: Readonly<Record<string, number>> = {
  ...{
    e: 14.5,
    n: 7.5,
    r: 7.5,
    t: 7.5,
    a: 6.5,
    i: 6.8,
    s: 6.2,
    o: 5.5,
    d: 5,
    l: 5,
    g: 3.5,
    m: 3.2,
    k: 2.8,
    h: 3,
    u: 2.5,
  },
  ...{ f: 2.5, v: 2, p: 2.2, b: 1.8, c: 1.8, y: 1, å: 1, æ: 0.8, ø: 0.8, j: 0.7, w: 0.6, z: 0.2, x: 0.3, q: 0.1 },
}
const seldom = 0.2
/** Fewer letters, or fewer pairs of them, than these say nothing of a language. */
const fewest = 20
const fewestPairs = 12
const mostSigns = 0.35
const mostBroken = 0.06

interface Counted {
  letters: number
  otherLetters: number
  /** Signs that are no letter and no number, and all that is no space. */
  signs: number
  all: number
  /** How far the letters are from how often each is written; two letters side by side, of them one vowel and one consonant. */
  distance: number
  pairs: number
  alternating: number
  /** Three signs side by side; of them those with a sign or a sudden capital within a word. */
  threes: number
  broken: number
}

/**
 * Whether runs of letters read as a language in the Latin alphabet. A text whose letters were taken for others does not: other letters
 * are frequent, vowels do not stand between consonants, capitals and signs stand inside of words. Undefined where it is not clear.
 */
export function readsAsText(runs: readonly string[]): boolean | undefined {
  const { letters, otherLetters, signs, all, distance, pairs, alternating, threes, broken } = counted(runs)
  if (all >= fewest && signs > all * mostSigns) return false
  if (letters < fewest || otherLetters * 2 > letters) return undefined
  if (broken > threes * mostBroken) return false
  const far = distance / letters
  if (pairs < fewestPairs) return far < 3.2 ? true : far > 3.4 ? false : undefined
  const share = alternating / pairs
  if (share > 0.62 && far < 3.3) return true
  return share < 0.55 && far > 3.2 ? false : undefined
}

function counted(runs: readonly string[]): Counted {
  const made = {
    letters: 0,
    otherLetters: 0,
    signs: 0,
    all: 0,
    distance: 0,
    pairs: 0,
    alternating: 0,
    threes: 0,
    broken: 0,
  }
  for (const run of runs) {
    let before = ''
    for (const letter of run) {
      countLetter(made, before, letter)
      before = letter
    }
    for (const [, first, middle, last] of run.matchAll(/(?<=(\S))(\S)(?=(\S))/gu)) {
      made.threes++
      if (breaksWord(first!, middle!, last!)) made.broken++
    }
  }
  return made
}

function countLetter(made: Counted, before: string, letter: string): void {
  if (letter.trim() !== '') made.all++
  // Dots that lead to a number, and lines to write on, are one sign.
  if (/[\p{P}\p{S}]/u.test(letter) && letter !== before) made.signs++
  if (!/\p{L}/u.test(letter)) return
  made.letters++
  if (!/\p{Script=Latin}/u.test(letter)) made.otherLetters++
  made.distance -= Math.log((often[letter.toLowerCase()] ?? seldom) / 100)
  if (!/\p{L}/u.test(before)) return
  made.pairs++
  if (isVowel(before) !== isVowel(letter)) made.alternating++
}

function isVowel(letter: string): boolean {
  return /^[aeiouyæø]/i.test(letter.normalize('NFD'))
}

function breaksWord(first: string, middle: string, last: string): boolean {
  if (/\p{Ll}/u.test(first) && /\p{Lu}/u.test(middle)) return true
  return /\p{L}/u.test(first) && /\p{L}/u.test(last) && !/[\p{L}\p{M}'’.,:;/&+–­()@_-]/u.test(middle)
}
