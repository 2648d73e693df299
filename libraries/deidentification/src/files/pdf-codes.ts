import type { UsedCode, UsedFont } from './pdf-font-use.ts'
import { readsAsText } from './reads-as-text.ts'

/** What a letter becomes that nothing says what it is. */
export const hole = '�'

/** Of each font the letters that are not known to be what they are read as; and whether too much of the document is so. */
export function unreadLetters(
  fonts: ReadonlyMap<string, UsedFont>,
  withTable: ReadonlySet<string>,
): {
  unread: Map<string, ReadonlySet<string>>
  tooMany: boolean
} {
  const believed = believedGuesses([...fonts.values()], withTable)
  const together = readsAsText([...fonts.values()].flatMap(textsOf))
  const unread = new Map<string, ReadonlySet<string>>()
  const count = { read: 0, unread: 0, kinds: 0, inRow: false }
  for (const [id, font] of fonts) {
    const bad = badCodes(font, believed, together === true)
    countRuns(font, bad, count)
    if (bad.size > 0) unread.set(id, new Set([...bad].flatMap(({ said }) => [...said, ...said.normalize('NFKC')])))
  }
  const share = count.unread / Math.max(1, count.read + count.unread)
  // A bullet and a check mark are one or two signs, however often; letters that cannot be read are many.
  return { unread, tooMany: count.inRow || (count.kinds > 5 && share > 0.03) }
}

/** The text with a hole for each letter that is not known. */
export function withHoles(text: string, unread: ReadonlySet<string> | undefined): string {
  return unread ? Array.from(text, (letter) => (unread.has(letter) ? hole : letter)).join('') : text
}

function badCodes(
  font: UsedFont,
  believed: (font: UsedFont, one: UsedCode) => boolean,
  restReads: boolean,
): Set<UsedCode> {
  const codes = [...font.codes.values()].filter(({ said }) => said.trim() !== '' || /[\0-\x1f]/.test(said))
  if (readsWrong(font, restReads)) return new Set(codes)
  return new Set(codes.filter((one) => isNoLetter(one) || (isGuess(font, one) && !believed(font, one))))
}

/** A control, a place for private use or one that is not given: none of them is a sign that somebody could read. */
function isNoLetter({ code, said }: UsedCode): boolean {
  if (/^[\t\n\r ]+$/.test(said)) return said.charCodeAt(0) === code && code !== 32
  return said === '' || /[\p{Cc}\p{Co}\p{Cn}\p{Cs}�]/u.test(said)
}

const fewestToDoubt = 40

/** A table may be there and be wrong: then what it says is no text, nor is the document. Headings and names of tests read as none by themselves. */
function readsWrong(font: UsedFont, restReads: boolean): boolean {
  const runs = textsOf(font)
  const letters = [...font.codes.values()].filter(({ said }) => /^\p{L}$/u.test(said))
  const kinds = new Set(letters.map(({ said }) => said)).size
  // No font has many pairs of letters that are the same one.
  if (letters.length >= 12 && kinds < letters.length * 0.7) return true
  // A program that names its letters may write nothing but commands, or one word often.
  if (font.type1 || restReads) return false
  const written = runs.join('').match(/\p{L}/gu)?.length ?? 0
  return written >= fewestToDoubt && readsAsText(runs) === false && !allNamed(font)
}

/** Letters that a font names one by one are what their names say, however odd the text. */
function allNamed(font: UsedFont): boolean {
  return !font.composite && [...font.codes.values()].every((one) => !isGuess(font, one) && one.name !== undefined)
}

function textsOf({ runs }: UsedFont): string[] {
  return runs.map((run) => run.map(({ said }) => said).join(''))
}

const latinNames =
  'space exclamdown cent sterling currency yen brokenbar section dieresis copyright ordfeminine guillemotleft logicalnot hyphen registered macron degree plusminus twosuperior threesuperior acute mu paragraph periodcentered cedilla onesuperior ordmasculine guillemotright onequarter onehalf threequarters questiondown Agrave Aacute Acircumflex Atilde Adieresis Aring AE Ccedilla Egrave Eacute Ecircumflex Edieresis Igrave Iacute Icircumflex Idieresis Eth Ntilde Ograve Oacute Ocircumflex Otilde Odieresis multiply Oslash Ugrave Uacute Ucircumflex Udieresis Yacute Thorn germandbls agrave aacute acircumflex atilde adieresis aring ae ccedilla egrave eacute ecircumflex edieresis igrave iacute icircumflex idieresis eth ntilde ograve oacute ocircumflex otilde odieresis divide oslash ugrave uacute ucircumflex udieresis yacute thorn ydieresis'.split(
    ' ',
  )

/**
 * Whether nothing but the number of its code says what a letter is. A font of pictures may give its letters any codes, in the order in
 * which they come, and names that are those numbers: read by them the text is a cipher that anybody solves.
 */
function isGuess(font: UsedFont, { code, said }: UsedCode): boolean {
  if (said.trim() === '') return false
  const plain = said === String.fromCodePoint(code)
  if (font.composite) return plain
  const own = font.differences.get(code)
  if (own !== undefined) return isNumbered(own, said) || (plain && !namesPlain(font, own, code))
  if (font.type3) return plain
  return font.embedded && font.symbolic && (plain || said === macRoman(code))
}

/** "a65", "g41", "C0065": a number, and no name of a letter. */
function isNumbered(name: string, said: string): boolean {
  const tail = /^(?!uni[\dA-F]{4})[A-Za-z]{1,3}([\dA-Fa-f]{1,5})$/.exec(name)?.[1]
  if (tail === undefined || !/\d/.test(tail)) return false
  return said === fromNumber(Number(tail)) || said === fromNumber(Number.parseInt(tail, 16))
}

function fromNumber(value: number): string | undefined {
  return value > 0 && value <= 0x10ffff ? String.fromCodePoint(value) : undefined
}

function namesPlain({ encoding }: UsedFont, name: string, code: number): boolean {
  if (/^u(?:ni)?[\dA-F]{4,6}$/.test(name)) return true
  return code < 0x80
    ? name === encoding[code] || /^(?:quotesingle|grave)$/.test(name)
    : name === latinNames[code - 0xa0]
}

/** What pdf.js takes for the codes of a font with signs of its own. */
function macRoman(code: number): string {
  return new TextDecoder('macintosh').decode(Uint8Array.of(code & 0xff))
}

/**
 * Guesses are believed where they read as text: many fonts name their letters by the numbers that these have everywhere. A font that
 * writes too little to tell is believed if it has a table at all, or with those of its kind.
 */
function believedGuesses(
  fonts: readonly UsedFont[],
  withTable: ReadonlySet<string>,
): (font: UsedFont, one: UsedCode) => boolean {
  const ofKind = new Map<string, string[]>()
  const alone = new Map<UsedFont, boolean | undefined>()
  for (const font of fonts) {
    const texts = textsOf(font)
    alone.set(font, readsAsText(texts))
    const guesses = [...font.codes.values()].filter((one) => isGuess(font, one))
    // A font with a table of its own vouches for no other.
    if (guesses.length * 2 < font.codes.size) continue
    for (const kind of new Set(guesses.map((one) => kindOf(font, one))))
      ofKind.set(kind, [...(ofKind.get(kind) ?? []), ...texts])
  }
  const kinds = new Map([...ofKind].map(([kind, texts]) => [kind, readsAsText(texts)]))
  return (font, one) => {
    if (isSingleSign(font, one)) return true
    if (font.type1) return kinds.get(kindOf(font, one)) ?? alone.get(font) ?? false
    return alone.get(font) ?? (withTable.has(font.name) || (kinds.get(kindOf(font, one)) ?? false))
  }
}

/** A font that was asked for nothing but a sign of units spells nothing. */
function isSingleSign(font: UsedFont, { said }: UsedCode): boolean {
  return font.codes.size === 1 && /^[µμ°±×·•–→≤≥]$/.test(said)
}

function kindOf(font: UsedFont, { name = '' }: UsedCode): string {
  if (font.type3) return `type3 ${name.replace(/[\dA-Fa-f]+$/, '')}`
  return font.composite ? 'composite' : font.type1 ? 'type1' : 'simple'
}

interface Count {
  read: number
  unread: number
  kinds: number
  inRow: boolean
}

const rowLength = 3

function countRuns(font: UsedFont, bad: ReadonlySet<UsedCode>, count: Count): void {
  for (const run of font.runs) {
    let row = new Set<UsedCode>()
    for (const one of run) {
      if (bad.has(one)) {
        count.unread++
        row.add(one)
        if (row.size >= rowLength) count.inRow = true
        continue
      }
      row = new Set()
      if (/[\p{L}\p{N}]/u.test(one.said)) count.read++
    }
  }
  count.kinds += bad.size
}
