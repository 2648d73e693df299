import type { TextSpan } from '../text-span.ts'
import { isFileWord } from './file-words.ts'

/** Papers and accounts that number a person; the number behind them has at least four digits. */
const paper =
  /(?<![\p{L}\d])(?:fødselsn(?:umme)?r|personn(?:umme)?r|pnr|pass?(?:port)?|rejsepas|coronapas|(?:corona|covid|vaccinations?|vaccine|sundheds|sygesikrings|gule?|blåt?|studie|id|identitets|medlems|donor|pensionist|rejse|adgangs|betalings|kredit|dankort)[- ]?kort|kørekort|opholds(?:kort|tilladelse)|visum|visa|ssn|social security|nhs|gmc|nmc|hcpc|approbations?|medicare|medicaid|driver['’]?s?[- ]licen[cs]e|driving licen[cs]e|vaccin(?:e|ation) card|id[- ]card|identity card|(?:bank)?konto|account|police|imei|vin(?!\p{L})|(?:personal)?ausweis|reisepass|pesel|chip|forsikring|policy|insurance|skadesag)(?:\s?(?:s?nr|s?nummer|no|number|id|kode)(?!\p{L}))?[.#:=\s]*((?=(?:[\p{L}/. -]{0,4}\d){4})(?:[a-z]{1,2}\s\d{5,}|[\p{L}\d][\p{L}\d/-]{2,}|\d\d(?=[ .]\d\d))(?:[ .]\d{2,})*)/giu
/** Whatever is numbered: four digits and more behind a word that ends in the word for number. */
const anyNumber =
  /(?<![\p{L}\d])(?:(\p{L}{2,}?)\.?[ -]?)?(?:nr|nummer|number|no|id)(?!\p{L})\.?\s*[:=#]?\s*((?=[\p{L}-]{0,8}(?:[\p{L}/-]{0,4}\d){4})[\p{L}\d][\p{L}\d/-]{4,})(?![.,]\d)/giu
/** Words whose numbers count pictures and parts. */
export const countedThings =
  /^(?:vare|billed|billede|image|img|serie|series|snit|slice|frame|ima|scan|sekvens|sequence|kat|katalog|artikel|model|version|protokol|figur|tabel|kapitel|kernel|kanal|channel|atom|fase|phase|label|voxel|pixel)$/i
/** 17 signs of a vehicle; an equipment number; eleven digits that begin with a date; a code of Finland. */
const vehicle = /(?<![A-Z\d])(?=[A-Z\d]*[A-Z][A-Z\d]*[A-Z])(?=(?:[A-Z]*\d){5})[A-HJ-NPR-Z\d]{17}(?![A-Z\d])/g
const equipment = /(?<![\d-])\d{2}-\d{6}-\d{6}-\d(?![\d-])/g
const eleven = /(?<![\d.,-])\d{11}(?!\d|[.,]\d)/g
const finnish = /(?<![\p{L}\d])\d{6}(?:-\d{3}[A-Y]|[+A-FU-Y]\d{3}[\dA-Y])(?![\p{L}\d])/gu
const coordinates =
  /(?<![\d.])5[3-8]\.\d{3,},?\s{0,2}(?:[7-9]|1[0-5])\.\d{3,}(?!\d|\.\d)|\d{1,3}\s?°\s?\d{1,2}\s?['′’]\s?(?:[\d.,]+\s?["″”]?)?\s?[NSEWØV](?!\p{L})/gu
const sixth =
  /(?<![\da-f:])(?=[\d:]*[a-f])(?:[\da-f]{1,4}:(?:[\da-f]{1,4}:){6}|(?:[\da-f]{1,4}:){1,6}(?=:)):?(?:[\da-f]{1,4}:){0,5}[\da-f]{1,4}(?![\da-f:])/gi
const domain = /(?<![\p{L}\d@./-])(?:[\p{L}\d-]{2,}\.)+(?:dk|com|net|org|local|lan|intern|gl|fo)(?![\p{L}\d/])/giu
const postal = /(?<!\p{L})(?:postnr|postnummer|zip(?: ?code)?|post ?code|plz)\.?\s*:?\s*([A-Z]{0,2}-?\d{4,5})(?!\d)/giu
const landRegister =
  /(?<!\p{L})matr(?:ikel)?\.?\s?(?:nr|nummer)?\.?\s*(\d{1,4}\s?\p{L}{0,3}(?:,?\s\p{Lu}\p{L}+(?:\sBy)?)?)(?!\p{L})/giu
const iban = /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/g
/** Longer than any measurement and than a time stamp. */
const veryLong = /(?<![\d.,])\d{15,}(?!\d|[.,]\d)/g
const uuid = /(?<![\da-f-])[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}(?![\da-f-])/gi
const mac = /(?<![\da-f:-])[\da-f]{2}(?:([:-])[\da-f]{2})(?:\1[\da-f]{2}){4}(?![\da-f:-])/gi
const udi = /\(01\)\d{14}(?:\(\d{2}\)[\w./-]+)*/g
const serialShort =
  /(?<![\p{L}\d])(?:sn\s*[:#=]|(?:device|apparat|implantat|pacemaker|enheds)[- ]?(?:id|nr|nummer)\.?\s*[:#=]?)\s*((?=[\p{L}\d/-]*\d{3})[\p{L}\d][\p{L}\d/-]{3,})/giu
/** The four digits that Danes call their control number. */
const lastFour =
  /(?:cpr|control|kontrol|personn)[\p{L}-]*(?:[ -]?(?:nr|nummer)\.?)?[ :,]+(?:der )?(?:ender|slutter|slut|ends?|ending)(?: (?:på|med|with|in|on))?:? +(\d{4})(?!\d)|(?:sidste|last) (?:fire|four|4)(?: (?:cifre|tal|digits))?(?: (?:er|is|are|i cpr|af cpr))*[ :]+(\d{4})(?!\d)|(?<!\p{L})(?:[xX*]{6}|dd\.?mm\.?(?:åå|yy))[- ]?(\d{4})(?!\d)/giu
/** Letters that a reader of print takes zeros and ones for. */
const misread = /(?<![\p{L}\d])([\dOoIl]{6})[- ]?([\dOoIl]{4})(?![\p{L}\d])/gu
const social =
  /(?<![\p{L}\d])(?:instagram|insta|snapchat|snap(?=:)|facebook|fb|messenger|twitter|tiktok|linkedin|skype|whatsapp|telegram|discord|teams|youtube|tinder|mastodon|bluesky)(?:[- ]?(?:profil|navn|bruger|konto|id|handle|name|user))?\s*[:=]?\s+@?((?=[\p{L}._-]*[\d._])[\p{L}\d][\p{L}\d._-]{2,}|(?<=:\s*)[\p{L}\d][\p{L}\d._-]{2,})/giu
const barelyLinked =
  /(?<![\p{L}\d@./-])(?:[\p{L}\d-]+\.)+(?:com|dk|net|org|se|no|de|eu|uk|gl|fo|info|io|me|app)\/[^\s<>"')\]]*/giu
const spacedMail = /[\p{L}\d._%+-]+(?: ?@ | @ ?)[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.\p{L}{2,6}(?!\p{L})/gu
/** "WS SBG-RAD-22": a work station behind the word for it. */
const workstation =
  /(?<!\p{L})(?:WS|PC|[Ww]orkstation|[Aa]rbejdsstation|[Ss]kærmarbejdsplads|[Kk]onsol)\s((?=[A-Z\d-]*\d)[A-Z]{2,}(?:-[A-Z\d]+)+|[A-Z]{3,}\d{2,})(?![\p{L}\d-]|[.,]\d)/gu
const computer = /(?<![\p{L}\d-])(?:PC|WS|SRV|NB|LAPTOP|DESKTOP|CLIENT|TERMINAL|HOST)-[A-Z\d-]*\d{3,}(?![\p{L}\d])/gu

/** Numbers of papers, accounts, devices and computers, and names that somebody goes by on the net. */
export function findPapers(text: string): TextSpan[] {
  const spans: TextSpan[] = []
  const take = (pattern: RegExp, kind: string, counts: (found: RegExpExecArray) => boolean = () => true) => {
    for (const found of text.matchAll(pattern)) {
      if (!counts(found)) continue
      const part = found.slice(1).find((one) => one !== undefined) ?? ''
      const end = found.index + found[0].length
      spans.push({ start: part.length > 1 && found[0].endsWith(part) ? end - part.length : found.index, end, kind })
    }
  }
  // "af @kirstine.vad": a word and what somebody goes by.
  if (text.includes('@')) take(spacedMail, 'mail', ([mail]) => !/ @\S/.test(mail) || !isFileWord(mail.split(' @')[0]!))
  if (/\.[A-Za-zª-\u{10ffff}]{2,4}\//u.test(text)) take(barelyLinked, 'link')
  if (/insta|snap|face|fb|mess|twit|tik|linke|skyp|whats|teleg|disc|teams|yout|tind|mast|blue/i.test(text))
    take(social, 'link')
  if (/\.(?:dk|com|net|org|local|lan|intern|gl|fo)/i.test(text))
    take(
      domain,
      'link',
      ([found]) => !/(?:^|\.)(?:nema|w3|loinc|snomed|hl7|doi|ihe|who|iso)\.(?:org|net|int|info)$/i.test(found),
    )
  if (!/\d\d|\d[OoIl]|[OoIl]\d/.test(text)) return spans
  if (/matr/i.test(text)) take(landRegister, 'address')
  if (/°|5\d\.\d{3}/.test(text)) take(coordinates, 'address')
  if (/::|(?:[\da-f]{1,4}:){7}/i.test(text)) take(sixth, 'link')
  if (/(?:PC|WS|SRV|NB|TOP|CLIENT|TERMINAL|HOST)-/.test(text)) take(computer, 'link')
  if (/(?:WS|PC|tation|plads|onsol) [A-Z]{2}/.test(text)) take(workstation, 'link')
  if (/\d{4}|\d\d[ .]\d\d/.test(text)) take(paper, 'number')
  if (/\d{4}/.test(text)) {
    if (/nr|nummer|number|no|id/i.test(text))
      for (const found of text.matchAll(anyNumber)) {
        const end = found.index + found[0].length
        if (!countedThings.test(found[1] ?? '')) spans.push({ start: end - found[2]!.length, end, kind: 'number' })
      }
    if (/[A-Z\d]{17}/.test(text)) take(vehicle, 'number')
    if (/\d{11}/.test(text)) take(eleven, 'cpr', ([found]) => hasDate(found))
    if (/\d{6}[-+A-FU-Y]\d{3}/.test(text)) take(finnish, 'cpr', ([found]) => hasDate(found))
    take(equipment, 'number')
    if (/post|zip|plz/i.test(text)) take(postal, 'address')
    take(lastFour, 'cpr')
    take(veryLong, 'number')
    if (/[A-Z]{2}\d\d ?[A-Z\d]{4}/.test(text)) take(iban, 'number', ([found]) => digitsIn(found) >= 10)
    if (text.includes('(01)')) take(udi, 'number')
  }
  if (/[\da-f]{4}-[\da-f]{4}-[\da-f]{4}/i.test(text)) take(uuid, 'number')
  if (/[\da-f]{2}([:-])[\da-f]{2}\1[\da-f]{2}\1/i.test(text)) take(mac, 'link')
  if (/\d{3}/.test(text)) take(serialShort, 'number')
  if (/[\dOoIl]{6}[- ]?[\dOoIl]{4}/.test(text))
    take(misread, 'cpr', ([, day = '', serial = '']) => isMisreadCpr(day, serial))
  return spans
}

/** A number that begins with a day, in either order. */
function hasDate(number: string): boolean {
  const [a, b, c] = [number.slice(0, 2), number.slice(2, 4), number.slice(4, 6)].map(Number) as [number, number, number]
  return b >= 1 && b <= 12 && ((a >= 1 && a <= 31) || (c >= 1 && c <= 31))
}

function digitsIn(text: string): number {
  return text.replace(/\D/g, '').length
}

function isMisreadCpr(first: string, serial: string): boolean {
  const whole = first + serial
  if (!/\D/.test(whole) || digitsIn(whole) < 4) return false
  const digits = first.replace(/[Oo]/g, '0').replace(/[Il]/g, '1')
  const [day, month] = [Number(digits.slice(0, 2)), Number(digits.slice(2, 4))]
  return day >= 1 && day <= 31 && month >= 1 && month <= 12
}
