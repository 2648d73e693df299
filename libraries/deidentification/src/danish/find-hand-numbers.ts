import type { TextSpan } from '../text-span.ts'
import { findCaseNumbers } from './find-case-numbers.ts'
import { findPlates } from './find-plates.ts'
import { findToldTelephones } from './find-told-telephones.ts'

/** Plates, telephones and numbers of cases as a hand writes them in a sentence. */
export function findHandNumbers(text: string): TextSpan[] {
  return [...findPlates(text), ...findToldTelephones(text), ...findCaseNumbers(text)]
}
