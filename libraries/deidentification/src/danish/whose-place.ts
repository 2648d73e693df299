import { isPostalTown } from './borne-names.ts'
import { countries } from './countries.ts'
import { towns } from './name-lists.ts'
import { isPlainWord } from './plain-words.ts'
import { isCalling, isField } from './staff-words.ts'

/** No word of everyday, of reports or of medicine. */
export function isOwn(said: string): boolean {
  const lower = said.split(/[\s-]/)[0]!.toLowerCase()
  return (
    !isPlainWord(lower) &&
    !isField(lower) &&
    !isCalling(lower) &&
    !/(?:afsnit|afdeling|modtagelse|forening|klinik|hospital|sygehus|ambulatori|sengestue|opvågning|intensiv|apotek|[gtnkmi]n?sk)\p{L}{0,4}$/u.test(
      lower,
    )
  )
}

/** Countries name nobody, and hasty notes write nouns with a capital, as German does. */
export function isPlace(said: string): boolean {
  return /^\p{Lu}/u.test(said) && isOwn(said) && !isNoun(said) && !countries.has(said.split(' ')[0]!.toLowerCase())
}

/** By its ending a noun or an adjective, and no town: "Dialyse", "Hovedstilling", "Behandlung", "Ambulancen". */
export function isNoun(said: string): boolean {
  const lower = said.split(' ')[0]!.toLowerCase()
  return (
    /(?:ing|else|tion|ose|yse|hed|skab|ende|erne|stue|have|pleje\p{L}*|hjem|bolig|team\p{L}*|afløb|ung|heit|keit|schaft|ente|ivt?|sk|sectio|.{4}(?:en|et))$/u.test(
      lower,
    ) &&
    !towns.has(lower) &&
    !isPostalTown(lower)
  )
}
