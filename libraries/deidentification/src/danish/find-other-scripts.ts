import type { TextSpan } from '../text-span.ts'

/** Letters of alphabets that reports of the North are not written in; Greek is medicine's too. */
const letter = String.raw`[\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Tamil}\p{Script=Thai}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Georgian}\p{Script=Armenian}\p{Script=Ethiopic}\p{M}]`
const run = new RegExp(`${letter}+(?:[ .'’·-]{1,2}${letter}+)*`, 'gu')
/** Whole texts in such an alphabet say more than a name. */
const mostWords = 4
/** Chinese, Japanese and Korean write names without blanks. */
const mostSigns = 5

/**
 * "Олена Шевчук, rtg hø hånd", "Pt 陈晓梅 faldet": a few words of another alphabet in a text of ours are a name. A text that is in that alphabet
 * but for a term is read by its own words, as other rules do.
 */
export function findOtherScripts(text: string): TextSpan[] {
  if (!/[\u0400-\u1eff\u3040-\ud7ff]/.test(text) || !/[A-Za-zÀ-ÿ]{3}/.test(text)) return []
  const runs = Array.from(text.matchAll(run)).filter((found) => /\p{L}/u.test(found[0]))
  const all = runs.map((found) => found[0]).join(' ')
  const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u.test(all)
  const words = all.split(/[ .·-]+/)
  if (words.length > mostWords || (dense && words.join('').length > mostSigns)) return []
  return runs.map((found) => ({ start: found.index, end: found.index + found[0].length, kind: 'name' }))
}
