import { isOrdinaryName } from '../identity-words.ts'
import type { TextSpan } from '../text-span.ts'
import { isOfMedicine } from './borne-names.ts'
import { givenNames } from './name-lists.ts'
import { isWord } from './small-names.ts'

/** "kurt_test", "WB_kurt", "bente_2": a word that a low line joins to another or to a number. */
const joined = /(?<![\p{L}\p{M}\d])\p{L}{4,}(?=_[\p{L}\d])|(?<=[\p{L}\d]_)\p{L}{4,}(?![\p{L}\p{M}\d])/gu

/** Frequent given names in what protocols, series and steps are called, whoever gave the protocol its name. */
export function findLabelNames(text: string): TextSpan[] {
  if (!text.includes('_')) return []
  return Array.from(text.matchAll(joined)).flatMap(({ 0: word, index }) => {
    const lower = word.toLowerCase()
    if (!givenNames.has(lower) || isWord(lower) || isOrdinaryName(lower) || isOfMedicine(lower)) return []
    return [{ start: index, end: index + word.length, kind: 'name' }]
  })
}
