import { isBorne } from './borne-names.ts'
import { everydayWords } from './everyday-words.ts'
import { familyNames, givenNames, notNames } from './name-lists.ts'

/** A name of the lists that is no word of a sentence. */
export function isNameAlone(word: string): boolean {
  return word.split(/-|\.\s?/).every((part) => {
    if (part.length === 1) return true
    return (givenNames.has(part) || familyNames.has(part)) && part.length > 3 && !isWord(part)
  })
}

/** One that is only a name behind or beside one that is sure. */
export function isRare(word: string): boolean {
  return (
    word.length > 4 &&
    !isWord(word) &&
    (isBorne(word) || /(?:strøm|gaard|gård|kjær|strup|bjerg|berg|lund|holm|feldt?|borg|[dlnrt]sen)$/.test(word))
  )
}

export function isWord(word: string): boolean {
  return notNames.has(word) || everydayWords.has(word) || words.has(word)
}

/** Given and family names that a sentence may go on with behind a title. */
const words = new Set(
  'hans storm august lykke luna viola victor christian bang berg lund holm skov strand sommer winter vinter vind sand hammer brink horn bonde falk frank hald hein hvid just kamp klint kvist lind ravn smed stage toft wind sonne gade have grøn beck mark brown long gram krog strøm munk snedker skriver krag kold mørk frost hede stær brand klit rask glas glad said mina vera iris dagmar karl lone mine maja tove runde'.split(
    ' ',
  ),
)
