import type { TextSpan } from '../text-span.ts'
import { isSomebody } from './is-somebody.ts'
import { eponymContext } from './name-lists.ts'
import { isReportWord } from './report-words.ts'

/** "bager i Saksild", "fra Klitmøller": a word with the end of a Danish village's name, where the sentence leads to a place and writes no capital. */
const village =
  /(?<=(?<!\p{L})(?:i|(?<=(?:^|[.!?:\n])\s{0,2})I|[Ff]ra|[Vv]ed|[Nn]ær)\s)\p{Lu}\p{Ll}{1,}(?:rup|strup|trup|lev|løse|toft|møller|sild|borg|bæk|ager|inge|holm|sted|bjerg|by|tved|købing)(?![\p{L}-])/gu
/** Nouns with the same ends, which hasty notes write with a capital as well. */
const nouns =
  /(?:^(?:baby|hobby|lobby|derby|rugby|krup|strup|elev|sager|drager|jager|syrup|stirrup)$|(?:lands|stor|føde|hjem|nabo|provins|havne|ferie)by|[blkmt]ager|ssted|(?:bo|hjem|ende|op|ud|ind|gangs|stiks|hold|holds|arbejds|tions|skade|fund|retnings|mærke|lings|ings|støtte|føde|tryk|hvile|møde)sted|[es]løse|elev|ninge|slinge|klinge|svinge|springe|bringe)$/

/** Villages that no list has. */
export function findVillages(text: string): TextSpan[] {
  if (!/(?:[Ii]|ra|ed|ær) [A-ZÆØÅ][a-zæøå]{3}/.test(text)) return []
  return Array.from(text.matchAll(village)).flatMap(({ 0: said, index }) => {
    const end = index + said.length
    const rest = text.slice(end, end + 30)
    if (said.length < 5 || nouns.test(said.toLowerCase()) || !isSomebody(said)) return []
    if (isReportWord(said, rest) || eponymContext.test(rest)) return []
    return [{ start: index, end, kind: 'address' }]
  })
}
