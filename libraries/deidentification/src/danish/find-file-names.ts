import type { TextSpan } from '../text-span.ts'
import { areInitials, extensions, isFileWord, isFrequentName, isNamed } from './file-words.ts'
import { isSomebody } from './is-somebody.ts'

const ending = new RegExp(String.raw`\.(?:${extensions.join('|')})(?![\p{L}\p{M}\d_])`, 'giu')
/** What a file's name is written with where nothing parts it. */
const joined = /[\p{L}\p{M}\d_.~+&'’()[\]#=,*-]/u
/** Longer than any file system allows. */
const longest = 255
/** Letters without the capitals that begin their words, and digits. */
const pieces = /\p{Lu}+(?=\p{Lu}\p{Ll})|\p{Lu}?[\p{Ll}\p{M}]+|\p{Lu}+|\p{Lo}+|\d+/gu
const run = /[\p{L}\p{M}]+|\d+/gu

/** Words that underscores join. */
const underscored = /(?<![\p{L}\p{M}\d_])[\p{L}\p{M}\d-]+(?:_[\p{L}\p{M}\d-]+)+/gu

/** A word or a number of a file's name. */
interface Piece {
  text: string
  start: number
  end: number
  digits: boolean
  gone: boolean
}

/** What is taken out of the names of files that a text says: "epikrise_Jensen.pdf" keeps its kind, and the words that everybody knows. */
export function findFileNames(text: string): TextSpan[] {
  const spans: TextSpan[] = text.includes('_') ? namedIn(text) : []
  if (!/\.[A-Za-z\d]/.test(text)) return spans
  for (const found of text.matchAll(ending)) {
    let start = found.index
    while (start > 0 && found.index - start < longest && joined.test(text[start - 1]!)) start--
    if (start === found.index && !/\s/.test(text[start - 1] ?? ' ')) continue
    spans.push(...unknownIn(text.slice(start, found.index), start))
    const last = found.index + found[0].length
    spans.push(...inFront(text, start, last), ...dayAtEnd(text, found.index))
  }
  return spans
}

/** "Westerholm_CTP": of what is joined with no ending, as folders are, only what is made as names are goes. */
function namedIn(text: string): TextSpan[] {
  return Array.from(text.matchAll(underscored)).flatMap(({ 0: name, index }) =>
    Array.from(name.matchAll(run))
      .filter(({ 0: said }) => /^\p{Lu}\p{Ll}{3,}$/u.test(said) && !isFileWord(said) && isNamed(said.toLowerCase()))
      .map((said) => ({ start: index + said.index, end: index + said.index + said[0].length, kind: 'name' })),
  )
}

/** The same of a title that names a file and nothing else, whether its kind stands behind it or not; without one a title of plain words may be a sentence. */
export function findInTitle(title: string): TextSpan[] {
  const end = new RegExp(String.raw`(?:${ending.source})+\s*$`, 'iu').exec(title)?.index
  if (end !== undefined) return [...unknownIn(title.slice(0, end), 0), ...dayAtEnd(title, end)]
  if (/[_\\]|\p{Ll}\p{Lu}|^\S+-\S+$/u.test(title)) return unknownIn(title, 0)
  return somebodyIn(title, 0)
}

/** Words that nobody knows, long numbers, and what hangs on them. */
function unknownIn(name: string, at: number): TextSpan[] {
  const found = piecesOf(name)
  for (const piece of found) piece.gone = piece.digits ? isLong(piece.text) : isUnknown(piece.text)
  for (const [i, piece] of found.entries()) {
    const [before, behind] = [found[i - 1], found[i + 1]]
    if (!piece.gone) piece.gone = hangs(piece, before, behind, name)
  }
  // "H_P_Snedsted": letters in front of a name, the nearest first.
  for (let i = found.length - 2; i >= 0; i--)
    if (!found[i]!.gone) found[i]!.gone = hangs(found[i]!, undefined, found[i + 1], name)
  return found
    .filter(({ gone }) => gone)
    .map(({ start, end, digits }) => ({ start: at + start, end: at + end, kind: digits ? 'number' : 'name' }))
}

/** A letter, or a name that is a word as well, beside a name; digits right behind one; the last four of a number of birth. */
function hangs(piece: Piece, before: Piece | undefined, behind: Piece | undefined, name: string): boolean {
  const near = (one: Piece | undefined) =>
    one?.gone === true &&
    /^[\s._-]{0,2}$/.test(one.end <= piece.start ? name.slice(one.end, piece.start) : name.slice(piece.end, one.start))
  if (piece.digits) {
    if (!before?.gone || !near(before)) return false
    return before.digits ? before.text.length === 6 && piece.text.length === 4 : before.end === piece.start
  }
  if (areInitials(piece.text) && (near(before) || near(behind))) return true
  const named = [before, behind].some((one) => one?.digits === false && near(one))
  if (!named) return false
  return isFrequentName(piece.text) || (piece.text.length === 1 && !(behind?.digits && behind.start === piece.end))
}

const isUnknown = (text: string) => text.length > 1 && !isFileWord(text)

/** Longer than what counts pictures, and no day. */
function isLong(digits: string): boolean {
  if (digits.length < 6) return false
  return !/^(?:(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d(?:[0-2]\d[0-5]\d(?:[0-5]\d)?)?|[0-3]\d(?:0[1-9]|1[0-2])(?:19|20)\d\d)$/.test(
    digits,
  )
}

function piecesOf(name: string): Piece[] {
  return Array.from(name.matchAll(run)).flatMap(({ 0: whole, index }) =>
    splitOf(whole).map(([text, from]) => {
      const start = index + from
      return { text, start, end: start + text.length, digits: /^\d/.test(text), gone: false }
    }),
  )
}

/** "SvarTilEgon", "MRcerebrum": a word that is known as a whole stays one. */
function splitOf(whole: string): [string, number][] {
  if (/^\d/.test(whole) || isFileWord(whole)) return [[whole, 0]]
  const shouted = /^(\p{Lu}{2,})(\p{Ll}+)$/u.exec(whole)
  if (shouted && isFileWord(shouted[1]!) && isFileWord(shouted[2]!))
    return [
      [shouted[1]!, 0],
      [shouted[2]!, shouted[1]!.length],
    ]
  return Array.from(whole.matchAll(pieces), (one) => [one[0], one.index])
}

/** Words before a blank that belong to the name of a file: of somebody, right in front of it or where the line says nothing else. */
function inFront(text: string, start: number, end: number): TextSpan[] {
  if (text[start - 1] !== ' ') return []
  const lead = text.slice(Math.max(0, start - 120), start)
  const near = /(?:(?<![\p{L}\p{M}\d])\p{Lu}[\p{L}\p{M}'’-]+ ){1,4}$/u.exec(lead)
  const line = /(?:^|[\n\r:;"»>\t/\\]|[-•*] )[^\n\r:;"»>\t/\\!?]{0,119}$/u.exec(lead)
  const alone = line !== null && /^\s*(?:$|[\n\r"«<;,])/.test(text.slice(end, end + 2))
  const from = alone && line ? line : near
  return from ? somebodyIn(from[0], start - lead.length + from.index) : []
}

/** Words that begin with a capital and are somebody's, and frequent names without one. */
function somebodyIn(text: string, at: number): TextSpan[] {
  return Array.from(text.matchAll(/[\p{L}\p{M}]{2,}/gu)).flatMap(({ 0: word, index }) => {
    const named =
      !isFileWord(word) &&
      (/^\p{Lu}/u.test(word) ? isSomebody(word) || isNamed(word.toLowerCase()) : isFrequentName(word))
    return named ? [{ start: at + index, end: at + index + word.length, kind: 'name' }] : []
  })
}

/** "EKG 23 04 24.pdf": a day with blanks at the end of the name. */
function dayAtEnd(text: string, end: number): TextSpan[] {
  const said = text.slice(Math.max(0, end - 9), end)
  const found = /(?<!\d)(?:0[1-9]|[12]\d|3[01]) (?:0[1-9]|1[0-2]) \d\d$/.exec(said)
  return found ? [{ start: end - found[0].length, end, kind: 'date' }] : []
}
