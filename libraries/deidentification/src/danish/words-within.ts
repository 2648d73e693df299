import type { TextSpan } from '../text-span.ts'

/** Which words lie within one of the spans. In time that grows with both, not with their product: `words` in the order of the text. */
export function wordsWithin<Word extends { start: number; end: number }>(
  words: readonly Word[],
  spans: readonly TextSpan[],
): ReadonlySet<Word> {
  const begun = spans.toSorted((a, b) => a.start - b.start)
  let [next, reach] = [0, 0]
  return new Set(
    words.filter((word) => {
      for (; next < begun.length && begun[next]!.start <= word.start; next++) reach = Math.max(reach, begun[next]!.end)
      return word.end <= reach
    }),
  )
}
