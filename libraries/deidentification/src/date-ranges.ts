import { saysAny } from './danish/says-any.ts'
import { anyMonthBegins, month, nameLike, numberOf } from './month-names.ts'
import { shiftDate } from './shift-date.ts'

const day = '(0?[1-9]|[12]\\d|3[01])(?!\\d)'
const number = '(0?[1-9]|1[0-2])(?!\\d)'
const year = '(?:19|20)\\d\\d(?!\\d)'
/** Within a line only: a new line and a hyphen begin an item of a list. */
const gap = '[ \\t\\xa0]'
const words =
  'og til|og|til og med|til|samt|eller|and|or|to|until|through|till och med|till|och|und|bis zum|bis|t\\.?o\\.?m\\.?|ja|au'
/** What stands between two days: a stroke or a word, and what leads to the second. */
const join = `(?:${gap}?[-–—&]${gap}?|,?${gap}(?:${words})${gap})(?:\\p{L}{2,11}(?:dag|day|tag|daginn),?${gap})?(?:d\\.${gap}?|den${gap}|dem${gap}|the${gap})?`
/** 12th; 12. */
const nth = '(\\.|st|nd|rd|th)?'

/** One way to write a day with its month and year. */
interface Way {
  /** A day; what is left out of it the neighbour says. */
  item: () => RegExp
  /** Two days or more, the last with its month. */
  range: () => RegExp
  /** Reads what `item` found. */
  read: (found: RegExpMatchArray) => Day
  /** Writes a day, with as much of it as is asked for. */
  write: (day: Day, to: Written, like: Day) => string
  /** Whether a day without its month takes that of the day in front, and not that of the one behind. */
  fromFront?: boolean
}

/** As it stands: the parts that are left out are empty. */
interface Day {
  d: string
  m: string
  y: string
  /** Behind the day; between it and the month; between these and the year. */
  nth: string
  by: string
  byYear: string
  /** The month as written, and the full stop behind it. */
  name: string
  stop: string
}

interface Written {
  d: string
  m: string
  y: string
}

const shortYear = (then: string) => `\\d\\d(?!\\d|[.,:]\\d|\\/|${then})`
const named = `${day}${nth}(?:(${gap}?(?:of${gap})?|-)(${month})(?!\\p{L})(\\.?)(?:(,?${gap}?|-)(${year})|(${gap}?['’]?|-)(${shortYear(`\\.?${gap}?(?:${month})`)}))?)?`
const stroked = `${day}(\\.?)(?:\\/${number}(?:([-/]|${gap})(${year})|([-/])(${shortYear('\\.?[-–/]?\\d?\\/')}))?)?`
const dotted = `${day}(?:(\\.${gap}?)${number}(?:(\\.${gap}?)(${year}|\\d\\d(?!\\d|[.,]\\d)))?)?(\\.?)`
const english =
  'January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec'
const nameFirst = `(?:(${english})(\\.?${gap}))?${day}(st|nd|rd|th)?(?:(,?${gap})(${year}))?`

const open = '(?<![\\p{L}\\d/-]|\\d[.,])'
const close = '(?!\\d|[.,:/]\\d|-\\d)'
/** Without the groups, to stand in a longer pattern. */
const plain = (item: string) => item.replace(/(?<!\\)\((?!\?)/g, '(?:')
const rangeOf = (first: string, last: string, by = join) =>
  `${open}${plain(first)}(?:(?:,${gap}?|${by})${plain(last)}){0,5}?${by}${plain(last)}${close}`
const written = (text: string, wide: boolean) => (wide ? text.padStart(2, '0') : text)
const plainDay = { nth: '', by: '', byYear: '', name: '', stop: '', m: '', y: '' }

const namedDay = new RegExp(named, 'giu')
// 12./13. maj
const namedRange = new RegExp(rangeOf(named, named, join.replace('[-–—&]', '[-–—&/]')), 'giu')
const names: Way = {
  item: () => namedDay,
  range: () => namedRange,
  read: ([, d, nth = '', by = '', name = '', stop = '', by4 = '', y4, by2 = '', y2]) => ({
    d: d!,
    nth,
    by,
    name,
    stop,
    m: name && numberOf(name),
    byYear: y4 ? by4 : by2,
    y: y4 ?? y2 ?? '',
  }),
  write: (day, to, like) =>
    `${to.d}${nthLike(day.nth, to.d)}${to.m && `${(day.name ? day : like).by}${nameLike((day.name ? day : like).name, to.m)}${(day.name ? day : like).stop}`}${to.y && `${(day.y ? day : like).byYear}${to.y}`}`,
}
const strokedDay = new RegExp(stroked, 'gu')
const strokedRange = new RegExp(rangeOf(stroked, stroked), 'giu')
const strokes: Way = {
  item: () => strokedDay,
  range: () => strokedRange,
  read: ([, d, nth = '', m = '', by4 = '', y4, by2 = '', y2]) => ({
    ...plainDay,
    d: d!,
    nth,
    m,
    byYear: y4 ? by4 : by2,
    y: y4 ?? y2 ?? '',
  }),
  write: (day, to, like) => `${to.d}${to.m ? `/${to.m}` : day.nth}${to.y && `${(day.y ? day : like).byYear}${to.y}`}`,
}
const dottedDay = new RegExp(dotted, 'gu')
const dottedRange = new RegExp(rangeOf(dotted, dotted), 'giu')
const dots: Way = {
  item: () => dottedDay,
  range: () => dottedRange,
  read: ([, d, by = '', m = '', byYear = '', y = '', stop = '']) => ({
    ...plainDay,
    d: d!,
    by,
    m,
    byYear,
    y,
    nth: stop,
  }),
  write: (day, to, like) =>
    `${to.d}${to.m && `${(day.m ? day : like).by}${to.m}`}${to.y ? `${(day.y ? day : like).byYear}${to.y}` : day.nth}`,
}
const englishDay = new RegExp(nameFirst, 'gu')
const englishRange = new RegExp(rangeOf(nameFirst.replace('))?', '))'), nameFirst), 'gu')
const englishNames: Way = {
  item: () => englishDay,
  range: () => englishRange,
  read: ([, name = '', by = '', d, nth = '', byYear = '', y = '']) => ({
    ...plainDay,
    d: d!,
    nth,
    by,
    name,
    m: name && numberOf(name),
    byYear,
    y,
  }),
  write: (day, to, like) =>
    `${to.m && `${nameLike((day.name ? day : like).name, to.m, true)}${(day.name ? day : like).by}`}${to.d}${nthLike(day.nth, to.d)}${to.y && `${(day.y ? day : like).byYear}${to.y}`}`,
  fromFront: true,
}

/** Words that lead to a day, so that a bare number is one. */
const leads =
  /(?<![A-Za-zª-\u{10ffff}])(?:d\.|dd\.|den|fra(?: d\.| den)?|mellem|dagene|perioden|i tiden|from(?: the)?|between(?: the)?|dato:?|dates?:?|vom|am|från|mellan|[a-zµß-\u{10ffff}]{3,8}da(?:g|y)(?:en)?,?)\s?$/iu
const noDay =
  /(?<![A-Za-zª-\u{10ffff}])(?:kl|klokken|vas|nrs|scorer?|scoret|apgar|gcs|mrc|kraft|visus|fraktion|frakt|segm?|segment|nr|no|serie|costa|ribben|th|grad|stadie|stadium)[.:]?\s?$/iu
/** Two days, roughly, with what stands between them. */
const anyRange =
  /\d(?:[./ ]|st|nd|rd|th|[a-zµß-\u{10ffff}]{2,12})?.{0,12}?(?:[-–—&,/]|\s(?:og|til|samt|eller|and|or|to|un|th|och|bis|t\.?o|ja|au)).{0,24}?\d/iu
const anyStroke = /[-–—&ltgdr.mhrsoca,]\s?\d{1,2}\/\d/iu
const anyDots = /\d\.?\s?[-–—&a-z,].{0,24}?\d\.\s?\d{1,2}\.\s?\d\d/iu
const anyEnglish = new RegExp(`(?:${english})\\.? \\d`, 'u')

const anyNamed = new RegExp(`\\d(?:\\.|st|nd|rd|th)?[ -]?(?:of )?(?:${month})`, 'i')

/** The text without its ranges, and what puts them back where nothing else is moved any more. */
export interface HeldRanges {
  text: string
  count: number
  giveBack: (text: string) => string
}

/**
 * Dates that share a month or a year - "12. og 13. maj 2022", "14-16/3-2023", "1/2 - 8/2 2023" - moved one by one as whole dates and written so that
 * the interval holds to the day; marked where `days` is undefined or no year is said. Each is held behind a sign, a letter of no
 * alphabet, else the pattern of a single date would move the last of them again.
 */
export function holdRanges(text: string, days: number | undefined, mark: string): HeldRanges {
  if (!/\d/.test(text) || !anyRange.test(text)) return { text, count: 0, giveBack: (same) => same }
  const held: string[] = []
  const signs = /[\u{f0000}-\u{ffffd}]/gu
  const free = !signs.test(text)
  let count = 0
  let out = text
  for (const way of waysIn(text))
    out = out.replace(way.range(), (whole: string, ...rest: unknown[]) => {
      const at = rest.find((one) => typeof one === 'number') as number
      const end = at + whole.length
      const beside = { front: out.slice(Math.max(0, at - 24), at), behind: out.slice(end, end + 12) }
      const made = rewritten(way, whole, beside, free ? days : undefined, mark)
      if (!made) return whole
      count += made.count
      if (!free || held.length === 0xfffd) return made.text
      held.push(made.text)
      return String.fromCodePoint(0xf0000 + held.length - 1)
    })
  const giveBack = (moved: string) =>
    free ? moved.replace(signs, (sign) => held[sign.codePointAt(0)! - 0xf0000] ?? mark) : moved
  return { text: out, count, giveBack }
}

function waysIn(text: string): Way[] {
  const ways: Way[] = []
  if (anyStroke.test(text)) ways.push(strokes)
  if (anyDots.test(text)) ways.push(dots)
  if (saysAny(text.toLowerCase(), anyMonthBegins)) {
    if (anyEnglish.test(text)) ways.push(englishNames)
    if (anyNamed.test(text)) ways.push(names)
  }
  return ways
}

/** The days of one range moved or marked; nothing where they are none, or where each is read alone. */
function rewritten(
  way: Way,
  whole: string,
  beside: { front: string; behind: string },
  days: number | undefined,
  mark: string,
): { text: string; count: number } | undefined {
  const found = Array.from(whole.matchAll(way.item()), (one) => ({
    day: way.read(one),
    start: one.index,
    end: one.index + one[0].length,
  }))
  const items = found.map(({ day }) => day)
  const last = items.at(-1)!
  const between = found.map(({ end }, i) => whole.slice(end, found[i + 1]?.start ?? whole.length))
  if (last.y.length === 2 && /^\s*$/.test(last.byYear) && !/^\s*(?:$|[,;)]|\.(?:\s|$))/.test(beside.behind)) {
    between[between.length - 1] = `${last.byYear}${last.y}${between.at(-1)}`
    last.y = ''
  }
  if (!areDays(way, items, between[0]!, beside)) return undefined
  const dates = datesOf(way, items)
  const shifted = dates?.map((date) => (days === undefined ? '' : shiftDate(date, days)))
  // With a year, yet in no order or no days of a calendar: read one by one, but a bare first day says itself to nobody.
  if (!shifted && last.y && (items[0]!.m !== '' || items[0]!.nth === '') && !leads.test(beside.front)) return undefined
  if (shifted?.every((date) => date !== ''))
    return { text: joined(writtenOut(way, items, shifted, between), between), count: items.length }
  return {
    text: joined(
      items.map(() => mark),
      between,
    ),
    count: items.length,
  }
}

function joined(written: readonly string[], between: readonly string[]): string {
  return written.map((one, i) => one + between[i]).join('')
}

/** Whether these are days, and no measures, levels, ribs or scores. */
function areDays(way: Way, items: readonly Day[], join: string, { front, behind }: { front: string; behind: string }) {
  const [first, last] = [items[0]!, items.at(-1)!]
  const tight = /^[-–—]$/.test(join)
  if ((noDay.test(front) && !(way === names && tight)) || items.length < 2) return false
  if (way.fromFront) return last.y !== '' || !unit.test(behind)
  const led = leads.test(front)
  if (!last.m) return false
  if (!last.y) {
    // Two dates without a year are marked one by one; "14-16/3" may be levels where no word leads to it.
    if (first.m) return false
    if (way === names) return led || last.nth !== '' || (tight && !/^(?:may|mar|des)$/.test(last.name))
    return way === dots
      ? led && first.nth !== '' && last.nth !== ''
      : (led && !unit.test(behind)) || (first.nth !== '' && Number(last.d) > 12)
  }
  if (first.m) return way !== dots || first.y !== '' || first.nth !== '' || first.m.length === 2 || tight || led
  return first.nth !== '' || tight || led || (way === names && (last.nth === '' || join === '/'))
}

const unit =
  /^\s?(?:mm|cm|ml|mg|g|kg|%|år|uger|dage|months?|weeks?|days?|years?|cases?|patients?|of)(?![A-Za-zª-\u{10ffff}])/iu

/** Each day as YYYYMMDD, where all can be read and follow one another. */
function datesOf(way: Way, items: readonly Day[]): string[] | undefined {
  const last = items.at(-1)!
  if (!last.y) return undefined
  const months = items.map(({ m }) => m)
  if (way.fromFront) for (let i = 1; i < months.length; i++) months[i] ||= months[i - 1]!
  else for (let i = months.length - 2; i >= 0; i--) months[i] ||= months[i + 1]!
  let year = 0
  let behind = 0
  const dates: string[] = []
  for (let i = items.length - 1; i >= 0; i--) {
    const { d, m, y } = items[i]!
    const own = Number(months[i]) * 100 + Number(d)
    if (y) year = y.length === 2 ? Number(y) + (Number(y) > 50 ? 1900 : 2000) : Number(y)
    else if (own >= behind) {
      // "28. december - 3. januar 2023" goes over the year's end; "28. til 3. maj" says no month of its own.
      if (!m || Number(months[i]) === Math.floor(behind / 100)) return undefined
      year--
    }
    behind = own
    dates.unshift(`${year}${months[i]!.padStart(2, '0')}${d.padStart(2, '0')}`)
  }
  return dates.every((date) => shiftDate(date, 0) !== '') ? dates : undefined
}

/** Each moved day, with its month and year where it had them or where its neighbour has others; what parts them is made wider where it must. */
function writtenOut(way: Way, items: readonly Day[], shifted: readonly string[], between: string[]): string[] {
  const last = items.at(-1)!
  const like = way.fromFront ? { ...last, name: items[0]!.name, by: items[0]!.by } : last
  const wide = items.some(({ d, m }) => d.startsWith('0') || m.startsWith('0'))
  return items.map((day, i) => {
    const date = shifted[i]!
    const [next, from] = [shifted[i + 1], way.fromFront ? shifted[i - 1] : shifted[i + 1]]
    const withMonth = day.m !== '' || from?.slice(0, 6) !== date.slice(0, 6)
    const withYear = day.y !== '' || next?.slice(0, 4) !== date.slice(0, 4)
    const year = (day.y || last.y).length === 2 ? date.slice(2, 4) : date.slice(0, 4)
    const month = String(Number(date.slice(4, 6)))
    if (next && /^[-–—]$/.test(between[i]!) && ((withYear && !day.y) || (withMonth && !day.m && like.by === '-')))
      between[i] = ` ${between[i]} `
    const to = {
      d: written(String(Number(date.slice(6))), wide),
      m: withMonth ? (day.name || like.name ? month : written(month, wide)) : '',
      y: withYear ? year : '',
    }
    return way.write(day, to, like)
  })
}

/** 1st, 22nd, 13th; a full stop stays one. */
export function nthLike(nth: string, day: string): string {
  if (!/[a-z]/i.test(nth)) return nth
  const end = Number(day) % 10
  const teen = Number(day) > 10 && Number(day) < 14
  return teen ? 'th' : (['th', 'st', 'nd', 'rd'][end] ?? 'th')
}
