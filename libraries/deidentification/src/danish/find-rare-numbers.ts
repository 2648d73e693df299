import type { TextSpan } from '../text-span.ts'
import { digitsIn } from './says-any.ts'

/** MobilePay 41556: a number to pay to. */
const payTo =
  /(?<!\p{L})mobile?pay(?:[- ]?(?:nr|nummer|box))?\.?\s?:?\s?(?:til\s|på\s)?(\d(?: ?\d){3,7})(?! ?\d|[.,]\d|\s?kr)/giu
/** VT2219903: two letters and a number as laboratories and registers make them. */
const twoLetters = /(?<![\p{L}\d-])(?!SE|IM|SC|SR|CT|MR)[A-Z]{2}\d{7,10}(?![\p{L}\d]|[.,]\d)/gu
/** "Policenr. Tryg 6612-48813": between the word and the number stands whose it is. */
const insurer =
  /(?<!\p{L})(?:poli[cs]e|forsikr|medlem|kunde|skade)\p{Ll}*(?:\s?(?:nr|nummer))?\.?:?\s(?:hos\s|i\s)?\p{Lu}[\p{L}.&-]+(?:\s\p{L}+)?\s((?=(?:\d[ -]?){6})\d[\d -]+\d)(?![\p{L}\d]|[.,]\d)/giu
/** "Ring vagthavende 3-4417", "lok. 5 1187": an extension in two groups. */
const extension =
  /(?<=(?<!\p{L})(?:ring(?:er|es)?|lok(?:al)?\.?|træffes|kald|dect|søger)\s(?:\p{L}+\s){0,3}(?:på\s|nr\.?\s)?(?:\d{4}\s(?:el\.?|eller|og)\s)?)\d[- ]\d{4}(?!\d|[.,]\d|[ -]\d|\s?(?:mm|cm|ml|mg)(?!\p{L}))/giu
/** "ring 4417 ved svar": four digits right behind the word, and no time. */
const rungFour =
  /(?<=(?<!\p{L})[Rr]ing(?:er|es)?\s(?:på\s|lok(?:al)?\.?\s)?)\d{4}(?!\d|[.,:]\d|\s\d|\s?(?:mm|cm|ml|mg)(?!\p{L}))/gu
/** "+353 56 778 5000 ext. 214": a short extension behind the number that it belongs to. */
const behindNumber =
  /(?<=\d{2}[ -]?\d{2},?\s\(?(?:ext(?:ension)?|lok(?:al)?|x)\.?:?\s?)\d{2,4}(?!\d|[.,]\d|\s?(?:mm|cm|ml|mg)(?!\p{L}))/giu
/** "afhenter i AV23881": a plate written in one, where somebody drives. */
const plate =
  /(?<=(?<!\p{L})(?:hent|afhent|bil|kør|parker|holder|reg|plade|ford|toyota|vw|skoda|audi|bmw|kia|tesla|volvo|peugeot|renault|citroen|opel|mazda|hyundai|nissan|taxa)[^\n]{0,40}?(?<![\p{L}\d-]))[A-Z]{2}\d{5}(?![\p{L}\d]|[.,]\d)/giu
/** "(Rp. TX-0442)": the number of a prescription. */
const prescription =
  /(?<!\p{L})(?:rp|recept)\.?(?:\s?nr\.?)?\s?:?\s([A-Z]{1,3}-?\d{4,}|(?<=\(rp\.?\s)[A-Z]{2,3}-\d{3,})(?![\p{L}\d]|[.,]\d)/giu

/** "bilag B-55120", "kunde 887213", "FP-skade 24-118273": what an office or a company numbers, with no word for the number. */
const ofOffice =
  /(?<!\p{L})(?:bilag|kunden?|(?:\p{L}{1,8}-)?skade(?:sag)?|faktura|aftale|police|pol(?=\.?\s(?:\d[ -]?){6})|rec(?:order)?|optager|holter)\.?:?\s#?((?:\p{Lu}{1,3}-?)?(?=(?:\d-?){5})(?=[\d-]*\d{3})\d[\d-]{3,13}\d)(?![\p{L}\d-]|[.,/:]\d|\s?(?:mm|cm|ml|mg|µg|kg|kr|%|ie|enh|kcal|mmol|k?hz|dage|timer)(?!\p{L}))/giu
/** "#LC-00872": letters and digits behind the sign for a number. */
const signed = /(?<=(?<![\p{L}\d])#)[A-Z]{1,4}-\d{4,8}(?![\p{L}\d-]|[.,]\d)/gu
/** "MA 4471-P": a number of service, where the police or who is on duty stands in front in the sentence. */
const ofService =
  /(?<![\p{L}\d-])(?!CT|MR|UL|PET|EKG|TR|TE|TI|HU|DLP|BT)[A-Z]{1,3}[ -]?(?:(?!(?:19|20)\d\d(?!\d|-))\d{4,5}(?:-[A-Z](?![\p{L}\d]))?|\d{3}-[A-Z](?![\p{L}\d]))(?![\p{L}\d-]|[.,/:]\d)/gu
const onDuty =
  /(?<!\p{L})(?:politi(?:et|station|assistent|betjent|kreds)?|betjent(?:en)?|kriminal\p{L}*|vægter(?:en)?|tjeneste(?:nr|nummer)|brandvæsen(?:et)?|falck|redder(?:en|ne)?|fængsel(?:et)?|arrest(?:en)?)(?!\p{L})[^.!?;\n]{0,50}$/iu
/** "ICD Medtronic Evera PJN603211S": the number of a device behind who makes it or what it is. */
const ofDevice = /(?<![\p{L}\d-])[A-Z]{2,4}\d{5,8}[A-Z]{0,2}(?![\p{L}\d-]|[.,]\d)/gu
const device =
  /(?<!\p{L})(?:medtronic|abbott|st\.? jude|boston|biotronik|sorin|microport|livanova|cochlear|med-el|oticon|advanced bionics|zimmer|stryker|depuy|smith|edwards|icd(?!-?\s?1[01])|crt(?:-[dp])?|pacemaker|pm|ilr|loop ?recorder|implantat|pumpe|neurostimulator|stimulator|device|generator|elektrode|shunt)(?!\p{L})[^.!?;\n]{0,40}$/iu
/** A day of eight digits or with its hyphens. */
const isDate =
  /^(?:(?:19|20)\d\d-?(?:0[1-9]|1[0-2])-?[0-3]\d|[0-3]?\d-(?:0?[1-9]|1[0-2])-(?:19|20)?\d\d|[0-3]\d(?:0[1-9]|1[0-2])(?:19|20)\d\d|(?:19|20)\d\d-(?:19|20)\d\d)$/

/** Numbers that are told by their shape together with a word that may stand a little away from them. */
export function findRareNumbers(text: string): TextSpan[] {
  const spans: TextSpan[] = []
  if (digitsIn(text) < 3) return spans
  const take = (pattern: RegExp, kind: string, counts: (found: string) => boolean = () => true) => {
    for (const found of text.matchAll(pattern)) {
      const part = found[1] ?? found[0]
      const end = found.index + found[0].length
      if (counts(part)) spans.push({ start: end - part.length, end, kind })
    }
  }
  if (/mobile?pay/i.test(text)) take(payTo, 'phone')
  if (/[A-Z]{2}\d{7}/.test(text)) take(twoLetters, 'number')
  if (/poli[cs]e|forsikr|medlem|kunde|skade/i.test(text) && /\d[\d -]{4,}\d/.test(text)) take(insurer, 'number')
  if (/\d[- ]\d{4}/.test(text)) take(extension, 'phone')
  if (/ing(?:er|es)? \D{0,6}\d{4}/.test(text)) take(rungFour, 'phone')
  if (/\d\d,? \(?(?:ext|lok|x)/i.test(text)) take(behindNumber, 'phone')
  if (/[A-Z]{2}\d{5}/.test(text)) take(plate, 'number', (found) => /^[A-Z]/.test(found))
  if (/rp|recept/i.test(text)) take(prescription, 'number')
  if (/\d-?\d-?\d-?\d-?\d/.test(text) && /bilag|kunde|skade|faktura|aftale|pol|rec|optager|holter/i.test(text))
    take(ofOffice, 'number', (found) => !isDate.test(found))
  if (/#[A-Z]{1,4}-\d{4}/.test(text)) take(signed, 'number')
  const behind = (pattern: RegExp, lead: RegExp, back: number) => {
    for (const { 0: said, index } of text.matchAll(pattern))
      if (lead.test(text.slice(Math.max(0, index - back), index)))
        spans.push({ start: index, end: index + said.length, kind: 'number' })
  }
  if (
    /[A-Z][ -]?\d{3}/.test(text) &&
    /politi|betjent|krimin|vægter|tjenesten|brandv|falck|redder|fængs|arrest/i.test(text)
  )
    behind(ofService, onDuty, 72)
  if (/[A-Z]{2}\d{5}/.test(text)) behind(ofDevice, device, 62)
  return spans
}
