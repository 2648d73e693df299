import { saysAny } from './danish/says-any.ts'
import type { HeldRanges } from './date-ranges.ts'
import { anyMonthBegins, month, nameLike, numberOf } from './month-names.ts'
import { shiftDate } from './shift-date.ts'

const name = `(${month})`
const day = '(0?[1-9]|[12]\\d|3[01])'
const year = '((?:19|20)\\d\\d)(?!\\d|[.,:]\\d)'
const clock = '\\d{1,2}[:.][0-5]\\d'
/** What goes on behind a year of two digits, which would be a number of things in front of any other word. */
const goesOn = `(?=\\s*(?:$|[;)\\n]|,(?!\\d)|\\.(?!\\d))|,?\\s(?:(?:kl|klokken|at)\\.?\\s?\\d|${clock}(?!\\d))|\\s(?:med|uden|viste?|viser|pga|grundet|samt|på|til|efter|hvor|ved|er|var|hos|uændret|ua|og|i|fra|med|blev|with|without|showed|shows|from|and|was|were|due|vs|sammenlignet|compared)(?!\\p{L}))`
const shortYear = `(\\d\\d)(?!\\d)${goesOn}`

type Read = (found: RegExpExecArray) => [string, string, string]
type Write = (found: RegExpExecArray, to: { y: string; m: string; d: string }) => string

/** One way to write a day: its pattern, the year, month and day in what it finds, and how others are put in their place. */
interface Way {
  pattern: RegExp
  read: Read
  write: Write
}

const dayFirst: Read = ([, d, , named, , y]) => [y!, numberOf(named!), d!]
const writeDayFirst: Write = ([, , by, named, by2], to) => `${to.d}${by}${nameLike(named!, to.m)}${by2}${to.y}`
const monthFirst: Read = ([, named, , d, , y]) => [y!, numberOf(named!), d!]
const writeMonthFirst: Write = ([, named, by, , by2], to) =>
  `${nameLike(named!, to.m, true)}${by}${to.d}${by2!.replace(/^(?:st|nd|rd|th)/i, '')}${to.y}`
const pattern = (text: string, flags = 'giu') => new RegExp(text, flags)

const ways: readonly Way[] = [
  // Wed Mar 1 13:02:11 CET 2023: the clock stands within. One digit may be padded with a blank.
  {
    pattern: pattern(
      `(?<![\\p{L}\\d])${name}( {1,2})${day}( \\d\\d:\\d\\d(?::\\d\\d)?(?:\\.\\d{1,6})?(?: (?:[AP]M|[A-Z]{2,5}|[+-]\\d{4})){0,2} )${year}`,
    ),
    read: monthFirst,
    write: ([, named, by, , by2], to) => {
      const made = ` ${by!.length === 2 ? to.d.padStart(2) : to.d}`
      return `${nameLike(named!, to.m, true)}${made}${by2}${to.y}`
    },
  },
  // 14. mars 23, 14. marts '23, 14 mar 23 09:12, 14.mar.23
  {
    pattern: pattern(`(?<![\\p{L}\\d.,/-])${day}(\\.\\s?|\\s)${name}(\\.?,?\\s|\\.|\\.?\\s?['’-])${shortYear}`),
    read: dayFirst,
    write: writeDayFirst,
  },
  // 14th Mar 23, 14 of March 23
  {
    pattern: pattern(`(?<![\\p{L}\\d.,/-])${day}((?:st|nd|rd|th)?\\s(?:of\\s)?)${name}(\\.?,?\\s)${shortYear}`),
    read: dayFirst,
    write: (found, to) => writeDayFirst(found, to).replace(/^(\d+)(?:st|nd|rd|th)/i, '$1'),
  },
  // Mar-14-23, Mar/14/2023
  {
    pattern: pattern(`(?<![\\p{L}\\d])${name}([-/.])${day}(\\2)((?:19|20)?\\d\\d)(?![\\d/-]|[.,]\\d)`),
    read: monthFirst,
    write: writeMonthFirst,
  },
  // Mar 14, 23; Mar 14th '23: English and with a capital.
  {
    pattern: pattern(
      `(?<![\\p{L}\\d])(?=\\p{Lu})(January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(\\.?\\s)${day}((?:st|nd|rd|th)?(?:,?\\s?['’]|,\\s|\\s))${shortYear}`,
      'gu',
    ),
    read: monthFirst,
    write: writeMonthFirst,
  },
  // MAR142023
  {
    pattern: pattern(`(?<![\\p{L}\\d])${name}()(\\d\\d)()${year}`),
    read: monthFirst,
    write: writeMonthFirst,
  },
  // 14MAR2023:09:12:00
  {
    pattern: pattern(`(?<![\\p{L}\\d.,/-])(\\d\\d)()${name}()((?:19|20)\\d\\d)(?=:\\d\\d:\\d\\d)`),
    read: dayFirst,
    write: writeDayFirst,
  },
  // 2023MAR14, 2023-Mar-14, 2023 Mar 14, 2023, March 14
  {
    pattern: pattern(
      `(?<![\\p{L}\\d.,/-])((?:19|20)\\d\\d)([-/. ]?|,\\s)${name}(\\.?\\s|[-/.]?)${day}(?![\\p{L}\\d/-]|[.,:]\\d|\\s(?:19|20)\\d\\d|\\s?(?:%|x|mm|cm|ml|mg|g|kg|gange?|stk|tabletter|patient(?:er|s)?|cases?|børn|prøver|undersøgelser|af|of)(?!\\p{L}))`,
    ),
    read: ([, y, , named, , d]) => [y!, numberOf(named!), d!],
    write: ([, , by, named, by2], to) => `${to.y}${by}${nameLike(named!, to.m, by === ', ')}${by2}${to.d}`,
  },
  // 99MAR12: the first number can be no day. In 23MAR14 it is one, and whoever read it the other way would see another day than the true one too.
  {
    pattern: pattern(`(?<![\\p{L}\\d.,/-])(00|3[2-9]|[4-9]\\d)()${name}()(\\d\\d)(?![\\p{L}\\d/-]|[.,:]\\d)`),
    read: ([, y, , named, , d]) => [y!, numberOf(named!), d!],
    write: ([, , , named], to) => `${to.y}${nameLike(named!, to.m)}${to.d}`,
  },
  // 3 de marzo de 2023, 1er mars 2023, 3 mayo 2023
  {
    pattern: pattern(
      `(?<![\\p{L}\\d.,/-])${day}((?:er|º|ª|:?e|o)?\\s(?:(?:de|di|del)\\s)?)(${month}|mayo)(\\.?\\s(?:(?:de|del|di)\\s)?)${year}`,
    ),
    read: dayFirst,
    write: (found, to) => writeDayFirst(found, to).replace(/^(\d+)(?:er|º|ª|:?e|o)/i, '$1'),
  },
]

const anyWritten = new RegExp(`\\d\\D{0,6}(?:${month})|(?:${month})\\D{0,4}\\d`, 'iu')

/** Signs of no alphabet, others than those of ranges. */
const first = 0x100000
const signs = /[\u{100000}-\u{10fffd}]/gu

/**
 * Days with the name of a month that are written seldom - "14. mars 23", "Mar-14-23", "Wed Mar 1 13:02:11 CET 2023", "2023-Mar-14",
 * "3 de marzo de 2023" - moved in the form in which they stand, or marked where `days` is undefined. Each is held behind a sign, else the
 * patterns of other dates would find in it a day without a year.
 */
export function holdSeldomDates(text: string, days: number | undefined, mark: string): HeldRanges {
  const same = { text, count: 0, giveBack: (moved: string) => moved }
  if (!/\d/.test(text) || !saysAny(text.toLowerCase(), anyMonthBegins) || !anyWritten.test(text)) return same
  if (text.search(signs) >= 0) return same
  const held: string[] = []
  let out = text
  for (const { pattern, read, write } of ways)
    out = out.replace(pattern, (...args: unknown[]) => {
      const found = args as unknown as RegExpExecArray
      const [y, m, d] = read(found)
      const compact = `${y.length === 2 ? `${Number(y) > 50 ? '19' : '20'}${y}` : y}${m.padStart(2, '0')}${d.padStart(2, '0')}`
      if (held.length > 0xfff0 || shiftDate(compact, 0) === '') return found[0]
      const moved = days === undefined ? '' : shiftDate(compact, days)
      const wide = d.startsWith('0') || /^\d{4}\p{L}|^\d{2}\p{L}|^\p{L}+\d{6}/u.test(found[0])
      const to = {
        y: moved.slice(4 - y.length, 4),
        m: String(Number(moved.slice(4, 6))),
        d: wide ? moved.slice(6, 8) : String(Number(moved.slice(6, 8))),
      }
      held.push(moved === '' ? mark : write(found, to))
      return String.fromCodePoint(first + held.length - 1)
    })
  const giveBack = (moved: string) => moved.replace(signs, (sign) => held[sign.codePointAt(0)! - first] ?? mark)
  return { text: out, count: held.length, giveBack }
}
