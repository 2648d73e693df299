import type { TextSpan } from '../text-span.ts'
import { abbreviations } from './abbreviations.ts'
import { everydayWords } from './everyday-words.ts'
import { isSomebody } from './is-somebody.ts'
import { isCue, modalities } from './name-cues.ts'
import { evidence, namesNobody } from './name-evidence.ts'
import { eponyms, familyNames, givenNames, notNames } from './name-lists.ts'
import { isPlainWord } from './plain-words.ts'
import { isDrug } from './report-words.ts'
import { isField } from './staff-words.ts'
import { type Word, wordsOf } from './text-words.ts'
import { endsIn, moreNouns } from './word-endings.ts'

/** Behind a name: the one that somebody was born with. */
const bornAs = /^\s?[,(]?\s?(?:født|f\.|née|geb\.|tidl\.|tidligere|born|formerly)\s(\p{Lu}\p{L}{2,}(?:-\p{Lu}\p{L}+)?)/u

/** A number that is no year, or one word that can be how somebody is called. */
const inBrackets = /^\s?\((?:(?:ID|id|nr\.?|no\.?)?:?\s?((?!(?:19|20)\d\d\))\d{3,6})|(\p{Lu}\p{Ll}{2,}|\p{Ll}{3}))\)/u

/** Two or three capitalised words. */
const houseInBrackets = /^\s?\((\p{Lu}\p{Ll}+(?:[ -]\p{Lu}\p{Ll}+){1,2})\)/u

const comesFrom = /^\s(?:fra|från|from)\s(\p{Lu}\p{Ll}{3,}(?:-\p{Lu}\p{Ll}+)?)(?!\p{L})/u

const besideStroke = /^\s?[/&+]\s?((?:\p{Lu}\.\s?){1,3}\p{Lu}\p{L}{2,}(?:-\p{Lu}\p{L}+)?)/u

/** "Birgit/ Jo", "Trine H-J / Goetz B.": one more, of whom the letter of a family name is said or a given name that is known. */
const alsoNamed =
  /^(?:\s\p{Lu}(?:-\p{Lu})?\.?)?\s?\/\s?(\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?)(\s\p{Lu}(?:-\p{Lu})?\.?)?(?=\s*(?:$|[.,;)\n])|\s[\p{Lu}\d])(?!\.?\p{L})/u

const initialsBehind =
  /^\s?\/\s?((?!(?:CT|MRI?|PET|UL|RTG|DXA|EKG|US|RH)(?!\p{L}))(?:\p{Lu}{2,4}|\p{Ll}{3}|\p{Ll}{2}(?=\s*(?:$|\n))))(?=\s*(?:$|[.,;)\n]))/u

/** "Rikke Maj Ø.", "Amalie B, superviseret", "Freja K kl. 9": of the family name one letter. */
const ofFamily =
  /^(?:\sMaj)?\s\p{Lu}(?:\.(?=\s*(?:$|[,;)\n])))?(?=\s*(?:$|[,;)\n]|og\s|kl\.?\s?\d|d\.\s?\d|den\s\d|\p{Lu}\p{Ll}+\s?:))/u

/** What stands right behind a name that was found, and tells of the same person or of one more: `first` and `last` are its words. */
export function namesBehind(text: string, first: Word, last: Word): TextSpan[] {
  const spans: TextSpan[] = []
  const born = bornAs.exec(text.slice(last.end, last.end + 60))
  if (born && !isOfReport(born[1]!)) {
    const end = last.end + born[0].length
    spans.push({ start: end - born[1]!.length, end, kind: 'name' })
  }
  // "B. Thorup / S. Ancher": initials behind the stroke begin another one.
  const beside = besideStroke.exec(text.slice(last.end, last.end + 40))
  if (beside) {
    const end = last.end + beside[0].length
    spans.push({ start: end - beside[1]!.length, end, kind: 'name' })
  }
  const also = alsoNamed.exec(text.slice(last.end, last.end + 40))
  if (also && !beside && isOneMore(also[1]!, also[2] !== undefined)) {
    const end = last.end + also[0].length
    const isGiven = also[2] !== undefined || givenNames.has(also[1]!.toLowerCase()) || also[1]!.length === 2
    spans.push({ start: isGiven ? last.end : end - also[1]!.length, end, kind: 'name' })
  }
  // "Malene+Ida": a given name behind the sign.
  const joined = /^\s?[&+]\s?(\p{Lu}\p{Ll}{2,})(?!\p{L})/u.exec(text.slice(last.end, last.end + 24))
  if (joined && givenNames.has(joined[1]!.toLowerCase())) {
    const end = last.end + joined[0].length
    spans.push({ start: end - joined[1]!.length, end, kind: 'name' })
  }
  // "Jonna Tolstrup/ATM", "H. Brix/jbj": who typed it.
  const typed = initialsBehind.exec(text.slice(last.end, last.end + 14))
  if (typed && !modalities.has(typed[1]!) && !notNames.has(typed[1]!.toLowerCase()) && !everydayWords.has(typed[1]!)) {
    const end = last.end + typed[0].length
    spans.push({ start: end - typed[1]!.length, end, kind: 'name' })
  }
  // "Amalie B, superviseret": of the family name one letter.
  const letter = ofFamily.exec(text.slice(last.end, last.end + 16))
  if (letter && first === last) spans.push({ start: last.end + 1, end: last.end + letter[0].length, kind: 'name' })
  // "Confirmed by Thrane (1182)": the number of who it is. "Mrs Whitcombe (Ellie)": how they are called.
  const bracket = inBrackets.exec(text.slice(last.end, last.end + 24))
  if (bracket && (bracket[1] || isCalled(text, first, bracket[2]!))) {
    const end = last.end + bracket[0].length - 1
    const inside = (bracket[1] ?? bracket[2])!
    spans.push({ start: end - inside.length, end, kind: bracket[1] ? 'number' : 'name' })
  }
  // "Dr Gallagher (Whipps Cross)": where they work.
  const house = houseInBrackets.exec(text.slice(last.end, last.end + 50))
  if (house && mayNameHouse(wordsOf(house[1]!)[0]!)) {
    const end = last.end + house[0].length - 1
    spans.push({ start: end - house[1]!.length, end, kind: 'place' })
  }
  // "Kim Min-ji": a given name of Korea behind its family name.
  const korean = /^\s\p{Lu}\p{Ll}{1,5}-\p{Ll}{1,6}(?!\p{L})/u.exec(text.slice(last.end, last.end + 16))
  if (korean) spans.push({ start: last.end, end: last.end + korean[0].length, kind: 'name' })
  // "Pia fra Lindehuset": and where they come from.
  const from = comesFrom.exec(text.slice(last.end, last.end + 40))
  if (from && mayNameHouse(wordsOf(from[1]!)[0]!)) {
    const end = last.end + from[0].length
    spans.push({ start: end - from[1]!.length, end, kind: 'place' })
  }
  return spans
}

/** "Rasmussen tidl. TACE": what somebody had before, and no name they bore. */
function isOfReport(said: string): boolean {
  const lower = said.toLowerCase()
  return (
    isPlainWord(lower) ||
    isDrug(lower) ||
    eponyms.has(lower.replace(/s$/, '')) ||
    said.split('-').some((one) => abbreviations.has(one))
  )
}

/** Behind a stroke: short given names only as they are known, and what is no word of the report. */
function isOneMore(said: string, lettered: boolean): boolean {
  const lower = said.toLowerCase()
  if (givenNames.has(lower) || shortest.has(lower)) return !everydayWords.has(lower) && !isPlainWord(lower)
  if (familyNames.has(lower) && !isPlainWord(lower)) return true
  if (!lettered && (endsIn(moreNouns, lower) || /(?:gang|hjem|vagt|tid|sal|stue|rum|hus|brev|svar)$/.test(lower)))
    return false
  return said.length > (lettered ? 3 : 2) && isSomebody(said)
}

/** Given names of two letters; what is shortened so in a report ends with a full stop or is none of them. */
const shortest = new Set('jo bo ib ea my li'.split(' '))

function mayNameHouse(word: Word): boolean {
  return !namesNobody(word) && !isField(word.lower) && !eponyms.has(word.lower)
}

/** Whether a word in brackets behind a name can be how that person is called: a name of the lists, or behind an address in English. */
function isCalled(text: string, name: Word, called: string): boolean {
  // "Lea Brandstrup (lbr)"
  if (/^\p{Ll}{3}$/u.test(called))
    return called[0] === name.lower[0] && !notNames.has(called) && !everydayWords.has(called)
  const word = wordsOf(called)[0]
  if (!word || namesNobody(word) || isCue(word.lower) || eponyms.has(word.lower)) return false
  return evidence(word, false) > 0 || /(?:Mrs?|Ms|Miss)\.?\s$/.test(text.slice(Math.max(0, name.start - 6), name.start))
}
