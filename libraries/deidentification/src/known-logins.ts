import { isOfMedicine } from './danish/borne-names.ts'
import { everydayWords } from './danish/everyday-words.ts'
import { notNames } from './danish/name-lists.ts'
import { foldText } from './fold-text.ts'
import { nameWords } from './identity-words.ts'
import type { KnownIdentity } from './subject.ts'
import type { TextSpan } from './text-span.ts'

const token = /(?<![\p{L}\p{M}\d])[\p{L}\p{M}]{5,}(?![\p{L}\p{M}])/gu

/**
 * Where a text has a login that systems make of a known name: the given name and a letter of the family's ("ellenk"), or, cut at eight
 * letters, one of the given name and the family name ("ekongsba").
 */
export function knownLogins(known: KnownIdentity): (text: string) => TextSpan[] {
  const logins = new Set([
    ...known.names.flatMap((name) => loginsOf(name.family, name.given)),
    ...known.staffNames.flatMap((name) => {
      const [family = '', ...given] = name.split('=')[0]!.split('^')
      return loginsOf(family, given)
    }),
  ])
  const all = [...logins]
  return (text) => {
    if (all.length === 0) return []
    const lower = foldText(text).folded
    if (!all.some((login) => lower.includes(login))) return []
    return [...text.matchAll(token)].flatMap((found) => {
      const word = found[0]
      if (!logins.has(foldText(word).folded) || (word !== word.toLowerCase() && word !== word.toUpperCase())) return []
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

function loginsOf(family: string, given: readonly string[]): string[] {
  const folded = (some: readonly string[]) =>
    some.flatMap(nameWords).flatMap((word) => (word.includes('-') ? [] : [foldText(word).folded]))
  const [firsts, lasts] = [folded(given), folded([family])]
  return firsts
    .flatMap((first) =>
      lasts.flatMap((last) => [
        ...(first.length >= 4 ? [`${first}${last[0]}`] : []),
        ...(last.length >= 8 ? [`${first[0]}${last}`.slice(0, 8)] : []),
      ]),
    )
    .filter((login) => !words.has(login) && !everydayWords.has(login) && !notNames.has(login) && !isOfMedicine(login))
}
