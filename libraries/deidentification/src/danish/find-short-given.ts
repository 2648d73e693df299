import type { TextSpan } from '../text-span.ts'
import { isFileWord } from './file-words.ts'
import { isSomebody } from './is-somebody.ts'

/** "Johs. Tarp Vindum": given names that Danes write short; the full stop ends no sentence. */
const short =
  /(?<!\p{L})(?:Johs|Chr|Joh|Vald|Wilh|Nic|Ths|Edv|Ejn|Rasm|Jørg|Fred|Gottl|Ludv|Bernh)\.[ -]((?:\p{Lu}\.\s?){0,2}\p{Lu}\p{Ll}[\p{L}'’-]+(?:[ -]\p{Lu}\p{Ll}[\p{L}'’-]+){0,3})/gu

/** Names behind a given name that is written short, and that itself. */
export function findShortGiven(text: string): TextSpan[] {
  if (!/[a-zø]{2}\.[ -][A-ZÀ-Þ]/.test(text)) return []
  return Array.from(text.matchAll(short)).flatMap(({ 0: whole, 1: names = '', index }) => {
    const words = [...names.matchAll(/\p{Lu}[\p{L}'’-]*\.?/gu)]
    const first = words.find(([word]) => !word.endsWith('.'))
    if (!first || isFileWord(first[0]) || !isSomebody(first[0])) return []
    // The first word that everybody knows begins something else.
    const stop = words.find(({ 0: word, index: at }) => at > first.index && isFileWord(word))
    const length = whole.length - names.length + (stop?.index ?? names.length)
    return [{ start: index, end: index + whole.slice(0, length).trimEnd().length, kind: 'name' }]
  })
}
