import { ambiguous } from './name-evidence.ts'
import { familyNames, givenNames } from './name-lists.ts'
import { isDrug } from './report-words.ts'
import { endsIn, moreNouns, nouns } from './word-endings.ts'

/** Words of English, and of how things are, that are families' names in Denmark too. */
const families = new Set(
  'with from can and will may ny dyb bred hvid grå rød sort stærk ung bak stage dahl krag stub'.split(' '),
)

/** Nothing more is said of whoever was named, or the sentence ends. */
const ends = /^\s*(?:$|[,;/)\n]|\.(?:\s|$))/

/** "Gitte With.", "Selma Dyb,": behind a given name that is sure a word that ends what is said is a family's. */
export function isFamilyAtEnd(rest: string, given: string, word: string): boolean {
  if (!families.has(word) || !givenNames.has(given) || (ambiguous.has(given) && given.length < 4)) return false
  return ends.test(rest) || isFamilyNext(rest)
}

/** "Anders And Jensen" */
function isFamilyNext(rest: string): boolean {
  const next = /^\s(\p{Lu}\p{Ll}+)(?!\p{L})/u.exec(rest)
  return next !== null && familyNames.has(next[1]!.toLowerCase())
}

/** What tissue and samples are called by their end. */
const specimens = /(?:resektat|parat|filtrat|spirat|plantat|sultat|sudat|kret|snit|stykke)$/

/**
 * "Gudrun V. Resektat 12 x 8", "Karina L. Bil holder": behind the letter of a family name and its full stop a noun or a verb begins what is
 * said next. `rest`: what stands behind the word, which no list has as a name.
 */
export function beginsAfterLetter(word: string, rest: string): boolean {
  if (word.length <= 3 || /[^s]es$/.test(word) || specimens.test(word) || endsIn(nouns, word) || isDrug(word))
    return true
  if (/^\s\d/.test(rest)) return true
  return endsIn(moreNouns, word) && /^\s\p{Ll}/u.test(rest)
}
