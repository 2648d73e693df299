import type { TextSpan } from '../text-span.ts'
import { isBorne } from './borne-names.ts'
import { isSomebody } from './is-somebody.ts'
import { givenNames } from './name-lists.ts'
import { isPlainWord } from './plain-words.ts'

/** 'Svend "Skipper" Aage Lund': between given and family name how somebody is called. */
const between =
  /(?<![\p{L}\d])(\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?)\s["“”„»«'’][\p{L}.-]{2,20}(?:\s[\p{L}.-]{2,20})?["“”„»«'’]\s(\p{Lu}[\p{L}'’-]+)((?:\s\p{Lu}[\p{L}'’-]+){0,2})/gu
/** 'hans ven "Buller"', 'slået af "Lille-Per"', 'kendt som "Tyrken"': whoever stands there in marks. */
const alone =
  /(?<=(?<!\p{L})(?:ven|vennen|veninde|veninden|kammerat|kammeraten|kæreste|kæresten|nabo|naboen|bror|broren|søster|søsteren|fætter|fætteren|onkel|tante|mormor|farmor|morfar|farfar|kollega|kollegaen|medindsatte|medpatient|slået af|truet af|kendt som|kendt i miljøet som|kaldes|kaldt|optræder som|og|and)\s["“”„»«])(\p{Lu}\p{L}+(?:[ -]\p{Lu}?\p{L}+)?)(?=["“”„»«])/gu
const marked = /["“”„»«'’]\p{L}/u

/** Names by which friends call somebody, in marks: with the name around them, or behind who that is. */
export function findNicknames(text: string): TextSpan[] {
  if (!marked.test(text)) return []
  const spans: TextSpan[] = []
  for (const found of text.matchAll(between)) {
    const [first, family] = [found[1]!.toLowerCase(), found[2]!.toLowerCase()]
    if (!givenNames.has(first) && !isBorne(first)) continue
    if (isPlainWord(first) || isPlainWord(family)) continue
    const more = found[3]!
      .trim()
      .split(' ')
      .every((one) => one === '' || isSomebody(one))
    const length = found[0].length - (more ? 0 : found[3]!.length)
    spans.push({ start: found.index, end: found.index + length, kind: 'name' })
  }
  let isNamed = false
  for (const found of text.matchAll(alone)) {
    // Behind "og" only where somebody in marks stands in front of it.
    const isBeside = /(?:og|and)\s["“”„»«]$/u.test(text.slice(Math.max(0, found.index - 5), found.index))
    if (isBeside && !isNamed) continue
    isNamed = true
    spans.push({ start: found.index, end: found.index + found[0].length, kind: 'name' })
  }
  return spans
}
