import { isBorne } from './borne-names.ts'
import { isInEponymRow, isMachine, isMethod } from './eponym-rows.ts'
import { eponymContext, eponymGrade, eponymLead, eponyms, familyNames, formulaLead, givenNames } from './name-lists.ts'
import { isCalling, isProgram } from './staff-words.ts'
import type { Word } from './text-words.ts'
import { isSequence, isView } from './views-and-sequences.ts'

/** Two people, or one of two names, after whom something is called. */
const doubleEponyms = new Set(
  'ivor lewis,dräger evita,simon broome,aquacel ag,pia mater,pia arachnoidea,pia arachnoid,otto bock,marcus gunn,kaplan meier,alan parks,lauge hansen,pierre robin,bence jones,parkes weber,mary joseph,treacher collins,ann arbor,howell jolly,stevens johnson,smith nephew,johnson johnson,van gieson,van neck,der waals,der hoeve,der woude,der knaap,den bergh,den berg,churg strauss,brown sequard,charcot marie,marie tooth,prader willi,legg calve,anderson d,young burgess,eaton littler,james hunt,ramsay hunt,kikuchi fujimoto,rosai dorfman,karl storz,richard wolf,günther tulip,carl zeiss,salem sump,depuy synthes,los angeles'.split(
    ',',
  ),
)

/** Whether a word names a disease, a sign, a device or a formula, and no person. */
export function isEponym(text: string, words: readonly Word[], i: number): boolean {
  const word = words[i]!
  const [before, after] = [words[i - 1]?.lower, words[i + 1]?.lower]
  if (doubleEponyms.has(`${word.lower} ${after}`) || doubleEponyms.has(`${before} ${word.lower}`)) return true
  if (isSequence(text, word) || (isView(text, word) && !followsGivenName(text, words, i))) return true
  const bare = word.lower.replace(/['’]s$/, '')
  const known = eponyms.has(bare) || eponyms.has(bare.replace(/s$/, ''))
  if (formulaLead.test(text.slice(Math.max(0, word.start - 7), word.start))) return true
  const [lead, rest] = [text.slice(Math.max(0, word.start - 80), word.start), text.slice(word.end, word.end + 40)]
  if (isMachine(word, rest) || (isMethod(word, rest) && !addressed.test(lead))) return true
  if (!followsGivenName(text, words, i) && !addressed.test(lead) && isInEponymRow(text, words, i)) return true
  const isPerson = addressed.test(lead) && familyNames.has(bare.replace(/s$/, ''))
  // "Mette Grith Stage": a family's name, and no stage.
  const named = /^\s\p{Lu}/u.test(rest) && followsGivenName(text, words, i)
  if (eponymContext.test(rest) && !givenNames.has(bare) && !isPerson && !named) return true
  if (!known) return false
  if (followsGivenName(text, words, i) || leadsFamilyName(text, words, i)) return false
  if (eponymLead.test(lead) && !talkedWith.test(lead)) return true
  if (eponymGrade.test(rest) && !listed.test(rest)) return true
  if (isClassAtEnd(lead, rest) || (foundAs.test(rest) && !isPerson)) return true
  // A frequent name that is an eponym too ("Thomsen", "Smith") is a person unless the context says disease.
  if (!familyNames.has(bare) && !givenNames.has(bare)) {
    const previous = words[i - 1]
    const titled =
      previous !== undefined &&
      (['dr', 'hr', 'fru', 'prof', 'professor', 'læge'].includes(previous.lower) || isCalling(previous.lower))
    return !titled
  }
  return false
}

/** "Anna Bennett", "Peter Becker": behind a given name stands a family's, though a disease is called after another of that name. */
function followsGivenName(text: string, words: readonly Word[], i: number): boolean {
  const [previous, word] = [words[i - 1], words[i]!]
  if (!previous?.capital || previous.shout !== word.shout || !givenNames.has(previous.lower)) return false
  return previous.text.length > 2 && text.slice(previous.end, word.start) === ' '
}

/** "Herbert Pedersen": what a device is called after is somebody's given name in front of a family's that no disease has. */
function leadsFamilyName(text: string, words: readonly Word[], i: number): boolean {
  const [word, next] = [words[i]!, words[i + 1]]
  if (!next?.capital || next.shout !== word.shout || text.slice(word.end, next.start) !== ' ') return false
  const family = familyNames.has(next.lower) ? next.lower : next.lower.replace(/s$/, '')
  const given = givenNames.has(word.lower) || isBorne(word.lower)
  return given && family.length > 4 && familyNames.has(family) && !eponyms.has(family)
}

/** Right in front of a person's name, of the patient's as of a colleague's. */
const addressed =
  /(?:(?<!\p{L})(?:dr|hr|fr|mr|mrs|ms|prof|ovl|pt)\.?|(?<!\p{L})(?:fru|frk\.?|doktor|doctor|professor|\p{L}*læge\p{L}*|radiolog\p{L}*|kirurg\p{L}*|patienten))\s$/iu
/** "Konf. m. Weber": with whom, and no morbus. */
const talkedWith = /(?:konf\p{L}*\.?|drøft\p{L}*|aftal\p{L}*|talt|sammen)\sm\.\s*$/iu
/** Who wrote an article: "Weber B, Jensen K". */
const listed = /^\s\p{Lu},\s\p{Lu}\p{Ll}+\s\p{Lu}{1,2}(?![\p{L}\d])/u

/** What a test that is called after somebody was found to be: "Weber midt", "Hoffmann pos." */
const foundAs =
  /^\s(?:er\s|is\s)?(?:pos(?:\.|itiv\p{L}*)?|neg(?:\.|ativ\p{L}*)?|lat\.?\s(?:til\s)?(?:ve|hø|v|h|dx|sin)\.?|midt|midtstill\p{L}*|midline|central|lateralis\p{L}*)(?!\p{L})/iu

/** A class with the full stop of its sentence, and the word that the next one begins with. */
const classAtEnd = /^\s(?:type\s|grade?\s)?(?:(II{1,2}|IV|VI{0,2}|[0-6])|([A-D]|I|V))\.(?=\s*$|\s+(\p{Lu}\p{L}*))/u
/** What is given a class, in the same sentence. */
const classed =
  /frakt|fract|brud|luks|lux|malleol|ank[el]{2}|fibul|tibia|syndesmos|collum|hofte|hip|radius|humer|caput|sår|ulcer|skade|læsion|lesion|cirrh|cirrose|klass|class/i
const classLead =
  /(?:svarende til|forenelig\p{L}* med|tydende på|consistent with|suggestive of|klassificer\p{L}* som)\s$/iu
const personLead =
  /(?:(?<!\p{L})(?:af|ved|by|hos|med|til|fra|from|with|for|og|and|m|mvh|hilsen|regards|henvist|set|sign\p{L}*|godk\p{L}*|beskr\p{L}*|konf\p{L}*|dikt\p{L}*|skr\p{L}*|rekv\p{L}*|underskr\p{L}*|udf\p{L}*|unders\p{L}*|tolk\p{L}*|oper\p{L}*)[.:]?|[/(&+])\s*$/iu

/**
 * "Malleolfraktur, Weber B.": a class at the end of a sentence that says what has it. The same letters are somebody's initial behind a word that
 * leads to a person and in front of a name, and where nothing has a class.
 */
function isClassAtEnd(lead: string, rest: string): boolean {
  const found = classAtEnd.exec(rest)
  if (!found) return false
  const next = found[3]?.toLowerCase()
  if (next && (familyNames.has(next) || givenNames.has(next) || isBorne(next))) return false
  if (classLead.test(lead)) return true
  if (addressed.test(lead) || personLead.test(lead)) return false
  return found[1] !== undefined || classed.test(lead.split(/[.!?]\s|\n/).at(-1) ?? '')
}

/** "MaRIA score", "index MaRIA": capitals inside a word, and a score is what it names. */
export function isScore(text: string, word: Word): boolean {
  if (!isProgram(word.text)) return false
  const behind = text.slice(word.end, word.end + 20)
  return (
    /^[ -](?:score|ind[ek]{1,2}x|skala|scale|klassifikation|classification)(?!\p{L})/iu.test(behind) ||
    /(?<!\p{L})(?:score|ind[ek]{1,2}x|skala|scale)\s$/iu.test(text.slice(Math.max(0, word.start - 7), word.start))
  )
}
