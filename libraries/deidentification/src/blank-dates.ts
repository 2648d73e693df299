import { shiftDate } from './shift-date.ts'

const unit = String.raw`[ \t]?(?:x|×|mm|cm|ml|mg|mcg|µg|g|kg|l|IE|IU|HU|dpt|D|mmHg|mmol|Gy|mGy|kV|%|gr|grader|°)(?![\p{L}\d])`
const day = String.raw`(0[1-9]|[12]\d|3[01]) (0[1-9]|1[0-2]) (\d\d)(?![\p{L}\d]|[.,:/-]\d|[ \t]\d|${unit})`
/** Words that a day stands right behind. */
const cue = String.raw`dato(?:en)?|date|dateret|den|d\.|født|f\.|fødselsdato|born|dob|geb\.?|op|opr|opereret|operation|us|unders|undersøgt|undersøgelse|\p{L}*kontrol(?:\p{L}*)|udf|udført|taget|indl|indlagt|indlagte|indlæggelse|udskr|udskrevet|scannet|scanning|beskrevet|skrevet|dikteret|sendt|e?-?mail|brev|svar|notat|epikrise|henvisning|modtaget|henvist|bestilt|planlagt|ambulant|set|seneste|sidst|siden|pr|debut|start|startet|opstart|seponeret|sep|død|logg?\p{L}*\spå|tid`
const led = new RegExp(String.raw`(?<=(?<![\p{L}\d])(?:${cue})\.?:?\s(?:den\s|d\.\s?)?|(?<!\p{L})d\.)${day}`, 'giu')
/** Words that lead to sizes as well. */
const ledWeakly = new RegExp(
  String.raw`(?<=(?<![\p{L}\d])(?:fra|til|efter|før|inden|på|from|since|until)\s)${day}(?![^.\n]{0,24}\d${unit})`,
  'giu',
)
/** When on it, or what it showed. */
const followed = new RegExp(
  String.raw`(?<![\p{L}\d.,/+:-]|\d\s)${day}(?=,?\s(?:kl|klokken)\.?\s?\d|\s(?:viser|viste|showed|shows)(?!\p{L})|\.(?:pdf|docx?|jpe?g|png|dcm|zip)(?!\p{L}))`,
  'giu',
)
/** "MR venstre knæ 02 05 24:" */
const examined = new RegExp(
  String.raw`(?<=(?<!\p{L})(?:MR|MRI|CT|UL|RTG|rtg|Røntgen|røntgen|EKG|EKKO|[Ee]kko|PET|Mammografi|Skopi|Koloskopi|Gastroskopi)[^.\n\d]{0,40} )${day}(?=:)`,
  'gu',
)
/** The same with nothing in front that says so. */
const alone = new RegExp(String.raw`(?<![\p{L}\d.,/+:-]|\d\s)${day}`, 'giu')
/** What three numbers of two digits are measured as, right in front of them. */
const measures =
  /(?<!\p{L})(?:BT|P|puls|HR|sat|HU|mål\p{L}*|str|størrelse|ca|ml|mm|cm|linser?|linse|dpt|station|score|tlf|tel|nr|EF|temp|TNM|Ø|diameter|segment|tooth|tand|tænder|x|pr|RF)\.?:?\s$/iu

/**
 * Days with blanks and a short year, "14 03 24", behind a word that leads to a day; where a text has one, others of its years as well.
 * Moved by `days`, or marked where `days` is undefined.
 */
export function moveBlankDates(given: string, days: number | undefined, mark: string): { text: string; count: number } {
  if (!/(?<!\d)\d\d \d\d \d\d(?!\d)/.test(given)) return { text: given, count: 0 }
  const years = new Set<number>()
  const at = new Map<number, string>()
  const note = (found: RegExpExecArray) => {
    const compact = `${century(found[3]!)}${found[2]}${found[1]}`
    if (shiftDate(compact, 0) === '') return
    at.set(found.index, compact)
    years.add(Number(found[3]))
  }
  for (const pattern of [led, ledWeakly, followed, examined]) for (const found of given.matchAll(pattern)) note(found)
  const near = [...years].flatMap((year) => [year - 1, year, year + 1])
  if (near.length > 0)
    for (const found of given.matchAll(alone))
      if (near.includes(Number(found[3])) && !measures.test(given.slice(Math.max(0, found.index - 14), found.index)))
        note(found)
  let text = ''
  let position = 0
  for (const [start, compact] of [...at].sort(([a], [b]) => a - b)) {
    const moved = days === undefined ? '' : shiftDate(compact, days)
    const written = moved === '' ? mark : `${moved.slice(6, 8)} ${moved.slice(4, 6)} ${moved.slice(2, 4)}`
    text += given.slice(position, start) + written
    position = start + 'dd mm yy'.length
  }
  return { text: text + given.slice(position), count: at.size }
}

function century(year: string): string {
  return `${Number(year) > 50 ? '19' : '20'}${year}`
}
