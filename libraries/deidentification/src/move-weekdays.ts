/** The days of the week as each tongue writes them, from Monday; shortened ones with what ends them. */
const weeks = [
  'mandag tirsdag onsdag torsdag fredag lørdag søndag',
  'måndag tisdag onsdag torsdag fredag lördag söndag',
  'montag dienstag mittwoch donnerstag freitag samstag sonntag',
  'monday tuesday wednesday thursday friday saturday sunday',
  'man. tirs. ons. tors. fre. lør. søn.',
].map((line) => line.split(' '))
const names = [...new Set(weeks.flat())].sort((a, b) => b.length - a.length).map((name) => name.replace('.', '\\.'))
const month = 'jan|feb|mar|mär|apr|maj|mai|may|jun|jul|aug|sep|okt|oct|nov|dec|dez|des'
/** Right in front of a day with its month, in numbers or words, or of a month with its day. */
const inFront = new RegExp(
  `(?<!\\p{L})(?:${names.join('|')})(?=(?:en)?,?\\s(?:d\\.\\s?|den\\s|dem\\s|the\\s)?(?:\\d{1,2}(?:\\.?\\s?|(?:st|nd|rd|th)\\s(?:of\\s)?|-)(?:${month})|\\d{1,2}\\s?[./-]\\s?\\d|(?:19|20)\\d\\d-\\d|(?:${month})\\p{Ll}*\\.?\\s\\d))`,
  'giu',
)
/** In brackets behind a whole date. */
const behind = new RegExp(`(?<=\\d{4}\\s\\()(?:${names.join('|')})(?=\\))`, 'giu')

/**
 * The days of the week that stand beside a date, moved by as many days as the date is: else they tell by how many days of a week it moved. The
 * text as it was when nothing stands so.
 */
export function moveWeekdays(text: string, days: number): { text: string; count: number } {
  let count = 0
  if (days % 7 === 0 || !/\d/.test(text) || !/da[gy]|ta[gk]|woch|(?:man|tirs|ons|tors|fre|lør|søn)\./i.test(text))
    return { text, count }
  const moved = (found: string) => {
    const name = found.toLowerCase()
    const week = weeks.find((one) => one.includes(name))
    if (!week) return found
    count++
    const next = week[(((week.indexOf(name) + days) % 7) + 7) % 7]!
    if (found === found.toUpperCase()) return next.toUpperCase()
    return found[0] === found[0]!.toUpperCase() ? next[0]!.toUpperCase() + next.slice(1) : next
  }
  return { text: text.replace(inFront, moved).replace(behind, moved), count }
}
