import type { TextSpan } from '../text-span.ts'
import { isEponym } from './is-eponym.ts'
import { ambiguous, namesNobody } from './name-evidence.ts'
import { eponyms } from './name-lists.ts'
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
  return [...new Set(told.filter(tellsWho).map((word) => word.lower))]
}

/** Where a text names again, by one name alone and without a word that says so, who was named elsewhere. */
export function findSaid(text: string, said: ReadonlySet<string>): TextSpan[] {
  if (said.size === 0) return []
  const words = wordsOf(text)
  return words.filter((word, i) => isSaid(word, said) && !isEponym(text, words, i)).map(spanOf)
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
function tellsWho(word: Word): boolean {
  return (
    word.capital &&
    word.text.length > 3 &&
    !ambiguous.has(word.lower) &&
    !namesNobody(word) &&
    !isCalling(word.lower) &&
    !isField(word.lower) &&
    !eponyms.has(word.lower)
  )
}
