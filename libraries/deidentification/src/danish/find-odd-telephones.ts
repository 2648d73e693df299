import type { TextSpan } from '../text-span.ts'
import { unit } from './find-telephones.ts'
import { closest } from './kin-words.ts'
import { digitsIn } from './says-any.ts'

/** Eight digits in whatever groups a hand makes of them. */
const eight = new RegExp(
  `(?<![\\p{L}\\d.,/:+-])(?<!\\d )[2-9](?:(?: ?[./-] ?| )?\\d){7}(?!\\d|[.,:/-]\\d| \\d|\\p{L})${unit}`,
  'giu',
)
/** In front of these a number is a setting, a measure or a version. */
const measured =
  /(?<!\p{L})(?:TR|TE|TI|b|DLP|CTDI\p{L}*|HU|FA|matri[xc]\p{L}*|kV|mAs?|v|ver|version|sw|software|firmware|ratio|score|model|gantry|værdier?|percentiler?|z)\s?[=:.,]{0,2}\s?$/iu
/** In front of these values stand in a row, one of each time or each thing. */
const valued =
  /(?<!\p{L})(?:HbA1c|BS|BG|(?:b-|p-)?glu[ck]ose|blodsukkere?|CRP|PSA|[ck]reatinin|eGFR|sat(?:uration)?|SpO2|puls|HF|HR|RF|RR|BT|blodtryk|temp|vægt|EF|LVEF|Hb|INR|leuk\p{L}*|trc|tromb\p{L}*|insulin\p{L}*|novorapid|dosis|doser|score[rt]?|VAS|NRS|GCS|Apgar|tal|målt\p{L}*|mål\p{L}*|størrelse\p{L}*|str|volum\p{L}*|diameter|aktivitet|frekvens\p{L}*|build|rev|release|fw|patch|ip|kode|SKS|afsnit|kapitel|tænder|tand|regio|dioptrier|k-værdi\p{L}*|akse)\s?[=:.,]{0,2}\s(?:på\s|til\s)?$/iu
const counted =
  /^\s?(?:IE|E|enh\p{L}*|MBq|GBq|Bq|mmol|U|kU|pct|procent|HU|Hz|kHz|MHz|mmHg|point|snit|billeder|celler)(?!\p{L})/iu
/** "vagthavende Bech #4021", "forvagten #881": the pager of who is named or on duty. */
const ofWhom = /,?\s\(?#(\d{3,5})(?!\d|[.,]\d)/gu
const onDuty =
  /(?<!\p{L})(?:\p{L}*læge|\p{L}*vagt|vagthavende|spl|\p{L}*sygeplejerske|radiograf|radiolog|sekretær|jordemoder|portør|kirurg|anæstesi\p{L}*|koordinator|visitator|fysioterapeut|bioanalytiker)(?:en)?\.?$/iu
const rings =
  /(?<!\p{L})(?:ring(?:e[rst]?|ede|es)?|opkald|kontakt(?:es?|telefon)?|tlf|telefon(?:nr|nummer)?|mobil(?:nr|nummer|tlf)?|sms|træffes|nås|fanges|calls?|phone)(?!\p{L})(?:[^.!?\n]|\.(?!\s+\p{Lu}))*$/iu
/** What stands right in front of the number that is rung. */
const leadsTo = /(?:(?<!\p{L})(?:på|til|fra|nr|nummer|tlf|telefon|mobil|sms|ringe[rs]?|ring|kontakt)\.?:?|[:,])\s\(?$/iu
const kin = `(?<!\\p{L})(?:${closest.join('|')}|kontakt)(?:en)?`
const besideKin = new RegExp(`${kin}\\)?[:,]?\\s\\(?$`, 'iu')
const kinWithName = new RegExp(`${kin}:?\\s[\\p{L}][\\p{L} .'-]{1,30},\\s$`, 'iu')
/** Where somebody lives or who looks after them: they are rung. */
const ofHome =
  /(?<!\p{L})(?:plejehjem(?:met)?|plejecent(?:er|ret)|hjemmehjælp(?:en|eren?)?|hjemmeplejen?|hjemmesygeplejen?|værgen?|bosted(?:et)?|botilbud(?:det)?|bofællesskab(?:et)?|apotek(?:et)?|lægehus(?:et)?)(?:\s\p{L}+){0,3}[,:]?\s\(?$/iu
const ends = /^\)?\s*(?:$|[;)\n]|\.\s*(?:$|\n))/
/** "5695 1866 aften": behind the number stands when it is rung. */
const endsOrWhen =
  /^\)?(?:\s*(?:$|[;)\n]|\.\s*(?:$|\n))|,?\s\(?(?:om\s)?(?:aften|dag|nat|morgen|weekend|privat|arbejde|arb|hjem)(?!\p{L}))/iu
const whose: ReadonlySet<string> = new Set(['name', 'known-name'])

/**
 * Telephones of eight digits in groups that other numbers have as well: where somebody rings, beside who is named or kin, behind a home,
 * alone at the end, or in groups that no value has; and pagers behind who carries them. `spans`: what was found so far.
 */
export function findOddTelephones(text: string, spans: readonly TextSpan[]): TextSpan[] {
  const digits = digitsIn(text)
  const found: TextSpan[] = digits > 2 && text.includes('#') ? pagersOf(text, spans) : []
  if (digits < 8) return found
  const taken = new Set(spans.filter(({ kind }) => kind === 'phone').map(({ start }) => start))
  let named: Set<number> | undefined
  for (const one of text.matchAll(eight)) {
    const said = one[0]
    const groups = said.split(/ ?[./-] ?| /)
    const by = said.match(/ ?[./-] ?| /g) ?? []
    if (taken.has(one.index) || isSetting(groups) || isPressures(by) || isOfDays(groups, by)) continue
    const lead = text.slice(Math.max(0, one.index - 90), one.index)
    if (measured.test(lead)) continue
    const rest = text.slice(one.index + said.length, one.index + said.length + 16)
    named ??= new Set(spans.filter(({ kind }) => whose.has(kind)).map(({ end }) => end))
    if (isRung(groups, by, lead, rest, behindName(lead, one.index, named)))
      found.push({ start: one.index, end: one.index + said.length, kind: 'phone' })
  }
  return found
}

function pagersOf(text: string, spans: readonly TextSpan[]): TextSpan[] {
  const named = new Set(spans.filter(({ kind }) => whose.has(kind)).map(({ end }) => end))
  return Array.from(text.matchAll(ofWhom)).flatMap((found) => {
    const isWhose = named.has(found.index) || onDuty.test(text.slice(Math.max(0, found.index - 24), found.index))
    const end = found.index + found[0].length
    return isWhose ? [{ start: end - found[1]!.length, end, kind: 'phone' }] : []
  })
}

function isRung(groups: readonly string[], by: readonly string[], lead: string, rest: string, behind: boolean) {
  if (rings.test(lead) && leadsTo.test(lead)) return true
  if (behind && kinWithName.test(lead)) return true
  const pairs = groups.length === 4 && groups.every((one) => one.length === 2)
  const fours = groups.length === 2 && groups[0]!.length === 4
  const alike = by.every((one) => one === by[0])
  if (alike && !valued.test(lead) && !counted.test(rest) && isBare(groups, by[0]!, lead, rest, behind)) return true
  if (!pairs && !fours) return false
  if (behind || besideKin.test(lead) || ofHome.test(lead)) return true
  if (pairs)
    return /,\s$/.test(lead) && by.every((one) => one === by[0] && one !== ' ') && isSpread(groups) && ends.test(rest)
  return /(?:^|[,.!?;]\s|\n)$/.test(lead) && by[0] !== '/' && endsOrWhen.test(rest)
}

/** "22.48.91.07", "2248 91 07", "224-89-107": groups that nothing else has in a row with one sign between them. */
function isBare(groups: readonly string[], by: string, lead: string, rest: string, behind: boolean): boolean {
  const form = groups.map((one) => one.length).join('')
  // 18-28-38-48 are teeth.
  if (form === '2222') return by !== ' ' && isSpread(groups) && !groups.every((one) => /^[1-8][1-8]$/.test(one))
  if (form === '422') return true
  if (form !== '323' && form !== '332' && form !== '233') return false
  if (by === '-' || by === '.') return true
  // Three values in a row are parted by blanks and strokes too.
  return by === ' ' && (behind || besideKin.test(lead) || (/(?:^|[,.!?;:]\s|\n)$/.test(lead) && endsOrWhen.test(rest)))
}

function behindName(lead: string, at: number, named: ReadonlySet<number>): boolean {
  const gap = /[,:]?\s\(?$/.exec(lead)
  return gap !== null && named.has(at - gap[0].length)
}

/** 20/40/60/80, 2000 4500, 2019 2020: even steps, round numbers and years are settings, weights and spans. */
function isSetting(groups: readonly string[]): boolean {
  const numbers = groups.map(Number)
  const step = numbers[1]! - numbers[0]!
  if (numbers.length > 2 && numbers.slice(1).every((one, i) => one - numbers[i]! === step)) return true
  if (numbers.length > 1 && numbers.every((one) => one % 10 === 0)) return true
  return groups.length === 2 && groups.every((one) => /^(?:19|20)\d\d$|^\d\d00$/.test(one))
}

/** 98/60-95/55: two pressures. */
const isPressures = (by: readonly string[]) => by.length === 3 && by[0] === '/' && by[2] === '/' && by[1] !== '/'

/** 30-28-31-29: what is measured again and again stays near itself; four pairs of a telephone do so seldom. */
function isSpread(groups: readonly string[]): boolean {
  const numbers = groups.map(Number)
  return Math.max(...numbers) - Math.min(...numbers) > 24
}

/** 21.11.24 10, 21/11-18/12, 21112024: a date with what goes on behind it, or from day to day. */
function isOfDays(groups: readonly string[], by: readonly string[]): boolean {
  const isDay = (d = '', m = '') => /^(?:0?[1-9]|[12]\d|3[01])$/.test(d) && /^(?:0?[1-9]|1[0-2])$/.test(m)
  const whole = groups.join('')
  if (groups.length === 1 && (isDay(whole.slice(0, 2), whole.slice(2, 4)) || isDay(whole.slice(6), whole.slice(4, 6))))
    return /^(?:\d{4}(?:19|20)\d\d|(?:19|20)\d{6})$/.test(whole)
  const [a, b, c, d] = groups
  if (groups.length === 3) return a!.length === 4 ? /^(?:19|20)/.test(a!) && isDay(c, b) : isDay(a, b) || isDay(c, b)
  if (groups.length !== 4) return false
  return (
    (isDay(a, b) && by[0] === by[1] && by[2] !== by[1]) ||
    (isDay(a, b) && isDay(c, d) && by[0] === by[2] && by[0] !== by[1])
  )
}
