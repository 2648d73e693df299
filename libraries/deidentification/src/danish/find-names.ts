import { addSpans, type TextSpan } from '../text-span.ts'
import { abbreviations } from './abbreviations.ts'
import { isBorne, isOfMedicine } from './borne-names.ts'
import { beginsAfterLetter, isFamilyAtEnd } from './end-words.ts'
import { everydayWords } from './everyday-words.ts'
import { initialOrShort, isShortGiven } from './given-in-short.ts'
import { isEponym, isScore } from './is-eponym.ts'
import { isMembrane } from './is-membrane.ts'
import { isNumbered } from './is-numbered.ts'
import { isProduct, isTechnique } from './is-product.ts'
import { cueBefore, cues, isCue, titleBehind } from './name-cues.ts'
import { ambiguous, evidence, foreign, namesNobody } from './name-evidence.ts'
import { eponyms, familyNames, givenNames, notNames, towns } from './name-lists.ts'
import { namesBehind } from './names-behind.ts'
import { isReportWord } from './report-words.ts'
import { isNothingElse, tellsWho } from './said-names.ts'
import { isCalling, isField } from './staff-words.ts'
import { type Word, wordsOf } from './text-words.ts'
import { goesOnWithName, isRole } from './who-words.ts'
import { endsIn, moreNouns } from './word-endings.ts'
import { wordsWithin } from './words-within.ts'

const between = /^(?:\s|\.\s*|,\s*|\^|:\s*|\s+[A-ZÆØÅ]\.\s*){0,3}$/u

/** Names of people in a text: after cue words, by the lists of frequent names, and by the endings that only Danish family names have. */
export function findNames(text: string): TextSpan[] {
  const words = wordsOf(text)
  const spans: TextSpan[] = []
  // In a text all in capitals, capitals say nothing.
  const shouted = words.filter((word) => word.shout).length > words.length / 2
  for (let i = 0; i < words.length; ) {
    const length = nameLength(text, words, i, shouted)
    if (length === 0) {
      i++
      continue
    }
    spans.push({ start: withLeadingInitials(text, words[i]!.start), end: words[i + length - 1]!.end, kind: 'name' })
    i += length
    spans.push(...namesBehind(text, words[i - length]!, words[i - 1]!))
    // "Birthe og Zeynep": beside a name stands a name.
    const other = words[i + 1]
    if (!other || !/^(?:og|and|&)$/.test(words[i]!.lower) || !other.capital || other.shout) continue
    if (notNames.has(other.lower) || cues.has(other.lower) || isEponym(text, words, i + 1) || other.text.length < 3)
      continue
    if (text.slice(words[i - 1]!.end, other.start) !== ` ${words[i]!.text} `) continue
    spans.push({ start: other.start, end: other.end, kind: 'name' })
  }
  addSpans(spans, saidAgain(text, words, spans))
  return spans
}

/** "Drengen Rayan ... Rayans plejefamilie": who was named once is named again without a word that says so. */
function saidAgain(text: string, words: readonly Word[], spans: readonly TextSpan[]): TextSpan[] {
  if (spans.length === 0 || words.length < 6) return []
  const found = wordsWithin(words, spans)
  const tells = (word: Word) => (tellsWho(word) || isNothingElse(word)) && !word.shout && !isCue(word.lower)
  const said = new Set(words.filter((word) => tells(word) && found.has(word)).map((word) => word.lower))
  return words
    .filter((word, i) => {
      const again = said.has(word.lower) || (word.lower.endsWith('s') && said.has(word.lower.slice(0, -1)))
      return again && tells(word) && !found.has(word) && !isEponym(text, words, i)
    })
    .map(({ start, end }) => ({ start, end, kind: 'name' }))
}

/**
 * "Geoffrey Whitcombe": where a name that is known of the patient ends what somebody is called, the capitalised word in front of it is a
 * name, unless it begins the sentence or is a word of reports. `known` are spans of such names; the result are spans of those in front.
 */
export function namesInFront(text: string, known: readonly TextSpan[]): TextSpan[] {
  const spans: TextSpan[] = []
  for (const span of known) {
    const before = /(?<=[^.!?:;\s]\s|[,:(/]\s?)(\p{Lu}\p{Ll}{2,}(?:-\p{Lu}\p{Ll}+)?)\s$/u.exec(
      text.slice(Math.max(0, span.start - 30), span.start),
    )
    if (!before || !/^\p{Lu}/u.test(text.slice(span.start, span.start + 1))) continue
    const [first] = wordsOf(before[1]!)
    if (!first || namesNobody(first) || isCue(first.lower) || isField(first.lower) || eponyms.has(first.lower)) continue
    if (endsIn(moreNouns, first.lower) && !givenNames.has(first.lower) && !isBorne(first.lower)) continue
    const end = span.start - 1
    spans.push({ start: end - before[1]!.length, end, kind: 'name' })
  }
  return spans
}

/** Nothing more is said of whoever was named. */
const ends = /^\s*(?:$|[,;/)\n]|\.\s*$)/

const twoInitials = new RegExp(`(?<![\\p{L}.])${initialOrShort}\\.[-\\s]?${initialOrShort}\\.\\s?$`, 'u')

/** "H.P. Munck", "K. B. Dam", "Chr. Fr. Dam": two initials in front of a word that nobody knows, or of a short family name that ends what is said. */
function isLedByInitials(text: string, word: Word): boolean {
  const before = text.slice(Math.max(0, word.start - 14), word.start)
  const long = word.text.length > 3 || (familyNames.has(word.lower) && ends.test(text.slice(word.end, word.end + 8)))
  return long && twoInitials.test(before)
}

/** "paramediciner U. Rask": behind somebody's work and an initial a word is a family's, whatever it means besides. */
function isInitialled(text: string, words: readonly Word[], i: number): boolean {
  const [role, initial] = [words[i - 2], words[i - 1]]
  if (!role || initial?.text.length !== 1 || !initial.capital || words[i]!.shout) return false
  if (!/^\.\s?$/.test(text.slice(initial.end, words[i]!.start))) return false
  return (
    /^\.?\s$/.test(text.slice(role.end, initial.start)) &&
    (isCalling(role.lower) || isRole(role.lower) || role.lower === 'beh')
  )
}

/** How many words from here on are one person's name; 0 when none. */
function nameLength(text: string, words: readonly Word[], i: number, shouted: boolean): number {
  const first = words[i]!
  if (!first.capital || first.text.length < 2) return 0
  if (notNames.has(first.lower) && !isAugust(text, words, i)) return 0
  if (first.lower === 'tages' && takenHow.test(text.slice(first.end, first.end + 16))) return 0
  if (isLine(text, words, i) || isScore(text, first) || saysWho(text, words, i)) return 0
  const strength = evidence(first, shouted)
  // "Overlæge, Radiolog": a calling behind another is none's name.
  if (
    strength === 0 &&
    !isInitialled(text, words, i) &&
    (namesNobody(first) || isCue(first.lower) || isField(first.lower))
  )
    return 0
  const led = strength < 2 && !first.shout && isLedByInitials(text, first) ? 'strong' : undefined
  const cue = led ?? cueBefore(text, words, i) ?? (strength < 2 ? titleBehind(text, words, i) : undefined)
  // "Pt. Indlægges", "Pt. Faster": what the patient does, not who it is.
  if (
    strength === 0 &&
    /^(?:pt|pat|patient(?:en)?|drengen|pigen|barnet|knægten|manden|kvinden)$/.test(words[i - 1]?.lower ?? '') &&
    /[^s](?:er|es)$/.test(first.lower)
  )
    return 0
  if (strength === 0 && !cue && !mayLead(text, words, i, shouted)) return 0
  if (isEponym(text, words, i)) return 0
  if (first.lower === 'pia' && isMembrane(text, first.start, first.end, cue !== undefined)) return 0
  let length = 1
  let best = strength
  while (i + length < words.length && joins(text, words[i + length - 1]!, words[i + length]!)) {
    // "Jeanne d'Arc"
    if (/^[dD]['’]\p{Lu}\p{Ll}/u.test(words[i + length]!.text) && best > 0) {
      length++
      continue
    }
    const led = particlesFrom(text, words, i + length)
    if (led > 0) {
      // "Van der Waals volumen"
      if (length === 1 && /^v[ao]n$/.test(first.lower) && isEponym(text, words, i + led + 1)) return 0
      length += led + 1
      best = Math.max(best, 2)
      continue
    }
    const next = words[i + length]!
    if (isNumbered(text, next)) break
    // "Ruben Thisted": families are called after towns.
    if (length === 1 && towns.has(next.lower) && next.capital && isPair(text, first, next)) {
      best = 2
      length++
      continue
    }
    if (next.capital && isShortGiven(next.text, text.slice(next.end, next.end + 3))) {
      // "hos Rigmor V.": a rarer given name and the letter of a family's, and nothing behind.
      const alone = length === 1 && strength === 1 && !first.shout && ends.test(text.slice(next.end + 1, next.end + 9))
      if (alone && !ambiguous.has(first.lower) && !namesNobody(first) && !eponyms.has(first.lower)) best = 2
      length++
      continue
    }
    const more = evidence(next, shouted)
    const atEnd = isFamilyAtEnd(text.slice(next.end, next.end + 24), words[i + length - 1]!.lower, next.lower)
    if (next.capital && atEnd && text.slice(words[i + length - 1]!.end, next.start) === ' ') {
      best = Math.max(best, 2)
      length++
      continue
    }
    if (!next.capital || notNames.has(next.lower) || isCue(next.lower) || isEponym(text, words, i + length)) break
    // After a name that is sure, a capitalised word is its family name; otherwise it must be one itself.
    // "dr. Magnhild Rask": behind a title and a given name a word that is a name as well is one.
    const also =
      cue === 'strong' &&
      length === 1 &&
      !next.shout &&
      (ambiguous.has(next.lower) || isBorne(next.lower) || isWordAtEnd(text, first, next))
    if (also && text.slice(first.end, next.start) === ' ' && !everydayWords.has(first.lower)) {
      length++
      continue
    }
    if (more === 0 && (namesNobody(next) || beginsSentence(text, words[i + length - 1]!, next))) break
    if (more === 0 && isReportWord(next.text, text.slice(next.end, next.end + 24))) break
    if (more === 0 && thingBehind.test(text.slice(next.end, next.end + 24))) break
    const paired = isPair(text, words[i + length - 1]!, next)
    if (more === 0 && (next.text.length < 2 || (next.shout && !(first.shout && length < 3 && paired)))) break
    if (more === 0 && best < 2 && !cue) {
      if (length > 1 || !paired) break
      best = 2
    }
    // "Gudrun, Aneurysma": behind a given name and a comma an unknown word is none.
    const comma = text.slice(words[i + length - 1]!.end, next.start).includes(',')
    if (more === 0 && comma && (length > 1 || givenNames.has(words[i + length - 1]!.lower))) break
    // "Lech Urbański": letters of another tongue tell of the word in front of them too.
    if (length === 1 && strength === 0 && more > 0 && tellsOfLead(first, next)) best = 2
    // Behind a family name a new line begins something new, unless it goes on with a name.
    const whole = length > 1 || familyNames.has(first.lower)
    const nextLine = /[\r\n]/.test(text.slice(words[i + length - 1]!.end, next.start))
    if (nextLine && ((more === 0 && whole) || pronouns.has(next.lower))) break
    best = Math.max(best, more, more > 0 && strength > 0 ? 3 : 0)
    length++
    if (length === 5) break
  }
  // Whose name it is elsewhere in the text is found there, and here again.
  if (cue === undefined && length === 1 && isTechnique(text, first.start, first.end)) return 0
  if (cue === 'strong')
    return first.shout && strength === 0 && !shouted && first.text.length <= 4 && best < 2 && length < 2 ? 0 : length
  if (cue === 'weak') {
    // "stentet med Resolute Onyx": a thing of two words that no list of names has.
    const unlisted = length >= 2 && !first.shout && !isProduct(text, first.start, words[i + length - 1]!.end)
    return best >= 1 || unlisted ? length : 0
  }
  if (best >= 3) return length
  return best >= 2 ? length : 0
}

/** "Kære Rebekka" and on the next line "Du kan ...": with these a letter begins. */
const pronouns = new Set('du jeg vi de det den der han hun din dit dine min mit mine'.split(' '))

/** "Kaj L. Nexus pos.", "Kaj Philadelphia krave": what stands behind a word says that it is a test's or a thing's, and none of the name. */
const thingBehind =
  /^(?:\s(?:er\s)?(?:pos|neg)(?:\.|itiv\p{L}*|ativ\p{L}*)?(?!\p{L})|[ -](?:krave|collar|skinne|bandage|korset|ortose|støtte|sko|seng|madras|kateter|slange|pose|pumpe|protese|klap|skrue|plade|søm|stent|graft|coil|wire|ballon|dræn|sonde|kanyle|score|skala|test|tegn|index|indeks|kriterier|klassifikation|protokol|diæt|kur|vaccine|tablet|tabl|kapsel|spray|plaster|salve|creme)(?:n|en|et|s|r)?(?!\p{L}))/iu

/** "prøvetager Signe Marker, Kir. afd.": behind a sure given name a word of medicine's English that ends what is said is a family's. */
function isWordAtEnd(text: string, first: Word, next: Word): boolean {
  const english = isOfMedicine(next.lower) && !everydayWords.has(next.lower) && !notNames.has(next.lower)
  return (
    english &&
    givenNames.has(first.lower) &&
    !ambiguous.has(first.lower) &&
    ends.test(text.slice(next.end, next.end + 8))
  )
}

/** "Præst Finn Riis", "Bedemand Kjær", "Ring Folke": who that is or what is to be done, and right behind it the name. */
function saysWho(text: string, words: readonly Word[], i: number): boolean {
  const [word, next] = [words[i]!, words[i + 1]]
  if (!next?.capital || next.shout !== word.shout || text.slice(word.end, next.start) !== ' ') return false
  if (!isCue(word.lower) && !goesOnWithName(word.lower)) return false
  const isName = familyNames.has(word.lower) || givenNames.has(word.lower) || isBorne(word.lower)
  return isName ? !familyNames.has(next.lower) && !namesNobody(next) : evidence(next, false) > 0
}

/** "HD 5 Line Raster", "PICC Line", "Kerley B Line": lines that are counted, laid or seen, and nobody called Line. */
function isLine(text: string, words: readonly Word[], i: number): boolean {
  const [word, next] = [words[i]!, words[i + 1]]
  if (word.lower !== 'line') return false
  const lead = text.slice(Math.max(0, word.start - 24), word.start)
  if (
    /(?:PICC|PIC|CVC|[Mm]id|[Aa]rterial|[Cc]entral|Kerley(?: [ABC])?|Shenton|Harris|Zahn|McGregor|Köhler)[ -]$/u.test(
      lead,
    )
  )
    return true
  const before = next?.capital && text.slice(word.end, next.start) === ' ' && namesNobody(next)
  return before === true && /\d\s$/.test(lead)
}

/** "Camilla N. Sendes på mail": behind the letter of a family name a noun or the passive of a verb begins what is said next. */
function beginsSentence(text: string, before: Word, next: Word): boolean {
  if (before.text.length !== 1 || text[before.end] !== '.' || next.shout) return false
  return !isBorne(next.lower) && beginsAfterLetter(next.lower, text.slice(next.end, next.end + 4))
}

/** "Tages til maden", "Tages 2 gange dagligt": what is done with a drug, and nothing of Tage's. */
const takenHow =
  /^\s(?:til|med|ved|efter|før|hver|dagligt|kun|som|op|ned|ud|ind|af|hjem|over|fra|i|der|ikke|stilling|hånd|kontakt|blodprøver?|nye?|\d+)(?!\p{L})/u

const particles = new Set('van von der den de la du del della di da dos el al bin ibn ter ten við á í av zu'.split(' '))

/** How many small words of a foreign family name stand here in front of a capitalised one: "van der Meer". */
function particlesFrom(text: string, words: readonly Word[], from: number): number {
  let count = 0
  while (count < 3 && words[from + count] && particles.has(words[from + count]!.text)) count++
  const last = words[from + count]
  if (count === 0 || !last?.capital || last.text.length < 3 || notNames.has(last.lower)) return 0
  // "de", "den", "der", "da", "av" are words of a Danish sentence too.
  const few =
    count === 1 &&
    !/^v[ao]n$/.test(words[from - 1]!.lower) &&
    /^(?:de|den|der|da|di|av|du|ten)$/.test(words[from]!.text)
  return few || text.slice(words[from]!.start, last.start).includes('.') ? 0 : count
}

/** Names of the calendar, in front of a family name. */
function isAugust(text: string, words: readonly Word[], i: number): boolean {
  const next = words[i + 1]
  if (!givenNames.has(words[i]!.lower) || !next?.capital || text.slice(words[i]!.end, next.start) !== ' ') return false
  return !notNames.has(next.lower) && evidence(next, false) > 0
}

/** Given names that a sign or a gel is called after too; in front of an unknown name they are somebody's. */
const mostlyGiven = new Set('thomas simon christian martin dennis victor david dagmar'.split(' '))

/** A given name and an unknown word that can be its family name: "Otilia Munkvad", "KJELD MOSEKÆR". */
function isPair(text: string, first: Word, next: Word): boolean {
  if (first.shout !== next.shout || first.text.length < (first.shout ? 4 : 3)) return false
  // "Halfdan Rye": of three letters only one that is no word.
  if (
    next.text.length < (first.shout ? 4 : 3) ||
    (next.text.length === 3 && abbreviations.has(next.text.toUpperCase()))
  )
    return false
  if (text.slice(first.end, next.start) !== ' ') return false
  if (ambiguous.has(first.lower) && !mostlyGiven.has(first.lower)) return false
  return givenNames.has(first.lower.split('-')[0]!) || isBorne(first.lower)
}

/** Whether a rarer family name is sure enough to make a name of the unknown word in front of it: "Lech Urbański", "ORHAN BALCI". */
function tellsOfLead(first: Word, next: Word): boolean {
  if (first.shout !== next.shout || first.text.length < 4 || ambiguous.has(next.lower)) return false
  if (first.shout && endsIn(moreNouns, first.lower)) return false
  return foreign.test(next.lower) || (next.text.length > 4 && isBorne(next.lower))
}

/** An unknown word can be the given name in front of a known family name: only inside a sentence, with nothing but a blank between. */
function mayLead(text: string, words: readonly Word[], i: number, shouted: boolean): boolean {
  const word = words[i]!
  const next = words[i + 1]
  if (!next || text.slice(word.end, next.start) !== ' ') return false
  if (shouted || word.shout) return evidence(next, shouted) > 0 && tellsOfLead(word, next)
  if (!standsFirst(text, word.start)) return true
  return (
    next.text.length > 3 &&
    (evidence(next, shouted) === 2 || tellsOfLead(word, next)) &&
    !isGivenAlone(text, words, i + 1) &&
    !endsIn(moreNouns, word.lower)
  )
}

/** "Grovnålsbiopsi Ester": a given name with no family's behind it, so what begins the sentence is more often a noun. */
function isGivenAlone(text: string, words: readonly Word[], i: number): boolean {
  const [word, next] = [words[i]!, words[i + 1]]
  if (!givenNames.has(word.lower) || familyNames.has(word.lower)) return false
  return !(next?.capital && text.slice(word.end, next.start) === ' ' && evidence(next, false) > 0)
}

/** Whether nothing but blanks stands between the end of a sentence and `start`. */
function standsFirst(text: string, start: number): boolean {
  let at = start - 1
  while (at >= 0 && /[^\S\n]/.test(text[at]!)) at--
  return at < 0 ? start === 0 : /[.!?:;\n]/.test(text[at]!)
}

/** "78 µmol/L. Niels": a litre that ends what was measured. */
const litre = /(?:mol|[gUEl])\/L$/

/** "vedr. Kr. pankreatit": with nothing of a name in front the letters mean chronic, or a saint. */
function isChronic(text: string, word: Word): boolean {
  return (
    /^(?:Kr|St)$/.test(word.text) && !/\p{Lu}\p{L}*\.?\s?$/u.test(text.slice(Math.max(0, word.start - 16), word.start))
  )
}

function joins(text: string, before: Word, after: Word): boolean {
  if (before.text === 'L' && litre.test(text.slice(Math.max(0, before.end - 5), before.end))) return false
  if (
    isShortGiven(before.text, text.slice(before.end, after.start + 1)) &&
    !isChronic(text, before) &&
    /^\.\s{0,3}$/.test(text.slice(before.end, after.start))
  )
    return true
  return (
    between.test(text.slice(before.end, after.start)) &&
    !/[.:]\s+$/u.test(text.slice(before.end, after.start).replace(/\s[A-ZÆØÅ]\.\s*$/u, ''))
  )
}

const leading = new RegExp(
  `(?<![\\p{L}\\p{M}\\d]|(?:mol|[gUEl])\\/(?=L\\.))(?:${initialOrShort}\\.-?\\s?){1,3}$|(?<=\\s(?:av|af|by)\\s)\\p{Lu}\\s$`,
  'u',
)

function withLeadingInitials(text: string, start: number): number {
  const before = leading.exec(text.slice(Math.max(0, start - 20), start))
  return before ? start - before[0].length : start
}
