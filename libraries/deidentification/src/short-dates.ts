import { shiftDate } from './shift-date.ts'

/** Three pairs of figures with one sign between them: "24-02-29", "29.02.24". */
const three = /(?<![\p{L}\d]|\d[.,/-])(\d\d)([-./_])(\d\d)\2(\d\d)(?!\d|[-./_]\d)/gu

/** How three pairs of figures are read: the day first, the year first, or either, so that nothing says by which to move. */
type Order = 'day' | 'year' | 'either' | 'none'

/**
 * Which of three pairs of figures is the year. In Denmark the day stands first, and it is read so unless that is no day, lies in years that
 * nobody has written of yet, or the object's own dates say otherwise; then it is the year first only where they say so or no day can be
 * read the other way. `known`: dates of the object, YYYYMMDD, none where nothing is known.
 */
export function shortDates(text: string, known: readonly string[]): (a: string, b: string, c: string) => Order {
  const last = lastYear(known)
  const read = (year: string, month: string, day: string) => {
    const compact = `${Number(year) > 50 ? '19' : '20'}${year}${month}${day}`
    return shiftDate(compact, 0) === '' ? undefined : compact
  }
  const alone = (a: string, b: string, c: string): Order => {
    const [day, year] = [read(c, b, a), read(a, b, c)]
    if (day === year) return day ? 'day' : 'none'
    if (!year || (day && known.includes(day))) return 'day'
    if (!day || known.includes(year)) return 'year'
    return Number(day.slice(0, 4)) > last ? 'either' : 'day'
  }
  // Whoever wrote one with the year in front may have written all of them so.
  const yearFirst = Array.from(text.matchAll(three), ([, a, , b, c]) => alone(a!, b!, c!)).some(
    (order) => order === 'year' || order === 'either',
  )
  return (a, b, c) => {
    const order = alone(a, b, c)
    return order === 'day' && yearFirst && read(a, b, c) && read(a, b, c) !== read(c, b, a) ? 'either' : order
  }
}

/** The last year that a text can tell of: a year behind the last date of its object. Without one there is none: what today is must not decide what comes out. */
function lastYear(known: readonly string[]): number {
  const years = known.map((date) => Number(date.slice(0, 4))).filter((year) => year > 1950 && year < 2100)
  return years.length > 0 ? 1 + Math.max(...years) : Number.POSITIVE_INFINITY
}
