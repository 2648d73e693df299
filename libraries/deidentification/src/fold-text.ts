/** A text as it is compared: lower case, no accents, æ/ä/ae → a, ø/ö/oe → o, å/aa → a. `at[i]` is where folded character i began. */
export interface FoldedText {
  folded: string
  /** Undefined when every character stands where it stood. */
  at: Int32Array | undefined
}

const plain = /^[\0-\x7f]*$/
const doubled = /aa|ae|oe/

/** UTF-8 that was read as Latin-1 or Windows-1252: Ã and the second byte of a Danish letter. */
const misread: Record<string, string> = {
  '¦': 'a',
  '¸': 'o',
  '¥': 'a',
  '\x86': 'a',
  '\x98': 'o',
  '\x85': 'a',
  '†': 'a',
  '˜': 'o',
  '…': 'a',
  '©': 'e',
  '¼': 'u',
  '¶': 'o',
  '¤': 'a',
}

/** A Danish letter as HTML or as a URL writes it. */
const spelled = /^(?:&(aelig|oslash|aring);|%c3%(a6|86|b8|98|a5|85))/i
const spelledAs: Record<string, string> = {
  aelig: 'a',
  oslash: 'o',
  aring: 'a',
  a6: 'a',
  '86': 'a',
  b8: 'o',
  '98': 'o',
  a5: 'a',
  '85': 'a',
}

const letters: Record<string, string> = {
  æ: 'a',
  ø: 'o',
  å: 'a',
  ä: 'a',
  ö: 'o',
  ð: 'd',
  þ: 't',
  ß: 's',
  ł: 'l',
  đ: 'd',
  ı: 'i',
}

/** Folds one text; cheap for plain ASCII. */
export function foldText(text: string): FoldedText {
  if (plain.test(text)) {
    const lower = text.toLowerCase()
    if (!doubled.test(lower) && !/&[aeo]|%c3/.test(lower)) return { folded: lower, at: undefined }
  }
  const at = new Int32Array(text.length + 1)
  let folded = ''
  for (let i = 0; i < text.length; i++) {
    const [character, width] = foldAt(text, i)
    for (const one of character) {
      at[folded.length] = i
      folded += one
    }
    i += width - 1
  }
  at[folded.length] = text.length
  return { folded, at }
}

/** The folded form of what begins at `i` and how many characters it takes; '' for a combining accent and for what has no width. */
function foldAt(text: string, i: number): [string, number] {
  const character = text[i]!
  const lower = character.toLowerCase()
  const next = text[i + 1]
  if (lower === 'ã' && next !== undefined && Object.hasOwn(misread, next)) return [misread[next]!, 2]
  if (lower === '&' || lower === '%') {
    const found = spelled.exec(text.slice(i, i + 8))
    if (found) return [spelledAs[(found[1] ?? found[2])!.toLowerCase()]!, found[0].length]
  }
  const following = next?.toLowerCase()
  if (lower === 'a' && (following === 'a' || following === 'e')) return ['a', 2]
  if (lower === 'o' && following === 'e') return ['o', 2]
  if (character < '\x80') return [lower, 1]
  const known = letters[lower]
  if (known !== undefined) return [known, 1]
  const bare = lower.normalize('NFKD').replace(/[\p{M}\p{Cf}]/gu, '')
  return [bare.length === 1 ? (letters[bare] ?? bare) : bare === '' ? '' : lower[0]!, 1]
}

/** Start and end of a folded stretch in the original text. */
export function unfolded(text: FoldedText, start: number, end: number): [number, number] {
  return text.at ? [text.at[start]!, text.at[end]!] : [start, end]
}
