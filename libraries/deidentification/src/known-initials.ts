import { abbreviations } from './danish/abbreviations.ts'
import { isOfMedicine } from './danish/borne-names.ts'
import { everydayWords } from './danish/everyday-words.ts'
import { isFileWord } from './danish/file-words.ts'
import { isSmallWord } from './danish/find-initials.ts'
import { dottedPairs, letterPairs, modalityPairs } from './danish/letter-pairs.ts'
import { notNames } from './danish/name-lists.ts'
import { isProgram } from './danish/staff-words.ts'
import { type KnownPerson, knownPeople } from './known-people.ts'
import type { KnownIdentity } from './subject.ts'
import type { TextSpan } from './text-span.ts'

/** `pair`: two capitals. `all`: of every word of the name. `cut`: made of the first letters of two words, as hospitals make them. */
type Form = 'pair' | 'all' | 'cut'

/** A word of a few letters, and in what it stands. */
interface Standing {
  word: string
  before: string
  after: string
  /** The text has no small letters: capitals say nothing in it. */
  shouted: boolean
}

/** Digits number who has the same login: "BITTRI02". */
const token = /(?<![\p{L}\p{M}\d])(\p{L}{2,6})(?:(?<=\p{L}{5})\d{1,3})?(?![\p{L}\p{M}\d])/gu
/** "R.M.", "L. F. K." */
const dotted = /(?<![\p{L}\p{M}\d.])\p{Lu}\.\s?\p{Lu}\.(?:\s?\p{Lu}\.){0,2}(?!\p{L})/gu

/**
 * Where a free text has the initials of the patient, of relatives or of staff whom the header names, in either order or as hospitals make
 * them of two words ("MEKR", "BTr"): three letters and more in capitals wherever they are no abbreviation; two, and small ones, where
 * initials stand.
 */
export function knownInitials(known: KnownIdentity): (text: string) => TextSpan[] {
  let made: Map<string, Form> | undefined
  return (text) => {
    const spans: TextSpan[] = []
    if (text.length < 2) return spans
    made ??= formsOf(knownPeople(known))
    if (made.size === 0) return spans
    const forms = made
    const shouted = !/[a-zß-öø-ÿ]{2}/.test(text)
    for (const { 0: whole, 1: word = '', index } of text.matchAll(token)) {
      const form = forms.get(word) ?? (word === word.toLowerCase() ? forms.get(word.toUpperCase()) : undefined)
      if (form === undefined) continue
      const end = index + whole.length
      const standing = {
        word,
        before: text.slice(Math.max(0, index - 24), index),
        after: text.slice(end, end + 24),
        shouted,
      }
      if (!isSomebody(form, standing, forms)) continue
      const [lead, tail] = [besides(inFront.exec(standing.before), forms), besides(behind.exec(standing.after), forms)]
      spans.push({ start: index - lead, end: end + tail, kind: form === 'pair' ? 'known-value' : 'known-name' })
    }
    if (/[A-ZÀ-ÖØ-Þ]\.\s?[A-ZÀ-ÖØ-Þ]\./.test(text))
      for (const { 0: whole, index } of text.matchAll(dotted)) {
        const letters = whole.replace(/[^\p{L}]/gu, '')
        const form = forms.get(letters)
        if (form !== undefined && form !== 'cut' && !dottedPairs.has(letters))
          spans.push({ start: index, end: index + whole.length, kind: 'known-value' })
      }
    return spans
  }
}

const inFront = /(?<![\p{L}\p{M}\d/])(\p{Lu}{2,4})\/$/u
const behind = /^\/(\p{Lu}{2,4})(?![\p{L}\p{M}\d/])/u

/** How long the initials of who did it with them are, and their stroke. */
function besides(found: RegExpExecArray | null, forms: ReadonlyMap<string, Form>): number {
  if (!found || modalityPairs.has(found[1]!)) return 0
  const means = letterPairs.has(found[1]!) || isTaken(found[1]!)
  return means && !forms.has(found[1]!) ? 0 : found[0].length
}

function isSomebody(form: Form, standing: Standing, forms: ReadonlyMap<string, Form>): boolean {
  const { word, shouted } = standing
  if (word !== word.toLowerCase()) {
    if (form === 'pair') return isPair(standing)
    if (abbreviations.has(word)) return !shouted && didIt(standing, forms)
    if (isTaken(word)) return false
    return form === 'all' || !shouted || stands(standing)
  }
  return form !== 'pair' && !isSmallWord(word) && !isTaken(word) && signs(standing)
}

/** Means something else, to medicine or to everybody. */
function isTaken(word: string): boolean {
  const lower = word.toLowerCase()
  return (
    abbreviations.has(word.toUpperCase()) ||
    everydayWords.has(lower) ||
    notNames.has(lower) ||
    isOfMedicine(lower) ||
    isProgram(lower) ||
    isFileWord(lower)
  )
}

/** Behind what is done to pictures stands who did it. */
const acted =
  /(?<!\p{L})(?:sign|signeret|scannet|skannet|udført|optaget|beskrevet|makrobeskrevet|beskr|bedømt|tolket|dikt|dikteret|konfereret med|godk|godkendt|kontrolleret|init|initialer|operatør|undersøger)\.?:?\s(?:af\s)?$/iu
/** Behind a colon how the making of the pictures went, and no finding. */
const making =
  /^:\s(?:pt|patienten|bevæg|urolig|uro(?!\p{L})|gentag|artefakt|afbrudt|afbryd|hoste|klaustro|kontrast(?:en)?\s(?:givet|stoppet)|venflon|nægt|god\s(?:kvalitet|samarbejde)|dårlig\s(?:kvalitet|samarbejde)|kunne\sikke|kan\sikke|vil\sikke|ønsker|ringe|mangler|husk|ny\s(?:tid|optagelse))/iu
/** At the end, behind a stroke with a blank in front. */
const closes = /[\p{L}\d.!)]\s\/$/u
const otherBehind = /^\/(\p{Lu}{2,4})(?=\s*(?:$|[.,;)\n]))/u
const otherInFront = /(?<![\p{L}\d/])(\p{Lu}{2,4})\/$/u

/** What medicine writes so too ("TBI" of Trine Bitsch): somebody only where nothing but a person can stand. */
function didIt({ before, after }: Standing, forms: ReadonlyMap<string, Form>): boolean {
  const ends = /^\s*\.?\s*(?:$|\n)/.test(after)
  if (doing.test(after) || (opens.test(before) && making.test(after))) return true
  if (acted.test(before) || (ends && closes.test(before))) return true
  const other = (otherBehind.exec(after) ?? (ends ? otherInFront.exec(before) : null))?.[1]
  return other !== undefined && (forms.has(other) || /^[^AEIOUYÆØÅ]{3,4}$/.test(other)) && !isTaken(other)
}

/** In front of who did it, or with whom. */
const led =
  /(?<!\p{L})(?:og|and|v\.?|ved|af|by|ok|us|sign|signeret|set|scannet|skannet|scan|optaget|udført|beskrevet|makrobeskrevet|beskr|bedømt|tolket|dikt|dikteret|konf|konfereret|godk|godkendt|kontrolleret|ring|spørg|kontakt|init|initialer|ass|operatør|undersøger)\.?:?\s(?:af\s)?$|(?<!\p{L})v\/\s?$|[&+]\s?$/iu
/** Behind whom only somebody does something. */
const doing =
  /^\s(?:ser (?:med|på|til)|vil (?:gerne|have|se|høre|ringe)|beder|har (?:set|godk|beskr|talt|scan|skan|udf|ringet|bedt)|ringer|ringede|ringet|mener|ønsker|siger|scannede|skannede|skriver|spørger|informere|kommer ind)/u
const does = /^\s(?:ser|vil|beder|har|ringer|ringede|mener|ønsker|siger|kommer|skriver|spørger|vurderer)(?!\p{L})/u
const aged = /^,?\s\d{1,3}\s?(?:år|årig|y\/?o)(?!\p{L})/u
/** At the beginning, with what is told behind a colon; behind it a number is one that was measured. */
const opens = /(?:^|[.;\n]\s*)$/
const tells = /^:\s(?!\d|[<>~≈]|ca)/

function isPair(standing: Standing): boolean {
  const { word, before, after, shouted } = standing
  if (modalityPairs.has(word) || measures.test(after)) return false
  if (doing.test(after) || (!shouted && opens.test(before) && making.test(after))) return true
  return (
    !letterPairs.has(word) &&
    (stands(standing) || does.test(after) || aged.test(after) || (!shouted && led.test(before)))
  )
}

/** A number behind it is what it measured. */
const measures = /^\s?[:=]?\s?[<>~≈]?\d(?!\d{0,2}\s?(?:år|y))/u

/** Alone, at the end, at a stroke beside other initials, in front of a colon, or joined to a word by a low line. */
function stands({ before, after, shouted }: Standing): boolean {
  const ends = /^\s*\.?\s*(?:$|\n)/.test(after)
  if (ends && (/^\s*$/.test(before) || (!shouted && /\S{2}[.,;:]?\s(?:[-–/]\s?)?$/.test(before)))) return true
  if (/(?:^|[\s,;.(])$/.test(before) && isParted(/^\/\s?(\p{L}{2,4}(?![\p{L}\d])|$|\s|\p{Ll})?/u.exec(after)))
    return true
  if (isParted(/(?:^|[\s,;.(])(\p{L}{2,4})?\/\s?$/u.exec(before)) && /^(?:$|[\s,;.):])/.test(after)) return true
  if (opens.test(before) && tells.test(after)) return true
  if (/(?:^|[\s_])$/.test(before) && /^_\p{L}{2}/u.test(after)) return true
  return /\p{L}{2}_$/u.test(before) && /^(?:$|[\s_.])/.test(after)
}

/** Beside the stroke stands nobody else, or somebody by initials. */
function isParted(found: RegExpExecArray | null): boolean {
  if (!found) return false
  const other = found[1] ?? ''
  return !/^\p{Lu}+$/u.test(other) || (!letterPairs.has(other) && !abbreviations.has(other))
}

/** Where small letters are the sign of somebody. */
function signs({ before, after }: Standing): boolean {
  if (!/^\s*(?:$|[),;/.\n])/.test(after)) return false
  return /(?:^|[;,/(–]\s?|\s-\s?)$/.test(before) || (led.test(before) && !/(?:og|and|ok|us|&|\+)\s?$/i.test(before))
}

function formsOf(people: readonly KnownPerson[]): Map<string, Form> {
  const forms = new Map<string, Form>()
  for (const person of people) for (const one of cutForms(person)) forms.set(one, 'cut')
  for (const { given, family } of people) {
    const [first, last] = [given.map(initial), family.map(initial)]
    const orders = [
      [...first, ...last],
      [...last, ...first],
      ...last.flatMap((one) => [
        [first[0]!, one],
        [one, first[0]!],
        [...first, one],
      ]),
      [first[0]!, ...last],
    ]
    for (const letters of orders) {
      const form = letters.join('')
      if (letters.length >= 2 && letters.length <= 5 && /^\p{Lu}+$/u.test(form))
        forms.set(form, letters.length === 2 ? 'pair' : 'all')
    }
  }
  return forms
}

/** How many letters of a given name and of a family name make up initials. */
const cuts = [
  [1, 2],
  [2, 1],
  [2, 2],
  [1, 3],
  [3, 1],
  [2, 3],
  [3, 2],
  [3, 3],
  [2, 4],
  [4, 2],
] as const

/** "MKR", "MEKR", "MKRO" of Merete Krog, in capitals and with a capital for each word; or the family name first. */
function cutForms({ given, family }: KnownPerson): string[] {
  const first = given[0]!
  return family.flatMap((last) =>
    cuts.flatMap(([a, b]) => {
      const [front, back] = [first.slice(0, a), last.slice(0, b)]
      const [turned, behind] = [last.slice(0, a), first.slice(0, b)]
      return [
        ...(front.length === a && back.length === b
          ? [(front + back).toUpperCase(), capital(front) + capital(back)]
          : []),
        // Of a family name its first letter and its last: "LIBX" of Line Brix.
        ...(a === 2 && b === 2 && last.length > 2 ? [(front + last[0]! + last.at(-1)!).toUpperCase()] : []),
        ...(turned.length === a && behind.length === b ? [(turned + behind).toUpperCase()] : []),
      ]
    }),
  )
}

function initial(word: string): string {
  return word[0]!.toUpperCase()
}

function capital(part: string): string {
  return initial(part) + part.slice(1).toLowerCase()
}
