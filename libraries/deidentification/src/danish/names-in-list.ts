import type { TextSpan } from '../text-span.ts'
import { isBorne, isPostalTown } from './borne-names.ts'
import { isProduct } from './is-product.ts'
import { isSomebody } from './is-somebody.ts'
import { isCue } from './name-cues.ts'
import { ambiguous } from './name-evidence.ts'
import { eponyms, familyNames, givenNames } from './name-lists.ts'
import { isPlainWord } from './plain-words.ts'
import { isReportWord } from './report-words.ts'

/** Behind a name a comma or "og", and one capitalised word that ends there or goes on with one more. */
const next =
  /^(,\s|,?\s(?:og|och|and|und|&)\s)(\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?)(?![\p{L}\d-])(?=\s*(?:$|[,.;)\n?!])|\s(?:og|och|and|und|&|er|har|var|kommer|vil|i|på|som|om)\s)/u
const mostInList = 12

/**
 * "Liva, Storm og Bror", "Ass.: Mia, Søs": one word each, in a list with somebody who was found. One that closes a list of three is a name
 * whatever it means besides; others must be names or nothing that is known.
 */
export function namesInList(text: string, spans: readonly TextSpan[]): TextSpan[] {
  const found: TextSpan[] = []
  let [from, covered] = [0, 0]
  for (const { kind, start: first, end } of spans) {
    // Whoever stands in a list that was gone through begins no other.
    if (first >= from && end <= covered) continue
    if (kind !== 'name' || !/^\p{Lu}\p{Ll}/u.test(text.slice(first, first + 2))) continue
    const items: { start: number; end: number; word: string; last: boolean }[] = []
    let at = end
    while (items.length < mostInList) {
      const one = next.exec(text.slice(at, at + 48))
      if (!one) break
      const stop = at + one[0].length
      items.push({ start: stop - one[2]!.length, end: stop, word: one[2]!, last: !one[1]!.startsWith(', ') })
      at = stop
      if (!one[1]!.startsWith(', ')) break
    }
    const closed = items.at(-1)?.last === true
    const isRow = items.length + (text.slice(first, end).includes(', ') ? 1 : 0) > 1
    const isHeaded = /:\s$/.test(text.slice(Math.max(0, first - 2), first))
    for (const { start, end: stop, word, last } of items) {
      const counts = mayStand(word, closed || (isHeaded && word.length < 6)) || (last && isRow && isWordAndName(word))
      if (!counts || isReportWord(word, text.slice(stop, stop + 24)) || isProduct(text, start, stop)) break
      found.push({ start, end: stop, kind: 'name' })
      from = first
      covered = stop
    }
  }
  return found
}

function mayStand(word: string, closed: boolean): boolean {
  const lower = word.toLowerCase()
  if (isCue(lower) || eponyms.has(lower) || isPlainWord(lower) || isPostalTown(lower)) return false
  if (givenNames.has(lower) || familyNames.has(lower) || ambiguous.has(lower) || isBorne(lower)) return true
  return closed && isSomebody(word)
}

/** "Bror", "Håb": of the lists, or of no more than five letters. */
function isWordAndName(word: string): boolean {
  const lower = word.toLowerCase()
  return isBorne(lower) || givenNames.has(lower) || (word.length < 6 && isSomebody(word))
}
