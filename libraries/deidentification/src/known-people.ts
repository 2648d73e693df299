import { isIdleWord } from './identity-words.ts'
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
