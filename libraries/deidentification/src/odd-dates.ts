import type { HeldRanges } from './date-ranges.ts'
import { leadsToDay, leadsToEvent } from './days-of-events.ts'
import { shiftDate } from './shift-date.ts'

const d = '(0?[1-9]|[12]\\d|3[01])'
const m = '(0?[1-9]|1[0-2])'
const short = '([1-3]\\d|0[0-9])'
/** Nothing is measured behind it, and it is no time. */
const stop =
  '(?![\\d%/]|[.,:]\\d|-\\d|\\s?(?:mm|cm|ml|mg|µg|g|gy|kg|l|mmol|af|of|dele|tab\\p{L}*|stk|år|uger?|mdr|måneder|dage?|timer?|min|x|×|\\+|°)(?!\\p{L}))'
const end = '(?=\\s*(?:$|[,;)\\n]|\\.(?:\\s|$))|\\s(?:fra|från|kl|og|och|med|på|hos|ved|av|af|til|till|i)(?!\\p{L}))'
/** Behind these a number that is written as a month and its year is one. */
const compared =
  '(?<!\\p{L})(?:sml|sammenl(?:ign\\p{L}*|\\.)?|jfr?|jämför\\p{L}*|compared? (?:to|with)|us|undersøgelse(?:n|r)?|rtg|røntgen|ct|mr|mri|ul|pet|scan|scanning|skanning|tidl|tidligere|forrige|siden|siden sidst|sidst|senest|fra|från|since|from|prior|med us|med)\\.?:?\\s(?:med\\s)?'

interface Way {
  pattern: RegExp
  counts?: (found: string[], lead: string) => boolean
  /** Year, month and day; the day is left out where none is said. */
  read: (found: string[]) => [y: string, m: string, d?: string]
  write: (found: string[], to: { y: string; m: string; d: string }) => string
}

const scored =
  /(?<!\p{L})(?:\p{L}*score[rt]?|apgar|gcs|mrc|kraft|visus|bt|blodtryk|tryk|vas|nrs|ratio|grad|puls|sat|kl)[.:]?\s$/iu

const romans = 'I II III IV V VI VII VIII IX X XI XII'.split(' ')

const ways: Way[] = [
  // 8/3 -22, 18.6. -22, 1.3.-24: a hyphen with a blank or a full stop in front leads to the year.
  {
    pattern: new RegExp(`(?<![\\p{L}\\d/.,+:-])${d}(\\/|\\.\\s?)${m}(\\.?\\s-|\\.-)${short}${stop}`, 'giu'),
    counts: ([, , by, , by2, y], lead) => Number(y) > 9 && (by === '/' || by2!.startsWith('.')) && !scored.test(lead),
    read: ([, day, , month, , y]) => [y!, month!, day!],
    write: ([, , by, , by2], to) => `${to.d}${by}${to.m}${by2}${to.y}`,
  },
  // 24/3 23: the first number can be no part of the second.
  {
    pattern: new RegExp(`(?<![\\p{L}\\d/.,+:-])${d}(\\/)${m}(\\s['’]?)${short}${stop}${end}`, 'giu'),
    counts: ([, day, , month, , y], lead) =>
      Number(day) > 12 && Number(day) > Number(month) && Number(y) > 9 && !scored.test(lead),
    read: ([, day, , month, , y]) => [y!, month!, day!],
    write: ([, , by, , by2], to) => `${to.d}${by}${to.m}${by2}${to.y}`,
  },
  // den 3. i 4. 2022, as it is said
  {
    pattern: new RegExp(
      `(?<=(?<!\\p{L})(?:den\\s|d\\.?\\s?))${d}(\\.?\\s?i\\s)${m}(\\.?\\s)((?:19|20)\\d\\d|[0-3]\\d)${stop}`,
      'giu',
    ),
    read: ([, day, , month, , y]) => [y!, month!, day!],
    write: ([, , by, , by2], to) => `${to.d}${by}${to.m}${by2}${to.y}`,
  },
  // 29/II-24
  {
    pattern: new RegExp(
      `(?<![\\p{L}\\d/.,+:-])${d}([/.]\\s?)(I{1,3}|IV|VI{0,3}|IX|XI{0,2})([-/.]|\\.-)${short}${stop}`,
      'gu',
    ),
    counts: ([, , , , , y]) => Number(y) > 9,
    read: ([, day, , name, , y]) => [y!, String(romans.indexOf(name!) + 1), day!],
    write: ([, , by, , by2], to) => `${to.d}${by}${romans[Number(to.m) - 1]}${by2}${to.y}`,
  },
  // op 2/24: a month and its year behind what happened.
  {
    pattern: new RegExp(`(?<![\\p{L}\\d/.,+:-])(0?[1-9]|1[0-2])([/])(1[3-9]|2\\d)${stop}${end}`, 'giu'),
    counts: (_, lead) => leadsToEvent(lead),
    read: ([, month, , y]) => [y!, month!],
    write: ([, , by], to) => `${to.m}${by}${to.y}`,
  },
  // sml. 05.21, CT fra 05/21: a month and its year, which no day can have for a month.
  {
    pattern: new RegExp(
      `(?<=${compared})(0[1-9]|1[0-2](?!-))([./-])(1[3-9]|2\\d)(?![\\p{L}\\d/%]|[.,:-]\\d)${stop}`,
      'giu',
    ),
    read: ([, month, , y]) => [y!, month!],
    write: ([, , by], to) => `${to.m.padStart(2, '0')}${by}${to.y}`,
  },
]

/** den 13 i 4, d. 4. i 5.: the day and the month by their numbers, with no year. */
const said = new RegExp(
  `(?<=(?<!\\p{L})(?:den\\s|d\\.?\\s?))${d}\\.?\\s?i\\s${m}(?:\\.(?!\\d)|(?!\\d|[.,]\\d))${stop}(?!\\s(?:uge|md|mån|dag|år|tim|min)\\p{L}*|\\s(?:omgang|række|serie))`,
  'giu',
)
/** "us. 220317", "och 220518": six digits that are a day whichever way they are read; which way, nothing says. */
const packed =
  /(?<=(?<!\p{L})(?:us|unders|undersøgelse|undersökning|tid|tidl|sml|jfr?|fra|från|dato|datum|kontrol|den|d|seneste?|sidst|siden|ct|mr|ul|rtg|scan|op|opr|\d{4}(?:-?[Ww]\d\d|-\d\d-\d\d)?,?\s(?:og|och|and|und))(?:[.:]{1,2}\s?|\s))(\d\d)(\d\d)(\d\d)(?!\d|[\p{L}/-]|[.,]\d|\s?(?:mm|ml|mg|ie|enh|kr|g|u)(?!\p{L}))/giu
/** "obs 010324", "CT cerebrum 240229": the same behind whatever a day stands behind. */
const sixDigits =
  /(?<![\p{L}\d.,/+:-])(\d\d)(\d\d)(\d\d)(?!\d|[\p{L}/-]|[.,]\d|\s?(?:mm|ml|mg|ie|enh|kr|g|u|celler|tællinger|kopier|billeder)(?!\p{L}))/giu
/** "1. ds." */
const ofThisMonth = /(?<![\p{L}\d.,/-])(?:[1-9]|[12]\d|3[01])\.(?=\s?(?:ds|dennes)(?!\p{L}))/giu

const first = 0xe100
const signs = /[\ue100-\uf8ff]/gu
const any = /\d\s?[./]\s?[\dIVX]|\d-[12]\d|\d\.?\s?i\s\d|\d{6}|\d\.\s?d(?:s|ennes)/i

/**
 * Dates that a hand writes as no form has them - "8/3 -22", "24/3 23", "den 3. i 4. 2022", "sml. 05.21" - moved in the form in which they
 * stand, or marked where `days` is undefined or no year is said. Each is held behind a sign, else another pattern would find in it a day
 * without a year.
 */
export function holdOddDates(text: string, days: number | undefined, mark: string): HeldRanges {
  const same = { text, count: 0, giveBack: (moved: string) => moved }
  if (!any.test(text) || text.search(signs) >= 0) return same
  const held: string[] = []
  let count = 0
  const hold = (made: string) => {
    count++
    // No sign left: another pattern may then take it out as a day without a year, which shows no more.
    if (held.length > 0x17f0) return made
    held.push(made)
    return String.fromCharCode(first + held.length - 1)
  }
  let out = text
  for (const { pattern, counts, read, write } of ways)
    out = out.replace(pattern, (...args: unknown[]) => {
      const at = args.findIndex((one) => typeof one === 'number')
      const found = args.slice(0, at) as string[]
      const [start, all] = [args[at] as number, args[at + 1] as string]
      const [y, month, day] = read(found)
      const compact = `${y.length === 2 ? `20${y}` : y}${month.padStart(2, '0')}${(day ?? '15').padStart(2, '0')}`
      if (shiftDate(compact, 0) === '') return found[0]!
      if (counts && !counts(found, all.slice(Math.max(0, start - 24), start))) return found[0]!
      const moved = days === undefined ? '' : shiftDate(compact, days)
      const wide = day?.startsWith('0') || month.startsWith('0')
      const two = (from: number) => (wide ? moved.slice(from, from + 2) : String(Number(moved.slice(from, from + 2))))
      return hold(moved === '' ? mark : write(found, { y: moved.slice(4 - y.length, 4), m: two(4), d: two(6) }))
    })
  if (/\d\.?\s?i\s\d/i.test(out)) out = out.replace(said, () => hold(mark))
  if (/\d\.\s?d/i.test(out)) out = out.replace(ofThisMonth, () => hold(mark))
  if (/\d{6}/.test(out)) {
    const isDate = (a: string, b: string, c: string) =>
      shiftDate(`20${a}${b}${c}`, 0) !== '' || shiftDate(`20${c}${b}${a}`, 0) !== ''
    out = out
      .replace(packed, (whole, a: string, b: string, c: string) => (isDate(a, b, c) ? hold(mark) : whole))
      .replace(sixDigits, (whole, a: string, b: string, c: string, at: number, all: string) =>
        isDate(a, b, c) && leadsToDay(all.slice(Math.max(0, at - 64), at)) ? hold(mark) : whole,
      )
  }
  const giveBack = (moved: string) => moved.replace(signs, (sign) => held[sign.charCodeAt(0) - first] ?? mark)
  return { text: out, count, giveBack }
}
