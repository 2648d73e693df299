import type { TextSpan } from '../text-span.ts'
import { areLetters } from './are-letters.ts'
import { isBorne } from './borne-names.ts'
import { eponyms, familyNames, givenNames } from './name-lists.ts'
import { isPlainWord } from './plain-words.ts'
import { acts, isCalling, isField, isProgram } from './staff-words.ts'

const name = '\\p{Lu}\\p{Ll}+(?:[ -]\\p{Lu}[\\p{L}.]*){0,2}'
/** "Mv. Rie/": who greets, at the end of a line; "mv." in small letters is what else there is. */
const greeting = new RegExp(`(?<!\\p{L})M[Vv]\\.?:?\\s(${name})(?=\\s*(?:[/\\n]|$))`, 'gu')
/** "... set. Sanja/": a name by itself in front of a stroke ends a text. */
const strokeBehind = new RegExp(`(?<=(?:^|[.!?\\n])\\s{0,3})(${name})(?=\\s?\\/\\s*(?:$|\\n))`, 'gu')
/** "... uændret. (TBK)": letters in brackets behind the last sentence. */
const inBrackets = /(?<=(?:^|[.!?\n])\s{0,3}\()(\p{Lu}{3}|[bcdfghjklmnpqrstvwxz]{2,3})(?=\)\s*\.?\s*(?:$|\n))/gu
/** "... givet. /hn": small letters behind a stroke that begins a sentence and ends the text. */
const strokeBefore = /(?<=(?:^|[.!?\n])\s{0,3}\/\s?)(\p{Ll}{2,4})(?=\s*\.?\s*(?:$|\n))/gu
/** "... gentaget pga uro /jkb": three without a vowel behind a stroke with a blank in front, at the end. */
const consonants = /(?<=\p{L}{2}\s\/)([bcdfghjklmnpqrstvwxz]{3})(?=\s*\.?\s*(?:$|\n))/gu
/** "... god kontrast. SKL": three capitals that are all of the last sentence. */
const lastSentence = /(?<=\p{Ll}{3}[.!]\s{1,2})(\p{Lu}{3})(?=\s*\.?\s*$)/gu
/** "kvalitetssikret; clarsen 19/3": a login of initials and a family name that ends in -sen. */
const loginOfSen = /(?<![\p{L}\p{M}\d@._/-])\p{Ll}{1,2}?(\p{Ll}{3,}sen)(?![\p{L}\p{M}@_-])/gu
/** "taget af sbj/rn": who did and who helped. */
const twoBehind = /(?<=(?<!\p{L})(?:af|v\/|ved)\s)(\p{Ll}{2,4})\/(\p{Ll}{2,4})(?=\s*(?:$|[.,;)\n]))/gu
/** "JUN/ tsk": who dictated and who typed, apart. */
const dictated = /(?<![\p{L}\d/])(\p{Lu}{3,4})\s?\/\s(\p{Ll}{2,3})(?=\s*(?:$|\n))/gu
/** "opr: AJE/Mads" */
const operated = /(?<!\p{L})(?:opr|oper|ass|anæst|op)\.?:\s?(\p{Lu}{2,4})(?=\s*(?:$|[.,;/)\n]))/giu
/** "e.l. Brøndum": egen læge; "o.l., e.l." are what else there is, and a word of reports begins the next sentence. */
const ownDoctor = /(?<!\p{L})[Ee]\.\s?[Ll]\.:?\s(\p{Lu}\p{Ll}{3,}(?:[ -]\p{Lu}\p{Ll}+){0,2})(?!\p{L})/gu
/** "ØL Kvist", "YL Mo": a doctor's post in two letters, and nothing behind the name. */
const post =
  /(?<![\p{L}\d-])(?:ØL|RL|OL|YL|Øl|Rl|Ol|Yl)\.?\s(\p{Lu}\p{Ll}+(?:[ -]\p{Lu}\p{Ll}+){0,2})(?=\s*(?:[,/)\n]|\.?\s*$))/gu
/** "SSA Jannie": who looks after people at home; the antibody has no name behind it. */
const carer = /(?<!\p{L})SS[AH]\s(\p{Lu}\p{Ll}{2,}(?:[ -]\p{Lu}\p{Ll}+)?)(?!\p{L})/gu
/** "udført af biolan. Majken": between the act and the name a calling, shortened or misspelt. */
const shortCalling =
  /(?<!\p{L})(\p{L}{3,})\s(?:af|v\/|ved)\s(?!(?:afd|afs|afsn|amb|inst|hosp|ca|hhv|evt)\.)\p{Ll}{2,12}\.\s(\p{Lu}\p{Ll}{2,}(?:[ -]\p{Lu}\p{Ll}+)?)(?!\p{L})/gu

/** "vurderet af retsmed. Toke P.": behind an act the letter of a family name says that a word is somebody's. */
const withLetter =
  /(?<!\p{L})(\p{L}{3,})\s(?:af|by)\s(?:(?!(?:afd|afs|afsn|amb|inst|hosp)\.)\p{Ll}{2,12}\.\s)?(\p{Lu}\p{Ll}{2,}\s\p{Lu}\.?)(?=\s*(?:$|[,;)\n]|\.\s*$))/gu

/** "... hendes tålmodighed /Rie": a name of the lists behind a stroke with a blank in front, at the end. */
const nameBehindStroke = /(?<=\p{L}[.!]?\s\/\s?)(\p{Lu}\p{Ll}{2,}(?:\s\p{Lu}\p{Ll}*\.?)?)(?=\s*\.?\s*(?:$|\n))/gu
/** "efter aftale m/ Kjartan": with whom something was said. */
const agreedWith =
  /(?<=(?<!\p{L})(?:[Aa]ftale|[Aa]ftalt|[Kk]onf\.?|[Kk]onfereret|[Dd]røftet|[Tt]alt|[Ss]ammen)\sm(?:\/|\.|ed)\s?)(\p{Lu}\p{Ll}{2,}(?:\s\p{Lu}\.?(?!\p{L}))?)/gu
/** "Patient name changed from Brask to Lundqvist" */
const renamed =
  /(?<=(?:[Nn]ame|[Nn]avne?t?)\s(?:was\s|er\s|blev\s)?(?:changed|corrected|ændret|rettet)\s(?:from|fra)\s)(\p{Lu}\p{L}+(?:[ -]\p{Lu}\p{L}+){0,2})\s(?:to|til)\s(\p{Lu}\p{L}+(?:[ -]\p{Lu}\p{L}+){0,2})/gu

/** "biopsi taget af LKR" */
const takenBy = /(?<!\p{L})(?:taget|givet|injiceret|udleveret) af (\p{Lu}{3,4})(?=\s*(?:$|[.,;/)\n]))/gu

/** How whoever wrote, typed or did something signs: a name or letters at the end of a text, or behind a post. */
export function findSigns(text: string): TextSpan[] {
  const spans: TextSpan[] = []
  if (text.length < 5) return spans
  const take = (pattern: RegExp, group: number, counts: (said: string, found: RegExpExecArray) => boolean) => {
    for (const found of text.matchAll(pattern)) {
      const part = found[group]!
      if (!counts(part, found)) continue
      const start = found.index + (group === 0 ? 0 : found[0].length - part.length)
      spans.push({ start, end: start + part.length, kind: 'name' })
    }
  }
  if (/M[Vv]/.test(text)) take(greeting, 1, mayName)
  if (/\/\s*(?:$|\n)/.test(text)) take(strokeBehind, 1, mayName)
  if (/[.!] {1,2}[A-ZÀ-ÞĀ-\u{10ffff}]{3}\s*\.?\s*$/u.test(text)) take(lastSentence, 1, areLetters)
  if (/\)\s*\.?\s*(?:$|\n)/.test(text)) take(inBrackets, 1, areLetters)
  if (/\/ ?[a-zµß-\u{10ffff}]{2,4}\s*\.?\s*(?:$|\n)/u.test(text)) {
    take(strokeBefore, 1, areLetters)
    take(consonants, 1, areLetters)
    take(dictated, 0, (_, [, who, typed]) => areLetters(who!) && areLetters(typed!))
  }
  if (/(?:af|ved|v\/) ?[a-zµß-\u{10ffff}]{2,4}\//u.test(text))
    take(twoBehind, 0, (_, [, who, helped]) => areLetters(who!) && areLetters(helped!))
  if (/(?:opr|oper|ass|anæst|op)\.?:/i.test(text))
    take(operated, 1, (said) => /^\p{Lu}+$/u.test(said) && areLetters(said))
  if (/e\. ?l\./i.test(text))
    take(ownDoctor, 1, (said) => mayName(said) && (isListedName(said) || !/(?:er|es|et|te|ede)$/.test(said)))
  if (/[a-zµß-\u{10ffff}] [A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text))
    take(withLetter, 2, (said, found) => acts.has(found[1]!.toLowerCase()) && mayName(said))
  if (/\/ ?[A-ZÀ-ÞĀ-\u{10ffff}][a-zµß-\u{10ffff}]+[^/]{0,8}$/mu.test(text)) take(nameBehindStroke, 1, isListedName)
  if (/ m(?:\/|\.|ed) ?[A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text)) take(agreedWith, 1, isListedName)
  if (/ (?:to|til) [A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text) && /[Nn]ame|[Nn]avn/.test(text)) take(renamed, 0, () => true)
  if (/(?:taget|givet|eret) af [A-ZÀ-ÞĀ-\u{10ffff}]{3}/u.test(text)) take(takenBy, 1, areLetters)
  if (/[a-zµß-\u{10ffff}]{4}sen/u.test(text))
    for (const found of text.matchAll(loginOfSen))
      if (isLoginOfSen(found[0])) spans.push({ start: found.index, end: found.index + found[0].length, kind: 'name' })
  if (/SS[AH] [A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text)) take(carer, 1, isListedName)
  if (/[ØROY][Ll]\.? [A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text)) take(post, 1, mayName)
  if (/(?:af|ved|v\/) ?[a-zµß-\u{10ffff}]+\. [A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text))
    take(
      shortCalling,
      2,
      (said, found) =>
        (acts.has(found[1]!.toLowerCase()) || /^(?:taget|givet|injiceret)$/i.test(found[1]!)) && isListedName(said),
    )
  return spans
}

/** No word of reports or medicine, and nobody's disease. */
function mayName(said: string): boolean {
  const first = said.split(/[ -]/)[0]!
  const lower = first.toLowerCase()
  return !isPlainWord(lower) && !eponyms.has(lower) && !isField(lower) && !isCalling(lower) && !isProgram(first)
}

/** A name of the lists in front. */
function isListedName(said: string): boolean {
  const lower = said.split(/[ -]/)[0]!.toLowerCase()
  return mayName(said) && (givenNames.has(lower) || familyNames.has(lower) || isBorne(lower))
}

/** One or two letters in front of a frequent family name of six letters and more; no name and no word itself. */
function isLoginOfSen(word: string): boolean {
  if (familyNames.has(word) || isPlainWord(word)) return false
  return [1, 2].some((led) => word.length - led >= 6 && familyNames.has(word.slice(led)))
}
