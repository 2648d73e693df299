import { abbreviations } from './danish/abbreviations.ts'
import { isOfMedicine } from './danish/borne-names.ts'
import { everydayWords } from './danish/everyday-words.ts'
import { isSmallWord } from './danish/find-initials.ts'
import { eponyms, notNames } from './danish/name-lists.ts'
import { isProgram } from './danish/staff-words.ts'
import { longCapitalisedWords, type Word, wordsOf } from './danish/text-words.ts'
import { foldText } from './fold-text.ts'
import { isOrdinaryName, nameWords } from './identity-words.ts'
import type { KnownIdentity } from './subject.ts'
import { addSpans, type TextSpan } from './text-span.ts'

/** Names shorter than this have too many neighbours that are words of a sentence. */
const shortest = 6
/** From here on two slips of a hand are still the same name. */
const long = 9

/**
 * Where a capitalised word of a free text is one of the patient's own names but for a letter that was added, lost, changed or swapped, or for
 * the ending of its case in another tongue, or is written in two words or one where the name is the other; where the patient's three initials
 * and more stand by themselves in capitals, or those of staff as
 * the sign at the end of a line; and where a name of three letters that is no word is typed small.
 */
export function nearNames(known: KnownIdentity): (text: string) => TextSpan[] {
  const names = new Set(
    known.names
      .flatMap((name) => [name.family, ...name.given])
      .flatMap(nameWords)
      .filter((word) => !word.includes('-'))
      .map((word) => foldText(word).folded)
      .filter((word) => word.length >= shortest),
  )
  const byLetter = Map.groupBy(names, (word) => word[0]!)
  const spoken = new Map<string, number>()
  for (const word of known.names.flatMap((name) => [name.family, ...name.given]).flatMap(nameWords)) {
    const sound = soundOf(foldText(word).folded)
    if (sound.length >= 4 && word.length >= 5) spoken.set(sound, Math.min(word.length, spoken.get(sound) ?? 99))
  }
  const halved = halvedNames(known)
  const forms = ownInitials(known)
  // Compiled where a text has them, which few have.
  let initials: RegExp | undefined
  let small: RegExp | undefined
  const lower = forms.map((form) => form.toLowerCase())
  const signs = staffInitials(known)
  let signed: RegExp | undefined
  const brief = briefNames(known)
  const begins = new Set([...byLetter.keys(), ...[...spoken.keys()].flatMap((sound) => spelledFirst(sound[0]!))])
  return (text) => {
    const spans: TextSpan[] = []
    if (spoken.size > 0 && mayBegin(text, begins))
      for (const found of longCapitalisedWords(text)) {
        const first = found[0][0]!
        if (first < '\x7f' && !begins.has(first.toLowerCase())) continue
        const word = foldText(found[0]).folded
        const near = byLetter.get(word[0]!)?.some((name) => isNear(word, name))
        // A short name that lost one of its double letters is too often a word: Helle, "Hele".
        const alike = near ? undefined : spoken.get(soundOf(word))
        const heard = near || (alike !== undefined && word.length >= Math.min(7, alike))
        if (!heard || isWord(found[0].toLowerCase())) continue
        spans.push({ start: found.index, end: found.index + found[0].length, kind: 'known-name' })
      }
    if (halved.whole.size > 0) addSpans(spans, inOtherHalves(text, halved))
    // Typed without capitals: only where they stand by themselves, as who it is about.
    if (lower.some((form) => text.includes(form))) {
      small ??= new RegExp(`(?<=(?:^|[(,;/_:]) ?)(?:${lower.join('|')})(?=\\s*(?:$|[),;/._]))`, 'gu')
      for (const found of text.matchAll(small)) {
        if (isWord(found[0])) continue
        spans.push({ start: found.index, end: found.index + found[0].length, kind: 'known-name' })
      }
    }
    if (forms.some((form) => text.includes(form))) {
      initials ??= new RegExp(`(?<![\\p{L}\\p{N}])(?:${forms.join('|')})(?![\\p{L}\\p{N}])`, 'gu')
      for (const found of text.matchAll(initials))
        spans.push({ start: found.index, end: found.index + found[0].length, kind: 'known-name' })
    }
    if (signs.some((form) => text.includes(form))) {
      signed ??= new RegExp(`(?<=[-–/(,;.:]\\s?)(?:${signs.join('|')})(?=\\s*[).]{0,2}\\s*(?:$|\\n))`, 'gu')
      for (const found of text.matchAll(signed))
        spans.push({ start: found.index, end: found.index + found[0].length, kind: 'known-name' })
    }
    if (brief.some((name) => text.includes(name)))
      for (const found of text.matchAll(threeSmall))
        if (brief.includes(found[0]))
          spans.push({ start: found.index, end: found.index + found[0].length, kind: 'known-name' })
    return spans
  }
}

/** Names of eight letters and more, and double ones, without what parts their halves. */
function halvedNames(known: KnownIdentity): Record<'whole' | 'double', ReadonlySet<string>> {
  const words = known.names.flatMap((name) => [name.family, ...name.given]).flatMap((name) => name.split(/[\s^=]+/))
  const joined = (some: readonly string[]) =>
    new Set(some.map((word) => foldText(word.replace('-', '')).folded).filter((word) => word.length >= shortestHalved))
  const named = words.filter((word) => /^\p{L}+(?:-\p{L}+)?$/u.test(word))
  return { whole: joined(named), double: joined(named.filter((word) => word.includes('-'))) }
}

const shortestHalved = 8

/** "Sabet-Zadeh" and "Sabet Zadeh" of a Sabetzadeh; "Lindfeldt" of a Lind-Feldt. */
function inOtherHalves(text: string, halved: ReturnType<typeof halvedNames>): TextSpan[] {
  const words = wordsOf(text).filter((word) => word.capital)
  const isOne = (said: string, names: ReadonlySet<string> = halved.whole) => names.has(foldText(said).folded)
  const span = (first: Word, last: Word): TextSpan => ({ start: first.start, end: last.end, kind: 'known-name' })
  return words.flatMap((word, i) => {
    if (word.text.length >= shortestHalved)
      if (word.text.includes('-') ? isOne(word.text.replace('-', '')) : isOne(word.text, halved.double))
        return [span(word, word)]
    const next = words[i + 1]
    const beside = next && next.start === word.end + 1 && /[ -]/.test(text[word.end]!)
    return beside && isOne(word.text + next.text) ? [span(word, next)] : []
  })
}

/** Whether a capital of a text begins such a name, or a letter beyond ASCII may: cheaper than to make the pattern ready. */
function mayBegin(text: string, begins: ReadonlySet<string>): boolean {
  for (const one of text) if (one >= '\x7f' || (one >= 'A' && one <= 'Z' && begins.has(one.toLowerCase()))) return true
  return false
}

const threeSmall = /(?<![\p{L}\p{M}\d])\p{Ll}{3}(?![\p{L}\p{M}\d])/gu

/** Names of the patient of three letters that no sentence has as a word: "åke", "kaj". */
function briefNames(known: KnownIdentity): string[] {
  return known.names
    .flatMap((name) => [name.family, ...name.given])
    .flatMap(nameWords)
    .map((word) => word.toLowerCase())
    .filter((word) => /^\p{L}{3}$/u.test(word) && !isSmallWord(word) && !isOrdinaryName(word))
}

/** What sounds alike is written alike: Kristoffer and Christopher, Gurpreet and Gurprit, Mette and Metthe. */
function soundOf(folded: string): string {
  return folded
    .replace(/ph/g, 'f')
    .replace(/ch(?=[rl])|ck|q/g, 'k')
    .replace(/(?<=[bcdgklmnprt])h/g, '')
    .replace(/c(?=[aou]|[^aeiouy]|$)/g, 'k')
    .replace(/ee|ie|y|j/g, 'i')
    .replace(/oo|ou/g, 'u')
    .replace(/w/g, 'v')
    .replace(/z/g, 's')
    .replace(/(.)\1+/g, '$1')
}

/** Letters that a word with this first sound may begin with. */
function spelledFirst(sound: string): string[] {
  return [...({ f: 'fp', k: 'kcq', v: 'vw', s: 'sz', i: 'iyje', u: 'uo' }[sound] ?? sound)]
}

function isWord(lower: string): boolean {
  const told = (word: string) =>
    everydayWords.has(word) || notNames.has(word) || eponyms.has(word) || isOfMedicine(word) || isProgram(word)
  return told(lower) || told(lower.replace(/['’]?s$/, ''))
}

/** The same letters but for a few: one in a name of six letters and more, two in one of nine; the first letter stays. */
function isNear(word: string, name: string): boolean {
  const most = name.length >= long && word.length >= long - 1 ? 2 : 1
  return Math.abs(word.length - name.length) <= most && word.length >= shortest - 1 && slips(word, name, 0, 0, most)
}

/** Whether the rests from `i` and `j` on are the same after at most so many letters added, lost, changed, or swapped with the next. */
function slips(word: string, name: string, i: number, j: number, most: number): boolean {
  while (i < word.length && j < name.length && word[i] === name[j]) {
    i++
    j++
  }
  if (i === word.length || j === name.length) return word.length - i + (name.length - j) <= most
  if (most === 0) return false
  return (
    slips(word, name, i + 1, j, most - 1) ||
    slips(word, name, i, j + 1, most - 1) ||
    slips(word, name, i + 1, j + 1, most - 1) ||
    (word[i] === name[j + 1] && word[i + 1] === name[j] && slips(word, name, i + 2, j + 2, most - 1))
  )
}

/** Three letters and more of the whole name, in capitals, where no word of medicine is written so. */
function ownInitials(known: KnownIdentity): string[] {
  const forms = known.names.flatMap((name) => {
    const words = (one: string) => nameWords(one).filter((word) => !word.includes('-'))
    const [given, family] = [name.given.flatMap(words), words(name.family)]
    // Of a double family name both, or either; of three given names theirs alone.
    return [family, [], ...family.map((one) => [one])]
      .map((some) => [...given, ...some].map((word) => word[0]!.toUpperCase()).join(''))
      .filter((all) => /^\p{Lu}{3,5}$/u.test(all) && !abbreviations.has(all))
  })
  return [...new Set(forms)]
}

/** The same of staff, whose initials are looked for only where somebody signs. */
function staffInitials(known: KnownIdentity): string[] {
  const forms = known.staffNames.map((name) => {
    const [family = '', ...given] = name.split('=')[0]!.split('^')
    return [...given, family]
      .flatMap(nameWords)
      .filter((word) => !word.includes('-'))
      .map((word) => word[0]!.toUpperCase())
      .join('')
  })
  return [...new Set(forms.filter((all) => /^\p{Lu}{3,5}$/u.test(all) && !abbreviations.has(all)))]
}
