import type { TextSpan } from '../text-span.ts'
import { notNames } from './name-lists.ts'
import { streetWords } from './street-words.ts'
import { goesOnWithName } from './who-words.ts'

/** A street without the words in front of it that belong to the sentence. */
export function streetOf(found: RegExpExecArray): TextSpan {
  const span: TextSpan = { start: found.index, end: found.index + found[0].length, kind: 'address' }
  // "Kone Rima. Bor Ringparken 4": what ended a sentence is none of the street.
  const ended = /^[^\d]*\p{L}{4}\.\s(?=\p{L})/u.exec(found[0])
  if (ended) span.start += ended[0].length
  for (;;) {
    const word = /^(\p{L}+)[ -]+(?=\p{L})(?!nr\.?\s)/u.exec(found[0].slice(span.start - found.index))
    if (
      !word ||
      streetFronts.has(word[1]!) ||
      !(
        notNames.has(word[1]!.toLowerCase()) ||
        goesOnWithName(word[1]!.toLowerCase()) ||
        /(?:erne|er|et|en)$/.test(word[1]!)
      )
    )
      return span
    span.start += word[0].length
  }
}

const streetFronts: ReadonlySet<string> = new Set(streetWords.fronts)
