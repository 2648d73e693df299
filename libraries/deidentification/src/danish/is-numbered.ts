import { evidence } from './name-evidence.ts'
import type { Word } from './text-words.ts'

/** "Th 8", "Th. 12", "Co. 1": a vertebra whose number stands apart. */
const vertebra = /^(?:th|co)$/
const apart = /^\.?\s?(?:1[0-2]|[1-9])(?!\d|[.,]\d|\s?(?:år|mm|cm|kg|ml)(?!\p{L}))/u

/** "St.p.": how reports shorten what they heard. */
const letters = /^\.\p{Ll}(?!\p{L})/u
/** "Fx", "Nx", "Rx": how reports shorten a fracture, a stage, a recipe. */
const shortened = /^[bcdfghmnprt]x$/

/**
 * "Kjeldgaard Th12", "Kjeldgaard Mt5", "Kjeldgaard Fx": a vertebra, a bone, a finger or what is wrong with it stands behind a name, and is no
 * part of it. A short word with its number right behind counts things; one that is a name by the lists may have the number of a second of
 * that name.
 */
export function isNumbered(text: string, word: Word): boolean {
  if (word.text.length > 3) return false
  const rest = text.slice(word.end, word.end + 8)
  if (vertebra.test(word.lower) && apart.test(rest)) return true
  if (shortened.test(word.lower) || letters.test(rest)) return true
  return /^\d/.test(rest) && evidence(word, false) === 0
}
