import { isBorne, isOfMedicine } from './danish/borne-names.ts'
import { familyNames, givenNames, notNames } from './danish/name-lists.ts'
import { isIdleWord, isShortRole, nameWords } from './identity-words.ts'
import type { KnownIdentity } from './subject.ts'

/** The words of a person's name in their order; a letter alone is one, as of a middle name. */
export interface KnownPerson {
  given: string[]
  family: string[]
}

/** Everybody whom the header names: the patient under each name, and staff. */
export function knownPeople(known: KnownIdentity): KnownPerson[] {
  const people = [
    ...known.names.map(({ family, given }) => ({ given: given.flatMap(wordsOf), family: wordsOf(family) })),
    ...known.staffNames.map(personOf),
  ]
  return people.filter(({ given, family }) => given.length > 0 && family.length > 0)
}

/** A PN value, or a name as it is spoken. */
function personOf(name: string): KnownPerson {
  const [family = '', ...given] = name.split('=')[0]!.split('^')
  const [first, last] = [given.flatMap(wordsOf), wordsOf(family)]
  if (first.length > 0 || last.length < 2) return { given: first, family: last }
  return { given: last.slice(0, -1), family: last.slice(-1) }
}

function wordsOf(name: string): string[] {
  return name
    .split(/[\^=\\\s,.;:/()_"“”-]+/u)
    .filter((word) => /^\p{L}[\p{L}\p{M}'’]*$/u.test(word) && !isIdleWord(word))
}

/**
 * The words of a staff member's name that are looked for. In a login whose parts an underscore joins ("RAD_tkj", "HJERTE_LAB") those that say where
 * it is used name nobody: else BI-RADS would lose its end.
 */
export function staffWords(name: string): string[] {
  const words = nameWords(name)
  return isJoinedLogin(name) ? words.filter((word) => !isOfPlace(word.toLowerCase())) : words
}

/** "RAD_tkj": its parts are joined by an underscore. */
export function isJoinedLogin(name: string): boolean {
  return /^[^\s^,=]+_[^\s^,=]+$/.test(name.trim())
}

function isOfPlace(lower: string): boolean {
  if (isShortRole(lower)) return true
  return (
    (notNames.has(lower) || isOfMedicine(lower)) && !isBorne(lower) && !givenNames.has(lower) && !familyNames.has(lower)
  )
}
