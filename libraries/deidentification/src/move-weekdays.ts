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
/** A day with its month in numbers, or the first of two days that share it. */
const numbered = `\\d{1,2}\\s?[./-]\\s?\\d|(?:19|20)\\d\\d-\\d|\\d{1,2} \\d{1,2} (?:19|20)\\d\\d`
const shared = `\\d{1,2}(?:\\.|st|nd|rd|th)?(?:,\\s?|\\s?[-–—/&]\\s?|\\s(?:og|til|samt|and|to|och|till|und|bis)\\s)(?:\\p{L}{3,11},?\\s)?${led}\\d{1,2}(?:\\.?\\s?(?:${month})|\\.?\\/\\d|\\.\\d|(?:st|nd|rd|th)\\s)`
/** Right in front of a day with its month, in numbers or words, or of a month with its day. */
const inFront = new RegExp(
  `(?<!\\p{L})(?:${names.join('|')})(?=(?:en)?,?\\s${led}(?:\\d{1,2}(?:\\.?\\s?|(?:st|nd|rd|th)\\s(?:of\\s)?|-|\\sd[ei]\\s)(?:${month})|${numbered}|${shared}|(?:${month})\\p{L}*\\.?\\s\\d))`,
  'giu',
)
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
/** Tue Mar 14 2023; Wed, 8 Feb 2023; Fri 10 Feb. "Sat 3/4-23 i LAD" is Danish, and so is "Fri 3/4": these two only in front of what is written in English. */
const shortInFront = new RegExp(
  `(?<!\\p{L})(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun|MON|TUE|WED|THU|FRI|SAT|SUN)(?=[.,]{0,2}\\s(?:the\\s)?(?:(?:${english})\\p{L}*\\.?,?[\\s/-]\\s?\\d|\\d{1,2}(?:st|nd|rd|th)?(?:\\s(?:of\\s)?|-)?(?:${english})|\\d\\d[./-]\\d\\d[./-](?:19|20)\\d\\d|(?:19|20)\\d\\d-?(?:\\d\\d|(?:${english}))))|(?<!\\p{L})(?:Mon|Tues?|Wed|Thu(?:rs?)?)(?=[.,]?\\s\\d{1,2}[./-]\\d)|(?<=\\d{4}(?:-\\d\\d-\\d\\d)?,?\\s\\(?)(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)(?=\\)|\\s*(?:$|[,;\\n])|\\s\\d\\d[:.]\\d\\d)`,
  'gu',
)
const shortDanishInFront = new RegExp(
  `(?<![\\p{L}.])(?:tirs?|ons|tors?|fre|lør)(?=(?:(?<=tir|tor)\\.|,)?\\s(?:d\\.\\s?|den\\s)?(?:\\d{1,2}\\/\\d|\\d{1,2}\\.\\s?(?:${month})|\\d\\d?[.-]\\d\\d?[.-]\\d\\d))`,
  'giu',
)
const shortGermanInFront = /(?<!\p{L})(?:Mo|Di|Mi|Do|Fr|Sa|So)(?=[.,]{1,2}\s(?:den\s)?\d{1,2}\.\s?\d{1,2}\.)/gu

/** A part of each whole name, and the short ones with their full stop. */
const parts =
  'edì sabato domeni lunes martes coles jueves viernes sábado domingo dag day tag woch ntai stai ikko lundi mardi credi jeudi dredi samedi manche poniedz wtorek środa czwart piąt sobota niedz понед вторн среда четв пятн субб воскр man. tirs. ons. tors. fre. lør. søn.'.split(
    ' ',
  )
const anyShort = /(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|MON|TUE|WED|THU|FRI|SAT|SUN)[a-z]{0,2}(?:[.,\s)]|$)/
const anyDanish = /(?:tirs?|ons|tors?|fre|lør)[.,]?\s(?:d\.\s?|den\s)?\d/i
const anyGerman = /(?:Mo|Di|Mi|Do|Fr|Sa|So)[.,]{1,2}\s(?:den\s)?\d/

/**
 * The days of the week that stand beside a date, moved by as many days as the date is: else they tell by how many days of a week it moved. The
 * text as it was when nothing stands so.
 */
export function moveWeekdays(text: string, days: number): { text: string; count: number } {
  let count = 0
  if (days % 7 === 0 || !/\d/.test(text)) return { text, count }
  const next = (week: readonly string[], at: number) => {
    count++
    return week[(((at + days) % 7) + 7) % 7]!
  }
  const moved = (found: string) => {
    const name = found.toLowerCase()
    const week = weeks.find((one) => one.includes(name))
    if (!week) return found
    const made = next(week, week.indexOf(name))
    if (found === found.toUpperCase()) return made.toUpperCase()
    return found[0] === found[0]!.toUpperCase() ? made[0]!.toUpperCase() + made.slice(1) : made
  }
  const movedShort = (found: string) => {
    const week = short.find((one) => one.includes(found))
    return week ? next(week, week.indexOf(found)) : found
  }
  const movedDanish = (found: string) => {
    const at = shortDanish.findIndex((one) => one.startsWith(found.toLowerCase()))
    const made = next(shortDanish, at)
    return found[0] === found[0]!.toUpperCase() ? made[0]!.toUpperCase() + made.slice(1) : made
  }
  let out = text
  if (saysAny(out.toLowerCase(), parts)) out = out.replace(inFront, moved).replace(behind, moved)
  if (anyShort.test(out)) out = out.replace(shortInFront, movedShort)
  if (anyDanish.test(out)) out = out.replace(shortDanishInFront, movedDanish)
  if (anyGerman.test(out))
    out = out.replace(shortGermanInFront, (found) => next(shortGerman, shortGerman.indexOf(found)))
  return { text: out, count }
}
