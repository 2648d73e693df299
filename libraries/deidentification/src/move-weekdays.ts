import { saysAny } from './danish/says-any.ts'
import { month } from './month-names.ts'

/** The days of the week as each tongue writes them, from Monday; shortened ones with what ends them. */
const weeks = [
  'mandag tirsdag onsdag torsdag fredag lørdag søndag',
  'måndag tisdag onsdag torsdag fredag lördag söndag',
  'måndag tysdag onsdag torsdag fredag laurdag sundag',
  'montag dienstag mittwoch donnerstag freitag samstag sonntag',
  'monday tuesday wednesday thursday friday saturday sunday',
  'maandag dinsdag woensdag donderdag vrijdag zaterdag zondag',
  'lundi mardi mercredi jeudi vendredi samedi dimanche',
  'lunedì martedì mercoledì giovedì venerdì sabato domenica',
  'lunes martes miércoles jueves viernes sábado domingo',
  'maanantaina tiistaina keskiviikkona torstaina perjantaina lauantaina sunnuntaina',
  'maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai',
  'mánudaginn þriðjudaginn miðvikudaginn fimmtudaginn föstudaginn laugardaginn sunnudaginn',
  'mánudagur þriðjudagur miðvikudagur fimmtudagur föstudagur laugardagur sunnudagur',
  'mánadagin týsdagin mikudagin hósdagin fríggjadagin leygardagin sunnudagin',
  'mánadagur týsdagur mikudagur hósdagur fríggjadagur leygardagur sunnudagur',
  'poniedziałek wtorek środa czwartek piątek sobota niedziela',
  'понедельник вторник среда четверг пятница суббота воскресенье',
  'man. tirs. ons. tors. fre. lør. søn.',
  'mand. tirsd. onsd. torsd. fred. lørd. sønd.',
  // Without the full stop two of these are a man and peace.
  'mandag tirsd onsd torsd fredag lørd sønd',
].map((line) => line.split(' '))
/** Shortened in English: with a capital. */
const short = [
  'Mon Tue Wed Thu Fri Sat Sun',
  'MON TUE WED THU FRI SAT SUN',
  'Mon Tues Wed Thurs Fri Sat Sun',
  'Mon Tue Wed Thur Fri Sat Sun',
].map((line) => line.split(' '))
/** "tirs 14/3", "ons d. 15/3-2023": these name nothing else beside a date; "man" and "søn" do. */
const shortDanish = 'man tirs ons tors fre lør søn'.split(' ')
const shortGerman = 'Mo Di Mi Do Fr Sa So'.split(' ')

const names = [...new Set(weeks.flat())].sort((a, b) => b.length - a.length).map((name) => name.replace('.', '\\.'))
const english = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC'
const led = '(?:d\\.\\s?|den\\s|dem\\s|the\\s)?'
/** Between a weekday and its day: when on it, and a bracket. */
const gap = '(?:en)?(?:\\s(?:morgen|formiddag|middag|eftermiddag|aften|nat)(?:en)?)?,?\\s\\(?'
/** What is taken or counted on a weekday: "mandag 1/2 tablet". */
const counted =
  '(?!\\d{1,2}\\s?[./-]\\s?\\d{1,2}\\s?(?:tab\\p{L}*|tbl|stk|kaps\\p{L}*|mg|mcg|µg|ml|g|kg|l|ie|enh\\p{L}*|gange?|timer|min|km|cm|mm|mmol|glas|kop\\p{L}*|portion\\p{L}*|pust|dråber|doser|dosis)(?!\\p{L}))'
/** A day with its month in numbers, or the first of two days that share it. */
const numbered = `\\d{1,2}\\s?[./-]\\s?\\d|(?:19|20)\\d\\d-\\d|\\d{1,2} \\d{1,2} (?:19|20)\\d\\d`
const shared = `\\d{1,2}(?:\\.|st|nd|rd|th)?(?:,\\s?|\\s?[-–—/&]\\s?|\\s(?:og|til|samt|and|to|och|till|und|bis)\\s)(?:\\p{L}{3,11},?\\s)?${led}\\d{1,2}(?:\\.?\\s?(?:${month})|\\.?\\/\\d|\\.\\d|(?:st|nd|rd|th)\\s)`
/** Right in front of a day with its month, in numbers or words, or of a month with its day. */
const inFront = new RegExp(
  `(?<!\\p{L})(?:${names.join('|')})(?=${gap}${led}${counted}(?:\\d{1,2}(?:\\.?\\s?|(?:st|nd|rd|th)\\s(?:of\\s)?|-|\\sd[ei]\\s)(?:${month})|${numbered}|${shared}|(?:${month})\\p{L}*\\.?\\s\\d))`,
  'giu',
)
/** Every weekday that names nothing else beside a day, with all that may stand between them, to stand in a pattern. */
export const weekdayInFront = `(?<!\\p{L})(?:${names.join('|')}|tirs?|ons|tors?|fre|lør|lör|tues?|wed|thu(?:rs?)?)(?:${gap}|\\.,?\\s)${led}${counted}|(?<!\\p{L})(?:mo|di|mi|do|fr|sa|so)[.,]{1,2}\\s${led}${counted}`
/** At the end of a line, with its day on the next. */
export const weekdayOverLines = new RegExp(
  `(?<!\\p{L})((?:${names.join('|')})(?:en)?),?\\s*\\n\\s*(?=${led}\\d{1,2}(?:\\.|\\/|-|\\s\\p{L}))`,
  'giu',
)
/** In brackets behind a whole date, or behind it alone: 14.03.2023, tirsdag. */
const behind = new RegExp(
  `(?<=\\d{4}\\s\\()(?:${names.join('|')})(?=\\))|(?<=\\d{4}(?:-\\d\\d-\\d\\d)?,?\\s)(?:${names.filter((name) => !name.includes('.')).join('|')})(?=\\s*(?:$|[.,;)\\n])|\\s(?:kl|klokken|at)(?!\\p{L})|\\s\\d\\d[:.]\\d\\d)`,
  'giu',
)
/** In one, so that none between two dates is moved twice. */
const whole = new RegExp(`${inFront.source}|${behind.source}`, 'giu')
/** Tue Mar 14 2023; Wed, 8 Feb 2023; Fri 10 Feb. "Sat 3/4-23 i LAD" is Danish, and so is "Fri 3/4": these two only in front of what is written in English. */
const shortInFront = new RegExp(
  `(?<!\\p{L})(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun|MON|TUE|WED|THU|FRI|SAT|SUN)(?=[.,]{0,2}\\s(?:the\\s)?(?:(?:${english})\\p{L}*\\.?,?[\\s/-]\\s?\\d|\\d{1,2}(?:st|nd|rd|th)?(?:\\s(?:of\\s)?|-)?(?:${english})|\\d\\d[./-]\\d\\d[./-](?:19|20)\\d\\d|(?:19|20)\\d\\d-?(?:\\d\\d|(?:${english}))))|(?<!\\p{L})(?:Mon|Tues?|Wed|Thu(?:rs?)?)(?=[.,]?\\s\\d{1,2}[./-]\\d)|(?<=\\d{4}(?:-\\d\\d-\\d\\d)?,?\\s\\(?)(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)(?=\\)|\\s*(?:$|[,;\\n])|\\s\\d\\d[:.]\\d\\d)`,
  'gu',
)
/** "Man 13/3-23", "tid søn d. 9/4-23": somebody and a son elsewhere, so these two only where a sentence begins or a word leads to when. */
const manOrSon =
  '(?<=(?:^|[.;:,(\\n]\\s?|(?<!\\p{L})(?:tid|tiden|kontrol|MDT|amb\\.?|igen|næste|kommende|ses|indkaldt|til|fra)\\s))(?:man|søn)'
const shortDanishInFront = new RegExp(
  `(?:(?<![\\p{L}.])(?:tirs?|ons|tors?|fre|lør)|${manOrSon})(?=(?:(?<=tir|tor)\\.|,)?(?:\\s(?:morgen|formiddag|middag|eftermiddag|aften|nat))?\\s\\(?(?:d\\.\\s?|den\\s)?${counted}(?:\\d{1,2}\\/\\d|\\d{1,2}\\.\\s?(?:${month})|\\d\\d?[.-]\\d\\d?[.-]\\d\\d))`,
  'giu',
)
/** "lø 21/5-23", "on. 4/4-23": two letters in front of a day with its year; "on" and "to" are words without their full stop. */
const twoInFront =
  /(?<![\p{L}\d-])(?:ma|ti|fr|lø|sø|(?:on|to)(?=\.))(?=[.,]{0,2}\s\(?(?:d\.\s?|den\s)?\d{1,2}\s?[./-]\s?\d{1,2}(?:\s?[./-]\s?|\s)(?:19|20)?\d\d(?!\d))/giu
const twoDanish = 'ma ti on to fr lø sø'.split(' ')
const shortGermanInFront = /(?<!\p{L})(?:Mo|Di|Mi|Do|Fr|Sa|So)(?=[.,]{1,2}\s(?:den\s)?\d{1,2}\.\s?\d{1,2}\.)/gu

/** A part of each whole name, and the short ones with their full stop. */
const parts =
  'edì sabato domeni lunes martes coles jueves viernes sábado domingo dag day tag woch ntai stai ikko lundi mardi credi jeudi dredi samedi manche poniedz wtorek środa czwart piąt sobota niedz понед вторн среда четв пятн субб воскр man. tirs. ons. tors. fre. lør. søn. mand. tirsd onsd torsd fred. lørd sønd'.split(
    ' ',
  )
const anyShort = /(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|MON|TUE|WED|THU|FRI|SAT|SUN)[a-z]{0,2}(?:[.,\s)]|$)/
const anyDanish = /(?:tirs?|ons|tors?|fre|lør|man|søn)[.,]?(?:\s[a-z]{3,11})?\s\(?(?:d\.\s?|den\s)?\d/i
const anyTwo = /(?:ma|ti|fr|lø|sø|on\.|to\.)[.,]{0,2}\s\(?(?:d\.\s?|den\s)?\d/i
const anyGerman = /(?:Mo|Di|Mi|Do|Fr|Sa|So)[.,]{1,2}\s(?:den\s)?\d/

/** Whether a text may name a day of the week: cheap. */
export function mayNameWeekday(text: string): boolean {
  return (
    saysAny(text.toLowerCase(), parts) ||
    anyShort.test(text) ||
    anyDanish.test(text) ||
    /(?:mo|di|mi|do|fr|sa|so)[.,]/i.test(text) ||
    /(?:dag|man|[rn]s?|e)\.?\)/i.test(text)
  )
}

/** What moved, and each weekday with its day as they then stand, for `markUnmoved`. */
export interface MovedWeekdays {
  text: string
  count: number
  beside: ReadonlySet<string>
}

const nothingBeside: ReadonlySet<string> = new Set()

/**
 * The days of the week that stand beside a date, moved by as many days as the date is: else they tell by how many days of a week it moved. The
 * text as it was when nothing stands so. Whether the date is moved as well others decide: see `markUnmoved`.
 */
export function moveWeekdays(text: string, days: number): MovedWeekdays {
  let count = 0
  if (days % 7 === 0 || !/\d/.test(text)) return { text, count, beside: nothingBeside }
  const beside = new Set<string>()
  const by = (week: readonly string[], at: number) => week[(((at + days) % 7) + 7) % 7]!
  const cased = (found: string, made: string) => {
    if (found === found.toUpperCase()) return made.toUpperCase()
    return found[0] === found[0]!.toUpperCase() ? made[0]!.toUpperCase() + made.slice(1) : made
  }
  const moved =
    (made: (found: string) => string | undefined) =>
    (found: string, ...args: unknown[]) => {
      const next = made(found)
      if (next === undefined) return found
      const [at, all] = args.slice(-2) as [number, string]
      count++
      beside.add(withDay(next, all, at, at + found.length))
      return next
    }
  const named = moved((found) => {
    const name = found.toLowerCase()
    const week = weeks.find((one) => one.includes(name))
    return week && cased(found, by(week, week.indexOf(name)))
  })
  const ofDanish = moved((found) => {
    const at = shortDanish.findIndex((one) => one.startsWith(found.toLowerCase()))
    return cased(found, by(shortDanish, at))
  })
  let out = text
  if (saysAny(out.toLowerCase(), parts)) out = out.replace(whole, named)
  if (anyShort.test(out))
    out = out.replace(
      shortInFront,
      moved((found) => {
        const week = short.find((one) => one.includes(found))
        return week && by(week, week.indexOf(found))
      }),
    )
  if (anyDanish.test(out)) out = out.replace(shortDanishInFront, ofDanish)
  const before = count
  if (anyGerman.test(out))
    out = out.replace(
      shortGermanInFront,
      moved((found) => by(shortGerman, shortGerman.indexOf(found))),
    )
  if (count === before && anyTwo.test(out))
    out = out.replace(
      twoInFront,
      moved((found) => cased(found, by(twoDanish, twoDanish.indexOf(found.toLowerCase())))),
    )
  return { text: out, count, beside }
}

/** A day with its month in either order, and its year, behind a weekday. */
const dayBehind =
  /^[^\d\n]{0,24}?(?:\d{1,4}(?:st|nd|rd|th|er|º)?(?:\s?[./-]\s?|\s(?:of\s|de\s)?)(?:\d{1,2}(?!\d)|\p{L}{3,})|\p{L}{3,}\.?\s\d{1,2}(?!\d|\s?[./-]))(?:(?:\s?[./'’-]\s?|,?\s)\d{2,4}(?!\d))?/u
const dayInFront = /(?:\d{1,2}[./\s-]{1,2}(?:\d{1,2}|\p{L}{3,})[./\s-]{1,2}\d{4}|\d{4}-\d\d-\d\d),?\s\(?$/u

/** The weekday with what it stands beside, none of which has moved yet. */
function withDay(weekday: string, all: string, start: number, end: number): string {
  const front = dayInFront.exec(all.slice(Math.max(0, start - 24), start))
  if (front) return `${front[0]}${weekday}`
  return `${weekday}${dayBehind.exec(all.slice(end, end + 48))?.[0] ?? all.slice(end, end + 12)}`
}

/**
 * Takes out the days that stand as they stood beside a weekday that moved, for whatever reason none of the patterns of dates took them: beside
 * the true day the other weekday would tell by how many days of a week everything else moved.
 */
export function markUnmoved(text: string, beside: ReadonlySet<string>, mark: string): { text: string; count: number } {
  let count = 0
  let out = text
  for (const one of beside) {
    if (!out.includes(one)) continue
    const [from, to] = [one.search(/\d/), one.search(/\d\D*$/) + 1]
    if (from < 0) continue
    const left = one.slice(0, from) + mark + one.slice(to)
    let at = out.indexOf(one)
    while (at >= 0) {
      // Another, whose year stands behind it.
      const longer = /^(?:\d|[./-]\s?\d)/.test(out.slice(at + one.length))
      if (!longer) {
        count++
        out = out.slice(0, at) + left + out.slice(at + one.length)
      }
      at = out.indexOf(one, at + (longer ? one.length : left.length))
    }
  }
  return { text: out, count }
}
