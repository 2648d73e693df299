import type { TextSpan } from '../text-span.ts'
import { countedThings } from './find-papers.ts'
import { digitsIn } from './says-any.ts'

const unit = '(?:mm|cm|ml|mg|µg|kg|g|kr|%|ie|enh|dage|timer|år)'
const ends = `(?![\\p{L}\\d-]|[.,/]\\d|\\s?${unit}(?!\\p{L}))`
/** P-tal 130571-428 of the Faroes */
const ofFaroes = /(?<!\p{L})p-?ta[lt](?:ið)?\.?:?\s?(\d{6}[- ]?\d{3})(?!\d)/giu
/** "Cpr slut -2217" */
const lastFour =
  /(?<!\p{L})(?:cpr|personn(?:umme)?r)\.?(?:[- ]?(?:nr|nummer)\.?)?\s(?:(?:der\s)?(?:slut(?:ter|tal)?|ender)|sidste\s(?:4|fire)|løbenr\.?)\s?(?:på\s|med\s)?:?\s?[-–.]{1,3}\s?(\d{4})(?!\d)/giu
/** "reg.nr. 5021 kt. 1187204415" */
const bankAccount =
  /(?<!\p{L})reg(?:istrerings)?\.?\s?(?:nr|nummer)?\.?:?\s?(\d{4},?\s(?:kt|kto|konto(?:nr|nummer)?|knr|acc)\.?:?\s?(?:nr\.?\s)?\d(?:[ -]?\d){5,11})(?!\d)/giu
/** "Betaler fra 5021-1187204415" */
const paidFrom =
  /(?<=(?<!\p{L})(?:betal\p{L}*|overf[øo]r\p{L}*|ind[bs]\p{L}*|udbetal\p{L}*|honorar\p{L}*|konto\p{L}*|bank\p{L}*|penge\p{L}*|pay\p{L}*|paid)(?!\p{L})[^.!?\n]{0,40}?[\s:])\d{4}[- ]\d{6,10}(?!\d|[.,-]\d)/giu
const side = '(?:hø|ve|højre|venstre|right|left|dx|dxt|sin|re|li)\\.?:?\\s'
/** "s/n hø 61220417, ve 61220418": one for each side. */
const serialOfSide = new RegExp(
  `(?<!\\p{L})(?:s\\/n|sn|snr|serien(?:umme)?r|serial(?:\\sno)?)\\.?:?\\s${side}((?=[A-Z\\d-]*\\d{4})[A-Z\\d][A-Z\\d-]{4,}(?:,?\\s(?:og\\s|and\\s)?${side}(?=[A-Z\\d-]*\\d{4})[A-Z\\d][A-Z\\d-]{4,})?)${ends}`,
  'giu',
)
/** "S/N 20418837 022": its last group stands apart. */
const serialInGroups =
  /(?<!\p{L})(?:s\/n|sn|snr|serien(?:umme)?r|serial(?:\sno)?)\.?:?\s((?=(?:[A-Z-]{0,6}\s?\d){6})[A-Z\d][A-Z\d-]{2,20}(?:\s\d{2,4}){1,3})(?=\s*(?:$|[.,;)\n](?!\d)))/giu
/** "Prøverør nr. C 512 330 04", "tjenestenr. KB 51822": one to three letters stand in front, and groups of digits behind them. */
const inGroups = new RegExp(
  `(?<![\\p{L}\\d])(\\p{L}{2,20}?)\\.?[ -]?(?:nr|nummer|number|no|id)(?!\\p{L})\\.?\\s?[:=#]?\\s?((?:\\p{Lu}{1,3}[ -])?(?=(?:[/ .-]?\\d){4})\\d+(?:[/ .-]\\d+){0,5})${ends}`,
  'gu',
)
/** "ref. LPK-51822-07" */
const referred =
  /(?<!\p{L})[Rr]ef\.?\s(?:nr\.?\s)?((?=[A-Z]{0,5}-?(?:[/-]?\d){4})[A-Z]{1,5}-?\d+(?:[/-]\d+){0,4})(?![\p{L}\d]|[.,]\d)/gu
/** "Retten i Randers, SS 5120/2023" */
const ofCourt =
  /(?<=(?<!\p{L})(?:(?:by|lands|høje?ste)ret(?:ten)?|retten|politi\p{L}*|sag(?:en)?|anklage\p{L}*|statsforvaltning\p{L}*|familieretshus\p{L}*)(?!\p{L})[^.!?\n]{0,40}\s|(?<!\p{L})(?:SS|j\.?\s?nr\.?)\s)\d{3,6}[/-](?:19|20)\d\d(?![\d/-]|[.,]\d)/giu
/** "Jagttegn 3310-5522", "police SP 512-330.4": papers with no word for their number. */
const ofPaper =
  /(?<!\p{L})(?:jagttegn|fisketegn|våbentilladelse|certifikat|kørek(?:ort)?|førerkort|körkort|police|polise|licens|j\.\s?(?:nr\.?)?|sagsnr|protokol-?id)\.?:?\s((?:\p{Lu}{1,6}[ -])?(?=(?:[./-]?\d){4})\d+(?:[./-]\d+){0,4})(?![\p{L}\d-]|[.,]\d)/giu
/** "Koden til døren er 3691#", "boks kode 5518", "nøgle nr K-208" */
const code =
  /(?<!\p{L})(?:(?:kode(?:n|rne)?|code|pin)\s(?:til|for|to|på)\s(?:\p{L}+\s){0,3}\p{L}*(?:dør|port|boks|nøgle|alarm|opgang|hus|lejlighed|gate|gård|indgang|elevator|telefon|mobil|skab|hjem|trappe|lås|låge|door|house|safe|phone)\p{L}{0,3}\s?(?:er|is|=|:)?\s|(?:\p{L}*(?:boks(?:en)?|nøgle(?:n|rne)?|dør(?:en)?|port(?:en)?|alarm(?:en)?|opgang(?:en)?|låge(?:n)?))\s?kode\p{L}{0,2}:?\s(?:er\s)?|nøgleboks(?:en)?:\s|nøgle\s?nr\.?\s)((?:\p{Lu}{1,2}-)?[#*]?\d{3,6}[#*]?)(?![\p{L}\d]|[.,]\d)/giu

/** "kode 5518 til porten" */
const codeTo =
  /(?<=(?<!\p{L})(?:kode(?:n)?|code|pin)\s)[#*]?\d{3,6}[#*]?(?=\s(?:til|for|to|på)\s(?:\p{L}+\s){0,2}\p{L}*(?:dør|port|boks|alarm|opgang|lås|låge|door|gate|safe))/giu

/** Numbers of people, accounts, cases, papers and doors as a hand writes them: in groups, behind letters or behind what they open. */
export function findCaseNumbers(text: string): TextSpan[] {
  const spans: TextSpan[] = []
  if (digitsIn(text) < 3) return spans
  const take = (pattern: RegExp, kind: string, counts: (found: RegExpExecArray) => boolean = () => true) => {
    for (const found of text.matchAll(pattern)) {
      const said = found.at(-1) ?? found[0]
      const end = found.index + found[0].length
      if (counts(found)) spans.push({ start: end - said.length, end, kind })
    }
  }
  const lower = text.toLowerCase()
  if (/p-?ta[lt]/.test(lower)) take(ofFaroes, 'cpr')
  if (/cpr|person/.test(lower)) take(lastFour, 'cpr')
  if (/reg/.test(lower)) take(bankAccount, 'number')
  if (/\d{4}[- ]\d{6}/.test(text)) take(paidFrom, 'number')
  if (/s\/?n|serie|serial/.test(lower)) {
    take(serialOfSide, 'number')
    take(serialInGroups, 'number')
  }
  if (/nr|nummer|number|no|id/i.test(text))
    take(
      inGroups,
      'number',
      ([, word, said]) =>
        /[A-Z/]|[ .-]\d{3}|\d{3}[ -]|(?:\d[ -]?){7}/.test(said!) && !countedThings.test(word!) && !isDated(said!),
    )
  if (lower.includes('ref')) take(referred, 'number')
  if (/\d[/-](?:19|20)\d\d/.test(text)) take(ofCourt, 'number')
  if (/tegn|tilladelse|certif|kørek|førerk|körk|poli[cs]e|licens|j\.|sagsnr|protokol/.test(lower))
    take(ofPaper, 'number', ([, said]) => !isDated(said!))
  if (/kode|code|pin|nøgle/.test(lower)) {
    take(code, 'number')
    take(codeTo, 'number')
  }
  return spans
}

/** 12-03-2024, 2024-03-12, 2019-2024: a date, or the time from year to year. */
const isDated = (said: string) =>
  /(?<!\d)(?:\d{1,2}[ ./-]\d{1,2}[ ./-](?:19|20)?\d\d|(?:19|20)\d\d[ ./-]\d{1,2}[ ./-]\d{1,2})(?!\d)|^(?:19|20)\d\d(?:[/-](?:19|20)?\d\d)?$/.test(
    said,
  )
