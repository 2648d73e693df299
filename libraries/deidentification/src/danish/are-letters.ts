import { abbreviations } from './abbreviations.ts'
import { isPlainWord } from './plain-words.ts'

/** Two to four letters that may be somebody's sign: no abbreviation, no small word of the sentence, and no syllable of two vowels. */
export function areLetters(said: string): boolean {
  const lower = said.toLowerCase()
  return (
    !abbreviations.has(said.toUpperCase()) && !isPlainWord(lower) && !small.has(lower) && !/[aeiouyæøå]{2}/.test(lower)
  )
}

const small = new Set(
  'ct mr us ul nm rt pt xa mg cr dx ekg ecg rtg pet ved til fra med for som ok nej ja og om er at i.a ia ua mv mm cm ml kg ug ng mol dl cl min sek sec dag uge år mdr stk pr gr hr sv ve hø dxt sin bil vs op ned ud ind der den det han hun vi de jeg kir ort gyn pæd onk obs cave fam ama ita niv led ny nu lav høj syg ej jf ca evt bl fx dvs pga mhp iht pn po iv im sc dk se no uk eu tape gips dren sonde cvk pvk kad vac tag ap pa ønh mor far søn kone mand bror os ham hende dem mig dig jer alle ssa sosu sygepl spl vagt læge mri selv mvh vh på'.split(
    ' ',
  ),
)
