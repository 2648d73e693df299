import type { TextSpan } from '../text-span.ts'
import { isSomebody } from './is-somebody.ts'
import { isReportWord } from './report-words.ts'

/** Up to three words with a capital, right in front of a number and right behind it. */
const before = /(?<![\p{L}\d])(\p{Lu}[\p{L}'’-]+(?:[ ^_,]{1,2}\p{Lu}[\p{L}'’-]+){0,2})[ ,;:_^-]{1,3}$/u
const after = /^[ ,;:_^-]{1,3}(\p{Lu}[\p{L}'’-]+(?:[ ^_,]{1,2}\p{Lu}[\p{L}'’-]+){0,2})(?![\p{L}\d])/u

/** Words for the number itself. */
const number =
  /^(?:erstatnings|person|midlertidig)|cpr|nummer|^(?:nr|pnr|id|dob|født|fødselsda(?:to|g)|birthdate|born)$/i

/** "CT THORAX WIFRITH ALSTRUP 120345-1234": beside a CPR number stands whose it is, known as a name or not. `spans`: what was found so far. */
export function namesBeside(text: string, spans: readonly TextSpan[]): TextSpan[] {
  const found: TextSpan[] = []
  for (const { kind, start, end } of spans) {
    if (kind !== 'cpr') continue
    const [lead, rest] = [
      before.exec(text.slice(Math.max(0, start - 70), start)),
      after.exec(text.slice(end, end + 70)),
    ]
    // The words nearest to the number; the first that names nobody ends them.
    if (lead) found.push(...nearest(text, lead[1]!, Math.max(0, start - 70) + lead.index, 'last'))
    else if (rest) found.push(...nearest(text, rest[1]!, end + rest[0].length - rest[1]!.length, 'first'))
  }
  return found
}

function nearest(text: string, said: string, at: number, side: 'first' | 'last'): TextSpan[] {
  const words = Array.from(said.matchAll(/[\p{L}'’-]+/gu), (word) => ({ text: word[0], start: at + word.index }))
  const isReport = (word: string, end: number) => isReportWord(word, text.slice(end, end + 24))
  const ordered = side === 'last' ? words.reverse() : words
  const stop = ordered.findIndex(
    ({ text: one, start }) =>
      one.length < 3 || number.test(one) || !isSomebody(one) || isReport(one, start + one.length),
  )
  return ordered.slice(0, stop < 0 ? words.length : stop).map(({ text, start }) => ({
    start,
    end: start + text.length,
    kind: 'name',
  }))
}
