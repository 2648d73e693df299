/*
 * Questions asked before a pattern. In them letters stand roughly: `[A-ZÀ-ÞĀ-\u{10ffff}]` for a capital, `[a-zµß-\u{10ffff}]` for a small
 * letter, `[A-Za-zª-\u{10ffff}]` for any, each with more than `\p{Lu}`, `\p{Ll}` and `\p{L}`. A question may be answered with yes for nothing;
 * with a class of all alphabets it takes the engine half a millisecond to be made ready, and the first header of a thread asks seventy.
 */

/**
 * Whether a text, in lower case, holds one of the parts. Asked before a pattern that needs one of them: to make a long pattern ready takes a
 * thread's first text longer than all the looking, and most texts of a header need none.
 */
export function saysAny(lower: string, parts: readonly string[]): boolean {
  return parts.some((part) => lower.includes(part))
}

/** How many digits a text has. */
export function digitsIn(text: string): number {
  let many = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code >= 0x30 && code <= 0x39) many++
  }
  return many
}
