import type { TextSpan } from '../text-span.ts'
import { isBorne, isOfMedicine } from './borne-names.ts'
import { everydayWords } from './everyday-words.ts'
import { isSomebody } from './is-somebody.ts'
import { ambiguous, evidence } from './name-evidence.ts'
import { eponyms, familyNames, givenNames, notNames, towns } from './name-lists.ts'
import { isPlainWord } from './plain-words.ts'
import { isNameAlone, isRare } from './small-names.ts'
import { wordsOf } from './text-words.ts'
import { endsIn, familyEndings, moreNouns } from './word-endings.ts'

const rough = /[a-zµß-\u{10ffff}]/u

/** "Signe T på", "Torben L-J", "Silje Ø stukket": a given name and of the family's one letter or two. */
const letterBehind =
  /(?<![\p{L}\p{M}-])(\p{Lu}\p{Ll}{2,})\s(\p{Lu}(?:-\p{Lu})?)(?=\s*(?:$|[,;)\n])|\s?\/\s?\p{Lu}\p{Ll}|\s(?!(?:vitamin|kolon|celle|hepatitis|streptokok|pose|bro|cup|\p{L}*mangel|\p{L}*status))\p{Ll}|\s\d\d\s?år|\sBMI)/gu
/** "yildirim a. fundus", "b. hylleberg: LVEF 25": a name typed small with an initial, in front of what is said. */
const smallFirst =
  /(?:^|\n|(?<=(?:^|\n)[\p{L} .]{2,12}: ))(?:(\p{Ll}{4,})\s\p{Ll}\.(?=\s|$)|\p{Ll}\.\s?(\p{Ll}{5,})(?=\s?[:,;]|$))/gu
/** "hej bente pt på stue 4", "kære lone": whom a note is written to. */
const greeted =
  /(?<!\p{L})(?:[Hh]ej|[Kk]ære|[Hh]i|[Dd]ear|[Hh]ejsa|[Hh]allo)\s(\p{Ll}{4,}(?:-\p{Ll}{3,})?)(?![\p{L}-])/gu
/** "mvh Kit": one word behind a greeting is all that is left to say. */
const greeting =
  /(?<!\p{L})(?:[Mm]vh|MVH|[Hh]ilsen|[Hh]ilsner|[Kk]h|[Vv]h|[Rr]egards)[.,:]?\s{1,2}(\p{Lu}\p{Ll}{2,})(?=\s*\.?\s*$)/gu
/** "klar til rtg /jb": behind a stroke that parts nothing who wrote it. */
const smallAtEnd = /(?<=\p{L}[.)]?\s\/\s?)(?!ve$|hø$|sin$|dxt$)(\p{Ll}{2,3})(?=\s*\.?\s*$)/gu
/** "rad: chaudhry, ass": behind what somebody did here and a colon a name typed small. */
const roleBefore =
  /(?<!\p{L})(?:rad|radiolog|rtg|radiograf|ass|op|operatør|læge|anæst|spl|sygepl|henv|beskr|us af|kir|jdm|sekr|tandpl|fys|ergo)(?:\s?:\s?|\s)(\p{Ll}{4,}(?:-\p{Ll}{3,})?)(?=\s?[,;/.]|\s|$)/giu
/** "Ergo Cilius Damm", "rtg Kemal/Nanna": the same in capitals. */
const roleOf =
  /(?<!\p{L})(?:[Ee]rgo|[Ff]ys|[Ss]ocialrådg|[Ss]undhedspl|[Tt]andpl|[Ss]agsbeh|[Kk]ontaktspl|[Pp]rimærspl|[Hh]jpl|[Hh]jemmespl|[Pp]sykolog|[Dd]iætist|[Pp]ortør|[Rr]tg|[Bb]eskr|[Aa]næstesi|[Bb]aby|[Pp]raktikant|[Pp]lejer|[Hh]jælper|[Kk]l\.\s?ass|[Kk]linikass|[Tt]andtek|[Rr]adiotek)\.?:?\s((?:\p{Lu}\.\s?)?\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?)(?:\s(\p{Lu}\p{Ll}{2,}(?:-\p{Lu}\p{Ll}+)?))?(?![\p{L}-])/gu

/** "Kir. Hjorthøj.": a calling in short and one word that nobody knows are all that is said. */
const calledAlone =
  /(?<=(?:^|[.!?;\n]\s)(?:Kir|Opr|Ort|Radiol|Kard|Neur|Onk|Urol|Gyn|Anæst|Pat|Rtg|Ovl|Rsl)\.\s)(\p{Lu}\p{Ll}{4,}(?:-\p{Lu}\p{Ll}+)?)(?=\s*(?:$|[,;)\n]|\.(?:\s|$)))/gu

/** "CT cerebrum - Damkjær protokol": whose way of doing it a picture was taken by, between its words. */
const ofProtocol =
  /(?<=\p{L}\)?\s(?:[-–/]\s)?)(\p{Lu}\p{Ll}{4,}(?:-\p{Lu}\p{Ll}+)?)(?=\s(?:protokol(?:len)?|opsætning(?:en)?|indstilling(?:en|er)?|setup)(?!\p{L}))/gu

/** Names of notes that were typed in haste: with an initial, small, or all that a greeting says. */
export function findHastyNames(text: string): TextSpan[] {
  const spans: TextSpan[] = []
  if (text.length < 6 || !rough.test(text)) return spans
  const take = (pattern: RegExp, counts: (name: string, whole: string) => boolean, ofName = true) => {
    for (const found of text.matchAll(pattern)) {
      const name = found[1] ?? found[2] ?? found[0]
      if (!counts(name, found[0])) continue
      const start = ofName ? found.index + found[0].lastIndexOf(name) : found.index
      const end = ofName ? start + name.length : found.index + found[0].length
      spans.push({ start, end: wholeName(text, end), kind: 'name' })
    }
  }
  if (/[a-zµß-\u{10ffff}] [A-ZÀ-Þ](?![a-zµß-\u{10ffff}])/u.test(text)) take(letterBehind, isSureGiven, false)
  if (/(?:^|[\s:])[a-zæøåà-ÿ]\.|\s[a-zæøåà-ÿ]\./.test(text)) take(smallFirst, isSmallName, false)
  if (/(?:ej|ære|[Hh]i|ear|sa|allo) [a-zß-ÿ]/.test(text)) take(greeted, isSmallName)
  if (/(?:vh|VH|ilsen|ilsner|kh|egards)[.,:]? /i.test(text)) take(greeting, mayGreet)
  if (/\s\/\s?[a-zæøå]{2,3}\s*\.?\s*$/.test(text)) take(smallAtEnd, (letters) => !isPlainWord(letters))
  if (/[a-z](?:\s?:\s?|\s)[a-zß-ÿ]{4}/i.test(text)) take(roleBefore, isSmallName)
  if (/(?:rgo|ys|ådg|pl|eh|log|ist|tør|tg|skr|esi|aby|ant|ejer|lper|ass|tek)\.?:? [A-ZÀ-Þ]/.test(text))
    for (const found of text.matchAll(roleOf)) {
      const [whole, first = '', second] = found
      if (!isRoleName(first, second)) continue
      spans.push({
        start: found.index + whole.lastIndexOf(second === undefined ? first : `${first} ${second}`),
        end: found.index + whole.length,
        kind: 'name',
      })
    }
  if (/(?:Kir|Opr|Ort|iol|ard|eur|nk|Gyn|næst|Pat|Rtg|vl|Rsl)\. [A-ZÀ-Þ]/.test(text)) take(calledAlone, isOneAlone)
  if (/[a-zµß-\u{10ffff}] (?:protokol|opsæt|indstil|setup)/u.test(text)) take(ofProtocol, isWhose)
  return spans
}

/** Made as a name of a family is: programs and sequences are called by words that nobody knows as well. */
function isWhose(name: string): boolean {
  const lower = name.toLowerCase()
  return (
    !eponyms.has(lower) &&
    (familyNames.has(lower) || isBorne(lower) || endsIn(familyEndings, lower) || moreEndings.test(lower)) &&
    isOneAlone(name)
  )
}

const moreEndings = /.{2}(?:kj?ær|gaard|sen|mann|strand|næs|haug|rød|krog|vad|balle|kilde)$/

/** No word of a report, and made as none of Danish or of Latin. */
function isOneAlone(name: string): boolean {
  const lower = name.toLowerCase()
  if (wordsOf(name).some((word) => evidence(word, false) > 0)) return isSomebody(name)
  return isSomebody(name) && !endsIn(moreNouns, lower) && !towns.has(lower) && !latin.test(lower)
}

const latin = /(?:is|us|um|ia|ie|ae|oma|se|er|ik|al|iv|tur|ens)$/

/** Two words that nobody knows, or one that is a name; behind an initial one is enough. */
function isRoleName(first: string, second: string | undefined): boolean {
  const family = first.replace(/^\p{Lu}\.\s?/u, '')
  // "Fys. Rune Kold": behind a given name a word that is a family's as well is one.
  if (second !== undefined && isSureGiven(first) && ambiguous.has(second.toLowerCase())) return true
  const parts = second === undefined ? [family] : [family, second]
  if (!parts.every(isSomebody)) return false
  return second !== undefined || family !== first || wordsOf(family).some((word) => evidence(word, false) > 0)
}

/** "andersen, silas", "marianne eg pedersen": behind a name typed small those that go on. */
const goesOn = /^(?:,?\s\p{Ll}\.)?,?\s(\p{Ll}{2,}(?:-\p{Ll}{3,})?)(?![\p{L}-])/u

function wholeName(text: string, end: number): number {
  let at = end
  for (let i = 0; i < 3 && /\p{Ll}/u.test(text[end - 1] ?? ''); i++) {
    const next = goesOn.exec(text.slice(at, at + 40))
    if (!next || !(familyNames.has(next[1]!) || isNameAlone(next[1]!) || isRare(next[1]!))) break
    at += next[0].length
  }
  return at
}

function isSureGiven(name: string): boolean {
  const lower = name.toLowerCase()
  return givenNames.has(lower) && !ambiguous.has(lower) && !notNames.has(lower) && !everydayWords.has(lower)
}

/** Of the lists, and no word of a sentence or of medicine. */
function isSmallName(name: string): boolean {
  return !isOfMedicine(name) && (isNameAlone(name) || (isRare(name) && !ambiguous.has(name)))
}

/** A word that is short enough for what somebody is called, and no department. */
function mayGreet(name: string): boolean {
  const lower = name.toLowerCase()
  if (everydayWords.has(lower) || notNames.has(lower)) return false
  return isSomebody(name) || (name.length < 5 && isOfMedicine(lower))
}
