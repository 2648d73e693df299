import { eponyms, familyNames, givenNames } from './name-lists.ts'
import type { Word } from './text-words.ts'

/** Operations, views and signs that are called after somebody whom the list of diseases does not have. */
const moreEponyms = new Set(
  'mustard glenn fontan senning norwood ross bentall jatene rastelli taussig judet merchant lauenstein garth stryker langer mckeown toupet dor heller nissen sleeve roux hartmann whipple kausch rolando barton galeazzi essex-lopresti gosselin chance rotor dubin dubin-johnson gilbert crigler ewart kussmaul beck balint gerstmann anton capgras cotard fregoli ekbom rigler hampton westermark fleischner chilaiditi cantlie pfannenstiel joel-cohen kocher mcburney lanz billings amsler schober lasègue finkelstein tinel cowden lynch carney gardner blalock blalock-taussig ewing ludloff'.split(
    ' ',
  ),
)

/** Behind a word in a genitive: what nobody owns. */
const method =
  /^(?:\s|-)\p{L}*(?:metode(?:n|r)?|skala(?:en)?|triade?n?|trias|linjer?|test(?:en)?|tegn(?:et)?|syndrom(?:et)?|manøvren?|kriterier(?:ne)?|klassifikation(?:en)?|klassifikationen|trekant(?:en)?|legemer|pletter|knuder|noduli|sign|scale|score|method|triad|syndrome|maneuver|lines|bodies|spots|nodes|criteria|classification)(?![\p{L}-])/iu

/** Behind a given name as it is: a disease that bears it. Of somebody's it would stand in a genitive. */
const disease = /^\s(?:syndrom|syndrome|sygdom|disease|triade|manøvre|shade|skinne)(?!\p{L})/iu

const operation = /^[ -](?:operation|procedure|shunt|anastomose|klassifikation|optagelse|projektion)(?!\p{L})/iu

/** "Kai-måling": a word that goes on small behind its hyphen says what it is. */
const compound =
  /^-\p{Ll}*(?:mål(?:er|ing)?|bøjning|test|skala|score|balans|type|teknik|lignende|sonde|kateter|serie|drænage|skinne|position|leje|greb|klap|net|plastik|nål|tang|pose)(?!\p{L})/u

/** "Bergs balanceskala", "Greves metode", "Anton syndrom". */
export function isMethod(word: Word, rest: string): boolean {
  if (word.lower.endsWith('s') && word.text.length > 4 && isOfFamily(word.lower) && method.test(rest)) return true
  if (compound.test(rest)) return true
  if (moreEponyms.has(word.lower) && operation.test(rest)) return true
  return givenNames.has(word.lower) && !word.lower.endsWith('s') && disease.test(rest)
}

/** A family's in the genitive: what is called after a given name is the patient's own. */
function isOfFamily(lower: string): boolean {
  const bare = lower.replace(/['’]?s$/, '')
  return !givenNames.has(bare) && !givenNames.has(lower)
}

/** A machine in capitals among words that are not: "LUCAS påsat", "LUCAS 3 i drift". */
const atWork =
  /^(?:[-\s]\d(?!\d)|\s(?:påsat|monteret|fjernet|afmonteret|tilkoblet|kører|pågår|i drift|startet|stoppet|maskine|device|kompression\p{L}*))(?![\p{L}])/u

export function isMachine(word: Word, rest: string): boolean {
  return word.shout && atWork.test(rest)
}

const known = (lower: string) => eponyms.has(lower) || moreEponyms.has(lower)
const isNobody = (lower: string) => known(lower) && !familyNames.has(lower) && !givenNames.has(lower)

/** "Bennett, Rolando, Smith, Pott", "Judet, Merchant, Rosenberg": in a row of words after whom something is called all are. */
export function isInEponymRow(text: string, words: readonly Word[], i: number): boolean {
  const word = words[i]!
  const own = known(word.lower)
  let others = 0
  for (const step of [-1, 1]) {
    for (let at = i + step; at >= 0 && at < words.length && Math.abs(at - i) <= mostBeside; at += step) {
      const [left, right] = step < 0 ? [words[at]!, words[at + 1]!] : [words[at - 1]!, words[at]!]
      if (text.slice(left.end, right.start) !== ', ' || !words[at]!.capital || words[at]!.shout) break
      if (isNobody(words[at]!.lower)) others++
    }
  }
  return others > 1 || (others > 0 && own)
}

const mostBeside = 5
