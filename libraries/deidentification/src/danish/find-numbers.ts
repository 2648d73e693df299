import type { TextSpan } from '../text-span.ts'
import { digitsIn, saysAny } from './says-any.ts'

const label = '(?:[ -]?(?:nr|nummer|number|no|id|kode|code)(?!\\p{L})\\.?#?|#)'
const value = '((?:[a-hj-z]\\s(?=\\d{3}))?(?=[\\p{L}\\d/-]*\\d)[\\p{L}\\d][\\p{L}\\d/-]{3,})'
/** Numbers of patients, cases, orders, specimens, visits, staff and devices behind a word that says so. */
const labelled = new RegExp(
  `(?<![\\p{L}\\d])(?:run|badge|rand(?:omiserings?)?|screenings?|inklusions?|sags?|journal|rekvisitions?|rekv|prøve|lab(?:oratorie)?|præparat|biopsi|glas|blok|forløbs?|kontakt|ordre|order|booking|bestillings?|patient|pt|pat|person|hospital|hosp|case|visit|encounter|episode|admission|indlæggelses?|study|studie|exam|undersøgelses?|forsøgs(?:person)?|deltager|subject|autorisations?|aut|yder|sor|implantat|specimen|sample|container|requisition|record|stregkode|barcode|løbe|cave|medlems?|member|ris|pacs|id|dok(?:ument)?|doc(?:ument)?|ref(?:erence)?|license|licens)\\.?${label}\\s*[:=#_]?\\s*${value}`,
  'giu',
)
/** Numbers of health personnel in Norway and Finland, titles of DICOM nodes, orders and rooms of a label: the word is enough. */
const bare =
  /(?<![\p{L}\d])(?:HPR|[Ll]egitimation(?:skod)?|[Ss][Vv]-?nr|AE(?:[- ]?[Tt]it(?:el|le))?|[Oo]rd(?:er|re)|ORDER|[Bb]estilling|[Rr]ekv?)\.?\s*[:=#]?\s((?=[\p{L}\d_-]*\d{2})[\p{Lu}\d][\p{Lu}\d_/-]{4,})(?![\p{L}\d]|[.,]\d)/gu
/** The same, where the word alone is enough for a long number. */
const named =
  /(?<![\p{L}\d])(?:encounter|mrn|visit|acct|account|csn|case|sag|journal|stregkode|barcode|patient)\s*[:=#]?\s*((?=[A-Z]{0,3}[\d/-]{5})[A-Z]{0,3}\d[\d/-]*)(?![\p{L}\d]|[.,]\d)/giu
const reference = /(?<!\p{L})(?:reference|ref)\.?\s*[:=]\s*((?=\p{L}*\d{4})[\p{L}\d][\p{L}\d/-]{4,})(?![.,]\d)/giu
const serial =
  /(?<![\p{L}\d])(?:serie(?:nr|nummer)|snr|stel(?:nr|nummer)|pass?nr|serial(?: ?(?:no|number|nr))?|s\/n|s\.\s?n\.|lot(?: ?(?:no|nr))?|udi)\.?\s*[:=#]?\s*((?=[\p{L}\d/-]*\d)[\p{L}\d][\p{L}\d/-]{5,})/giu
/** SN PWB123456S: in capitals, with a number that is longer than a level or a dose. */
const serialBare =
  /(?<![\p{L}\d])(?:S\/?N|s\/?n)\s((?=[A-Z\d-]*\d{4}|[\d-]*[A-Z][A-Z\d-]*\d{3}|[A-Z]*\d[A-Z]+\d|\d+[A-Z]+\d)[A-Z\d][A-Z\d-]{5,})(?![\p{L}\d])/gu
/** "sn 21J4-08": groups of digits and letters behind a hyphen. */
const serialGroups =
  /(?<![\p{L}\d])(?:sn|s\/n)\s((?=[\p{L}-]*\d[\p{L}-]*\d)[\p{L}\d]{2,}(?:-[\p{L}\d]{2,}){1,4})(?![\p{L}\d]|[.,]\d)/giu
/** "NZ-S360-0219": letters, a type and a number; a year at the end numbers nothing. */
const threeGroups = /(?<![\p{L}\d-])[A-Z]{2,}-[A-Z]{0,2}\d{2,4}-(?!(?:19|20)\d\d(?!\d))\d{3,}(?![\p{L}\d-]|[.,]\d)/gu
/** H23-99812, PV23-018831-2, B-2024-33190, 24-P-018842: numbers of pathology; the last digits check the others. */
const pathology =
  /(?<![\p{L}\d-])(?:(?!ICD)[A-Z]{1,4}\d{2}-\d{5,7}(?:-[A-Z\d]{1,2})?|[A-Z]{1,4}\d{2,4}-\d{4,7}-[A-Z\d]|[A-Z]{1,3}-(?:19|20)\d{2}-\d{4,8}|\d{2}-?[A-Z]-?\d{5,6})(?![\p{L}\d]|[.,]\d)/gu
/** "lasi 5531/23": a number of pathology and its year, behind what it is written on. */
const glass =
  /(?<=(?<!\p{L})(?:[Oo]bjekt)?(?:[Gg]las|[Ll]asi|[Pp]ræparat|[Ss]lide|[Bb]lo[ck]k?)\.?:?\s(?:nr\.?\s)?)\d{3,6}\/\d{2}(?![\d/]|[.,]\d)/gu
/** "tracing on ORTHO-PC7": the machine that somebody worked at. */
const workStation =
  /(?<=(?<!\p{L})(?:on|from|via|at|på|fra)\s)[A-Z]{3,}\d{0,3}-(?:PC|WS|SRV|SERVER|NB|VM|FAS|CLIENT|LAPTOP|DESKTOP)-?\d{1,5}(?![\p{L}\d-])/giu
const plate =
  /(?<![\p{L}\d])(?:reg(?:istrerings)?\.? ?(?:nr|nummer)|nummerplade|bil(?:ens)?[- ]?(?:nr|nummer)?|køretøj)\.?\s*:?\s*(\p{L}{2} ?\d\d ?\d{3})(?!\d)/giu
const starred = /\*(?=[\p{L}\d-]*\d{3})[\p{L}\d-]{5,}\*/gu
/** Extensions and pagers. */
const local =
  /(?<![\p{L}\d])(?:lokal(?:nr|nummer)?|lok|personsøger|søger|dect|ext|extension|bleep|pager|beeper|kaldenummer|calling)\.?\s*(?:nr\.?)?\s*:?\s*(\d(?:[- ]?\d){3,7})(?![\d]|[.,]\d| ?(?:mm|cm|ml|%))/giu
const link = /(?:(?:https?|ftps?|sftp|file|dicom|smb|wado):\/\/|www\.)[^\s<>"')\]]+/giu
const publicLink =
  /^https?:\/\/(?:[\w-]+\.)*(?:nema|w3|loinc|snomed|hl7|doi|ihe|who|iso)\.(?:org|net|int|info)\/?[^?]*$/i
const share =
  /\\\\[\p{L}\d.$-]+(?:\\[^\s\\<>"]+)*|(?<![\p{L}\d])[A-Z]:\\[^\s<>"]+|(?<![\p{L}\d/.])\/(?:home|users|mnt|data|export|srv|var)\/[^\s<>"]+/giu
const host =
  /(?<![\d.])(?:10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2})(?![\d.])/g
const spelledMail =
  /[\p{L}\d._-]+\s?(?:\[at\]|\(at?\)|\[a\]|\[snabela\]|\(snabel-?a\)|\{at\}|(?<=\s)snabel-?a(?=\s)|(?<=\s)at(?=\s[\p{L}\d-]+\s(?:dot|punktum)\s))\s?[\p{L}\d-]+(?:(?:\.|\s?[[({](?:dot|punktum)[\])}]\s?|\s(?:dot|punktum)\s)[\p{L}\d-]+)+/giu
/** 13111932-1234, 13-11-1932-1234 */
const longYear = /(?<![\d.])(\d\d)([-./]?)(\d\d)\2((?:18|19|20)\d\d)[ \t]?[-–_]?[ \t]?\d{4}(?!\d|\.\d)/g
/** 13 11 32 1234, 13/11/32-1234 */
const pairs = /(?<![\d.,/-])(\d\d)([ ./-])(\d\d)\2\d\d ?[ –-] ?\d{4}(?!\d|[.,:]\d)/g
/** 1 3 1 1 3 2 1 2 3 4 */
const apart = /(?<!\d[ .-]?)(?:\d ){9}\d(?! ?\d|[.,]\d)/g
/** 131132-xxxx: the day of birth is said all the same. */
const hidden = /(?<!\d)(\d\d)(\d\d)\d\d[ -]?(?=[xX*\d]{0,3}[xX*])[xX*\d]{4}(?![\p{L}\d*])/gu
/** GLN 5790001234567, of a place of delivery; a plate of a car wherever it stands; G0651 24 118822 7 of a bag of blood; letters and nine digits of an insured in Germany. */
const placeNumber = /(?<!\p{L})(?:EAN|GLN|[Ll]okationsn(?:umme)?r)[.: -]{0,3}(?:nr\.?\s?)?(\d{10,13})(?!\d)/gu
const plateAlone =
  /(?<![\p{L}\d-])(?!CT|MR|UL|US|PT|NM|RT|HU|Th|TE|TR|TI|FA|SN|ID|NO|PA|AP|LL|RR|LR|IV|SV|KV|MA|DX|CR|MG|XA|OT|SR|PR|EF|BT|FG|ET)[A-ZÆØÅ]{2} \d\d \d{3}(?![\d]|[.,]\d| ?(?:mm|ml|cm|kg)| \d)/gu
const bloodBag = /(?<![\p{L}\d])[A-Z=]\d{4} ?\d{2} ?\d{6}(?: ?\d{1,2})?(?!\d)/gu
const insured = /(?<![\p{L}\d])[A-Z] ?\d{3} ?\d{3} ?\d{3}(?![\d]|[.,]\d| ?(?:mm|ml|cm|kg))/gu
/** "blok 1A-B 91823", "glas 24-118 2" with no word for number. */
const blockBare =
  /(?<!\p{L})(?:[Bb]lok|[Pp]ræp(?:arat)?|[Kk]assette|[Bb]lodpose|[Pp]ortion|[Tt]apning|[Pp]ose)\.?:?\s((?=[\dA-Z -]*\d{4})[\dA-Z][\dA-Z-]*(?: [\dA-Z-]{1,8})*)(?![\p{L}\d]|[.,]\d| ?(?:ml|mm|cm|g|mg|kg|l|kcal)(?!\p{L}))/gu
/** NPI 1234567890, CVR 12345678, "glas 24P12345-2", "medlem 12-345-678"; RITM0012345 of a desk that helps. */
const wordAlone =
  /(?<!\p{L})(?:NPI|CVR|SE|[Gg]las|[Pp]røve|[Mm]edlem|[Pp]olice|[Ss]ag|[Jj]ournal)\.?:?\s((?=[\dA-Z-]*\d[\dA-Z-]*\d{3})\d[\dA-Z]*(?:-[\dA-Z]+)+|\d{8,})(?![\p{L}\d]|[.,]\d)/gu
const ticket = /(?<![p{L}\d])(?:RITM|INC|REQ|CHG|SCTASK|TASK)\d{6,}(?!\d)/g
/** "host rispc112", "AET AUHCT3" */
const machine =
  /(?<!\p{L})(?:[Hh]ost(?:name|navn)?|HOST|AET|[Cc]onsole|[Kk]onsol|[Ww]orkstation|[Aa]rbejdsstation)\s?[:=]?\s((?=[A-Za-z_-]*\d)[A-Za-z][A-Za-z\d_-]{3,})(?![\p{L}\d])/gu
/** "Tech ID: 7713", "Interpreter ID INT-2291": short numbers of staff. */
const staffNumber =
  /(?<!\p{L})(?:tech(?:nician|nologist)?|user|operator|staff|employee|reader|interpreter|provider|physician|tolke?|medarbejder|bruger)[ -]?(?:id|nr|no)\.?\s?[:#]?\s?((?=[A-Z-]*\d{3})[A-Z\d][A-Z\d-]{2,})(?![\p{L}\d])/giu
/** "forsøg NEOAEGIS-DK04-017": a person of a trial. */
const trialPerson =
  /(?<!\p{L})(?:forsøg|forsøgsperson|studie|study|trial|deltager|subject|protokol|randomiseret)\s?(?:nr|id|no)?\.?:?\s([A-Z][A-Z\d]{2,}-[A-Z\d]{2,6}-\d{2,5})(?![\p{L}\d])/giu
/** The code of a box with keys, a door or an alarm. */
const doorCode =
  /(?:nøgleboks|dørkode|portkode|alarm|pinkode|adgang|dør|port|pin)[- ]?(?:kode)?n?:?\s(\d{3,6})(?!\d|[.,]\d|\s?(?:ml|mm|cm))/giu
/** "vogn 3712", "Ambulance A-613" */
const car =
  /(?<!\p{L})(?:badge|vogn|taxa|ambulance|patrulje|vogn nr\.?|taxa nr\.?|bil(?=\s\d{4})|akut(?:læge)?bil|lægebil)\s((?:\p{L}{1,2}-)?\d{3,5})(?!\d|[.,]\d)/giu
/** 951 22 018: a mobile phone of Norway; 089 / 4140 2288 and 0461 / 33 17 40 of Germany; 08-585 800 00 of Stockholm. */
const phoneOfNorway =
  /(?<=(?:tlf|tel|mob|ring|kontakt|nås|pårørende|samboer|kon[ea]|mann|dat?ter|sønn|mor|far|bror|søster|ektefelle|nummer|sms)[^\n]{0,50}[^\d.,/-])(?<!\d )[49]\d\d \d\d \d{3}(?!\d|[.,/]\d| \d| ?(?:mm|cm|ml|%|kg|mgy|voxel))/gi
const phoneOfGermany =
  /(?<![\d.,/-])(?<!\d )0\d{2,4} ?\/ ?(?:\d{3,5}(?:[ -]?\d{2,5}){1,2}|\d\d(?:[ -]\d\d){2,3})(?!\d|[.,/]\d| ?(?:mm|cm|ml|%|kg|mgy))/g
const phoneOfStockholm = /(?<![\d.,/-])(?<!\d )0\d{1,2}-\d{3} \d{3} \d{2}(?!\d|[.,/]\d)/g

/** T: 12345678 */
const lettered = /(?<![\p{L}\d])[TMF]\s?[:.]\s?(\d{2}(?: ?\d){6})(?!\d|[.,]\d)/gu

/** Parts of words without which the patterns above find nothing. */
const labels = ['#', 'nr', 'nummer', 'number', 'no', 'id', 'kode', 'code']
const nouns = ['encounter', 'mrn', 'visit', 'acc', 'csn', 'case', 'sag', 'journal', 'stregkode', 'barcode', 'patient']
const bareWords = [
  'HPR',
  'AE',
  'rder',
  'RDER',
  'rdre',
  'estilling',
  'ek ',
  'ek.',
  'ekv',
  'egitimation',
  'v-nr',
  'vnr',
  'V-NR',
]
const serials = [
  'snr',
  'stelnr',
  'stelnummer',
  'pasnr',
  'passnr',
  'serienr',
  'serienummer',
  'serial',
  's/n',
  's.n.',
  's. n.',
  'lot',
  'udi',
]
const plates = ['reg', 'nummerplade', 'bil', 'køretøj']
const extensions = ['lok', 'søger', 'dect', 'ext', 'bleep', 'pager', 'beeper', 'kaldenummer', 'calling']
const hosts = ['10.', '192.168.', '172.']
const covers = ['x', '*']

/** Serial numbers behind SN or S/N: in what makers write, as in a free text. */
export function findSerials(text: string): TextSpan[] {
  if (!/s\/?n\s/i.test(text)) return []
  return Array.from(text.matchAll(serialBare), (found) => {
    const end = found.index + found[0].length
    return { start: end - found[1]!.length, end, kind: 'number' }
  })
}

/** The machines that a text calls by their name behind a word that says so: "host rhct03". */
export function findMachines(text: string): TextSpan[] {
  if (!/host|AET|consol|konsol|station/i.test(text)) return []
  return Array.from(text.matchAll(machine), (found) => {
    const end = found.index + found[0].length
    return { start: end - found[1]!.length, end, kind: 'link' }
  })
}

/** Numbers with a cue, links, hosts and paths, and CPR numbers in unusual groups. */
export function findNumbers(text: string): TextSpan[] {
  if (!/\d|\/\/|www\.|\\\\|:\\|(?:at?|snabela)[\])}]|snabel| dot | punktum /i.test(text)) return []
  const spans: TextSpan[] = []
  const whole = (pattern: RegExp, kind: string, counts: (found: RegExpExecArray) => boolean = () => true) => {
    for (const found of text.matchAll(pattern))
      if (counts(found)) spans.push({ start: found.index, end: found.index + found[0].length, kind })
  }
  const part = (pattern: RegExp, kind: string) => {
    for (const found of text.matchAll(pattern)) {
      const end = found.index + found[0].length
      spans.push({ start: end - found[1]!.length, end, kind })
    }
  }
  if (/:\/\/|www\./i.test(text)) whole(link, 'link', ([found]) => !publicLink.test(found))
  if (/\\\\|:\\|\/(?:home|users|mnt|data|export|srv|var)\//i.test(text)) whole(share, 'link')
  if (/[[({](?:at?|snabela)[\])}]|snabel| at \S+ (?:dot|punktum) /i.test(text)) whole(spelledMail, 'mail')
  if (/[a-z]-(?:pc|ws|srv|server|nb|vm|fas|client|laptop|desktop)-?\d/i.test(text)) whole(workStation, 'link')
  if (/host|AET|consol|konsol|station/i.test(text)) part(machine, 'link')
  if (!/\d\D{0,3}\d/.test(text)) {
    // An authorisation is one digit and letters.
    if (/aut/i.test(text)) part(labelled, 'number')
    return spans
  }
  const lower = text.toLowerCase()
  if (saysAny(lower, labels)) part(labelled, 'number')
  if (saysAny(lower, nouns)) part(named, 'number')
  if (lower.includes('ref')) part(reference, 'number')
  if (saysAny(text, bareWords)) part(bare, 'number')
  if (saysAny(lower, serials)) part(serial, 'number')
  if (/(?:sn|s\/n)\s/.test(lower)) part(serialGroups, 'number')
  if (/[A-Z]-[A-Z]{0,2}\d+-\d{3}/.test(text)) whole(threeGroups, 'number')
  if (/-\d{4}|\d{5}/.test(text)) whole(pathology, 'number')
  if (/\d{3}\/\d\d/.test(text)) whole(glass, 'number')
  if (saysAny(lower, plates)) part(plate, 'number')
  if (text.includes('*')) whole(starred, 'number')
  if (saysAny(lower, extensions)) part(local, 'phone')
  if (saysAny(text, hosts)) whole(host, 'link')
  const digits = digitsIn(text)
  if (digits >= 9) {
    if (/ean|gln|lokationsn/.test(lower)) part(placeNumber, 'number')
    if (/[A-Z=] ?\d{3}/.test(text)) {
      whole(bloodBag, 'number')
      whole(insured, 'number')
    }
  }
  if (digits >= 6 && /npi|cvr|se |glas|prøve|medlem|police|sag|journal/.test(lower)) part(wordAlone, 'number')
  if (/(?:RITM|INC|REQ|CHG|TASK)\d/.test(text)) whole(ticket, 'number')
  if (lower.includes('kode') || /(?:dør|nøgleboks) \d/.test(lower)) part(doorCode, 'number')
  if (
    /(?:tech|user|oper|staff|empl|reader|interp|prov|phys|tolk|medarb|bruger)[A-Za-zª-\u{10ffff}]*[ -]?(?:id|nr|no)/u.test(
      lower,
    )
  )
    part(staffNumber, 'number')
  if (/-\d{2,5}/.test(text) && /forsøg|studie|study|trial|deltag|subject|protokol|random/.test(lower))
    part(trialPerson, 'number')
  if (digits >= 3 && saysAny(lower, ['badge', 'vogn', 'taxa', 'ambul', 'patrulje', 'bil '])) part(car, 'number')
  if (digits >= 4 && /blok|præp|kasset|pose|portion|tapning/.test(lower)) part(blockBare, 'number')
  if (digits >= 5 && /[A-ZÆØÅ]{2} \d\d \d{3}/.test(text)) whole(plateAlone, 'number')
  if (digits >= 8 && /\d \d\d \d{3}/.test(text)) whole(phoneOfNorway, 'phone')
  if (digits >= 8 && text.includes('0')) {
    if (/0\d{2,4} ?\//.test(text)) whole(phoneOfGermany, 'phone')
    if (/0\d{1,2}-\d{3} /.test(text)) whole(phoneOfStockholm, 'phone')
  }
  if (digits >= 6 && saysAny(lower, covers)) whole(hidden, 'cpr', ([, day, month]) => isDayOfMonth(day!, month!))
  if (digits >= 8) part(lettered, 'phone')
  if (digits < 10) return spans
  whole(longYear, 'cpr', ([, day, , month]) => isDayOfMonth(day!, month!))
  whole(pairs, 'cpr', ([, day, , month]) => isDayOfMonth(day!, month!))
  whole(apart, 'cpr', ([found]) => isDayOfMonth(found.slice(0, 3).replace(' ', ''), found.slice(4, 7).replace(' ', '')))
  return spans
}

function isDayOfMonth(day: string, month: string): boolean {
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31
}
