import type { TextSpan } from '../text-span.ts'
import { abbreviations } from './abbreviations.ts'
import { isOfMedicine, isPostalTown } from './borne-names.ts'
import { countries } from './countries.ts'
import { eponyms, towns } from './name-lists.ts'
import { isPlainWord } from './plain-words.ts'
import { withinName } from './report-words.ts'
import { isCalling, isField, isProgram } from './staff-words.ts'
import { endsIn, moreNouns } from './word-endings.ts'

const word = String.raw`\p{Lu}[\p{L}\d&.'’-]*[\p{L}\d]`
const names = String.raw`(${word}(?:\s(?:og\s|&\s)?${word}){0,2})(?!\p{L})`
/** "arb. i LEGO", "arb. ISS": shortened, with what leads to the house or without. */
const working = new RegExp(
  String.raw`(?<!\p{L})(?:[Aa]rb\.|[Aa]nsat|[Aa]rbejder)\s(?:(?:hos|i|på|ved|for)\s)?${names}`,
  'gu',
)
/** "har Vestas-arbejde": of whom the work is. */
const workOf =
  /(?<!\p{L})(\p{Lu}[\p{L}&]+)(?=-(?:arbejde|job|ansat|medarbejder|chauffør|lærling|fabrikken|ulykke)(?:t|n|en|et|e|r)?(?!\p{L}))/gu
/** "ringer fra Novo Nordisk": two words, or one in capitals, that are no ward. */
const ringingFrom = new RegExp(
  String.raw`(?<!\p{L})[Rr]ing(?:er|ede|et)\s(?:selv\s|hjem\s|ind\s|op\s)?fra\s${names}`,
  'gu',
)
/** "løber for AGF Håndbold", "spillede i Skovshoved IF": the club. */
const playingFor = new RegExp(
  String.raw`(?<!\p{L})(?:(?:[Ll]øber|[Ss]piller|[Ss]pillede|[Ss]pillet|[Cc]ykler|[Ss]vømmer|[Rr]or|[Bb]okser|[Kk]æmper|[Rr]ider|[Tt]ræner|[Tt]rænede|[Dd]ømmer)\s(?:(?:fodbold|håndbold|ishockey|badminton|volley|basket|basketball|rugby|tennis|bold|selv)\s)?(?:for|hos)|(?:[Ss]piller|[Ss]pillede|[Ss]pillet)\s(?:(?:fodbold|håndbold|ishockey|badminton|volley|basket|basketball|rugby|tennis|bold)\s)?i|(?:målmand|målvogter|back|anfører|spiller|træner|dommer)\s(?:i|for|hos))\s${names}`,
  'gu',
)
/** "sejler Bornholmslinjen", "kaptajn på Fjordlinjen": a line is a firm. */
const sailing =
  /(?<=(?<!\p{L})(?:[Ss]ejler|[Ss]ejlede|[Ss]ejlet|[Ss]tyrmand|[Mm]atros|[Kk]aptajn|[Mm]askinmester)\s(?:med\s|for\s|på\s|hos\s)?)(\p{Lu}\p{L}{3,}(?:\s\p{Lu}\p{L}+)?)(?!\p{L})/gu
/** "Politiet, Station Bellahøj": the police and firemen have a station of a name. */
const station =
  /(?<=(?<!\p{L})(?:[Pp]oliti\p{Ll}*|[Bb]rand\p{Ll}*|[Rr]edning\p{Ll}*|[Bb]etjent\p{Ll}*|[Aa]mbulance\p{Ll}*|[Ff]alck),?\s(?:fra\s|på\s|ved\s|i\s)?)([Ss]tation(?:en)?\s\p{Lu}\p{Ll}{2,}(?:\s\p{Lu}\p{Ll}+)?)(?!\p{L})/gu
/** "Stud. på Aarhus Tech", "studerende ved EUC Nord": where somebody learns. */
const learning = new RegExp(
  String.raw`(?<!\p{L})(?:[Ss]tud\.|[Ss]tuderende|[Ss]tuderer|[Ll]ærling|[Ee]lev|[Gg]år)\s(?:\p{Ll}{2,4}\.\s)?(?:på|ved)\s${names}`,
  'gu',
)
/** 'fisker, HG 265 "Havørnen"': the mark of a boat and what it is called. */
const boat = /(?<![\p{L}\d])(\p{Lu}{1,2}\s?\d{1,4},?\s["“”„»«'’]\p{Lu}[\p{L} ]{2,20}["“”„»«'’])/gu
const afloat = /fisker|fiskeri|kutter|trawler|skib|båd|skipper|sejler|matros|sømand|havn/i
/** "A&E Addenbrooke's": behind what a ward of emergencies is in English. */
const emergency =
  /(?<=(?<!\p{L})(?:A&E|A & E|ED|ER|GP|ICU)(?:,|\sat|\sin)?\s)(\p{Lu}\p{Ll}{2,}['’]s?(?:\s\p{Lu}\p{Ll}+)?|(?<=A\s?&\s?E[^.]{0,4})\p{Lu}\p{Ll}{4,}(?:\s\p{Lu}\p{Ll}+)?)(?!\p{L})/gu

/** For whom somebody works, plays and sails and where they learn, told by what leads to it, whatever the house is called. */
export function findEmployers(text: string): TextSpan[] {
  const spans: TextSpan[] = []
  if (text.length < 6) return spans
  const take = (pattern: RegExp, counts: (said: string) => boolean) => {
    for (const found of text.matchAll(pattern)) {
      const said = found[1]!
      if (!counts(said)) continue
      const end = found.index + found[0].length
      const own = withinName(said, text.slice(end, end + 24))
      spans.push({ start: end - said.length, end: end - said.length + own.length, kind: 'place' })
    }
  }
  if (/(?:rb\.|nsat|bejder) (?:(?:hos|i|på|ved|for) )?[A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text)) take(working, isHouse)
  if (/[A-Za-zª-\u{10ffff}]-(?:arb|job|ans|med|chau|lær|fab|uly)/u.test(text))
    take(workOf, (said) => isHouse(said) && said.length > 2 && !abbreviations.has(said) && !parts.test(said))
  if (/ing(?:er|ede|et) .{0,5}fra [A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text))
    take(ringingFrom, (said) => isHouse(said) && (said.includes(' ') || /^\p{Lu}{3,}$/u.test(said)))
  if (/ (?:for|i|hos) [A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text)) take(playingFor, (said) => isHouse(said, true))
  if (/(?:sejl|styrmand|matros|kaptajn|maskinm)/i.test(text))
    take(sailing, (said) => isHouse(said) || /^\p{L}{4,}linjen$/u.test(said))
  if (/tation/.test(text)) take(station, (said) => isHouse(said.replace(/^\p{L}+\s/u, '')))
  if (/(?:tud\.|rende|rer|ling|lev|år) .{0,5}(?:på|ved) [A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text))
    take(learning, (said) => isHouse(said) && (/[ \d]/.test(said) || /^\p{Lu}{3,}$/u.test(said)))
  if (/["“”„»«'’]/.test(text) && afloat.test(text))
    take(boat, (said) => !/^(?:CT|MR|UL|US|RT|XA|GE|DR|CR|NM)/.test(said))
  if (/(?:A ?& ?E|ED|ER|GP|ICU)(?:,| at| in)? [A-Z]/.test(text))
    take(emergency, (said) => isHouse(said.replace(/['’]s?$/, '')))
  return spans
}

/** No country, no ward, no trade and no word of reports; a town's name is one where more stands behind it. A club may be made as a noun: Skovbakken. */
function isHouse(said: string, isClub = false): boolean {
  const first = said.split(/[\s-]/)[0]!
  const lower = first.toLowerCase()
  if (said.includes(' ') && (towns.has(lower) || isPostalTown(lower))) return true
  return !(
    isPlainWord(lower) ||
    isOfMedicine(lower) ||
    isField(lower) ||
    isCalling(lower) ||
    isProgram(first) ||
    countries.has(lower) ||
    eponyms.has(lower) ||
    /^(?:CT|MRI?|PET|UL|US|RTG|NM|DXA|EKG|ITA|ICU|OP|FAM|AMA|MDT|AMK|KAG|PCI|ENT|EU|II|III|IV|[A-ZÆØÅ]\d+|[A-ZÆØÅ])$/.test(
      first,
    ) ||
    (!/^\p{Lu}{2,}/u.test(first) && ((!isClub && endsIn(moreNouns, lower)) || wards.test(lower)))
  )
}

const wards =
  /(?:afsnit|afdeling|modtagelse|klinik|ambulatori|stue|gang|apotek|intensiv|opvågning|vagt|hold|system|ske?|hjem|hjemme)\p{L}{0,3}$/u
/** What is worked on, and when: "Skift-arbejde", "Natte-job". */
const parts =
  /^(?:Nat|Dag|Aften|Skift|Fysi|Hånd|Ryg|Kontor|Time|Flex|Fleks|Skåne|Deltids|Weekend|For|Bag|Akut|Trafik|Arbejds|Bil)/
