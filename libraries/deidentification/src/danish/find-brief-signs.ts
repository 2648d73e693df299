import type { TextSpan } from '../text-span.ts'
import { abbreviations } from './abbreviations.ts'
import { areLetters } from './are-letters.ts'
import { isFileWord } from './file-words.ts'
import { isSmallWord } from './find-initials.ts'
import { letterPairs, modalityPairs } from './letter-pairs.ts'
import { rarerAbbreviations } from './rarer-abbreviations.ts'

/** "af JKN", "v/ PLM", "ref KP", "forevist JKN", "Set ABK", "Makro: LKB": a cue and the letters of who did it are all that a field or a sentence says. */
const alone =
  /(?<=(?:^|[.;\n]\s*)(?:[Aa]f|[Vv]\/|[Rr]ef\.?:?|[Ff]orevist(?: for)?|[Ff]remvist(?: for)?|[Vv]ist(?: for)?|[Ss]et(?: af)?|[Gg]odk\.?|[Mm]akro:|[Mm]ikro:|[Ss]nit:)\s?)\p{Lu}{2,4}(?=\s*(?:$|[.;\n]))/gu
/** "forevist JKN, uændret": the sentence goes on. */
const shown =
  /(?<=(?<!\p{L})(?:[Ff]orevist|[Ff]remvist)(?:\s(?:for|til|hos))?\s)\p{Lu}{3,4}(?=\s*(?:$|[.,;:)\n]|\s(?:som|og|der|kl|i dag)(?!\p{L})))/gu
/** "v/jkn": three small letters without a vowel. */
const smallBy = /(?<=(?:^|[\s(,;])[vV]\/)[bcdfghjklmnpqrstvwxz]{3}(?=\s*(?:$|[.,;)\n]))/gu
/** "skr. mma", "skr: vib": three small letters, whatever they are, at the end of what is said. */
const typed = /(?<=(?<!\p{L})[Ss]kr(?:\.|:|\.:)\s?)\p{Ll}{3}(?=\s*\.?\s*(?:$|\n))/gu
/** "PKH ringede", "... afbrudt, LDV ringet op": in front of what only somebody does on the telephone. */
const rang =
  /(?<=(?:^|[.,;:\n(]\s*))\p{Lu}{2,4}(?=\s(?:ringede|ringer|er ringet op|ringet op|blev ringet op|ringes op)(?!\p{L}))/gu
/** "KRP kons.": who was consulted is all that is said. */
const consultant = /^\s*(\p{Lu}{3})(?=\s[Kk]ons(?:\.|ult\p{Ll}*)?\s*$)/gu

/** Departments, houses and those on duty in two to four capitals: they ring and are consulted as well. */
const houses = new Set(
  'AMK AK AM EL VL BV FV MV RV SV OL RL AL SP PL LM FYS ERG DIÆ SOC KIR MED ORT GYN PÆD PÆ ORL ØNH NEU KAR ONK URO DER REU HÆM PSY PSK NKR TKA THX LUN INF END GAS GER NEF HJE KBA OPV ITA FAM FAMA SKS RIS PACS LAB BLB KKA KBI KMA PAT RAD RTG BDA NUK MDT AMA AMB OP BB FØ NEO'.split(
    ' ',
  ),
)

/** Letters of people whom no header names, where a short cue and their place leave nobody and nothing else. */
export function findBriefSigns(text: string): TextSpan[] {
  const spans: TextSpan[] = []
  const take = (pattern: RegExp, counts: (said: string) => boolean) => {
    for (const { 0: said, index } of text.matchAll(pattern))
      if (counts(said.trim())) {
        const start = index + said.length - said.trimStart().length
        spans.push({ start, end: start + said.trim().length, kind: 'name' })
      }
  }
  if (/(?:f|\/|d|:|t|r|\.|k) ?[A-ZÆØÅ]{2,4}\s*(?:$|[.;\n])/.test(text)) take(alone, isSign)
  if (/vist\S* .*[A-ZÆØÅ]{3}/.test(text)) take(shown, isSign)
  if (/[vV]\/[b-z]{3}/.test(text)) take(smallBy, (said) => areLetters(said) && !isSmallWord(said))
  if (/[Ss]kr[.:]/.test(text)) take(typed, (said) => areLetters(said) && !isSmallWord(said) && !isFileWord(said))
  if (/ring/.test(text) && /[A-ZÆØÅ]{2} /.test(text))
    take(rang, (said) => isSign(said) || (letterPairs.has(said) && !modalityPairs.has(said) && !houses.has(said)))
  if (/^\s*[A-ZÆØÅ]{3} [Kk]ons/.test(text)) take(consultant, isSign)
  return spans
}

/** No abbreviation of medicine, of imaging or of a house; in two letters no side, view or measure either. */
function isSign(said: string): boolean {
  if (
    abbreviations.has(said) ||
    rarerAbbreviations.has(said) ||
    houses.has(said) ||
    isFileWord(said) ||
    !areLetters(said)
  )
    return false
  return !isSmallWord(said.toLowerCase()) && (said.length > 2 || !letterPairs.has(said))
}
