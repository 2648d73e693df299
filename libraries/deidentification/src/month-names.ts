/** Month names of one way to write them, in order; the first line that has a name says how another month is written beside it. */
export const tongues = [
  'januar februar marts april maj juni juli august september oktober november december',
  'january february march april may june july august september october november december',
  'jan feb mar apr maj jun jul aug sep okt nov dec',
  'jan feb mar apr may jun jul aug sep oct nov dec',
  'januari februari mars april maj juni juli augusti september oktober november december',
  'januar februar mars april mai juni juli august september oktober november desember',
  'januar februar mars apríl mai juni juli august september oktober november desember',
  'janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember',
  'jan feb mar apr mai jun jul aug sep okt nov des',
  'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
  'januar februar märz april mai juni juli august september oktober november dezember',
  'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre',
  'janv févr mars avr mai juin juil août sep oct nov déc',
  'stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia',
  'января февраля марта апреля мая июня июля августа сентября октября ноября декабря',
  'jan feb mär apr mai jun jul aug sep okt nov dez',
  'januari februari maart april mei juni juli augustus september oktober november december',
  'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
  'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro',
  'ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık',
  ...['kuuta', 'kuussa', 'kuu'].map((end) =>
    'tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu'.replaceAll(/\S+/g, (one) => one + end),
  ),
].map((line) => line.split(' '))

/** A clinic and its scores, "Mayo 2012", and a valve, "AVR 2019". */
const otherThings = new Set(['mayo', 'avr'])

/** Every name of a month that names nothing else beside a year, the longest first, to stand in a pattern. */
export const month = [...new Set([...tongues.flat(), 'sept', 'mrt'])]
  .filter((one) => !otherThings.has(one))
  .sort((a, b) => b.length - a.length)
  .join('|')

/** How any month begins, and what those of Finland have in common: to ask for this needs no pattern. */
export const anyMonthBegins = [
  ...new Set(month.split('|').map((name) => (name.includes('kuu') ? 'kuu' : name.slice(0, name.length > 4 ? 4 : 3)))),
]

/** The number of the month with this name, "1" to "12". */
export function numberOf(name: string): string {
  const lower = name.toLowerCase()
  const at = tongues
    .map((one) => one.indexOf(lower === 'sept' ? 'sep' : lower === 'mrt' ? 'mar' : lower))
    .find((i) => i >= 0)!
  return String(at + 1)
}

/** The month with this number in the tongue, the length and the letter case of `name`; an English name where only the order of the date says so. */
export function nameLike(name: string, number: string, english = false): string {
  const lower = name.toLowerCase()
  const known = english ? [tongues[1]!, tongues[3]!, ...tongues] : tongues
  const tongue = known.find((one) => one.includes(lower)) ?? tongues[3]!
  const made = tongue[Number(number) - 1]!
  if (name === name.toUpperCase()) return made.toUpperCase()
  return /^\p{Lu}/u.test(name) ? `${made[0]!.toUpperCase()}${made.slice(1)}` : made
}
