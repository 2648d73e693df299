import type { TextSpan } from '../text-span.ts'
import { abbreviations } from './abbreviations.ts'
import { areLetters } from './are-letters.ts'
import { isBorne } from './borne-names.ts'
import { isSmallWord } from './find-initials.ts'
import { givenNames } from './name-lists.ts'
import { isPlainWord } from './plain-words.ts'
import { acts } from './staff-words.ts'

const end = '\\s*\\.?\\s*(?:$|\\n)'
/** "... i underlap. VØ": two letters that are all of the last sentence. */
const two = new RegExp(`(?<=\\p{Ll}{3}[.!]\\s{1,2})\\p{Lu}{2}(?=${end})`, 'gu')
/** "... taget om. jkb": three small ones without a vowel. */
const small = new RegExp(`(?<=\\p{Ll}{3}[.!]\\s{1,2})[bcdfghjklmnpqrstvwxz]{3}(?=${end})`, 'gu')
/** "... 34 gr (VK)": in brackets behind what is said, at the end. */
const inBrackets = new RegExp(`(?<=[\\p{Ll}\\d.%]{2}\\s\\()\\p{Lu}{2}(?=\\)${end})`, 'gu')
/** "... uændret. BT/ahk": who dictated and who typed are all of the last sentence. */
const pair = new RegExp(`(?<=(?:^|[.!]\\s{1,2}))(\\p{Lu}{2,4})\\/(\\p{Ll}{2,4})(?=${end})`, 'gu')
/** "... givet. rtg kk.": behind a calling in short; in the middle of a sentence the same word is the picture. */
const ofCalling = new RegExp(
  `(?<=(?:^|[.!,;]\\s)(?:[Rr]tg|[Rr]gf|[Rr]dgr|[Rr]ad|[Ss]pl|[Ss]sk|[Ss]gpl|[Ss]ekr|[Bb]ioan|[Ll]æge|[Oo]vl)\\.?\\s)[bcdfghjklmnpqrstvwxz]{2,4}(?=${end})`,
  'gu',
)
/** "Makro: AKJ 8/3", "Snit: pkl 12.4": what a laboratory does, who did it and when. */
const atLaboratory =
  /(?<=(?<!\p{L})(?:[Mm]akro(?:skopi)?|[Mm]ikro(?:skopi)?|[Ss]nit|[Uu]dsk(?:æring|året|\.)?|[Ii]ndstøb(?:t|ning)|[Ff]arv(?:et|ning)|[Ss]creen(?:et|er)|[Ff]ikseret|[Ss]var)\s?:\s?)(?:\p{Lu}{2,4}|[bcdfghjklmnpqrstvwxz]{2,4})(?=,?\s(?:d\.\s)?\d{1,4}[/.-]\d)/gu
/** "revideret ngy 2024.03.10", "kontrolleret PLT 12/3": between an act and its day. */
const beforeDay =
  /(?<!\p{L})(\p{Ll}{5,})\s([b-df-hj-np-tv-z]{2,4}|\p{Lu}{3})(?=,?\s(?:d\.\s)?\d{1,4}[/.-]\d{1,2}(?!\d))/gu
/** "dikteret 13/03-2024 08:12 PMH, skrevet": behind an act and its time. */
const behindTime =
  /(?<!\p{L})(\p{L}{3,})\.?\s(?:d\.\s?|den\s|kl\.?\s?)?\d[\d./-]{0,10}\d(?:,?\s(?:kl\.?\s?)?\d{1,2}[:.]\d\d)?\s(\p{Lu}{3,4})(?=\s*(?:$|[,;/)\n]|\.(?:\s|$)))/gu
/** "lagt af Sofie, SBH.": behind a given name and a comma letters that begin as it does. */
const ofGiven = /(?<!\p{L})(\p{Lu})(\p{Ll}{2,}),\s(\p{Lu}{3})(?=\s*(?:$|[;)\n]|\.(?:\s|$)))/gu
/** "Søren M. smv", "Lise Holt-Bak lhb": letters that begin as both names do. */
const ofBoth =
  /(?<!\p{L})(\p{Lu})(\p{Ll}{2,})\s(\p{Lu})(?:\p{Ll}{2,}|\.)(?:[ -]\p{Lu}(?:\p{Ll}{2,}|\.))?\s(\p{Ll}{3,4})(?=\s*(?:$|[.,;)\n]|\s\d))/gu
/** "Sign. mlh, BoJ": one more behind who signed. */
const second = new RegExp(
  `(?<=(?<!\\p{L})[Ss]ign(?:eret|erat|ert)?[.:]{0,2}\\s\\p{L}{2,4}(?:,\\s|\\s?\\+\\s?))\\p{Lu}\\p{L}{1,3}(?=${end})`,
  'gu',
)
/** "hna gentaget pga. uro": who took a picture again begins the sentence. */
const again =
  /(?<=(?:^|[.;]\s))([bcdfghjklmnpqrstvwxz]\p{Ll}{2})(?=\s(?:gentaget|gentog|skannede|scannede|lejrede)\s\p{Ll})/gu

/** Letters of who wrote, did or looked, where nothing but their place says so: at the end, in brackets, beside a day or a name. */
export function findClosingLetters(text: string): TextSpan[] {
  const spans: TextSpan[] = []
  if (text.length < 6) return spans
  const take = (pattern: RegExp, group: number, counts: (found: RegExpExecArray) => boolean) => {
    for (const found of text.matchAll(pattern)) {
      if (!counts(found)) continue
      const part = found[group]!
      const start = found.index + found[0].length - part.length
      spans.push({ start, end: start + part.length, kind: 'name' })
    }
  }
  const areSigns = ([said]: RegExpExecArray) => areLetters(said!) && !isSmallWord(said!.toLowerCase())
  if (/[.!] {1,2}[A-ZÀ-ÞĀ-\u{10ffff}]{2}\s*\.?\s*$/mu.test(text)) take(two, 0, ([said]) => mayClose(said!, text))
  if (/[.!] {1,2}[b-z]{3}\s*\.?\s*$/m.test(text)) take(small, 0, areSigns)
  if (/ \([A-ZÀ-ÞĀ-\u{10ffff}]{2}\)/u.test(text)) take(inBrackets, 0, ([said]) => mayClose(said!, text))
  if (/[A-ZÀ-ÞĀ-\u{10ffff}]{2}\/[a-zµß-\u{10ffff}]{2}/u.test(text))
    take(pair, 0, ([, who, typed]) => !isPicture(who!) && areLetters(typed!) && !isSmallWord(typed!))
  if (/(?:tg|gf|gr|ad|pl|sk|kr|an|ge|vl)\.? [b-z]{2,4}\s*\.?\s*$/m.test(text))
    take(ofCalling, 0, (found) => areSigns(found) && !parts.has(found[0]))
  if (/: ?[A-Za-zÀ-ÿ]{2,4},? (?:d\. )?\d/.test(text)) take(atLaboratory, 0, areSigns)
  if (/[a-zµß-\u{10ffff}] [A-Za-zÀ-ÿ]{2,4},? (?:d\. )?\d/u.test(text))
    take(beforeDay, 2, (found) => isAct(found[1]!) && areLetters(found[2]!) && !isSmallWord(found[2]!.toLowerCase()))
  if (/\d [A-ZÀ-ÞĀ-\u{10ffff}]{3}/u.test(text))
    take(behindTime, 2, (found) => isAct(found[1]!.toLowerCase()) && areLetters(found[2]!))
  if (/[a-zµß-\u{10ffff}], [A-ZÀ-ÞĀ-\u{10ffff}]{3}/u.test(text))
    take(ofGiven, 3, ([, first, rest, said]) => said![0] === first && isGiven(first! + rest!) && areLetters(said!))
  if (/[A-ZÀ-ÞĀ-\u{10ffff}][a-zµß-\u{10ffff}.]+ [a-zµß-\u{10ffff}]{3,4}(?![a-zµß-\u{10ffff}])/u.test(text))
    take(
      ofBoth,
      4,
      ([, first, rest, last, said]) =>
        `${first}${last}`.toLowerCase() === said!.slice(0, 2) &&
        isGiven(first! + rest!) &&
        !isPlainWord(said!) &&
        // "Mette Holm mhp. MR": a word in short is none; two names tell more than an abbreviation of medicine.
        (abbreviations.has(said!.toUpperCase()) || !isSmallWord(said!)),
    )
  if (/[Ss]ign/.test(text)) take(second, 0, ([said]) => areLetters(said!) && !/^\p{Lu}\p{Ll}+$/u.test(said!))
  if (/[a-zß-ÿ]{3} (?:gentag|gentog|skann|scann|lejr)/.test(text))
    take(again, 1, (found) => areSigns(found) && !isPicture(found[1]!.toUpperCase()))
  return spans
}

function isGiven(name: string): boolean {
  const lower = name.toLowerCase()
  return givenNames.has(lower) || isBorne(lower)
}

const moreActs = new Set(
  'revideret rettet justeret dikt dikteret skrevet indlæst tastet indtastet diktat renskrevet'.split(' '),
)
const isAct = (word: string) => acts.has(word) || moreActs.has(word)

/** How a picture is taken, and which. */
const isPicture = (said: string) =>
  /^(?:CT|MRI?|PET|UL|US|RTG|DXA|NM|XA|MG|CR|DX|T1|T2|DWI|ADC|TSE|GRE|AX|SAG|COR|TRA)$/.test(said)

/** Parts of the body as they are shortened behind "rtg". */
const parts = new Set('thx thv crv clv lmb hft kn skl bck pv pvs hnd fd nk rg bx abd cr th ll'.split(' '))

/** What medicine and imaging write in two capitals, wherever they stand. */
const pairsOfMedicine = new Set(
  'AA AB AC AD AE AI AK AL AM AN AO AP AS AT AV AX BA BB BE BI BL BM BP BS CA CB CC CD CE CF CI CK CM CN CO CP CR CS CT CU CV CX DC DD DE DI DK DM DP DS DT DU DX EB ED EF EH EK EM EP ER ES ET EU FA FB FE FF FI FN FO FP FS FT FU FX GA GB GE GI GP GR GU GY HA HB HC HD HE HF HG HL HP HR HT HU HX IA IC ID IE IF IH IM IP IR IS IT IU IV KA KD KG KI KL KO KT KV LA LE LH LI LL LM LN LO LP LS LV LU MA MB MC MD ME MG MI ML MM MO MR MS MT MV NA NB NE NG NI NK NM NO NP NR NS NT OA OB OD OE OG OK OL OM OP OR OS OU PA PB PC PD PE PF PG PH PI PL PM PN PO PP PR PS PT PV PX QT RA RE RH RI RL RN RR RT RU RV RX SA SB SC SD SE SF SG SI SK SL SP SR SS ST SU SV SX TA TB TE TH TI TP TR TS TT TU TV TX UE UG UK UL UN US UT UV UX VA VE VF VI VM VP VR VS VT WB XA XR ØH ØL ØR ØV HØ'.split(
    ' ',
  ),
)
/** Those that mean one thing of medicine only, by what a text that means it tells of; in any other text they are somebody's. */
const meant: ReadonlyMap<string, RegExp> = new Map([
  ['AR', /hjerte|aort|klap|ekko|echo|insuff|regurg|ventri|kardi|card|recept|prostat|PSA|androg/iu],
  ['BT', /tryk|hypert|hypot|puls|\d{2,3}\/\d{2,3}|temp|saturation/iu],
  ['RM', /højre|hø\.|rotator|skulder|muskul|resonan|radikal|mastektomi/iu],
])

/** Two capitals that end what is said: no abbreviation, but for one that the rest of the text has no use for. */
function mayClose(said: string, text: string): boolean {
  const fits = meant.get(said)
  if (fits) return !fits.test(text)
  return !pairsOfMedicine.has(said) && areLetters(said)
}
