import { isOfMedicine } from './danish/borne-names.ts'
import { everydayWords } from './danish/everyday-words.ts'
import { notNames } from './danish/name-lists.ts'
import { foldText } from './fold-text.ts'
import { nameWords } from './identity-words.ts'
import type { KnownIdentity } from './subject.ts'
import type { TextSpan } from './text-span.ts'

const token = /(?<![\p{L}\p{M}\d])[\p{L}\p{M}]{4,}(?![\p{L}\p{M}])/gu

/** In front of who did it, or who is logged in. */
const led = /(?:(?<!\p{L})(?:af|av|by|v\/|user|bruger|login)\s?|[=:;(/\\]\s?)$/iu

/**
 * Where a text has a login that systems make of a known name: the given name and a letter of the family's ("ellenk"), or, cut at eight
 * letters, one of the given name and the family name ("ekongsba"); of a short family name the whole ("pdue"), where a word or a sign leads to it.
 */
export function knownLogins(known: KnownIdentity): (text: string) => TextSpan[] {
  const logins = new Set([
    ...known.names.flatMap((name) => loginsOf(name.family, name.given)),
    ...known.staffNames.flatMap((name) => {
      const [family = '', ...given] = name.split('=')[0]!.split('^')
      return loginsOf(family, given)
    }),
  ])
  const brief = new Set([
    ...known.names.flatMap((name) => briefLogins(name.family, name.given)),
    ...known.staffNames.flatMap((name) => {
      const [family = '', ...given] = name.split('=')[0]!.split('^')
      return briefLogins(family, given)
    }),
  ])
  const all = [...logins, ...brief]
  return (text) => {
    if (all.length === 0) return []
    const lower = foldText(text).folded
    if (!all.some((login) => lower.includes(login))) return []
    return [...text.matchAll(token)].flatMap((found) => {
      const word = found[0]
      const folded = foldText(word).folded
      const isBrief = brief.has(folded) && led.test(text.slice(Math.max(0, found.index - 8), found.index))
      if ((!logins.has(folded) && !isBrief) || (word !== word.toLowerCase() && word !== word.toUpperCase())) return []
      return [{ start: found.index, end: found.index + word.length, kind: 'known-name' }]
    })
  }
}

/** Words that a given name and a letter make: the liner of a hip, a signet ring cell. */
const words = new Set(
  'liner toner signet annex miner marks marked markt coral finer final stene steno stent stents rosen runer lungs franks penne dorsal vital normal norma maria marie karla carla klaus piano violet vibes viber olives pearls roses rosea ivory agnes amber angela herre mille miller millet palmer storms vejle minde minen tiden dagen vitam vitae lille lilla lilly sofar theta viola volar iliac lines signed signer karin julie juliet belle bella elise'.split(
    ' ',
  ),
)

const folded = (some: readonly string[]) =>
  some.flatMap(nameWords).flatMap((word) => (word.includes('-') ? [] : [foldText(word).folded]))

function loginsOf(family: string, given: readonly string[]): string[] {
  const [firsts, lasts] = [folded(given), folded([family])]
  return firsts
    .flatMap((first) =>
      lasts.flatMap((last) => [
        ...(first.length >= 4 ? [`${first}${last[0]}`] : []),
        ...(last.length >= 8 ? [`${first[0]}${last}`.slice(0, 8)] : []),
      ]),
    )
    .filter(isNoWord)
}

/** The first letter of a given name and a family name of three or four. */
function briefLogins(family: string, given: readonly string[]): string[] {
  const lasts = folded([family]).filter((last) => last.length === 3 || last.length === 4)
  return folded(given)
    .flatMap((first) => lasts.map((last) => `${first[0]}${last}`))
    .filter(isNoWord)
}

function isNoWord(login: string): boolean {
  return !words.has(login) && !everydayWords.has(login) && !notNames.has(login) && !isOfMedicine(login)
}
