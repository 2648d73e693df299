import { isBorne, isOfMedicine } from './borne-names.ts'
import { everydayWords } from './everyday-words.ts'
import { evidence, namesNobody } from './name-evidence.ts'
import { eponyms, givenNames, towns } from './name-lists.ts'
import { isCalling, isField } from './staff-words.ts'
import { wordsOf } from './text-words.ts'
import { endsIn, nouns } from './word-endings.ts'

/** A word that is a name or that nobody knows: none of reports, of medicine, of work or of the map, and not made as Danish makes its nouns. */
export function isSomebody(name: string): boolean {
  const [first] = wordsOf(name)
  if (!first) return false
  if (evidence(first, false) === 2) return true
  const { lower } = first
  if (namesNobody(first) || everydayWords.has(lower) || isOfMedicine(lower) || isCalling(lower) || isField(lower))
    return false
  if (towns.has(lower) || eponyms.has(lower) || eponyms.has(lower.replace(/s$/, ''))) return false
  if (givenNames.has(lower) || isBorne(lower)) return true
  return (
    !endsIn(nouns, lower) &&
    !/(?:en|et|erne|ene|ere|else|ing|hed|tion|grafi|skopi|logi|hospital|klinik|center|hjem|hus|skole|team|ambulance)$/.test(
      lower,
    )
  )
}
