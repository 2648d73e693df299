import { isPlainWord } from '../danish/plain-words.ts'
import type { IdentitySweep } from '../sweep.ts'
import { hole } from './pdf-codes.ts'

/** What fonts draw as one sign and most often leave without a name. */
const ligatures = ['ff', 'fi', 'fl', 'ffi', 'ffl']

const holedWord = new RegExp(`[\\p{L}\\p{M}'’-]*${hole}[\\p{L}\\p{M}${hole}'’-]*`, 'gu')
const holedNumber = new RegExp(`\\d[\\d ./-]*${hole}[\\d ./${hole}-]*\\d`, 'gu')
const fewestDigits = 6

/** A text whose words with a hole were read, and those of them that nothing tells how to read. */
export interface FilledText {
  text: string
  /** As they stand in the text now; none of them may stay in it. */
  doubtful: string[]
}

/**
 * Reads a ligature where a hole stands in a word: the one that makes the word somebody's name whom the document or the header names, or a
 * plain word. A hole alone, in front of a capital as bullets stand, or of a unit, is no letter of a word.
 */
export function filledText(given: string, sweep: IdentitySweep): FilledText {
  if (!given.includes(hole)) return { text: given, doubtful: [] }
  const doubtful: string[] = []
  const text = given
    .replace(holedNumber, (number) => {
      if (number.replace(/\D/g, '').length < fewestDigits) return number
      doubtful.push(number)
      return number
    })
    .replace(holedWord, (word, at: number) => {
      if (isSign(word, given.slice(0, at))) return word
      const options = ligatures.map((ligature) => word.replaceAll(hole, ligature))
      const known = options.find((option) => sweep.find(option).length > 0) ?? options.find(isPlain)
      if (known === undefined) doubtful.push(options[0]!)
      return known ?? options[0]!
    })
  return { text, doubtful }
}

/** The cleaned text without the words that nothing tells how to read. */
export function withoutDoubtful(text: string, doubtful: readonly string[], mark: string): string {
  return doubtful.reduce((left, word) => left.replaceAll(word, mark), text)
}

/** A text as it may be meant: each line with a hole with each of the ligatures, for whom it names is told by how it may be spelt. */
export function saidWithLigatures(text: string): string {
  return text
    .split('\n')
    .flatMap((line) => (line.includes(hole) ? ligatures.map((ligature) => line.replaceAll(hole, ligature)) : [line]))
    .join('\n')
}

function isSign(word: string, before: string): boolean {
  if (!/\p{L}/u.test(word)) return true
  if (new RegExp(`^${hole}+\\p{Lu}\\p{Ll}`, 'u').test(word)) return true
  return /\d\s?$/.test(before) && new RegExp(`^${hole}\\p{L}{1,3}$`, 'u').test(word)
}

const shortestPart = 5

/** Also as the end of a word that is put together, or its beginning. */
function isPlain(option: string): boolean {
  const lower = option.toLowerCase()
  if (isPlainWord(lower)) return true
  const [from, to] = [lower.search(/ff|fi|fl/), lower.length]
  for (let start = 1; start <= from; start++)
    if (to - start >= shortestPart && isPlainWord(lower.slice(start))) return true
  for (let end = Math.max(from + 3, shortestPart); end < to; end++) if (isPlainWord(lower.slice(0, end))) return true
  return false
}
