import { type Day, goesOn } from './day-in-text.ts'

const words = (...lines: string[]) => lines.join(' ').trim().replaceAll(/\s+/g, '|')

/** What happens to somebody as a whole: no part, no dose and no measure stands behind it. */
const certain = words(
  'opereret reopereret opererad operert operated udskrevet utskriven utskrevet discharged indlagt genindlagt inlagd innlagt admitted indskrevet',
  'inskriven indbragt hjemsendt overflyttet visiteret henvist remitteret indkaldt booket undersøgt undersökt undersøkt tilset efterset set sett seen',
  'fremmødt scannet skannet scanned skoperet gastroskoperet koloskoperet biopteret gipset reponeret amputeret stentet emboliseret coilet ablateret',
  'intuberet ekstuberet transplanteret osteosynteret konfereret drøftet ringet ringede informeret sendt modtaget aflyst flyttet udeblevet født',
  'ankom ankommet arrived tilkaldt vaccineret signeret godkendt modt indsendt prøvetaget',
  'op opr oper reop opn operation operationen indgreb indgrebet indl genindl udskr overfl indlæggelse indlæggelsen udskrivelse udskrivelsen sectio',
  'forløsning traume traumet ulykke ulykken uheld uheldet ankomst ekstubation intubation gipsskift suturfjernelse hjemmebesøg mdt konf konference amb',
)
/** What is done to a part of somebody as well: "fjernet 2/3". */
const likely = words(
  'overført bestilt punkteret dræneret drænet tappet sutureret syet dilateret pacet konverteret defibrilleret kateteriseret implanteret indsat inserted',
  'resekeret revideret kureteret coniseret konisateret evakueret exstirperet ekstraheret fjernet removed anlagt lagt skiftet byttet taget tatt tagen',
  'udtaget afsluttet avsluttet diskuteret talt påvist konstateret diagnosticeret vurderet bedømt beskrevet besvaret rekvireret udsat død faldt faldet fell',
  'kørt påkørt skåret udskåret indstøbt farvet bestrålet kontrolleret foretaget udført gennemført performed',
  'us unders undersøgelse undersøgelsen besøg besøget samtale samtalen konsultation punktur punkturen fødsel fødslen',
  'anlæggelse fjernelse rekv henv henvisning henvisningen notat epikrise jf jfr jvf sml',
)
/** Behind these stands what was measured as well. */
const unsure = words(
  'obs biopsi biopsien kontrol kontrollen kontr ktr opfølgning fald debut debuterede recidiv skift svar beskr siden senest sidst forrige tidligere tidl',
)
/** Given and taken as well: behind these a part or a decimal number may be a dose. */
const drugs = words(
  'startet startes opstartet opstart start started påbegyndt iværksat seponeret seponert seponeres sep stoppet stopped pauseret pauseres genoptaget',
  'genopstartet',
)
/** What pictures are taken by. */
const taken = words(
  'CT CTC CTA LDCT HRCT MR MRI MRCP MRA UL US RU RTG RTX rgt røntgen røntgenundersøgelse røntgenbillede PET SPECT mammografi mammo skintigrafi',
  'knogleskintigrafi urografi angiografi arteriografi flebografi cystografi hysterografi artrografi KAG EKKO ekkokardiografi TTE TEE TØE EKG EEG EMG',
  'gastroskopi koloskopi sigmoideoskopi bronkoskopi cystoskopi ERCP EUS scan scanning scanningen skanning skanningen optagelse optagelsen',
)
const pictures = `(?:${taken})(?:[/+-](?:CT|MR|UL|PET|KAG|scanning(?:en)?|skanning(?:en)?|scan|us|optagelse|billede)){0,2}`
const when = '\\.?[,:]?\\s(?:d\\.?\\s?|den\\s|(?:af|fra)\\s(?:d\\.\\s?|den\\s)?)?$'
const behind = (one: string) => new RegExp(`(?<![\\p{L}\\d.-])(?:${one})${when}`, 'iu')
const leads = {
  certain: behind(certain),
  likely: behind(likely),
  drug: behind(drugs),
  unsure: behind(unsure),
  picture: behind(pictures),
  /** "rtg. thorax": with the part of the body that it was of; letters alone, so no level, and nothing that is measured. */
  part: behind(
    `${pictures}\\.?(?:\\s(?:af\\s)?(?!vis|mål|med|på|ca|er|var|til|over|under|nodul|knude|tumor|cyst|diam|læng|tykk|volu|bred|aneu|segm|grad|score|nive|level|serie|snit|nr)\\p{L}{2,14}(?:[/,]\\s?\\p{L}{3,14})?\\.?){1,3}`,
  ),
}
const kinds = Object.keys(leads) as (keyof typeof leads)[]
/** MR is an insufficient valve too, in quarters; an ultrasonic probe is called by its frequencies, "UL 18-4". */
const graded = /(?<!\p{L})(?:MR|TTE|TEE|TØE|EKKO)[.:]?\s$/iu
const probe = /(?<!\p{L})(?:UL|US|EUS|TEE|TØE|TTE)[.:]?\s$/iu

const item = '(?:0?[1-9]|[12]\\d|3[01])(?:\\s?\\/\\s?|-|\\.)(?:0?[1-9]|1[0-2])(?!\\d)\\.?'
/** What is counted and measured, and what would be a year. */
const row = new RegExp(
  `(?<![\\p{L}\\d/.,+:-])${item}(?:(?:,\\s?|\\s?(?:og|samt|&|and|och)\\s)(?:d\\.\\s?|den\\s)?${item}){0,6}(?![\\d/%]|(?<!\\.)\\.\\d|[,:]\\d|-[\\p{L}\\d]|\\s?[x×+*]\\s?\\d|\\s?-?(?:19|20)?\\d\\d(?![\\d:.])|\\s?(?:mm|cm|m|mmhg|ml|dl|mg|mcg|µg|g|gy|mgy|kg|l|mmol|u|v|t|tesla|mhz|khz|ma|kv|hz|hu|s|ms|sek|dele|delvis|lunge\\p{L}*|cyk\\p{L}*|tab\\p{L}*|tbl|stk|kaps\\p{L}*|amp|år|uger?|mdr|måned\\p{L}*|dage?|timer|min|døgn|gange?|lymf\\p{L}*|lymph\\p{L}*|lgl|nod\\p{L}*|gland\\p{L}*|pos|neg|positiv\\p{L}*|negativ\\p{L}*|glas|biop\\p{L}*|cylind\\p{L}*|point|score\\p{L}*|lit\\p{L}*|kop\\p{L}*|portion\\p{L}*|pct|procent|ribben|costa|ie|enh\\p{L}*|cases?|patient\\p{L}*|pt|days?|weeks?|months?|years?|billeder?|serier?|snit|segment\\p{L}*|sutur\\p{L}*|agraff\\p{L}*|kar|niveau\\p{L}*|probe\\p{L}*|transd\\p{L}*)(?!\\p{L}|\\.(?=\\s\\p{Ll})))`,
  'giu',
)
const parts = /(\d{1,2})(\s?[./-]\s?)(\d{1,2})(\.?)/gu
/** Of something, unless by somebody. */
const ofIt = /^\s?(?:af|of)\s(?!\p{Lu}|\*)/u
/** Several, and what was done to them. */
const ofMany = /(?:er|erne|glandler|lgl\.?)\s(?:\p{L}{2,4}\s)?\p{L}+\s$/u
const showed =
  /^(?:[:,]?\s(?:vis(?:te|er)|uden|ua|ia|[ui]\.\s?a|med|hvor|uændret|uforandret|normal\p{L}*|sammenlign\p{L}*|sml|beskrevet|foreligger|er|var|findes|fandtes|showed|shows)(?!\p{L})|:\s)/iu
/** 1/2, 2/3, 3/4 */
const isPart = ({ d, m }: Day) => d < m && m < 5

/**
 * Days with a month in numbers and no year behind what happened or what was taken of somebody - "opereret 4/4", "seponeret 14-2", "op. 28.3.",
 * "CT 29-2 og 29/2", "rtg. thorax 28/2 viser" - each replaced as `one` says. Parts, scores, ratios, doses, levels and measures stay.
 */
export function replaceDaysOfEvents(text: string, one: () => string): string {
  return text.replace(row, (whole: string, ...args: unknown[]) => {
    const [at, all] = args.slice(-2) as [number, string]
    const lead = all.slice(Math.max(0, at - 64), at)
    if (!/\p{L}\.?[,:]?\s(?:d\.\s?)?$/u.test(lead)) return whole
    const kind = kinds.find((each) => leads[each].test(lead))
    if (!kind) return whole
    const rest = all.slice(at + whole.length, at + whole.length + 24)
    const days = Array.from(whole.matchAll(parts), ([, d, by, m, stop]) => ({
      d: Number(d),
      m: Number(m),
      by: by!.trim(),
      stop: stop !== '',
      padded: m!.startsWith('0'),
    }))
    // One that is sure says what the others of its row are.
    if (!days.some((day) => isDay(day, kind, lead, rest))) return whole
    if (days.length > 1 && days.some(isPart) && kind !== 'certain') return whole
    return whole.replace(parts, (each, _d, _by, _m, stop, start: number) =>
      // The last full stop may be that of the sentence as well.
      stop !== '' && start + each.length === whole.length ? `${one()}.` : one(),
    )
  })
}

function isDay(day: Day, kind: keyof typeof leads, lead: string, rest: string): boolean {
  const { d, m, by } = day
  if (by === '/') return isStroked(day, kind, lead, rest)
  if (by === '-') {
    if (d < m || (d === m && kind !== 'certain')) return false
    if (kind === 'part') return d > 12 && (goesOn.test(rest) || showed.test(rest))
    return kind !== 'picture' || !probe.test(lead) || d > 18
  }
  if (day.padded) return kind !== 'part' || d > 12 || goesOn.test(rest) || showed.test(rest)
  // A field of 1.5 T, a dose of 12.5 mg.
  if (m === 5 && (d === 1 || kind === 'drug')) return false
  if (kind === 'certain') return true
  if (kind === 'unsure') return false
  if (kind === 'part') return d > 12 && day.stop && showed.test(rest)
  return d > 12 || (day.stop && kind !== 'likely')
}

function isStroked(day: Day, kind: keyof typeof leads, lead: string, rest: string): boolean {
  const { d, m } = day
  if (ofIt.test(rest)) return kind === 'certain'
  if (kind === 'certain' || d > 12) return kind !== 'part' || goesOn.test(rest) || showed.test(rest)
  if (isPart(day)) return kind === 'picture' && /^:?\s(?:vis|sml|sammenlign)/u.test(rest)
  if (kind === 'part') return showed.test(rest) || (d > m && d > 4 && goesOn.test(rest))
  // "lymfeknuder fjernet 3/11": of so many.
  if (kind === 'likely' && d < m && ofMany.test(lead)) return false
  // "CT 3/5 faser": of so many as the next word says.
  if (kind === 'picture' && d < m && !goesOn.test(rest) && !showed.test(rest)) return false
  // "MR 4/4", "obs 3/5": in quarters, fifths and tenths.
  if (kind === 'unsure' || (kind === 'picture' && graded.test(lead)))
    return d > m || ((m > 6 || showed.test(rest)) && m !== 10 && m !== 12)
  return true
}

/** Whether a text ends with what a day stands behind, whatever else may: for numbers that nothing but a day is written as. */
export function leadsToDay(lead: string): boolean {
  return kinds.some((each) => leads[each].test(lead))
}

/** The same, where neither a part nor a count may stand. */
export function leadsToEvent(lead: string): boolean {
  return leads.certain.test(lead) || leads.drug.test(lead)
}
