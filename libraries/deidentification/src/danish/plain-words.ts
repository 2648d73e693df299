import { isOfMedicine } from './borne-names.ts'
import { everydayWords } from './everyday-words.ts'
import { notNames } from './name-lists.ts'

/** A word of everyday, of reports or of medicine by the lists, which names nobody; `lower` in lower case. */
export function isPlainWord(lower: string): boolean {
  return everydayWords.has(lower) || notNames.has(lower) || isOfMedicine(lower)
}
