import { saysAny } from './danish/says-any.ts'
import { nthLike } from './date-ranges.ts'
import { anyMonthBegins, month, nameLike, numberOf, tongues } from './month-names.ts'
import { shiftDate } from './shift-date.ts'

const year = '(?:19|20)\\d\\d'

/** 3. marts 2024, 3.marts 24, 3-Mar-24, 03MAR2024, 3rd of March 2024. */
const dayFirst = new RegExp(
  `(?<![\\p{L}\\d])(\\d{1,2})(\\.?\\s?|(?:st|nd|rd|th)?\\s+(?:of\\s+)?|[-/])(${month})(\\.?,?\\s?|[-/])(${year}|(?<=\\d\\p{L}{3,9})\\d\\d|(?<=[-/])\\d\\d|(?<=[\\s.])\\d\\d(?=\\s*(?:$|[,;)\\n]|\\.(?:\\s|$))))(?!\\d|[.,:]\\d)`,
  'giu',
)
/** den sekstende november nitten hundrede og otteogtredive; the sixteenth of November nineteen thirty-eight. */
const ordinal =
  '(?:(?:en|to|tre|fire|fem|seks|syv|otte|ni)og(?:tyvende|tredivte)|første|anden|tredje|fjerde|femte|sjette|syvende|ottende|niende|tiende|ellevte|tolvte|\\p{L}{3,6}tende|attende|tyvende|tred[ei]vte|(?:(?:twenty|thirty)[- ])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|\\p{L}{3,5}teenth|twentieth|thirtieth)'
const spelledYear =
  '(?:(?:19|20)\\d\\d|(?:en|to|tre|fire|fem|seks|syv|otte|ni)og(?:tyve|tredive|fyrre|halvtreds|tres|firs|halvfems)|(?:nitten|totusinde?|to tusinde?|nineteen|two thousand|twenty)(?:[ -]?hundrede?)?(?:(?: og| and)? ?(?!og |and |i |in |med |with )\\p{L}{2,}(?:-\\p{L}{3,})?)?)'
/** Months by their number, as they are said: "tredje i femte toogtyve". */
const monthSaid = '(?:første|anden|tredje|fjerde|femte|sjette|syvende|ottende|niende|tiende|ellevte|tolvte)'
const whole = [...new Set([...tongues[0]!, ...tongues[1]!])].filter((one) => one !== 'may').join('|')
/** "The second may show": May is a month only where "of" or a year says so. */
const spelled = new RegExp(
  `(?<!\\p{L})${ordinal} (?:(?:(?:of )?(?:${whole})|of may)(?: ${spelledYear})?|may ${spelledYear}|i ${monthSaid} ${spelledYear})(?!\\p{L})`,
  'giu',
)
/** How each month of those two begins: a text without one is not looked at further. */
const monthBegins = 'jan feb mar apr maj may jun jul aug sep okt oct nov dec'.split(' ')
const anySpelled = new RegExp(`\\p{L}(?:e|n|th|st|nd|rd) (?:(?:of )?(?:${whole}|may)|i ${monthSaid})(?!\\p{L})`, 'iu')
/** March 3rd, 2024. */
const monthFirst = new RegExp(
  `(?<!\\p{L})(${month})(\\.?\\s+|-)(\\d{1,2})((?:st|nd|rd|th|\\.)?,?\\s+|-)(${year})(?!\\d)`,
  'giu',
)
/** 3. marts, without a year: nothing says by how much it would have to move over the year's end. */
const dayAlone = new RegExp(
  `(?<![\\p{L}\\d])\\d{1,2}(?:\\.\\s?|(?:st|nd|rd|th)\\s+(?:of\\s+)?)(?:${month})(?!\\p{L})(?!\\.?\\s?\\d{4})|(?<=(?<!\\p{L})(?:d\\.|den|dd\\.|dato:?|date:?)\\s?)(?:(?:0[1-9]|[12]\\d|3[01])(?:0[1-9]|1[0-2])\\d\\d(?![\\d.,/-])|\\d{1,2}\\/\\d{1,2}(?![\\d/-]|\\s+(?:19|20)\\d\\d)|(?:0?[1-9]|[12]\\d|3[01])\\.\\s?(?:0?[1-9]|1[0-2])(?:\\.(?!\\d)|(?![\\d.,/-]|\\s?(?:mm|cm|ml|m|kg|g|%|mg|år|uger|dage)(?!\\p{L}))))`,
  'giu',
)
/** "CT 16/7", "fra 16/7": a day and a month where a word leads to one, and no fraction. */
const dayLedTo =
  /(?<=(?<!\p{L})(?:undersøgt|taget|indkaldt|undersøgelsen?|undersøgelser|us|fra|pr|siden|dato|optagelsen?|optaget|skanning(?:en)?|scan|scanning(?:en)?|scannet|CT|MR|MRI|UL|PET|rtg|røntgen|kontrol|indlagt|indl|opereret|op|set|ferie|udskrevet|senest|sidst|tid|aftalt|mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag|man|tirs?|ons|tors?|fre|lør|søn|konf|konference|mdt|møde|næste|målt|udført|foretaget|lagt|påvist|vurderet|beskrevet|termin|booket|debut|anlagt|fjernet|skiftet|startet|start|seponeret|inden|ankomst|ankommet|udskr|overflyttet|tilset|besøg|remiss|remitteret|due|until|from|on|since|dated|t\.\s?o\.\s?m|f\.\s?o\.\s?m|t\.?o\.?m|til og med|fra og med|till och med|från och med|indtil|frem til|fram till)\.?\s(?:d\.\s?|den\s)?)(\d{1,2})\/(\d{1,2})(?![\d/]|[.,]\d|\s?(?:%|mm|cm|ml|af|of|dele|lunge|cyk)(?!\p{L})|-\d{2}|\s(?:19|20)\d\d(?!\d))/giu
/** "CT 14.03", and "(21/3)". */
const dotted = new RegExp(
  `${dayLedTo.source.slice(0, dayLedTo.source.indexOf('(\\d{1,2})'))}(\\d{1,2})\\.(0[1-9]|1[0-2])\\.?(?!\\d|[.,]\\d|\\s?(?:mm|cm|ml|mg|gy|mgy|%|s|ms|sek|min|kg|t|mmol|u)(?!\\p{L}))`,
  'giu',
)
/** "rettet 18.3. af": with both its full stops and in a sentence that goes on, which no measure has. */
const dottedBoth =
  /(?<=(?<!\p{L})(?:rettet|ændret|ringet|talt|noteret|oprettet|indtastet|sendt|modtaget|godkendt|beskrevet|indlagt|udskrevet|opereret|aftalt|drøftet|konfereret|senest|sidst)\s(?:d\.\s?|den\s)?)(\d{1,2})\.([1-9])\.(?=\s\p{Ll}|[,;)])/giu
/** "konf. 13.3.": the same at the end, behind what nobody measures. */
const dottedAtEnd =
  /(?<=(?<!\p{L})(?:konf(?:\.|ereret|erence)?|mdt|drøftet|aftalt|indlagt|indl\.?|udskrevet|udskr\.?|opereret|ringet|talt|sendt|godkendt|signeret)\s(?:d\.\s?|den\s)?)(\d{1,2})\.([1-9])\.(?=\s*$|\s?\n)/giu
const bracketed = /(?<=\()(1[3-9]|2\d|3[01])\/(\d{1,2})(?=\))/gu
/** 2024 marts 16 */
const yearNamed = new RegExp(`(?<![\\d.])(?:${year})[ -](?:${month})[ .-]{1,2}\\d{1,2}(?!\\d)`, 'giu')
/** 7/7-16/7, with its year where days could not be moved: 31/2 - 8/3 2023. */
const dayToDay =
  /(?<![\d/.,])(\d{1,2})\/(\d{1,2})\s?[-–]\s?(\d{1,2})\/(\d{1,2})(?![\d/]|[.,]\d)(?:[-\s](?:19|20)\d\d(?!\d))?/gu
/** 8.-16. juli: the first day, whose month stands behind the second. */
const firstOfTwo = new RegExp(
  `(?<![\\p{L}\\d./,])\\d{1,2}\\.?\\s?[-–]\\s?(?=\\d{1,2}\\.?\\s?(?:${month})(?!\\p{L}))`,
  'giu',
)
/** 12/1, 19/1 og 26/1: days in a row, one of them behind the twelfth, so no fractions. */
const daysInRow =
  /(?<![\d/.,])\d{1,2}\/\d{1,2}(?:(?:,\s?|\s?(?:og|samt|&)\s)\d{1,2}\/\d{1,2})+(?![\d/]|[.,]\d|-\d|\s(?:19|20)\d\d|\s?(?:%|mm|cm|ml|af|of|dele|stk)(?!\p{L}))/gu
/** lørdag d. 28., d. 12. ds., set d. 5. Ny tid: a day of this month; "d. 5. ribben" counts ribs. */
const dayOfMonth = new RegExp(
  `(?<=(?<!\\p{L})(?:man|tirs|ons|tors|fre|lør|søn)dag\\.?\\s(?:d\\.\\s?|den\\s)?)(?:[1-9]|[12]\\d|3[01])\\.(?=\\s*(?:$|[.,;)\\n])|\\s?kl|\\s(?!(?:${month}))\\p{Ll})|(?<=(?<!\\p{L})d\\.\\s?)(?:[1-9]|[12]\\d|3[01])(?!\\d|\\.?\\s?(?:${month})|\\.\\s?\\d)\\.?(?=\\s*(?:$|[;)\\n]|,(?:\\s|$)|\\.(?:\\s*$|\\s+(?-i:\\p{Lu})))|\\s?(?:kl|ds|dennes)(?!\\p{L}))|(?<=(?<!\\p{L})den\\s)(?:[1-9]|[12]\\d|3[01])\\.?(?=\\s(?:ds|dennes)(?!\\p{L}))`,
  'giu',
)
/** Feasts of one day, with no year: as exact as 24. december. */
const feasts =
  /(?<!\p{L})(?:lille\s?juleaften(?:sdag)?|juleaften(?:sdag)?|(?:(?:1|2|første|anden)\.?\s)?juledag|nytårs(?:aften(?:sdag)?|dag|nat)|mortensaften|langfredag|skærtorsdag|grundlovsdag|(?:sankt|s(?:ct|kt|t)\.) ?hans(?:aften)?|påske(?:lørdag|søndag|mandag|aften|morgen)|pinse(?:lørdag|søndag|mandag|aften|morgen)|xmas (?:eve|day)|(?:(?:1|2|første|anden)\.?\s)?(?:påskedag|pinsedag)|palmesøndag|store bededag|kristi himmelfartsdag|fastelavnssøndag|christmas (?:eve|day)|new year['’]s (?:eve|day)|boxing day|good friday)(?!\p{L}|\s(?:i\s)?(?:19|20)\d\d)/giu
const anyFeast =
  /jule?(?:aften|dag)|nytårs|mortensa|langfre|skærtor|grundlov|t\.? ?hans|åske(?:dag|l|s|m|a)|inse(?:dag|l|s|m|a)|xmas|palmes|bededag|himmelf|fastelavnss|christmas|new year|boxing|good fri/i
/** april-juni 2023, maj til juli 2022: the first of two months of a year. */
const firstMonth = new RegExp(
  `(?<![\\p{L}\\d])(${month})(?=(?:\\.?\\s?[-–/]\\s?|\\.?\\s(?:til|og|to|and)\\s)(${month})\\.?\\s+(${year})(?!\\d))`,
  'giu',
)
/** okt. 22, marts 19: in small letters and behind no day, so the number is a year. */
const monthAndShort =
  /(?<![\p{L}\d./-]|\d[./-]?\s?)(januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|jan|feb|apr|jun|jul|aug|sept?|okt|nov|dec)(\.?(?:\s-?|-))([012]\d)(?=\s*(?:$|[,;)\n]|\.(?!\d))|\s(?:med|uden|viste|viser|pga|grundet|samt|på|til|efter|hvor|ved|er|var|hos|uændret|ua)(?!\p{L}))/gu
/** 16.VII.2024 */
const roman = /(?<![\p{L}\d.])(\d{1,2})([./-]\s?)(I{1,3}|I?V|VI{1,3}|I?X|XI{1,2})([./-]\s?|\s)((?:19|20)\d\d)(?!\d)/gu
const romans = 'I II III IV V VI VII VIII IX X XI XII'.split(' ')

/** marts 2024. */
const monthAndYear = new RegExp(`(?<![\\p{L}\\d])(${month})(\\.?\\s+|-)(${year})(?!\\d)`, 'giu')
/** 2024-01, 01-2024: moved as from the middle of the month. */
const yearAndMonth =
  /(?<![\d./-])((?:19|20)\d\d)(-)(0[1-9]|1[0-2])(?![\d/-]|\.\d)|(?<![\d./-])(0[1-9]|1[0-2])([-./])((?:19|20)\d\d)(?![\d/-]|\.\d)/gu
/** 2024W10, uge 10 2024, juleaften 2023. */
const others =
  /(?<!\d)(?:19|20)\d\d-?W\d\d(?:-?\d)?(?!\d)|(?<=(?<!\p{L})(?:uge|week)\s+)\d{1,2}(?:\s*[,/-]\s*|\s+(?:i\s+)?)(?:19|20)\d\d(?!\d)|(?<!\p{L})(?:juleaften(?:sdag)?|(?:[12]\.\s?)?juledag|nytårs(?:aften|dag|nat)|julen|påsken|påskedag|pinsen|pinsedag|langfredag|skærtorsdag|grundlovsdag|(?:sankt|s(?:ct|kt|t)\.) ?hans(?:aften)?|påske(?:lørdag|søndag|mandag|aften|morgen)|pinse(?:lørdag|søndag|mandag|aften|morgen)|xmas(?: eve| day)?|(?:sommer|efterår|forår|vinter|vår|våren|høst|høsten|hösten|sommar)(?:en|et)?|spring|summer|autumn|(?:early|late) (?:fall|winter)|christmas(?: eve| day)?|new year(?:['’]s)?(?: eve| day)?|easter)\s+(?:i\s+)?(?:19|20)\d\d(?!\d)/giu
/** Q3 2023; 2023年5月16日; maj '23; 5/16/23, whose second number is no month. */
const rarer = new RegExp(
  `(?<!\\p{L})Q[1-4][ -/](?:19|20)\\d\\d(?!\\d)|(?:19|20)\\d\\d年\\d{1,2}月(?:\\d{1,2}日)?|(?<!\\p{L})(?:${month})\\.? ['’]\\d\\d(?!\\d)|(?<![\\d/.,])(?:0?[1-9]|1[0-2])\\/(?:1[3-9]|2\\d|3[01])\\/\\d\\d(?![\\d/]|[.,]\\d)`,
  'giu',
)
/** 3 juni, 12 september: whole names of months, which name nothing else. */
const dayPlain =
  /(?<![\p{L}\d.,/-])(?:[1-9]|[12]\d|3[01]) (?:januari?|februari?|marts|april|juni|juli|augusti?|september|oktober|november|december|desember|dezember|janúar|febrúar|apríl|júní|júlí|ágúst|október|nóvember|\p{Ll}{3,6}kuuta)(?!\p{L})(?!,? ?['’]?\d{2})/giu
/** "tagna 14/4 kl 9", "12/3 kl 0950", "13/3 17:10": a day whose number is the higher, so no score, and when on it; 2/1 are tablets. */
const dayAndTime =
  /(?<![\d/.,])(\d{1,2})\/(\d{1,2})(?=,?\s(?:(?:kl|klokken|at|um)\.?\s?\d|(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:/])))/giu
/** "Flyttet fra 11/3 til 12/3": behind a day from which something moved stands another. */
const dayFromTo =
  /(?<=(?<!\p{L})(?:fra|från|from|mellem|between)\s(?:d\.\s?|den\s)?)(\d{1,2})\/(\d{1,2})(\s(?:til|till|to|og|and)\s(?:d\.\s?|den\s)?)(\d{1,2})\/(\d{1,2})(?![\d/]|[.,]\d|-\d|\s(?:19|20)\d\d|\s?(?:%|mm|cm|ml|af|of|dele)(?!\p{L}))/giu
/** "den 20 maj", "till 3 mars": these months are words as well, so a word leads to the day. */
const dayLedToMonth =
  /(?<=(?<!\p{L})(?:den|till?|fra|från|inden|innan|efter|før|före|am|vom|bis|þann|hinn|tann)\s)(?:[1-9]|[12]\d|3[01]) (?:maj|mai|maí|mars|märz)(?!\p{L})(?!,? ?['’]?\d{2})/giu
/** May 16, Sept. 3: with a capital, as English writes them. */
const monthAndDay =
  /(?<!\p{L})(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.? (?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\p{L}\d/-]|[.,:]\d|\s?(?:mm|cm|ml|mg|%|kg|g|months?|weeks?|days?|years?|cases?|patients?|of)(?!\p{L})|,? ?(?:19|20)\d\d)/gu
/** 10 Feb, 3 September, 12 okt: short names as well, in small letters where they are no words. */
const dayAndMonth =
  /(?<![\p{L}\d.,/-])(?:0?[1-9]|[12]\d|3[01]) (?:January|February|March|April|May(?! (?:be|have|need)(?!\p{L}))|June|July|August|September|October|November|December|Mar|Mai|Maj|Jun|Jul|Sept|[Jj]an|[Ff]eb|[Aa]pr|[Aa]ug|[Ss]ep|[Oo]kt|[Oo]ct|[Nn]ov|[Dd]ec|[Dd]es)(?!\p{L}|\.?,? ?['’]?\d{2}|-\d)/gu
/** 14 03 2023, and with a word in front dato:8 2 2023. */
const blanked = new RegExp(
  `(?<![\\p{L}\\d.,/:-]|\\d\\s|(?<!\\p{L})kl\\.?\\s)(\\d\\d) (\\d\\d) (${year})(?!\\d|[.,:/-]\\d|\\s\\d|\\s?(?:mm|cm|ml|mg|g|kg|%|x|×)(?!\\p{L}))|(?<=(?<!\\p{L})(?:d\\.|den|dato(?:en)?:?|date:?|dateret|født|born|dags dato:?|undersøgt|udført|taget|siden|fra|från|from|since|efter|før|inden|sidst|senest|set|pr\\.?|us\\.?)\\s?)(\\d{1,2}) (\\d{1,2}) (${year})(?!\\d|[.,:/-]\\d|\\s?(?:mm|cm|ml|mg|g|kg|%|x|×)(?!\\p{L}))`,
  'giu',
)
/** 3/3-24, 3/3 2024, 03/03/24. */
const slashed =
  /(?<![\d/.,])(\d{1,2})(\/)(\d{1,2})(-|\s)((?:19|20)\d\d)(?!\d|[.,/]\d)|(?<![\d/.,])(\d{1,2})(\/)(\d{1,2})(-)(\d\d)(?![\d/]|[.,]\d)|(?<![\d/.,])(\d\d)(\/)(\d\d)(\/)(\d\d)(?![\d/]|[.,]\d)/gu
/** "Ses i amb. 2/9/20": a sentence of its own. The year is higher than ten, which is the most that three scores in a row reach. */
const slashedAlone =
  /(?<=^|[.!?;]\s|\n)(\d{1,2})(\/)(\d{1,2})(\/)(1[1-9]|[2-9]\d)(?=\s*(?:$|\n|\.\s*(?:$|\n|\s(?!\d))))/gu
/** 24/11 in a text that says a whole date with a stroke as well: a day behind the twelfth, so no fraction of twelve and less. */
const dayBeside =
  /(?<=\p{Ll}\s)(1[3-9]|2\d|3[01])\/(0?[1-9]|1[0-2])(?![\d/]|[.,]\d|-\d|\s(?:19|20)\d\d|\s?(?:%|mm|cm|ml|af|of|dele|stk)(?!\p{L}))/gu
/** 20240303102201. */
const stamped = /(?<![\d.])((?:19|20)\d{6})(\d{4}(?:\d\d)?(?:\.\d{1,6})?)(?!\d|\.\d)/gu

/** A date that a new line may part: 14. / marts 2023, uge 14 / 2023. */
export const datesOfLines = new RegExp(
  `(?<![\\p{L}\\d.,/-])(?:\\d{1,2}\\.?\\s+)?(?:${month})\\.?\\s+${year}(?!\\d)|(?<![\\d.,/-])\\d{1,2}\\.\\s+(?:${[...new Set([...tongues[0]!, ...tongues[1]!])].join('|')})(?!\\p{L})|(?<!\\p{L})uge\\s+\\d{1,2}\\s+${year}(?!\\d)`,
  'giu',
)

const anyNamed = new RegExp(`\\d.{0,8}(?:${month})|(?:${month}).{0,6}\\d`, 'iu')
/** What may be a date without a month's name; letters roughly. */
const anyNumbered =
  /\d\/\d|\d{12}|\d \d\d? (?:19|20)\d\d|\d{2}-\d{2}|\d\.(?:19|20)\d\d|\d\d-?W\d|(?:uge|week)\s+\d|Q[1-4]|\d年|['’]\d\d|[A-Za-zª-\u{10ffff}] (?:i )?(?:19|20)\d\d|(?:d\.|den|dato:?|date:?)\s?\d|\d[./-]\s?[IVX]|[A-Za-zª-\u{10ffff}]\.? \d{1,2}\.(?:[01]\d|[1-9]\.)/iu

/** Whether a text may hold any of these: cheap, and most texts do not. */
function mayHoldDate(text: string, lower: string): boolean {
  return /\d/.test(text) && (anyNumbered.test(text) || (saysAny(lower, anyMonthBegins) && anyNamed.test(text)))
}

/** Dates with a month's name, with a slash, in weeks and feast days: moved by `days`, or marked where `days` is undefined or no year is said. */
export function moveWordedDates(
  given: string,
  days: number | undefined,
  mark: string,
): { text: string; count: number } {
  const feast = anyFeast.test(given) ? (given.match(feasts)?.length ?? 0) : 0
  const text = feast > 0 ? given.replace(feasts, mark) : given
  const lower = text.toLowerCase()
  const words = (saysAny(lower, monthBegins) || / i (?:f|an|tr|s|ot|n|ti|el|to)/.test(lower)) && anySpelled.test(text)
  if (!words && !mayHoldDate(text, lower)) return { text, count: feast }
  let count = feast
  const moved = (
    whole: string,
    parts: [string, string, string],
    write: (y: string, m: string, d: string) => string,
  ) => {
    const [y, m, d] = parts
    const compact = `${y.length === 2 ? `${Number(y) > 50 ? '19' : '20'}${y}` : y}${m.padStart(2, '0')}${d.padStart(2, '0')}`
    if (shiftDate(compact, 0) === '') return whole
    count++
    const shifted = days === undefined ? '' : shiftDate(compact, days)
    if (shifted === '') return mark
    const padded = [m, d].some((one) => one.startsWith('0')) || /^\d{2}(?!st|nd|rd|th)\p{L}|^\d{12}/iu.test(whole)
    const two = (at: number) => (padded ? shifted.slice(at, at + 2) : `${Number(shifted.slice(at, at + 2))}`)
    return write(y.length === 2 ? shifted.slice(2, 4) : shifted.slice(0, 4), two(4), two(6))
  }
  let strokes = false
  const marked = () => {
    count++
    return mark
  }
  const isDay = (d: string, m: string) => Number(d) > Number(m) && Number(m) > 0 && Number(m) <= 12 && Number(d) <= 31
  const out = (words ? text.replace(spelled, marked) : text)
    .replace(dayToDay, (whole, d1, m1, d2, m2) => {
      if (!(isDay(d1, m1) || isDay(d2, m2)) || Number(m1) > 12 || Number(m2) > 12) return whole
      return marked()
    })
    .replace(dayFromTo, (whole, d1, m1, between, d2, m2) => {
      const second = Number(d2) > 0 && Number(d2) <= 31 && Number(m2) > 0 && Number(m2) <= 12
      return isDay(d1, m1) && second ? `${marked()}${between}${marked()}` : whole
    })
    .replace(daysInRow, (whole) => {
      const days = Array.from(whole.matchAll(/(\d+)\/(\d+)/g), ([, d, m]) => [Number(d), Number(m)] as const)
      const all = days.every(([d, m]) => d > 0 && d <= 31 && m > 0 && m <= 12)
      return all && days.some(([d]) => d > 12) ? marked() : whole
    })
    .replace(firstOfTwo, () => `${marked()}-`)
    .replace(roman, (whole, d, by, name, by2, y) =>
      moved(
        whole,
        [y, String(romans.indexOf(name) + 1), d],
        (ny, nm, nd) => `${nd}${by}${romans[Number(nm) - 1]}${by2}${ny}`,
      ),
    )
    .replace(dayFirst, (whole, d, by, name, by2, y) =>
      moved(
        whole,
        [y, numberOf(name), d],
        (ny, nm, nd) =>
          `${nd}${by.replace(/^(?:st|nd|rd|th)/i, (nth: string) => nthLike(nth, nd))}${nameLike(name, nm)}${by2}${ny}`,
      ),
    )
    .replace(monthFirst, (whole, name, by, d, by2, y) =>
      moved(
        whole,
        [y, numberOf(name), d],
        (ny, nm, nd) =>
          `${nameLike(name, nm, true)}${by}${nd}${by2.replace(/^(?:st|nd|rd|th)/i, (nth: string) => nthLike(nth, nd))}${ny}`,
      ),
    )
    .replace(blanked, (whole, d1, m1, y1, d2, m2, y2) => {
      const [d, m, y] = d1 ? [d1, m1, y1] : [d2, m2, y2]
      const wide = d.length === 2 && m.length === 2 ? 2 : 1
      return moved(whole, [y, m, d], (ny, nm, nd) => `${nd.padStart(wide, '0')} ${nm.padStart(wide, '0')} ${ny}`)
    })
    .replace(stamped, (whole, date: string, time) =>
      moved(whole, [date.slice(0, 4), date.slice(4, 6), date.slice(6)], (y, m, d) => `${y}${m}${d}${time}`),
    )
    .replace(slashed, (whole, ...found) => {
      strokes = true
      const [d, by, m, by2, y] = found.slice(0, 15).filter((one) => one !== undefined) as [
        string,
        string,
        string,
        string,
        string,
      ]
      return moved(whole, [y, m, d], (ny, nm, nd) => `${nd}${by}${nm}${by2}${ny}`)
    })
    .replace(slashedAlone, (whole, d, by, m, by2, y) =>
      moved(whole, [y, m, d], (ny, nm, nd) => `${nd}${by}${nm}${by2}${ny}`),
    )
    .replace(yearAndMonth, (whole, y1, by1, m1, m2, by2, y2) =>
      y1
        ? moved(whole, [y1, m1, '15'], (ny, nm) => `${ny}${by1}${nm.padStart(2, '0')}`)
        : moved(whole, [y2, m2, '15'], (ny, nm) => `${nm.padStart(2, '0')}${by2}${ny}`),
    )
  const named = new Set<string>()
  // What was just moved has a month and a year as well: only those that stood there count.
  for (const [whole] of out.matchAll(monthAndYear)) if (text.includes(whole) || days === undefined) named.add(whole)
  return {
    text: out
      .replace(dayAlone, marked)
      .replace(dayOfMonth, marked)
      .replace(dayPlain, marked)
      .replace(dayLedToMonth, marked)
      .replace(dayAndTime, (whole, d, m) => (Number(d) > 4 && isDay(d, m) ? marked() : whole))
      .replace(rarer, marked)
      .replace(monthAndDay, marked)
      .replace(dayAndMonth, marked)
      .replace(dayBeside, (whole, d, m) => (strokes && isDay(d, m) ? marked() : whole))
      .replace(yearNamed, marked)
      .replace(dotted, (whole, d, m) => (isDay(d, m) ? marked() : whole))
      .replace(dottedBoth, (whole, d, m) => (isDay(d, m) ? marked() : whole))
      .replace(dottedAtEnd, (whole, d, m) => (isDay(d, m) ? marked() : whole))
      .replace(bracketed, (whole, d, m) => (isDay(d, m) ? marked() : whole))
      .replace(dayLedTo, (whole, d, m) => (isDay(d, m) ? marked() : whole))
      .replace(monthAndShort, (whole, name, by, y) =>
        moved(whole, [y, numberOf(name), '15'], (ny, nm) => `${nameLike(name, nm)}${by}${ny}`),
      )
      .replace(firstMonth, (whole, _, second, y, at: number, all: string) => {
        if (/\d\.?\s?$/.test(all.slice(Math.max(0, at - 4), at))) return whole
        const before = Number(numberOf(whole)) > Number(numberOf(second))
        return moved(whole, [String(Number(y) - (before ? 1 : 0)), numberOf(whole), '15'], (_y, nm) =>
          nameLike(whole, nm),
        )
      })
      .replace(monthAndYear, (whole, name, by, y, at: number, all: string) => {
        if (/\d\.?[\s-]*(?:of\s+)?$/.test(all.slice(Math.max(0, at - 6), at)) || !named.has(whole)) return whole
        return moved(whole, [y, numberOf(name), '15'], (ny, nm) => `${nameLike(name, nm)}${by}${ny}`)
      })
      .replace(others, marked),
    count,
  }
}
