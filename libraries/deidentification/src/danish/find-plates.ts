import type { TextSpan } from '../text-span.ts'
import { abbreviations } from './abbreviations.ts'

const makes =
  'ford|toyota|vw|volkswagen|skoda|audi|bmw|kia|tesla|volvo|peugeot|renault|citro[eë]n|opel|mazda|hyundai|nissan|mercedes|fiat|suzuki|dacia|seat|polo|golf|passat|scania|yamaha|vespa|piaggio'
/** What is driven, who drives it and what is done with it; "bil." is bilateral. */
const vehicle = `(?:vare|last|person|leje|firma|el|hyre|skåp|dyre)?bil(?:en|er|erne|ens)?(?![\\p{L}.])|kør(?:er|te|t|e)|kjør(?:er|te|t)|kör(?:er|de|t)?|køretøj(?:et)?|kjøretøy(?:et)?|fordon(?:et)?|fahrzeug|pkw|lkw|wagen|lastwagen|knallert(?:en)?|moped(?:en)?|motorcykel(?:en)?|motorcyklen|mc|scooter(?:en)?|trailer(?:en)?|påhængsvogn(?:en)?|campingvogn(?:en)?|autocamper(?:en)?|anhænger(?:en)?|släp(?:et)?|traktor(?:en)?|tra[ck]tor|taxa(?:en)?|taxi(?:en)?|bus(?:sen)?|minibus(?:sen)?|ambulan[cs]e?(?:n)?|fører(?:en)?|driver|driving|drove|drives|chauffør(?:en)?|holder|holdt|parkeret|henter?|hentes|afhenter?|hämtar|nummerplade(?:n|r)?|plade(?:n|r)?|plate|skilt(?:et)?|reg(?:istrerings)?\\.?\\s?(?:nr|nummer|no)|registration|indreg|kfz|kennz(?:eichen)?|car|vehicle|van|lorry|truck|standset|stoppet|stopped|påkørt|${makes}`
const beforeIt = new RegExp(`(?<!\\p{L})(?:${vehicle})(?!\\p{L})[^!?;\\n]{0,60}$`, 'iu')
/** Right beside it: what has the form of a plate is often a measure. */
const closeBefore = new RegExp(
  `(?<!\\p{L})(?:${vehicle})(?!\\p{L})\\.?:?(?:\\s[^\\s.,;:\\d]{1,12}){0,6}\\s?\\(?$`,
  'iu',
)
const closeBehind = new RegExp(
  `^\\)?,?\\s(?:\\(|(?:er|var|en|et|som|der|a|is|was)\\s){0,2}(?:${vehicle})(?!\\p{L})`,
  'iu',
)
const small =
  /(?<!\p{L})(?:knallert|moped|scooter|trailer|påhængsvogn|anhænger|campingvogn|traktor|mc|motorcykel)(?:en)?(?!\p{L})[^.!?;,\n]{0,24}$/iu
const ofGermany = /(?<!\p{L})(?:kfz|kennz(?:eichen)?|nummernschild|pkw|lkw)(?!\p{L})[^!?;\n]{0,20}$/iu

const ends = '(?![\\p{L}\\d]|[.,/-]\\d|\\s?(?:mm|cm|ml|mg|kg|kr)(?!\\p{L}))'
const starts = '(?<![\\p{L}\\d.,/-])'
/** XY 12 345, XY12345, XY.12.345 of Denmark and Norway */
const nordic = new RegExp(`${starts}[A-ZÆØÅ]{2}[ .]?\\d{2}[ .]?\\d{3}${ends}`, 'gu')
/** XY 1234 of what is small or pulled */
const short = new RegExp(`${starts}[A-ZÆØÅ]{2} ?\\d{4}${ends}`, 'gu')
/** AB-CD 123 of Germany; ABC 12D and ABC 123 of Sweden; AB12 CDE of Britain */
const abroad = new RegExp(
  `${starts}(?:[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} ?\\d{1,4}|[A-Z]{3} ?\\d{2}[A-Z\\d]|[A-Z]{2}\\d{2} ?[A-Z]{3})${ends}`,
  'gu',
)
/** AB CD 123, with a blank */
const german = new RegExp(`${starts}[A-ZÄÖÜ]{1,3} [A-Z]{1,2} ?\\d{1,4}${ends}`, 'gu')

/** What stands in front of the last sentence's end is of another sentence. */
const sentence = (lead: string) => lead.slice(Math.max(0, lead.search(/[.!?]\s+\p{Lu}[^.!?]*$/u)))

/** Plates of cars and of what is smaller, behind or beside a word for what is driven. */
export function findPlates(text: string): TextSpan[] {
  if (!/[A-ZÆØÅÄÖÜ][ .-]?\d/.test(text)) return []
  const spans: TextSpan[] = []
  const take = (pattern: RegExp, counts: (lead: string, rest: string, said: string) => boolean) => {
    for (const { 0: said, index } of text.matchAll(pattern)) {
      const lead = sentence(text.slice(Math.max(0, index - 80), index))
      const end = index + said.length
      if (counts(lead, text.slice(end, end + 30), said)) spans.push({ start: index, end, kind: 'number' })
    }
  }
  take(nordic, (lead, rest) => beforeIt.test(lead) || closeBehind.test(rest))
  take(short, (lead) => small.test(lead))
  take(
    abroad,
    (lead, rest, said) =>
      !abbreviations.has(/^\p{L}+/u.exec(said)![0]) && (closeBefore.test(lead) || closeBehind.test(rest)),
  )
  take(german, (lead) => ofGermany.test(lead))
  return spans
}
