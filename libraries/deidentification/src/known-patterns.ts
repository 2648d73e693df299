import { dottedPairs } from './danish/letter-pairs.ts'
import { foldText } from './fold-text.ts'
import type { GatedPattern } from './gated-search.ts'
import { nameWords } from './identity-words.ts'
import { isJoinedLogin, staffWords } from './known-people.ts'
import type { KnownIdentity } from './subject.ts'

const months =
  'januar|jan,februar|feb|february,marts|mar|march|mrt,april|apr,maj|may|mai,juni|jun|june,juli|jul|july,august|aug,september|sep|sept,oktober|okt|oct|october,november|nov,december|dec|dez'.split(
    ',',
  )

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}

/** A name's word as a pattern over folded text; a letter that is often lost on the way may be a question mark there, an apostrophe a blank. */
export function wordPattern(word: string): GatedPattern {
  const { folded, at } = foldText(word)
  const letters = Array.from(folded)
  const isLossy = (i: number) => (word[at ? at[i]! : i] ?? '') > '\x7f'
  const clue = longest(
    letters
      .map((letter, i) => (isMark(letter) || isLossy(i) ? ' ' : letter))
      .join('')
      .split(' '),
  )
  return {
    source: () =>
      letters
        .map((letter, i) =>
          isMark(letter) ? "['’´` ]?" : isLossy(i) ? `(?:${escaped(letter)}|[?_\ufffd]{1,2})` : escaped(letter),
        )
        .join(''),
    may: (text) => text.folded.includes(clue),
  }
}

function isMark(letter: string): boolean {
  return letter === "'" || letter === '’'
}

function longest(parts: readonly string[]): string {
  return parts.reduce((most, part) => (part.length > most.length ? part : most), '')
}

/** All words of the names, longest first. */
export function knownWords(known: KnownIdentity): string[] {
  const names = known.names.flatMap((name) => [name.family, ...name.given])
  const joined = known.names.flatMap((name) => runTogether(nameWords(name.family), name.given.flatMap(nameWords)))
  return [...new Set([...names.flatMap(nameWords), ...known.staffNames.flatMap(staffWords), ...joined])].sort(
    (a, b) => b.length - a.length,
  )
}

/** HansenJens and JensHansen: as file names and labels write it. A short name that stands apart is found by its own edges. */
function runTogether(family: readonly string[], given: readonly string[]): string[] {
  const all = [...family, ...given]
  return all
    .flatMap((one) => all.flatMap((other) => (one === other ? [] : [`${one}${other}`, `${other}${one}`])))
    .filter((word) => word.length >= 7)
}

/** Hyphens and dashes of every width among them, and what became of those that a character set did not have. */
const separators = '-\\s./_‐‑‒–—−?\x96\x97\ufffd'

/** A number with whatever separates its groups. */
function digitsPattern(digits: string): string {
  return Array.from(digits).join(`[${separators}]?`)
}

export function isCprShaped(value: string): boolean {
  return /^\d{6}[- ]?\d{4}$/.test(value.trim())
}

function cprPattern(value: string): GatedPattern {
  const digits = value.replace(/\D/g, '')
  const end = digits.slice(6)
  return {
    source: () => {
      const apart = `${digitsPattern(digits.slice(0, 6))}[${separators}]{0,3}${digitsPattern(end)}`
      // "xxxxxx-1234": the control number behind its hyphen.
      const control = `(?<!\\d\\s?)[-–]\\s?${end}(?!\\d|[.,]\\d)`
      // A number field loses the leading zero.
      return digits.startsWith('0') ? `${apart}|${control}|(?<!\\d)${digits.slice(1)}(?!\\d)` : `${apart}|${control}`
    },
    may: (text) => text.folded.includes(end) || text.bare().includes(digits),
  }
}

/** An identifier of letters and digits; separators may have been added or lost. */
function identifierPattern(value: string): GatedPattern | undefined {
  if (isCprShaped(value)) return cprPattern(value)
  const bare = foldText(value).folded.replace(/[^\p{L}\p{N}]/gu, '')
  if (bare.length < 4 || /^(.)\1*$/.test(bare)) return undefined
  return {
    source: () => {
      const inner = Array.from(bare, escaped).join('[-\\s./_^]?')
      // A long number may stand inside a longer one only by chance; a short one often does.
      return bare.length >= 8 ? inner : `(?<![\\p{L}\\p{N}])${inner}(?![\\p{L}\\p{N}])`
    },
    may: (text) => text.bare().includes(bare),
  }
}

/**
 * Numbers of other studies: the letters of this one's and as many digits, or one more or less. Only where the letters are none by which a
 * kind of image or a view is called as well, and the digits are too many for a dose or a level.
 */
function siblingPattern(value: string): GatedPattern | undefined {
  const [, letters = '', digits = ''] = /^(\p{L}{2,6})[-_ ]?(\d{6,9})$/u.exec(value.trim()) ?? []
  if (!letters || ofImages.has(letters.toUpperCase())) return undefined
  const front = foldText(letters).folded
  const many = digits.length
  return {
    source: () =>
      `(?<![\\p{L}\\p{N}])${escaped(front)}[-_ ]?\\d{${Math.max(6, many - 1)},${many + 1}}(?![\\p{L}\\p{N}])`,
    may: ({ folded }) => folded.includes(front),
  }
}

const ofImages = new Set(
  'CT MR MRI US UL PT PET NM CR DX XA RF MG OT SR PR SC ES OP SM IO PX BI RG DXA ECG EKG IM IMG SE SER NCT'.split(' '),
)

/** Year, month and day of YYYYMMDD or YYYY-MM-DD. */
export function dateParts(value: string): [string, string, string] | undefined {
  const found = /^(\d{4})[-.]?(\d{2})[-.]?(\d{2})/.exec(value.trim())
  return found ? [found[1]!, found[2]!, found[3]!] : undefined
}

function birthDatePattern(value: string): GatedPattern | undefined {
  const parts = dateParts(value)
  if (!parts) return undefined
  const [year, month, day] = parts
  const loose = (two: string) => (two.startsWith('0') ? `0?${two[1]}` : two)
  const [m, d, short] = [loose(month), loose(day), year.slice(2)]
  const name = months[Number(month) - 1] ?? month
  const by = '[-\\s./–]{1,2}'
  const source = () =>
    [
      `(?<!\\d)${year}[-\\s./]?${month}[-\\s./]?${day}`,
      `(?<!\\d)${day}${month}${year}(?!\\d)`,
      `(?<!\\d)${day}${month}${short}(?!\\d)`,
      `(?<!\\d)${short}${month}${day}[-–+ ]?\\d{4}(?!\\d)`,
      `(?<!\\d)${d}${by}${m}${by}(?:${year}|${short})(?!\\d)`,
      `(?<!\\d)${m}${by}${d}${by}${year}(?!\\d)`,
      `(?<!\\d)${d}\\.?\\s*(?:${name})\\.?,?\\s*(?:${year}|${short})(?!\\d)`,
      `(?:${name})\\.?\\s+${d}(?:st|nd|rd|th)?,?\\s+${year}(?!\\d)`,
    ].join('|')
  // Each of the ways has the two last digits of the year, and day and month at least without their zeros.
  const bare = (two: string) => (two.startsWith('0') ? two[1]! : two)
  const [day1, months1] = [bare(day), [bare(month), ...name.split('|')]]
  const may: GatedPattern['may'] = ({ folded }) =>
    folded.includes(short) && folded.includes(day1) && months1.some((one) => folded.includes(one))
  return { source, may }
}

/** A letter that may have been two: a for å, o for ø. */
function apartLetter(letter: string): string {
  if (letter !== 'a' && letter !== 'o') return escaped(letter)
  return letter === 'a' ? 'a(?:[ ._-]{1,2}[ae])?' : 'o(?:[ ._-]{1,2}e)?'
}

/** S Ø R E N S E N, s.ø.r.e.n.s.e.n */
function lettersApart(word: string): GatedPattern | undefined {
  const { folded } = foldText(word)
  if (folded.length < 5 || !/^[\p{L}]+$/u.test(folded)) return undefined
  return {
    source: () => `(?<![\\p{L}])${Array.from(folded, apartLetter).join('[ ._-]{1,2}')}(?![\\p{L}])`,
    may: (text) => text.hasLettersApart(),
  }
}

type PersonName = KnownIdentity['names'][number]

/** Å.B.S.: three initials and more, each with its full stop; two are too often "a.p." or "i.v.". */
function dottedInitials(name: PersonName): GatedPattern | undefined {
  const all = initialsOf(name).filter((letters) => letters.length >= 3)
  if (all.length === 0) return undefined
  return {
    source: () => all.map((letters) => `(?<![\\p{L}.])${letters.join('\\.\\s?')}(?:\\.|(?![\\p{L}\\p{N}]))`).join('|'),
    may: ({ folded }) => all.some(([first, second]) => folded.includes(`${first}.`) && folded.includes(`${second}.`)),
  }
}

/** Folded first letters in the order of the name; a family name with a hyphen counts as one word, and as two. */
function initialsOf(name: PersonName): string[][] {
  const given = name.given.flatMap(nameWords).filter((word) => !word.includes('-'))
  const family = nameWords(name.family)
  const forms = [family.filter((word) => !word.includes('-')), family.filter((word, _, all) => !isPartOf(word, all))]
  return forms
    .map((form) => [...given, ...form].map((word) => foldText(word[0]!).folded))
    .filter((letters) => letters.length >= 2 && letters.every((one) => /^\p{L}$/u.test(one)))
}

function isPartOf(word: string, all: readonly string[]): boolean {
  return !word.includes('-') && all.some((one) => one.includes('-') && one.split('-').includes(word))
}

/**
 * "Pt. SN", "pt. SÆN", "S.N.": in capitals, behind the word for the patient or each with its full stop; undefined where medicine says the same.
 * Over a text as it is written: undefined where nothing of them is in it.
 */
export function capitalInitials(known: KnownIdentity): (text: string) => RegExp | undefined {
  const forms = new Set(
    known.names.flatMap((name) => {
      const words = (one: string) => nameWords(one).filter((word) => !word.includes('-'))
      const letters = [...name.given.flatMap(words), ...words(name.family)].map((word) => word[0]!.toUpperCase())
      return letters.length < 2 ? [] : [letters, [letters[0]!, letters.at(-1)!]].map((one) => one.join(''))
    }),
  )
  const plain = [...forms].filter((one) => /^\p{Lu}{2,5}$/u.test(one))
  const clues = [...new Set(plain.flatMap((one) => [one, `${[...one][0]}.`]))]
  let search: RegExp | undefined
  return (text) => (clues.some((clue) => text.includes(clue)) ? (search ??= initialsSearch(plain)) : undefined)
}

function initialsSearch(plain: readonly string[]): RegExp {
  // The letters first: what stands before them is looked at only where they stand.
  const dotted = plain
    .filter((one) => !dottedPairs.has(one))
    .map((one) => [...one].join('\\.\\s?'))
    .map((one) => `${one}\\.(?<=(?<![\\p{L}.])${one}\\.)`)
  const cued = `(?:${plain.join('|')})(?<=(?:[Pp](?:a?t|atient(?:en)?)|[Ii]nit(?:ialer)?)[.:]?\\s(?:${plain.join('|')}))(?![\\p{L}\\d])`
  return new RegExp([...dotted, cued].join('|'), 'gu')
}

function phonePattern(value: string): GatedPattern | undefined {
  const digits = value.replace(/\D/g, '').replace(/^(?:0045|45)(?=\d{8}$)/, '')
  if (digits.length < 6) return undefined
  return {
    source: () => {
      const apart = Array.from(digits).join('[-\\s.()]{0,2}')
      // A long number may stand inside a longer one only by chance.
      return digits.length >= 8 ? `(?:(?:\\+|00)?45[-\\s.]?)?${apart}` : `(?<!\\d)${apart}(?!\\d)`
    },
    may: (text) => text.bare().includes(digits),
  }
}

/** Parts of an address that tell where someone lives: those with a number, and the street's name alone. */
export function addressParts(address: string): string[] {
  const parts = address.split(/[,;^\n\r]+/).map((part) => part.trim())
  const numbered = parts.filter((part) => /\d/.test(part) && part.length >= 5)
  const streets = parts.flatMap((part) => /^([\p{L} .'-]{6,}?)\s+\d+/u.exec(part)?.[1] ?? [])
  return [...numbered, ...streets.filter((street) => !/\s/.test(street) || street.length >= 10)]
}

/** A text whose words may stand any width apart, between what must stand beside it. */
function spaced(text: string, before = '', after = ''): GatedPattern {
  const words = foldText(text.trim()).folded.split(/\s+/)
  const clue = longest(words)
  return {
    source: () => `${before}${words.map(escaped).join('\\s*')}${after}`,
    may: ({ folded }) => folded.includes(clue),
  }
}

/** Letters and how many digits: the numbers of a patient's studies have few forms, and each is looked for once. */
const formOf = (value: string) => value.trim().replace(/\d/g, '0')

function uniqueBy(values: readonly string[], key: (value: string) => string): string[] {
  return [...new Map(values.map((value) => [key(value), value])).values()]
}

/** Everything known but the names, as alternatives of one pattern over folded text. */
export function knownPatterns(known: KnownIdentity): GatedPattern[] {
  return [
    ...known.emails.filter((one) => one.includes('@')).map((one) => spaced(one)),
    ...known.addresses.flatMap(addressParts).map((part) => spaced(part, '(?<![\\p{L}\\p{N}])', '(?![\\p{N}])')),
    ...known.patientIds.map((one) => identifierPattern(one.value)),
    ...known.accessionNumbers.map(identifierPattern),
    ...uniqueBy(known.accessionNumbers, formOf).map(siblingPattern),
    ...known.staffNames.filter(isJoinedLogin).map(identifierPattern),
    ...known.phones.map(phonePattern),
    ...known.names.flatMap((name) => nameWords(name.family)).map(lettersApart),
    ...known.names.map(dottedInitials),
    ...known.birthDates.map(birthDatePattern),
  ].filter((one) => one !== undefined)
}
