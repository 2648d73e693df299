import type { TextSpan } from '../text-span.ts'
import { isEponym } from './is-eponym.ts'
import { isSomebody } from './is-somebody.ts'
import { ambiguous, namesNobody } from './name-evidence.ts'
import { eponyms, familyNames, givenNames } from './name-lists.ts'
import { isCalling, isField } from './staff-words.ts'
import { type Word, wordsOf } from './text-words.ts'
import { wordsWithin } from './words-within.ts'

/** The words, in small letters, by which somebody whom a text names can be told elsewhere too. */
export function saidNames(text: string, spans: readonly TextSpan[]): string[] {
  const names = spans.filter((span) => span.kind === 'name')
  if (names.length === 0) return []
  const words = wordsOf(text)
  const named = wordsWithin(words, names)
  const told = words.filter((word) => named.has(word)).flatMap((word) => [word, ...halvesOf(word)])
  return [...new Set(told.filter(mayTell).map((word) => word.lower))]
}

/** Where a text names again, by one name alone and without a word that says so, who was named elsewhere. */
export function findSaid(text: string, said: ReadonlySet<string>): TextSpan[] {
  if (said.size === 0) return []
  const words = wordsOf(text)
  return words
    .filter((word, i) => (isSaid(word, said) || doesHere(text, word, said)) && !isEponym(text, words, i))
    .map(spanOf)
}

/** What staff do, in front of which stands who did it. */
const acting =
  /^\s(?:tilset|tilser|tilså|tilkaldt|tilkaldes|vurderer|vurderede|ordinerer|ordinerede|opererer|opererede|informerer|informerede|konfereret|orienteret|ringer|ringede|skriver|skrev|talte|taler|anbefaler|anbefalede|bestiller|bestilte|overtager|overtog|kontaktes|kontaktet|ønsker|har\s(?:set|tilset|vurderet|godkendt|beskrevet|talt|ringet|bestilt|ordineret|opereret|skrevet|bedt|sagt|givet|informeret|overtaget|undersøgt))(?!\p{L})/u
const shortestBeginning = 5

/**
 * "Tang tilset", "Subra har set billeder": in front of what staff do also a name that is a word as well, or the beginning of a longer one that
 * somebody is called for short.
 */
function doesHere(text: string, word: Word, said: ReadonlySet<string>): boolean {
  if (!mayTell(word) || !acting.test(text.slice(word.end, word.end + 24))) return false
  if (said.has(word.lower)) return true
  if (word.text.length < shortestBeginning || word.shout || !isSomebody(word.text)) return false
  return [...said].some((name) => name.length >= word.text.length + 2 && name.startsWith(word.lower))
}

function isSaid(word: Word, said: ReadonlySet<string>): boolean {
  if (!tellsWho(word)) return false
  return said.has(word.lower) || (word.lower.endsWith('s') && said.has(word.lower.slice(0, -1)))
}

/** "El-Sayed" is called Sayed as well. */
function halvesOf(word: Word): Word[] {
  return word.text.includes('-') ? word.text.split('-').flatMap((half) => wordsOf(half)) : []
}

const spanOf = ({ start, end }: Word): TextSpan => ({ start, end, kind: 'name' })

/** Neither a word that is more besides, nor one so short that it stands for something else. */
export function tellsWho(word: Word): boolean {
  return mayTell(word) && !ambiguous.has(word.lower) && !namesNobody(word)
}

/** Given names that are short, or words of no report, so that they tell who it is within one text. */
const nothingElse = new Set(
  'ali elif sami naja malik juan ana mina frida asta aya benita sally siri kaj kai jes ole ove åge åse ida mie lea ina evy zoe gry ulf leo jim kim teo noa'.split(
    ' ',
  ),
)

export function isNothingElse(word: Word): boolean {
  return word.capital && word.text.length > 2 && nothingElse.has(word.lower)
}

/** The same with names that are words as well, which what stands behind them has to tell. */
function mayTell(word: Word): boolean {
  const isAlsoWord = ambiguous.has(word.lower) && (familyNames.has(word.lower) || givenNames.has(word.lower))
  return (
    word.capital &&
    word.text.length > 3 &&
    (isAlsoWord || !namesNobody(word)) &&
    !isCalling(word.lower) &&
    !isField(word.lower) &&
    !eponyms.has(word.lower)
  )
}
