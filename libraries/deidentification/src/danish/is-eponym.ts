import { eponymContext, eponymGrade, eponymLead, eponyms, familyNames, formulaLead, givenNames } from './name-lists.ts'
import type { Word } from './text-words.ts'

/** Two people, or one of two names, after whom something is called. */
const doubleEponyms = new Set(
  'pierre robin,bence jones,parkes weber,mary joseph,treacher collins,ann arbor,howell jolly,stevens johnson,smith nephew,johnson johnson,van gieson,van neck,churg strauss,brown sequard,charcot marie,marie tooth,prader willi,legg calve,anderson d,young burgess,eaton littler,james hunt,ramsay hunt,kikuchi fujimoto,rosai dorfman,karl storz,richard wolf,günther tulip,carl zeiss,salem sump'.split(
    ',',
  ),
)

/** Whether a word names a disease, a sign, a device or a formula, and no person. */
export function isEponym(text: string, words: readonly Word[], i: number): boolean {
  const word = words[i]!
  const [before, after] = [words[i - 1]?.lower, words[i + 1]?.lower]
  if (doubleEponyms.has(`${word.lower} ${after}`) || doubleEponyms.has(`${before} ${word.lower}`)) return true
  const bare = word.lower.replace(/['’]s$/, '')
  const known = eponyms.has(bare) || eponyms.has(bare.replace(/s$/, ''))
  if (formulaLead.test(text.slice(Math.max(0, word.start - 7), word.start))) return true
  const rest = text.slice(word.end, word.end + 40)
  if (eponymContext.test(rest) && !givenNames.has(bare)) return true
  if (!known) return false
  if (eponymLead.test(text.slice(Math.max(0, word.start - 14), word.start))) return true
  if (eponymGrade.test(rest)) return true
  // A frequent name that is an eponym too ("Thomsen", "Smith") is a person unless the context says disease.
  if (!familyNames.has(bare) && !givenNames.has(bare)) {
    const previous = words[i - 1]
    const titled =
      previous !== undefined &&
      ['dr', 'læge', 'overlæge', 'hr', 'fru', 'radiolog', 'prof', 'professor'].includes(previous.lower)
    return !titled
  }
  return false
}
