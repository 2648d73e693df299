import { isBorne, isOfMedicine } from './borne-names.ts'
import { everydayWords } from './everyday-words.ts'
import { eponyms, familyNames, givenNames, notNames } from './name-lists.ts'
import { isNameAlone, isRare } from './small-names.ts'
import type { Word } from './text-words.ts'

const words = (text: string) => new Set(text.split(' '))

/** Given names that a sentence may go on with behind "datter" or "pt": words of Danish, English and Norwegian, months and letters of units. */
const goesOn = words(
  'an and ask bo bent dan even ever hans ion jan may maj april juni juli august june liv mark max per rene sine tage tom østen alba flora lilla kristen thi said else will art bill rose hope joy grace rich sue lan lam son ane ken ron bob don may jul line dag sten storm norma iris viola victor linea nova meta vera tea anker silke glas sol star stella alma mina mine dine var bob milan juan naja jane tilde signe kåre kylle kamille anemone perle rubin safir vilde vilje',
)

/** Of those, the ones that are names alone right behind whom they belong to: nobody writes "datter storm" of the weather. */
const behindKin = words(
  'bo storm line signe silke tilde rose vilde kåre stella alma mina viola victor linea nova vera anker naja jane milan juan ane',
)

/** Words that the rarer names of the lists are as well. */
const rareWords = words(
  'corona islam jihad ninja ramadan safari salami marina margarita amin mantas pastor kontant royal special natal oral bank bakr doktor senior junior divan kaktus kamel regal metal total dental lokal normal central frontal ideal formal',
)

/** How Danish ends its verbs, its adjectives and most of its nouns. */
const wordLike = /(?:er|en|et|es|e|t|sk|ig|ing|ns|um|us|al|iv|ion|hed)$/

/** Family names that say how somebody is, when it was or what somebody works as, behind a given name as well. */
const saysHow = words(
  'høj lav lang lange kold mørk glad just grøn hvid brun sort rask frisk gram greve sommer vinter jul høst eg have hede kær smed bonde fisker skipper skriver jæger jager junker prins præst have brand stage stub trier krabbe kok klog stærk stille rolig vild fri ung kort bred blid',
)

/** Whether a word in small letters is what somebody is called, where a word in front says that a person stands here. */
export function isSmallGiven(lower: string, sure = false): boolean {
  if (lower.length < 2 || notNames.has(lower) || everydayWords.has(lower)) return false
  if (goesOn.has(lower)) return sure && behindKin.has(lower)
  if (givenNames.has(lower)) return true
  return (
    lower.length > 4 &&
    !eponyms.has(lower) &&
    !wordLike.test(lower) &&
    !rareWords.has(lower) &&
    isBorne(lower) &&
    !isOfMedicine(lower)
  )
}

export function isAdjective(lower: string): boolean {
  return saysHow.has(lower)
}

/** Whether it is a family's behind such a name. */
function isSmallFamily(lower: string): boolean {
  if (lower.length < 3 || saysHow.has(lower)) return false
  return familyNames.has(lower) || isNameAlone(lower) || isRare(lower)
}

/** The index behind the last word of the name that begins with the word at `from`: "søn jeppe vad", "anne-lise kjær". */
export function endOfSmallName(text: string, all: readonly Word[], from: number): number {
  let at = from + 1
  while (at < from + 4) {
    const [before, next] = [all[at - 1]!, all[at]]
    if (!next || next.shout) break
    const gap = text.slice(before.end, next.start)
    const double = gap === '-' && givenNames.has(next.lower)
    // "mette sommer 2022": behind the word stands the year.
    const counted = /^\s?\d/.test(text.slice(next.end, next.end + 2))
    if (
      !double &&
      (gap !== ' ' || !(isSmallFamily(next.lower) || isSmallGiven(next.lower)) || (counted && next.text.length < 7))
    )
      break
    at++
  }
  return at
}
