/** A text as it is compared: lower case, no accents, æ/ä/ae → a, ø/ö/oe → o, å/aa → a. `at[i]` is where folded character i began. */
export interface FoldedText {
  folded: string
  /** Undefined when every character stands where it stood. */
  at: Int32Array | undefined
}

const plain = /^[\0-\x7f]*$/
const doubled = /aa|ae|oe/
/** What hides or parts the letters of a word: letters as codes, marks of a form, a hyphen at a line's end. */
const hiding =
  /&[aeo#]|%[cdef][0-9a-f]|\\['u]|=[cdef][0-9a-f]|[a-z]-(?: |\r?\n)\s?[a-z]|<\/?(?:b|i|u|em|strong|span|font|small|mark)\b/
const tag = /^<\/?(?:b|i|u|em|strong|span|font|small|mark)(?: [^<>]{0,60})?>/i
/** \'f8 (RTF), \u00f8 (JSON), &#248; &#xf8; (HTML), =F8 and %F8 (Latin-1), =C3=B8 and %C3%B8 (UTF-8). */
const coded =
  /^(?:\\'([\da-f]{2})|\\u([\da-f]{4})|&#(\d{2,5});|&#x([\da-f]{2,4});|[=%]c3[=%]([89ab][\da-f])|[=%]([c-f][\da-f]))/i

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

/** A Danish letter as HTML names it. */
const spelled = /^&(aelig|oslash|aring);/i
const spelledAs: Record<string, string> = {
  aelig: 'a',
  oslash: 'o',
  aring: 'a',
}

/** Cyrillic and Greek letters as a passport writes them. */
const foreign = Object.fromEntries(
  'а:a б:b в:v г:g д:d е:e ж:zh з:z и:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch ъ: ы:y ь: э:e ю:ju я:ja і:i є:e ґ:g ј:j љ:lj њ:nj ђ:d ћ:c α:a β:v γ:g δ:d ε:e ζ:z η:i θ:th ι:i κ:k λ:l μ:m ν:n ξ:x ο:o π:p ρ:r σ:s ς:s τ:t υ:y φ:f χ:ch ψ:ps ω:o'
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
)

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
  ...foreign,
}

/** Folds one text; cheap for plain ASCII. */
export function foldText(text: string): FoldedText {
  if (plain.test(text)) {
    const lower = text.toLowerCase()
    if (!doubled.test(lower) && !hiding.test(lower)) return { folded: lower, at: undefined }
  }
  const at = new Int32Array(text.length + 1)
  let folded = ''
  for (let i = 0; i < text.length; i++) {
    if (i > 0 && isParting(text, i)) {
      i += text[i] === '<' ? text.indexOf('>', i) - i : /^-\s+/.exec(text.slice(i, i + 6))![0].length - 1
      continue
    }
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

/** A hyphen at a line's end, or a mark of letters, inside a word. */
function isParting(text: string, i: number): boolean {
  const character = text[i]!
  if (character !== '-' && character !== '<') return false
  if (!/[\p{L}\d>]/u.test(text[i - 1]!)) return false
  return character === '-'
    ? /^-(?: |\r?\n)\s?(?:\p{Ll}|\d|(?<=\n\s?)\p{L})/u.test(text.slice(i, i + 6))
    : tag.test(text.slice(i, i + 80))
}

/** The folded form of what begins at `i` and how many characters it takes; '' for a combining accent and for what has no width. */
function foldAt(text: string, i: number): [string, number] {
  const character = text[i]!
  const lower = character.toLowerCase()
  const next = text[i + 1]
  if (lower === 'ã' && next !== undefined && Object.hasOwn(misread, next)) return [misread[next]!, 2]
  if (lower === '&' || lower === '%' || lower === '=' || lower === '\\') {
    const found = spelled.exec(text.slice(i, i + 8))
    if (found) return [spelledAs[found[1]!.toLowerCase()]!, found[0].length]
    const escaped = coded.exec(text.slice(i, i + 8))
    if (escaped) {
      const [, rtf, json, decimal, hex, second, latin] = escaped
      const code = decimal
        ? Number(decimal)
        : second
          ? Number.parseInt(second, 16) + 64
          : Number.parseInt((rtf ?? json ?? hex ?? latin)!, 16)
      if (code >= 0x20) return [foldAt(String.fromCharCode(code), 0)[0], escaped[0].length]
    }
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
