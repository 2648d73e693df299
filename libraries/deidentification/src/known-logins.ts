import { isOfMedicine } from './danish/borne-names.ts'
import { everydayWords } from './danish/everyday-words.ts'
import { isFrequentName } from './danish/file-words.ts'
import { notNames } from './danish/name-lists.ts'
import { isLatin } from './danish/text-words.ts'
import { foldText } from './fold-text.ts'
import { isOrdinaryName, nameWords } from './identity-words.ts'
import { knownPeople } from './known-people.ts'
import type { KnownIdentity } from './subject.ts'
import type { TextSpan } from './text-span.ts'

/** A word of letters, with the digits that number who has the same login. */
const token = /(?<![\p{L}\p{M}\d])([\p{L}\p{M}]{4,24})\d{0,4}(?![\p{L}\p{M}\d])/gu
const latinToken = /(?<![A-Za-zªµºÀ-ÖØ-öø-ÿ\d])([A-Za-zªµºÀ-ÖØ-öø-ÿ]{4,24})\d{0,4}(?![A-Za-zªµºÀ-ÖØ-öø-ÿ\d])/g
/** "mie.ks", "j_lund": parts as addresses have them. */
const parted = /(?<![\p{L}\p{M}\d._])(\p{L}{1,16})[._](\p{L}{1,16})\d{0,3}(?![\p{L}\p{M}\d]|[._]\p{L})/gu

/** In front of who did it, or who is logged in, in small letters: to look for both cases of a class of letters took four milliseconds to prepare. */
const led =
  /(?:(?<!\p{L})(?:af|av|by|v|ved|v\/|user|bruger|brugernavn|login|logon|ord|ordineret|sign|init|opr|oprettet|godk|beskr|operator|oper)\.?\s?:?\s?|[=:;(/\\@]\s?)$/u

/** Folded: a given name and a family name of somebody, in every pairing. */
type Pair = readonly [given: string, family: string]

/**
 * Where a text has a login that systems make of a name of the header: given and family name run together in either order, either one with the
 * first letters of the other ("ellenk", "ekongsba", "kongsbake"), cut short where a word or a sign leads to it ("pdue", "ekong"), or parted
 * by a full stop ("ellen.kb"). The whole of a word goes, its digits too; so does a word of a known name and another frequent one.
 */
export function knownLogins(known: KnownIdentity): (text: string) => TextSpan[] {
  let made: ReturnType<typeof prepared> | undefined
  return (text) => {
    made ??= prepared(known)
    const { pairs, tails, names, begins } = made
    if (begins.size === 0) return []
    const spans: TextSpan[] = []
    for (const found of text.matchAll(isLatin(text) ? latinToken : token)) {
      const word = found[1]!
      if (word !== word.toLowerCase() && word !== word.toUpperCase()) continue
      const folded = foldText(word).folded
      const mayBe = begins.has(folded[0]!)
      if (!mayBe && !names.some((name) => folded.endsWith(name))) continue
      const before = text.slice(Math.max(0, found.index - 14), found.index).toLowerCase()
      const isLed = led.test(before) || found[0].length === text.trim().length
      const isLogin =
        pairs.some((pair) => isMadeOf(folded, pair, isLed)) || isNumbered(folded, pairs) || isJoined(folded, names)
      if (isLogin && isNoWord(folded) && isNoWord(word.toLowerCase()))
        spans.push({ start: found.index, end: found.index + found[0].length, kind: 'known-name' })
    }
    if (/[._]/.test(text) && /\p{L}[._]\p{L}/u.test(text))
      for (const { 0: whole, 1: first = '', 2: second = '', index } of text.matchAll(parted)) {
        if (first !== first.toLowerCase() || second !== second.toLowerCase()) continue
        const [a, b] = [foldText(first).folded, foldText(second).folded]
        if (
          pairs.some(([given, family]) => isParted(a, b, given, family) || isParted(b, a, given, family)) ||
          tails.some(([first, letters]) => a === first && b === letters)
        )
          spans.push({ start: index, end: index + whole.length, kind: 'known-name' })
      }
    return spans
  }
}

function prepared(known: KnownIdentity) {
  // Of two given names too: "ellenk" of Ellen Karla.
  const pairs: Pair[] = knownPeople(known).flatMap(({ given, family }) =>
    given.flatMap((first, i) =>
      [...family, ...given.slice(i + 1)].flatMap((last): Pair[] =>
        isLong(first) && isLong(last) ? [[fold(first), fold(last)]] : [],
      ),
    ),
  )
  // What "ks" is in "mie.ks" of Mie Karla Sloth.
  const tails: Pair[] = knownPeople(known).flatMap(({ given: [first = '', ...more], family }): Pair[] => {
    const letters = [...more, ...family].map((word) => fold(word)[0]!).join('')
    return letters.length >= 2 && first.length >= 3 ? [[fold(first), letters]] : []
  })
  const words = [...known.names.flatMap(({ family, given }) => [family, ...given]), ...known.staffNames].flatMap(
    nameWords,
  )
  const names = [...new Set(words.filter((word) => !word.includes('-') && !isOrdinaryName(word)).map(fold))]
  return {
    pairs,
    tails,
    names: names.filter((name) => name.length >= 4),
    begins: new Set([...pairs.flat(), ...names].map((name) => name[0]!)),
  }
}

const isLong = (word: string) => word.length >= 2
const fold = (word: string) => foldText(word).folded

/** Words that a given name and a letter make: the liner of a hip, a signet ring cell. */
const words = new Set(
  'liner toner signet annex miner marks marked markt coral finer final stene steno stent stents rosen runer lungs franks penne dorsal vital normal norma maria marie karla carla klaus piano violet vibes viber olives pearls roses rosea ivory agnes amber angela herre mille miller millet palmer storms vejle minde minen tiden dagen vitam vitae lille lilla lilly sofar theta viola volar iliac lines signed signer karin julie juliet belle bella elise'.split(
    ' ',
  ),
)

function isMadeOf(login: string, [given, family]: Pair, isLed: boolean): boolean {
  return (
    isOf(login, given, family, isLed) ||
    (isOf(login, family, given, isLed) && (isLed || login.length > family.length + 1 || family.length > 5))
  )
}

/** The first of both, whole or but its first letters, and the second, whole or but its first letters. */
function isOf(login: string, first: string, second: string, isLed: boolean): boolean {
  if (login.startsWith(first)) {
    const rest = login.slice(first.length)
    // "lund" and "s" of Søren is a genitive.
    if (rest !== '' && second.startsWith(rest) && (rest !== 's' || isLed)) {
      if (first.length + rest.length >= (isLed ? 4 : 5) && (first.length >= 4 || rest.length >= 5 - first.length))
        return true
    }
  }
  for (let front = 1; front <= 3 && login[front - 1] === first[front - 1]; front++) {
    const rest = login.slice(front)
    if (!second.startsWith(rest)) continue
    if (rest.length >= (rest.length === second.length ? 5 : 6) || (isLed && rest.length >= 3)) return true
  }
  return false
}

/** "jlundx": where two have the same login, one has a letter more. */
function isNumbered(login: string, pairs: readonly Pair[]): boolean {
  if (login.length < 6 || !login.endsWith('x')) return false
  return pairs.some(([given, family]) => login === `${given[0]}${family}x`)
}

/** A known name at either end of a word, and a frequent one beside it. */
function isJoined(login: string, names: readonly string[]): boolean {
  return names.some((name) => {
    if (login.length < name.length + 3) return false
    const rest = login.startsWith(name)
      ? login.slice(name.length)
      : login.endsWith(name)
        ? login.slice(0, -name.length)
        : ''
    return rest !== '' && isFrequentName(rest)
  })
}

/** One part is a name, the other its owner's other name or its first letters; or the one a letter and the other a whole name. */
function isParted(a: string, b: string, given: string, family: string): boolean {
  return (
    (a === given && a.length >= 3 && b[0] === family[0] && (b.length <= 3 || family.startsWith(b))) ||
    (a === family && a.length >= 3 && b[0] === given[0] && (b.length <= 3 || given.startsWith(b)))
  )
}

function isNoWord(login: string): boolean {
  return !words.has(login) && !everydayWords.has(login) && !notNames.has(login) && !isOfMedicine(login)
}
