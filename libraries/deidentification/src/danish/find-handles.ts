import type { TextSpan } from '../text-span.ts'
import { isFileWord, isFrequentName, isNamed } from './file-words.ts'
import { isSomebody } from './is-somebody.ts'

/** "@maren_olesen": what somebody goes by, with no domain behind it. */
const handle = /(?<![\p{L}\p{M}\d.@/])@(\p{L}(?:[\p{L}\p{M}\d._-]*[\p{L}\p{M}\d])?)/gu
/** "@ Hans Rørbye": parted by a blank from who is meant. */
const parted = /(?<![\p{L}\p{M}\d.@/])@ (\p{Lu}[\p{L}\p{M}]+(?:[ -]\p{Lu}[\p{L}\p{M}]+){0,2})(?![\p{L}\p{M}\d])/gu
/** A dose or a size in front: what follows says how often or where. */
const measured = /\d\s?(?:mg|mcg|µg|g|kg|ml|l|IE|IU|U|mm|cm|m|Gy|Hz|kHz|V|T|bpm|%|mmol|W|J|min|s|ms)?\s?$/u
/** Vertebrae, hours and other places in a body or a day. */
const place = /^(?:(?:th?|c|l|s)\d{1,2}|[bt]id|hs|prn|kl\.?\d*|q\d+\p{L}*|seg\.?\d*|niveau.*|level.*)$/iu

/** Names that somebody goes by in messages and on the net, behind the sign for "at". */
export function findHandles(text: string): TextSpan[] {
  if (!text.includes('@')) return []
  const spans: TextSpan[] = []
  for (const { 1: name = '', index } of text.matchAll(handle))
    if (!place.test(name) && mayBeSomebody(name, measured.test(text.slice(Math.max(0, index - 10), index))))
      spans.push({ start: index, end: index + 1 + name.length, kind: 'link' })
  for (const { 1: name = '', index } of text.matchAll(parted)) {
    const first = name.split(/[ -]/)[0]!
    if (isFrequentName(first) || (!isFileWord(first) && (isSomebody(first) || isNamed(first.toLowerCase()))))
      spans.push({ start: index + 2, end: index + 2 + name.length, kind: 'name' })
  }
  return spans
}

/** Unless every word of it is one that everybody knows, and nobody is called by it; behind a size only what is like a name. */
function mayBeSomebody(handle: string, sized: boolean): boolean {
  const words = handle.match(/[\p{L}\p{M}]+/gu) ?? []
  if (words.some(isFrequentName)) return true
  if (sized) return words.some((word) => isNamed(word.toLowerCase())) || /[._]/.test(handle)
  return words.some((word) => !isFileWord(word))
}
