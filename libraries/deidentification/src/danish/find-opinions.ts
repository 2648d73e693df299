import type { TextSpan } from '../text-span.ts'
import { isBorne, isOfMedicine } from './borne-names.ts'
import { isSomebody } from './is-somebody.ts'
import { kin } from './kin-words.ts'
import { ambiguous, evidence } from './name-evidence.ts'
import { eponyms, familyNames, givenNames, notNames } from './name-lists.ts'
import { isCalling, isField } from './staff-words.ts'
import { wordsOf } from './text-words.ts'

/** "Winklers vurdering": whose opinion it is. */
const whose =
  /(?<=(?:^|[.;:(\n]\s*|(?<!\p{L})(?:[Ee]fter|[Ii]følge|[Aa]fventer|[Jj]f\.|[Ss]e|[Oo]bs)\s))(\p{Lu}\p{Ll}{3,}?)s(?=\s(?:vurdering|beskrivelse|opfattelse|notat|svar|plan|tilsyn|anbefaling)(?!\p{L}))/gu
/** "Lorenz enig", "Kjemtrup enig i beskrivelsen" */
const agrees =
  /(?<=(?:^|[.;,(\n]\s*))(\p{Lu}\p{Ll}{3,})(?=\s(?:er\s)?(?:enig|uenig)(?=\s*(?:$|[.,;)\n])|\s(?:i|om|med)(?!\p{L})))/gu
/** "Vinter (spl.)": behind the name in brackets what the work is, in short. */
const worksAs =
  /(?<![\p{L}\p{M}\d-])(\p{Lu}\p{Ll}{2,})(?=\s\((?:spl|sgpl|ssk|sosu|ovl|rgr|rtg|sekr|fys|ergo|jdm|bioan|bma|anæst|kir|rad)\.?\))/gu
/** "skr: Vibs": who typed is all that is left to say. */
const typed = /(?<=(?<!\p{L})[Ss]kr(?::|\.:)\s?)(\p{Lu}\p{Ll}{2,6})(?=\s*\.?\s*(?:$|\n))/gu

/** Colleagues who are named by what they think, or with their work in brackets behind. */
export function findOpinions(text: string): TextSpan[] {
  const spans: TextSpan[] = []
  const take = (pattern: RegExp, counts: (name: string) => boolean) => {
    for (const { 0: said, 1: name = '', index } of text.matchAll(pattern))
      if (counts(name)) spans.push({ start: index, end: index + said.length, kind: 'name' })
  }
  if (/s (?:vurd|besk|opf|notat|svar|plan|tilsyn|anb)/.test(text)) take(whose, isColleague)
  if (/enig/.test(text)) take(agrees, isColleague)
  if (/ \([a-zæ]{3,5}\.?\)/.test(text)) take(worksAs, isNamed)
  if (/[Ss]kr\.?:/.test(text)) take(typed, isSomebody)
  return spans
}

/** A name by the lists, whatever else it means. */
function isNamed(name: string): boolean {
  const lower = name.toLowerCase()
  if (
    /^(?:iris|linea|flora|uvea|viola)$/.test(lower) ||
    notNames.has(lower) ||
    eponyms.has(lower) ||
    isCalling(lower) ||
    isField(lower)
  )
    return false
  if (familyNames.has(lower) || givenNames.has(lower) || ambiguous.has(lower)) return true
  return !isOfMedicine(lower) && (isBorne(lower) || wordsOf(name).some((word) => evidence(word, false) > 0))
}

function isColleague(name: string): boolean {
  return isNamed(name) && isSomebody(name) && !kin.has(name.toLowerCase())
}
