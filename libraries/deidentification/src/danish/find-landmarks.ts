import type { TextSpan } from '../text-span.ts'
import { isOfMedicine } from './borne-names.ts'
import { isSomebody } from './is-somebody.ts'
import { eponyms, towns } from './name-lists.ts'
import { isPlainWord } from './plain-words.ts'
import { isDrug } from './report-words.ts'
import { isCalling, isField } from './staff-words.ts'

/** "Børnehave: Mariehønen": the kind of house, a colon and what it is called. */
const behindKind =
  /(?<!\p{L})(?:[Bb]ørnehave|[Vv]uggestue|[Dd]agpleje|[Ii]nstitution|[Dd]aginstitution|[Ss]kole|SFO|[Ff]ritidshjem|[Bb]osted|[Bb]otilbud|[Pp]lejehjem|[Pp]lejecenter|[Hh]jemmepleje|[Vv]ærested|[Gg]ymnasium|[Ee]fterskole|[Kk]ollegium)\s?:\s?(\p{Lu}\p{Ll}{3,}(?:[ -]\p{Lu}\p{Ll}+){0,2})(?=\s*(?:$|[.,;()\n/])|\s\p{Ll})/gu
/** "fys. ved Klinik Bevæg Ry": a house of one who heals by hand, where a name ends or something leads to it. */
const healers =
  /(?<=(?:^|[,;(/]\s?|(?<!\p{L})(?:fra|på|hos|i|ved|v\/|af)\s)(?:Klinik|Fysioterapi|Kiropraktik|Tandklinik|Fodklinik|Fysio)\s)(\p{Lu}\p{Ll}{2,}(?:\s(?:&\s|og\s)?\p{Lu}\p{Ll}+){0,2})(?!\p{L})/gu
/** "Øster Hurup", "Sdr. Felding": the first half of a town's name. */
const twoWords =
  /(?<![\p{L}-])((?:Øster|Vester|Nørre|Sønder|Nr\.|Sdr\.|Ndr\.|Gl\.|Gammel|Kirke|Store|Lille|Over|Neder|Kongens|Kgs\.)\s)(\p{Lu}\p{Ll}{2,})(?!\p{L})/gu
/** "kørt i grøft ved Klim", "væltet på cykel ved Hulsig": where an accident was. */
const accident =
  /(?<!\p{L})(?:[Ss]tyrtet|[Ss]tyrt|[Kk]ørt|[Vv]æltet|[Pp]åkørt|[Kk]ollideret|[Kk]ollision|[Ss]olouheld|[Ss]oloulykke|[Ff]ærdselsuheld|[Tt]rafikuheld|[Uu]lykke|[Ff]undet|[Kk]æntret|[Ff]orulykket)(?:\s\p{Ll}+){0,6}\s(?:ved|nær|udenfor|uden for|mellem)\s(\p{Lu}\p{Ll}{3,}(?:\s(?:Strand|Havn|Plantage|Skov|Sø|Bro|Mose|Hede|Klit|By|Station)(?!\p{L}))?)(?![\p{L}-])/gu
/** "indlagt M3, seng 2": the ward by its letter and number. */
const admitted =
  /(?<=(?<!\p{L})[Ii]ndlagt\s(?:på\s|i\s)?)(\p{Lu}{1,2}\d{1,2})(?=\s*(?:$|[.;)\n]|,\s?(?:seng|stue|lok|dect|kald)|\s(?:seng|stue)))/gu

/** "lungemed. 6Ø, lok.", "Stue N4, kuv. 6": a ward behind its field in short, a room in front of a place in it. */
const wardInShort =
  /(?<=(?<!\p{L})(?:\p{Ll}{0,8}med|\p{Ll}{0,8}kir|neuro|kard|onk|gyn|geri|pæd|hæm|infekt)\.\s)(\d{1,2}\p{Lu})(?=\s*(?:$|[.,;)\n]))/gu
const roomAndPlace = /(?<=(?<!\p{L})[Ss]tue\s)(\p{Lu}\d{1,2})(?=,\s(?:kuv|seng|plads)\p{L}*\.?\s\d)/gu

/** Houses, villages and places of accidents of which nothing is known but the word that leads to them. */
export function findLandmarks(text: string): TextSpan[] {
  const spans: TextSpan[] = []
  if (text.length < 8) return spans
  const take = (pattern: RegExp, kind: string, counts: (said: string) => boolean) => {
    for (const found of text.matchAll(pattern)) {
      const said = found[1]!
      const end = found.index + found[0].length
      if (counts(said)) spans.push({ start: end - said.length, end, kind })
    }
  }
  if (/(?:have|stue|pleje|tution|skole|SFO|hjem|sted|tilbud|center|nasium|gium)\s?:/u.test(text))
    take(behindKind, 'place', isOwn)
  if (/(?:[Kk]linik|terapi|praktik|Fysio) [A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text)) take(healers, 'place', isOwn)
  if (/(?:er|re|[lr]\.|el|ke|le|ens|gs\.) [A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text))
    for (const found of text.matchAll(twoWords))
      if (towns.has(found[2]!.toLowerCase()))
        spans.push({ start: found.index, end: found.index + found[0].length, kind: 'address' })
  if (/(?:ved|nær|for|mellem) [A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text)) take(accident, 'address', isPlaceOfAccident)
  if (/(?:med|kir|neuro|kard|onk|gyn|geri|pæd|hæm|infekt)\. \d/.test(text)) take(wardInShort, 'place', () => true)
  if (/tue [A-Z]\d/.test(text)) take(roomAndPlace, 'place', () => true)
  if (/ndlagt/.test(text)) take(admitted, 'place', () => true)
  return spans
}

/** No word of a report, no trade, no field and no drug in front. */
function isOwn(said: string): boolean {
  const lower = said.split(/[ -]/)[0]!.toLowerCase()
  return (
    !isPlainWord(lower) &&
    !isField(lower) &&
    !isCalling(lower) &&
    !isDrug(lower) &&
    !eponyms.has(lower) &&
    !answers.test(lower)
  )
}

/** What is said of a house where its name is asked for. */
const answers =
  /^(?:trives|passer|passes|starter|startet|ophørt|stoppet|hjemme\p{L}*|ikke|ingen|folkeskole\p{L}*|.{1,6}skoleklasse|\p{L}*klasse|almindelig|special\p{L}*|privat\p{L}*)$/u

/** Where something happened stands a place or somebody; a direction or a thing of the road is neither. */
function isPlaceOfAccident(said: string): boolean {
  const lower = said.split(' ')[0]!.toLowerCase()
  if (towns.has(lower)) return true
  return (
    !isPlainWord(lower) &&
    !isOfMedicine(lower) &&
    !isField(lower) &&
    (isSomebody(said.split(' ')[0]!) || natural.test(lower))
  )
}

/** How places are made: Klosterheden, Vejlernefjorden. */
const natural =
  /.{3}(?:heden|skoven|fjorden|lunden|dalen|mosen|engen|marken|klitten|stranden|plantage|havnen|broen|bugten|næsset)$/
