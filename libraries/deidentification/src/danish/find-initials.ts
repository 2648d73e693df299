import type { TextSpan } from '../text-span.ts'
import { abbreviations } from './abbreviations.ts'
import { notNames } from './name-lists.ts'
import { isPlainWord } from './plain-words.ts'
import { acts, isCalling } from './staff-words.ts'

/** What stands in front of the initials of who dictated, typed, ordered or did it; in Danish, its neighbours' tongues and English. */
const led =
  '(?:dikt[a-zæøå]{0,6}|dikterad|diktert|dict|dictated|skr|skrevet|skrivet|typed|sign|signeret|signerat|signert|[A-Za-zÀ-ÖØ-öø-ÿ]*sekr(?:etær)?|schreibkraft|anæstesi|journalført|noteret|tilset|visiteret|schreiben|utskrift|diktat|beskr|beskrevet|granskad|granskat|godk|godkendt|init|initialer|tech|technician|mtr?a|mtrt|tekn|konf|konfereret|kontr|kontrolleret|indtastet|tast|booket|bestilt|rekvireret|ordineret|udført|optaget|skannet|scannet|undersøgt|tolket|läst|attest|best|bioanal|ass|assistent|opr|oper|foto|fotograf|målt|konst)'
const end = '(?=\\s*(?:$|[.,;/)(\\n]|\\s[A-Za-zÀ-ÖØ-öø-ÿ]*\\d|\\s(?:pr|d|den|kl|på|til|og|m|v|for)\\b))'
/** "Beskr.: snk/abi", "sekr. lmh", "bestilt af bdh pr. fax", "Tech:bht": typed without capitals. */
const small = new RegExp(
  `(?<![A-Za-zÀ-ÖØ-öø-ÿ])${led}(?:\\.?\\s?:\\s?(?:af |av |by )?|\\.\\s?(?=(?:[b-df-hj-np-tv-xz]{2,4}|[a-zß-öø-ÿ]{2,4}\\s?\\/\\s?[a-zß-öø-ÿ]{2,4})(?![A-Za-zÀ-ÖØ-öø-ÿ]))|\\s(?:[\\d./-]{4,10}\\s(?:kl\\.?\\s[\\d.:]+\\s)?)?(?:af|av|by|von|v\\/)\\s?|\\s?\\/\\s?|\\s(?=[b-df-hj-np-tv-xz]{2,4}(?![A-Za-zÀ-ÖØ-öø-ÿ]))|(?<=(?:dikter[ae]t|dikterad|diktat|utskrift|sekr|sekretær|sign|foto)\\.?)\\s)([a-zß-öø-ÿ]{2,4}(?:\\s?\\/\\s?(?!sekr|skr|dikt)[a-zß-öø-ÿ]{2,4})?)${end}`,
  'gi',
)
/** "Undersøger FTM", "Bioingeniør MHS", "konst. af AHV", "Foto GAa": who it was, in capitals. */
const large =
  /(?<![A-Za-zÀ-ÖØ-öø-ÿ])([A-Za-zÀ-ÖØ-öø-ÿ]{3,})(?:\.?\s?[:/]\s?|\.?\s(?:af|av|by|v\/)\s?|\.?\s)([A-ZÀ-ÖØ-Þ]{2,4}[a-zß-öø-ÿ]?)(?=\s*(?:$|[.,;/)\n]|\s(?:d\.\s?)?(?:\d{4}-\d\d-\d\d|\d{1,2}([./-])\d{1,2}\3\d\d)))/g
/** "markeret af LHJ for": the sentence goes on behind who did it. */
const goingOn =
  /(?<![A-Za-zÀ-ÖØ-öø-ÿ])([A-Za-zÀ-ÖØ-öø-ÿ]{3,})\s(?:af|av|by|v\/)\s?([A-ZÀ-ÖØ-Þ]{3,4})(?=\s(?:for|til|på|den|kl|og|efter|samt|ifm|and|to|on)(?![A-Za-zÀ-ÖØ-öø-ÿ]))/g
/** "tech jmk repeat x2": three letters without a vowel right behind who takes the images. */
const taking =
  /(?<=(?<![A-Za-zÀ-ÖØ-öø-ÿ])(?:[Tt]ech|[Tt]echnician|[Tt]echnologist|[Tt]ekniker|[Rr]adiograf)\s)[bcdfghjklmnpqrstvwxz]{3}(?=\s[a-zß-öø-ÿ])/g
/** "godkendt MH/LBS": who approved, and who with them. */
const approvedBy =
  /(?<=(?<![A-Za-zÀ-ÖØ-öø-ÿ])(?:[Gg]odk(?:endt|\.)|[Kk]ontrolleret|[Ss]ign(?:eret|\.)|[Aa]pproved|[Vv]erificeret|[Pp]lanlagt)\s)[A-ZÀ-ÖØ-Þ]{2,4}\/[A-ZÀ-ÖØ-Þ]{2,4}(?=\s*(?:$|[.,;)\n]|\d))/g
/** "Lone beder KHJ se den": who is asked, and to do what. */
const asked =
  /(?<=(?<!\p{L})(?:[Bb]eder|[Bb]ad|[Ss]pørger|[Rr]inger til|[Ss]krevet til)\s)\p{Lu}{3,4}(?=\s(?:om|se|kigge|vurdere|gennemgå|ringe|skrive|kontakte|beskrive|godkende)(?!\p{L}))/gu
/** "svar til afdelingen og cc JFJ": whom else it is sent to; behind a digit it is a volume. */
const copied = /(?<=(?<!\d\s?)(?<![A-Za-zÀ-ÖØ-öø-ÿ\d])[bB]?[cC]c:?\s)[A-ZÀ-ÖØ-Þ]{2,4}(?=\s*(?:$|[.,;/)\n]|\sog\s))/g
/** "UBR reviewed", "KLN har set billederne": what somebody does stands behind the initials. */
const doing =
  /(?<![A-Za-zÀ-ÖØ-öø-ÿ\d.])([A-ZÀ-ÖØ-Þ]{2,4})(?=\s(?:reviewed|approved|verified|dictated|agrees|concurs|informed|har (?:set|godkendt|beskrevet|talt)|skriver|informerer|informerede|ringer til)(?![A-Za-zÀ-ÖØ-öø-ÿ]))/g
/** "Fru R.", "Mr. W": all of a name that is said. */
const addressed =
  /(?<![A-Za-zÀ-ÖØ-öø-ÿ])(?:[Ff]ru|[Hh]r\.?|[Ff]r(?:k\.|öken|øken)|Mrs?\.?|Ms\.?|Miss|Herr|Frau|[Hh]err)\s([A-ZÀ-ÖØ-Þ](?:\.\s?[A-ZÀ-ÖØ-Þ]){0,3}(?:\.(?=\s[a-zß-öø-ÿ]|[,;)]|\s*$))?)(?![A-Za-zÀ-ÖØ-öø-ÿ\d-])/g
/** "V. N-Moe": a family name of which the first half is a letter. */
const halved = /(?<![A-Za-zÀ-ÖØ-öø-ÿ])[A-ZÀ-ÖØ-Þ]\.\s?[A-ZÀ-ÖØ-Þ]-[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{2,}(?![A-Za-zÀ-ÖØ-öø-ÿ])/g

/** "UL lever /LBJ": at the end, behind a stroke that parts nothing. */
const atEnd = /(?<=\s\/\s?)([A-ZÆØÅ]{2,4})(?=\s*\.?\s*$)/g

const doneWords =
  /anæst|journalf|noter|tilset|visit|schreib|dikt|dict|skr|typed|sign|sekr|gransk|godk|init|tech|mta|mtra|mtrt|tekn|konf|kontr|tast|booket|rekv|ordin|udført|optag|skannet|scannet|undersøgt|tolket|läst|attest|best|bioanal|ass|opr|oper|foto|målt|konst/
/** ", pbh (ref.)": letters without a vowel in front of somebody's field. */
const alone =
  /(?<=(?:^|[,;] ))[bcdfghjklmnpqrstvwxz]{3}(?=\s\((?:onk|rad|kir|pat|spl|ref|sekr|med|uro|gyn|nuk|lunge|gastro)\.?\))/g
/** "HKR/ab": who dictated and who typed. */
const pair = /(?<![A-Za-zÀ-ÖØ-öø-ÿ\d/])([A-ZÀ-ÖØ-Þ]{3,4})\/([a-zß-öø-ÿ]{2,3})(?=\s*(?:$|[.,;)\n]))/g
/** "tuh ønsker svar" */
const asking =
  /(?<=(?:^|[.;:,]\s))([a-zß-öø-ÿ]{2,4})(?=\s(?:ønsker|beder|vurderer|informerer|skriver|ringer|kontakter|godkender|har (?:set|godkendt|beskrevet|talt))(?![A-Za-zÀ-ÖØ-öø-ÿ]))/g
const done =
  / (?:reviewed|approved|verified|dictated|agrees|concurs|informed|har (?:set|godk|besk|talt)|skriver|informere|ringer til)/
const asks = /[a-zß-öø-ÿ]{2} (?:ønsker|beder|vurder|inform|skriver|ringer|kontakt|godkend|har (?:set|godk|besk|talt))/
const lonely = /[bcdfghjklmnpqrstvwxz]{3} \([a-z]{3,6}\.?\)/
const roles = new Set(
  'initials initialer ass assist dikt dict skr beskr godk undersøger beskriver operatør endoskopør assistent bioingeniør bioanal radiograf sygeplejerske sygepl sgpl spl ssk sosu overlæge læge tekniker sekretær sekr ovl overl reservel technologist tech reader observer annotator jordemoder fotograf foto konst vejleder supervisor operator rad scopist sonographer konf sign signeret'.split(
    ' ',
  ),
)

/** Initials of staff and of patients, where a word says that they are somebody's. */
export function findInitials(text: string): TextSpan[] {
  const spans: TextSpan[] = []
  if (text.length < 6) return spans
  const add = (start: number, length: number) => spans.push({ start, end: start + length, kind: 'name' })
  const lower = text.toLowerCase()
  if (doneWords.test(lower))
    for (const found of text.matchAll(small)) {
      const initials = found[1]!
      if (initials[0] !== initials[0]!.toUpperCase() && initials.split(/\s?\/\s?/).every((one) => !isSmallWord(one)))
        add(found.index + found[0].length - initials.length, initials.length)
    }
  if (lonely.test(text))
    for (const found of text.matchAll(alone)) if (!isSmallWord(found[0])) add(found.index, found[0].length)
  if (asks.test(text))
    for (const found of text.matchAll(asking)) if (!isSmallWord(found[1]!)) add(found.index, found[1]!.length)
  if (/(?:ech|cian|gist|niker|ograf) [b-z]{3} /.test(text))
    for (const found of text.matchAll(taking)) if (!isSmallWord(found[0])) add(found.index, found[0].length)
  if (!/[A-ZÆØÅ]/.test(text)) return spans
  if (/[a-zæøå][.:/]? ?[:/]? ?(?:a[fv] |by |v\/ ?)?[A-ZÆØÅ]{2}/.test(text))
    for (const found of text.matchAll(large)) {
      const [whole, role = '', initials = ''] = found
      const before = role.toLowerCase()
      const direct =
        /[a-zæøå]\.?\s$/i.test(whole.slice(0, -initials.length)) &&
        !/\s(?:af|av|by)\s$/.test(whole.slice(0, -initials.length))
      const says = direct
        ? roles.has(before) || isCalling(before)
        : acts.has(before) || roles.has(before) || isCalling(before)
      if (says && !isAbbreviation(initials)) add(found.index + whole.length - initials.length, initials.length)
    }
  if (/ (?:a[fv]|by|v\/) ?[A-ZÆØÅ]{3}/.test(text))
    for (const found of text.matchAll(goingOn))
      if (acts.has(found[1]!.toLowerCase()) && !isAbbreviation(found[2]!))
        add(found.index + found[0].length - found[2]!.length, found[2]!.length)
  if (/(?:odk|ontrol|ign|prove|erific|lanlagt)\S* [A-ZÆØÅ]{2,4}\//.test(text))
    for (const found of text.matchAll(approvedBy))
      if (found[0].split('/').some((one) => !isAbbreviation(one) && !isSmallWord(one.toLowerCase())))
        add(found.index, found[0].length)
  if (/(?:eder|ad|ørger|til) [A-ZÆØÅ]{3,4} /.test(text))
    for (const found of text.matchAll(asked)) if (!isAbbreviation(found[0])) add(found.index, found[0].length)
  if (/[cC]c:?\s[A-ZÆØÅ]{2}/.test(text))
    for (const found of text.matchAll(copied)) if (!isAbbreviation(found[0])) add(found.index, found[0].length)
  if (/\s\/\s?[A-ZÆØÅ]{2}/.test(text))
    for (const found of text.matchAll(atEnd)) if (!isAbbreviation(found[0])) add(found.index, found[0].length)
  if (/[A-ZÆØÅ]{3}\/[a-zæøå]{2}/.test(text))
    for (const found of text.matchAll(pair))
      if (!isAbbreviation(found[1]!) && !isSmallWord(found[2]!)) add(found.index, found[0].length)
  if (done.test(text))
    for (const found of text.matchAll(doing)) if (!isAbbreviation(found[1]!)) add(found.index, found[1]!.length)
  if (/ru |[hH]r|[Ff]r|M[rsi]|Herr/.test(text))
    for (const found of text.matchAll(addressed))
      add(found.index + found[0].length - found[1]!.length, found[1]!.length)
  if (/[A-ZÆØÅ]-[A-ZÆØÅ][a-zæøå]/.test(text))
    for (const found of text.matchAll(halved)) add(found.index, found[0].length)
  return spans
}

const more = new Set(
  'CT MR UL US PET RTG DXA EKG ED FAM AMA OBS CAVE AI CAD VAS NM RT XA MG CR DX PACS RIS EPJ OK ON OFF SPECT ECG NIV KIR MED ORT GYN PÆD ITA OP BI II III IV VI DXT SIN LED ORL ØNH NEU KAR'.split(
    ' ',
  ),
)

function isAbbreviation(initials: string): boolean {
  return abbreviations.has(initials) || more.has(initials) || notNames.has(initials.toLowerCase())
}

/** A word of the sentence, or a short one that is measured or shortened so. */
export function isSmallWord(one: string): boolean {
  return /[aeiouyæøåäö]{2}/.test(one) || words.has(one) || isPlainWord(one) || abbreviations.has(one.toUpperCase())
}

const words = new Set(
  'os en et to den det dem de der du han hun jeg mig dig sig vi vagt læge mor far søn kone mand bror over ved til fra med for på som alle ham hende ok nej ja ct mr us rtg pt ekg uge dag år tid her nu so sp mg ml mm cm af by av dr fys kir med ort gyn ovl spl ssk sgpl sek sekr amb afd afs lab rad rtl tdl egen samme via per pr og men mit min din sin and the was not yes no at in on if or is it he she her his him we us they mmhg kg kv ma ms hz khz mhz gy mgy mbq bq ug ng pg mmol hb hr hø ve vs dx sin dxt bil bilat stk pkt ca bl bla nr str tbl mvh mht pga hhv dvs jf evt inkl ekskl max min mdr sm mhp ifm iht pba fx osv mfl lat ap pa dl uge dag og er om op så ej må få sa då da alt nu pas kan skal skt sct sst grp rgr obs rhs lhs ptt lmp trt rtx pcr ngs snp tsh lsm thx cxr svg jpg png xml txt dcm pdf zzz fnr pnr jnr rnr knr snr hvd mnd mng wks wk yrs hrs mth mcg rpm bpm dpt dpm gtv ctv ptv std ref red blå grå usg tom fri lav høj stor kun ikke intet tx tv th mf st sal uden pos neg ned op ind ud dels del'.split(
    ' ',
  ),
)
