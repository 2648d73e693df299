import { type Day, goesOn } from './day-in-text.ts'
import { replaceDaysOfEvents } from './days-of-events.ts'
import { mayNameWeekday, weekdayInFront } from './move-weekdays.ts'

const d = '(?:0?[1-9]|[12]\\d|3[01])'
const m = '(?:0?[1-9]|1[0-2])'
/** Behind a day stands no unit, nothing that is counted in parts, and no year: days with one are moved elsewhere. */
const stop =
  '(?![\\d/%]|[.,:]\\d|-[\\p{L}\\d]|\\s?[x×+]\\s?\\d|\\s?-?(?:19|20)?\\d\\d(?![\\d:.])|\\s?(?:mm|cm|mmhg|ml|dl|mg|mcg|µg|g|gy|mgy|kg|l|mmol|u|v|ma|kv|hz|dele|del|lunge\\p{L}*|cyk\\p{L}*|tab\\p{L}*|tbl|stk|kaps\\p{L}*|amp|år|uger?|mdr|måneder|dage?|timer?|time|min|døgn|lymf\\p{L}*|lymph\\p{L}*|lgl|nod\\p{L}*|gland\\p{L}*|pos\\p{L}*|neg\\p{L}*|glas|biop\\p{L}*|cylind\\p{L}*|point|p|score\\p{L}*|lit\\p{L}*|kop\\p{L}*|portion\\p{L}*|pct|procent|ribben|costa|ie|enh\\p{L}*|cases?|patient\\p{L}*|pt|days?|weeks?|months?|years?)(?!\\p{L}))'
const between = '(?:,\\s?|\\s?(?:og|samt|&|and|och|und)\\s)(?:d\\.\\s?|den\\s)?'
const rowOf = (item: string, front: string) =>
  new RegExp(`(?<![\\p{L}\\d${front}])${item}(?:${between}${item}){0,6}${stop}`, 'giu')
const strokes = rowOf(`${d}\\s?\\/\\s?${m}`, '/.,+:-')
const hyphens = rowOf(`${d}-${m}`, '/.,+:-')
const stops = rowOf(`${d}\\.\\s?${m}(?!\\d)\\.?`, '/.,+:-')
const parts = /(\d{1,2})(\s?[./-]\s?)(\d{1,2})(\.?)/gu

/** Whatever goes on behind it but a year, "tors 4/4 af Holm", "fre 12-4 pt. ringer": a weekday says what it is. */
const besideWeekday = new RegExp(
  `(${weekdayInFront})(${d}\\s?[./-]\\s?${m}(?:${between}${d}\\s?[./-]\\s?${m})*)(?!\\d|[./-]\\s?\\d|:\\d|\\s?[-'’]\\d|\\s?(?:19|20)?\\d\\d(?![\\d:.]))`,
  'giu',
)
/** "4/4 (torsdag)" */
const inFrontOfWeekday = new RegExp(
  `(?<![\\p{L}\\d/.,+:-])${d}\\s?[./-]\\s?${m}\\.?(?=\\s\\((?:\\p{L}{2,9}(?:dag|day|tag)|man|tirs?|ons|tors?|fre|lør|søn)\\.?\\))`,
  'giu',
)
/** Two letters of a weekday, which go with their day: "lø 21/5". */
const weekdayOfTwo = new RegExp(
  `(?<![\\p{L}\\d-])(?:ma|må|ti|on|to|fr|lø|lö|sø|sö)\\.?,?\\s(${d})(?:\\/(${m})|\\.(${m})\\.(?=\\s*(?:$|[,;)\\n]|\\s\\p{Ll})))${stop}`,
  'giu',
)
const weekday =
  /(?<!\p{L})(?:man|tirs?|ons|tors?|fre|lør|lör|søn|sön|mon|tues?|wed|thu(?:rs?)?|fri|sun|\p{L}{2,7}(?:dag|day|tag)(?:en)?|(?:mo|di|mi|do|fr|sa|so)(?=[.,]))[.,]{0,2}\s(?:d\.\s?|den\s)?$/iu
/** Right behind these stands when. */
const sure =
  /(?<!\p{L})(?:(?<!vit(?:amin)?\.?\s)d|den|dato|tid|tider|tiden|neste time|aftale|aftalt(?: til)?|afbud(?: til)?|indkald(?:es|t)(?: til)?|booket(?: til)?|bestilt(?: til)?|planlagt(?: til)?|udsat til|(?:flyttet|rykket|fremrykket) til|forvent(?:es|et)|(?:ses|set|kommer|møder|kontrol) igen|opringning|\p{L}*kons(?:ultation)?|hjemkomst|afgang|udrejse|fødselsdag|menstruation|lmp|skrevet|dikteret|godkendt|signeret|amb|ambulant|ambulatori\p{L}*|ankomst|ankommet|overflytt\p{L}*|kontrol(?:len|l)?|kontr|ktr|udskr(?:ives|evet)?|utskr(?:ives|evet|iven)?|inskriven|indskrevet|indl|indlagt|indlægges|indlæggelse|innlagt|\p{L}{0,14}møde|møte|hjemrejse|hjemreise|hemresa|afrejse|hjemtransport|stuegang|(?:tlf|tel|journal|jdm|læge|spl)\.?\s?not(?:at)?|notat|journal|samtale|besøk|besök|besøg|termin|ang|vedr|nat(?:ten)? (?:til|mod)|fremmøde|fremmødt)\.?:?\s(?:d\.?\s?|den\s)?$/iu
/** Behind these a number with a full stop is a day as well, though its month is of one figure. */
const sureOfStops =
  /(?<!\p{L})(?:(?:ny|næste|ledig|første|anden|tid)\s?tid(?:en)?|ny tid|afbud|\p{L}{0,14}møde|udskr(?:ives|evet)?|utskr(?:ives|evet|iven)?|inskriven|indskrevet|indlagt|overflyttet|ankomst|ankommet|stuegang|besøg|besøk|besök|(?<!\p{L})d\.)\.?:?\s(?:d\.?\s?|den\s)?$/iu
/** What may have its day behind it, or a part of ten, five or three. */
const weak =
  /(?<!\p{L})(?:vaccin\p{L}*|vacc|sm|biopsi(?:en)?|prøver?|svar|lab|ca|omkring|efter|før|foto(?:et)?|ekko|ekg|beskrevet|ringe[rt]|ringede|talt)\.?:?\s(?:d\.\s?|den\s)?$/iu
/** Behind these stand a score, a pressure, a part or what is seen by each eye. */
const scored =
  /(?<!\p{L})(?:vas|nrs|\p{L}*score[rt]?|apgar|gcs|mrc|kraft\p{L}*|visus|syn|vod|vos|o\.?d|o\.?s|dxt|sin|bt|blodtryk\p{L}*|tryk\p{L}*|pressure|cpap|bipap|niv|ipap|peep|pip|vent\p{L}*|respirator\p{L}*|maske|gradient\p{L}*|flow|sat|saturation|spo2|puls|rf|ratio|stadi\p{L}*|stage|grad(?:e)?|type|klasse|frakt\p{L}*|segm\p{L}*|smerter?|smerte\p{L}*|angiver|pupill\p{L}*|reflek\p{L}*|hø|ve|høj?re|venstre|bishop|e?ews|tews|news2?|mews|pews|gleason|nyha|asa|timi|serie|cyklus|kur|beh|behandling|side|s|nr|pkt|punkt|afsnit|kap|kapitel|fig|tabel|version|ver|kl|klokken|th|temp|hb|hgb|inr|ph|crp|laktat|bs|bg|glukose|kalium|krea|af|ud af|out of|med|på|giver|tager|level|niveau|l|c|t|dosis)[.:]?\s$/iu
/** "CT 5/5 viste", "Rtg. 3/3: ia" */
const examined = /(?<!\p{L})(?:ct|mr|mri|ul|rtg|røntgen|pet|ekko|ekg|us|\p{L}{2,14}(?:skopi|grafi|gram))\.?\s$/iu
const showed = /^(?::\s|\s(?:vis(?:te|er)|uden|ua|ia|[ui]\.\s?a|sammenlign\p{L}*|sml)(?!\p{L}))/iu
/** "12/4: ringet", "4/5 ringet til pt.", "16.4. Telefonsamtale": a day begins what was noted on it. */
const begins = /(?:^|\n|[.!?]\s)\s?$/u
const noted =
  /^(?::\s\p{L}|[:,]?\s(?:pt|ptt|ringe[rt]?|ringede|tlf|telefon\p{L}*|set|tilset|kontrol\p{L}*|besøg|hjemmebesøg|indl\p{L}*|udskr\p{L}*|mail|svar|samtale|stuegang|notat|konf\p{L}*|afbud|udeblev\p{L}*|mødt|møder|kommer)(?!\p{L}))/iu
const atTime = /^,?\s(?:ca\.?\s)?(?:(?:kl|klokken|at|um)\.?\s?\d|(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:/]))/iu
/** How somebody came and what was done, unless it is given, set or measured: behind these the first number of a day above the twelfth is no dose. */
const event =
  /(?<![\p{L}.])(?:helikopter\p{L}*|ambulance\p{L}*|taxa|fly|tog|færge\p{L}*|hjem|hjemme|(?!\p{L}*(?:dos|giv|titr|ordin|stil|juster|øge|reduc|mål|tablet|ændr|vent|tryk|opskr|nedsat))\p{Ll}{2,}(?:et|ede|edes|dt|gt|lt|rt))\s$/u

/** Cheap, and seldom true of a text without a day. */
const any = /\d\s?[./-]\s?\d/

/**
 * Days with a month in numbers and no year, where what stands in front of or behind them says that they are days: taken out, since
 * nothing says by how much they move over the year's end. Fractions, scores, pressures and measures stay.
 */
export function markDaysWithoutYear(text: string, mark: string): { text: string; count: number } {
  let count = 0
  if (!any.test(text)) return { text, count }
  const one = () => {
    count++
    return mark
  }
  const rows =
    (counts: (days: Day[], lead: string, rest: string) => boolean) =>
    (whole: string, ...args: unknown[]) => {
      const [at, all] = args.slice(-2) as [number, string]
      const days = Array.from(whole.matchAll(parts), ([, dd, by, mm, end]) => ({
        d: Number(dd),
        m: Number(mm),
        by: by!,
        stop: end !== '',
        padded: mm!.startsWith('0'),
      }))
      const lead = all.slice(Math.max(0, at - 36), at)
      if (scored.test(lead) || !counts(days, lead, all.slice(at + whole.length, at + whole.length + 24))) return whole
      return whole.replace(parts, (_, _d, _by, _m, end, start: number) =>
        // The last full stop may be that of the sentence as well.
        end !== '' && start + _.length === whole.length ? `${one()}.` : one(),
      )
    }
  let out = text
  if (mayNameWeekday(out))
    out = out
      .replace(
        besideWeekday,
        (_, lead: string, days: string) => lead + days.replace(parts, (_d, _d1, _by, _m, end) => one() + end),
      )
      .replace(inFrontOfWeekday, one)
  out = out.replace(weekdayOfTwo, (whole, dd, stroke) =>
    stroke !== undefined && isPart(Number(dd), Number(stroke)) ? whole : one(),
  )
  out = replaceDaysOfEvents(out, one)
  if (/\d\s?\/\s?\d/.test(out)) out = out.replace(strokes, rows(areStrokes))
  if (/\d-\d/.test(out)) out = out.replace(hyphens, rows(areHyphens))
  if (/\d\.\s?\d/.test(out)) out = out.replace(stops, rows(areStops))
  return { text: out, count }
}

/** 1/2, 2/3, 3/4: what tablets and distances are halved into. */
const isPart = (top: number, low: number) => top < low && low < 5

function areStrokes(days: Day[], lead: string, rest: string): boolean {
  const [first] = days
  // "3/4 af tumor" is a part, "natten til 2/8 af vagten" none.
  if (/^\s?(?:af|of)(?!\p{L})/u.test(rest)) return sure.test(lead) && !days.some(({ d, m }) => isPart(d, m))
  if (weekday.test(lead) || sure.test(lead) || (examined.test(lead) && showed.test(rest))) return true
  if (begins.test(lead) && noted.test(rest) && !days.some(({ d, m }) => isPart(d, m))) return true
  if (weak.test(lead)) return days.some(({ d, m }) => d > m && d > 4)
  if (atTime.test(rest) && days.every(({ d, m }) => (d > m && d > 4) || !(m === 5 || m === 10 || (d < 5 && m < 5))))
    return true
  return first!.d > 12 && goesOn.test(rest) && event.test(lead)
}

/** 8-3, 15-3 og 22-3: each begins higher than it ends, so no spans. */
function areHyphens(days: Day[], lead: string): boolean {
  // CA 19-9 is measured.
  if (days.some(({ d, m }) => d <= m) || /(?<!\p{L})ca\.?\s$/iu.test(lead)) return false
  return days.length > 1 ? days.some(({ d }) => d > 12) : sure.test(lead) || weak.test(lead)
}

function areStops(days: Day[], lead: string, rest: string): boolean {
  const last = days.at(-1)!
  const apart = days.some(({ by }) => by.length > 1)
  if (days.some(({ by }) => by.startsWith(' '))) return false
  if (apart) return last.stop && (sure.test(lead) || days.some(({ d }) => d > 12)) && goesOn.test(rest)
  if (sureOfStops.test(lead) || weekday.test(lead)) return true
  if (last.stop && /(?<!\p{L})(?:am|vom|bis)\s$/u.test(lead)) return true
  if (last.stop && begins.test(lead) && noted.test(rest)) return true
  // No number has a full stop behind it where the sentence goes on.
  if (days.length > 1 && days.every(({ stop }) => stop)) return true
  // Behind a smaller number a full stop may be that of a value: "Hb 7.9. kl. 12".
  if (atTime.test(rest)) return sure.test(lead) || (last.stop && (last.d > 12 || last.padded || event.test(lead)))
  return sure.test(lead) && (last.padded || (last.d > 12 && last.stop) || (last.stop && /^\s\p{Ll}|^[,;]/u.test(rest)))
}
