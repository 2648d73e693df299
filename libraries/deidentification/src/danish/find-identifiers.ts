import { plainForm } from '../plain-form.ts'
import { addSpans, type TextSpan } from '../text-span.ts'
import { abbreviations } from './abbreviations.ts'
import { isOfMedicine, isPostalTown } from './borne-names.ts'
import { countries } from './countries.ts'
import { everydayWords } from './everyday-words.ts'
import { findBareNumbers } from './find-bare-numbers.ts'
import { findBriefSigns } from './find-brief-signs.ts'
import { findCalled } from './find-called.ts'
import { findClosingLetters } from './find-closing-letters.ts'
import { findCompany } from './find-company.ts'
import { findConsulted } from './find-consulted.ts'
import { findDoers } from './find-doers.ts'
import { findDwellings, townBehind } from './find-dwellings.ts'
import { findEmployers } from './find-employers.ts'
import { findFields } from './find-fields.ts'
import { findFileNames } from './find-file-names.ts'
import { findHandNumbers } from './find-hand-numbers.ts'
import { findHandles } from './find-handles.ts'
import { findHastyNames } from './find-hasty-names.ts'
import { findInitials } from './find-initials.ts'
import { findLandmarks } from './find-landmarks.ts'
import { findLogins } from './find-logins.ts'
import { findNames } from './find-names.ts'
import { findNicknames } from './find-nicknames.ts'
import { findNumbers, findSerials } from './find-numbers.ts'
import { findOddTelephones } from './find-odd-telephones.ts'
import { findOpinions } from './find-opinions.ts'
import { findOtherScripts } from './find-other-scripts.ts'
import { findOverLines } from './find-over-lines.ts'
import { findDigests, findPacked } from './find-packed.ts'
import { findPapers } from './find-papers.ts'
import { findRareNumbers } from './find-rare-numbers.ts'
import { findSegments } from './find-segments.ts'
import { findShortGiven } from './find-short-given.ts'
import { findSigns } from './find-signs.ts'
import { findSmallNames } from './find-small-names.ts'
import { findSmallPeople } from './find-small-people.ts'
import { countsViews, doorsBehind, findStreets, withoutDay } from './find-streets.ts'
import { findSurroundings } from './find-surroundings.ts'
import { findTaggedNames } from './find-tagged-names.ts'
import { findTelephones, isDay } from './find-telephones.ts'
import { findTownsInShort } from './find-towns-in-short.ts'
import { findVillages } from './find-villages.ts'
import { findWork } from './find-work.ts'
import { closest } from './kin-words.ts'
import { notNames, towns } from './name-lists.ts'
import { namesBeside } from './names-beside.ts'
import { namesInList } from './names-in-list.ts'
import { namesInRow } from './names-in-row.ts'
import { endsPlace, isDrug, withinName } from './report-words.ts'
import { digitsIn, saysAny } from './says-any.ts'
import { acts, isCalling } from './staff-words.ts'
import { streetOf } from './street-of.ts'
import { beginsTown, wholeTown } from './whole-town.ts'

/** Day and month of the first six digits of a CPR number; 60 is added to the day of a replacement number. */
export function isCprDate(digits: string): boolean {
  const day = Number(digits.slice(0, 2))
  const month = Number(digits.slice(2, 4))
  return month >= 1 && month <= 12 && ((day >= 1 && day <= 31) || (day >= 61 && day <= 91))
}

/**
 * Weighted sum modulo 11 of a CPR number. Numbers given out since October 2007 need not satisfy it, so it never clears a
 * number of suspicion.
 */
export function satisfiesModulo11(digits: string): boolean {
  const weights = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]
  return weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 11 === 0
}

const cpr =
  /(?<![\d.])(\d{6})(?:[ \t]?[-–./_|;:) ]{0,2}[ \t]?|[ \t]?[?\x96\x97\ufffd]{1,3}[ \t]?|[ \t]?-\s{1,4})(\d{4})(?![\d])(?!\.\d)/g
const replacementCpr =
  /(?<![\p{L}\d])(\d{6})(?:-|\s(?=\d[A-Z]\d[A-Z]))(?:\d[A-Z]\d[A-Z]|[A-Z]{2,4}\d{0,2}|\d?[A-Z]{1,3}\d{1,2}|[A-Z]\d{2}[A-Z])(?![\p{L}\d])/gu
const cprCue =
  /(?:cpr|c\.p\.r\.|person(?:nummer|nr)|p\.?nr|født|född|fødd|geb\.?|geboren|fødselsdato|fødselsdag|f\.\s?d\.|(?<!\p{L})f\.|dob|born|birth ?date|date of birth)\.?(?:[- ]?(?:nr|nummer|number|no)\.?)?\s*[:=#]?\s*(\d{6}(?:[-–./_\s]{0,3}\d{4})?|(?:18|19|20)\d\d[-./]\d\d?[-./]\d\d?|(?:18|19|20)\d{6}|(?:\d[-–./ ]{0,2}){9}\d|\d{1,2}[-./ ]\d{1,2}[-./ ](?:\d{4}|\d{2})|(?:den |d\. ?|am )?\d{1,2}\.? ?\p{L}{3,9}\.? ?(?:\d{4}|\d{2}))(?!\d)/giu
/** The same run together, where the word for the number stands. */
const replacementRunOn = /(?<![\p{L}\d])(\d{6})[A-Z]{2}\d{2}(?![\p{L}\d])/gu
/** 19030201-1234 of Sweden; 010203 12345 of Norway. */
const neighboursCpr = /(?<![\d.,-])(?:(?:18|19|20)\d\d(\d\d)(\d\d)[-+]\d{4}|(\d\d)(\d\d)\d\d[ -]\d{5})(?!\d|[-.,]\d)/g
const mail = /[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.\p{L}[\p{L}\d-]+/gu
const phoneSigned =
  /(?:(?:\(\+\d{2,3}\)|\+\d{2,3}\)?)[ .-]?(?:\(0\))?\d(?:[ .-]?\d){5,9}|\+[17][ -]\(?[2-9]\d\d\)?[ -]\d{3}[ -]?\d\d[ -]?\d\d|(?<!\d)(?:\(00[1-9]\d\)|00[1-9]\d\)?)[ .-]?(?:\(0\))?\d(?:[ .-]?\d){6,9})(?!\d)/g
const phoneCued =
  /(?:telefon|fastnet|hjemmenummer|call|(?:arb|arbejde|hjem|privat)(?=\.?:)|tlf|tel|mobil|mob|phone|fax|ring(?:er?|es)?(?: til| på)?|lokal(?:nr)?|omstilling|direkte|kontakt(?:es)? på|(?:træffes|nås)[^\n]{0,20}? på|træffes på|sms)\.?(?:[- ]?(?:nr|nummer)\.?)?(?:\s(?:til\s)?(?:hjem|arb(?:ejde)?|privat|dag|aften|datter|søn|mor|far|kone|mand|pårørende|home|work)\.?)?\s*[-:=]?\s*((?:\+?45[ -]?)?\d(?:[ .-]?\d){7}(?:\s?(?:\/|,|og|eller|or|and)\s?\d(?:[ .-]?\d){7})*(?!\d)|0\d(?:[ ./-]{0,3}\d){6,11})(?!\d)/giu
/** 45 12345678; (555) 123-4567 */
const phoneForeign =
  /(?<![\d.,+])45 ?[2-9]\d{7}(?![\d]|[.,]\d)|(?<!\d)\(\d{3}\) ?\d{3}-\d{4}(?!\d)|(?<![\d-])\d{3}-\d{3}-\d{4}(?![\d-])/g
/** "HbA1c 48 53 55 60": values measured one after the other, behind what was measured. */
const row =
  /(?<!\p{L})(?:HbA1c|BS|BG|(?:b-|p-)?glu[ck]ose|blodsukkere?|CRP|PSA|creatinin|kreatinin|eGFR|sat(?:uration)?|SpO2|puls|HF|HR|RF|RR|BT|temp|vægt|EF|LVEF|NIHSS|GCS|score|Hb|INR)\.?:?\s$/iu
const before = (text: string, at: number) => text.slice(Math.max(0, at - 60), at)
const phoneGrouped = /(?<![\d.,-])[2-9]\d([ .-])\d\d\1\d\d\1\d\d(?!\d|[.,]\d|-\d| ?(?:mm|cm|ml|%|kg|mgy))/gi
/** 0171 2345678, a mobile of Germany; 07911 123456 and 07911 123 456, of Britain. */
const phoneAbroad = /(?<![\d.,/-])(?<!\d )(?:01[5-7]\d[ /-]?\d{6,8}|07\d{3} ?\d{3} ?\d{3})(?!\d|[.,/-]\d)/g
/** 86 42 11, of Greenland and the Faroes: where somebody rings. */
const phoneOfSix = /(?<![\d.,-])(?<!\d )[2-9]\d \d\d \d\d(?!\d|[.,/-]\d| \d| ?(?:mm|cm|ml|%|kg|mgy|år|x|×))/gi
/** 070-555 12 34, 08-12 34 56 78, 040 123 4567: numbers of Sweden and Finland begin with 0. */
const phoneOfNeighbours =
  /(?<![\p{L}\d.,/-])(?:0[1-9]\d{0,2}-(?=(?:\d ?){5,8}(?!\d))\d{2,3}(?: ?\d\d){1,3}|0(?:4\d|50)[- ]?\d{3} ?\d{3,4})(?! ?\d|[.,/-]\d| ?(?:mm|cm|ml|%|kg|mgy)(?!\p{L}))/giu
/** Behind the sign for a telephone in China and Japan, up to eleven digits. */
const phoneOfAsia =
  /(?:电话|電話|手机|手機|携帯)(?:号码|番号)?\s*[:：]?\s*((?:\+?8[16][ -]?)?\d(?:[ -]?\d){7,11})(?!\d)/gu
/** 86129944, 7731.2209, 4411-8822, 555-0134, and the extension x4471: behind a word that says that somebody rings. */
const phoneOfEight =
  /(?<![\p{L}\d.,/-])(?:(?!20\d\d-(?:19|20))[2-9]\d{2,3}-\d{4}|[2-9]\d{3}\.?\d{4}|x\d{4,5})(?!\d|[.,/-]\d|\s?(?:mm|cm|ml|mg|kg|%|x\d))/gu
const rings =
  /(?<!\p{L})(?:ring(?:e[rs]?|ede|es)?|opkald\p{L}*|tlf|tel|mobil\p{L}*|sms|call(?:ed|s)?|page[dr]?|phoned?|telefon\p{L}*)(?!\p{L})/iu
/** "Bent (ægtefælle) 40117788": beside who somebody is to the patient. */
const besideKin = new RegExp(`(?<!\\p{L})(?:${closest.join('|')}|kontakt)(?:en)?\\)?[:,]?\\s$`, 'iu')
/** Eight digits that are a day. */
const dayOfEight = /^(?:(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d|[0-3]\d(?:0[1-9]|1[0-2])(?:19|20)\d\d)$/
/** 2044 8817 and nothing else. */
const phoneAlone = /^\s*[2-9]\d{3} \d{4}\s*$/
/** 2044 8817 */
const phoneOfFours = /(?<![\d.,-])[2-9]\d{3} \d{4}(?!\d|[.,]\d| ?(?:mm|cm|ml|%|kg|mgy|bq|hu))/gi
const street =
  /(?<![\p{L}\p{M}])(?:(?:[A-ZÆØÅ][\p{L}.'’]*|Gl\.|Ny|Sdr\.|Ndr\.|Store|Lille|Nordre|Søndre|Vestre|Østre|Kgs\.)[ -]){0,3}(?:(?<=[\p{L}.] )(?:Allé|Alle|Vej|Gade|Plads|Torv|Boulevard|Stræde|Park|Have|Vænge)|[A-ZÆØÅ]?\p{L}*(?:vej|gade|gaden|allé|alle|alleen|stræde|strædet|vænge|vænget|parken|haven|have|torv|torvet|plads|pladsen|boulevard|boulevarden|alléen|gyde|gyden|brink|brinken|løkken|vangen|ås|åsen|dal|stien|sti|bakken|marken|toften|engen|skoven|lunden|vangen|krogen|park|kaj|kajen|brygge|bro|ageren|dalen|højen|svinget|bugten|kæret|gården|krattet|vejen|høj|toft|mark|lund|sving|ager|led|leddet))(?:\s+nr\.?)?\s+(?!\d\d?[-./]\d\d?[-./]\d\d)\d{1,3}(?!\d)(?:[-–]\d{1,3}(?!\d|[.,]\d))?(?:\s?(?!i\s\p{Lu})[A-Za-z](?![\p{L}]))?(?:,?\s*(?:\d{1,2}|st|kl|stuen)\.?(?:\s*(?:sal)?\.?\s*(?:th|tv|mf|\d{1,3})\b\.?)|,?\s*(?:th|tv|mf)\b\.?)?/gu
/** The same in Swedish, Norwegian, Finnish and Icelandic. */
const streetOfNeighbours =
  /(?<![\p{L}\p{M}])(?:(?:Östra|Västra|Norra|Södra|Stora|Lilla|Gamla|Nya|Övre|Nedre|Øvre|Nordre|Søndre|Søre|Vestre|Østre|Store|Lille|Gamle|Alte|Neue|Große|Kleine|Obere|Untere|Hintere|Vordere)\s)?\p{Lu}\p{L}*(?:gatan|gata|vägen|gränd|torget|gate|veien|vei|vegen|katu|kuja|vegur|braut|straße|strasse|(?<!Men|Admini|Regi|Demon|Illu)str\.|weg|allee|platz|gasse|bakken|stien)\s\d{1,3}(?:\s?[A-Za-z](?!\p{L}))?(?:\s\d{1,3}(?![\d.,]))?(?![\d]|[.,]\d|\s?(?:mm|cm|%))/gu
/** Agervang 3: only with a capital. */
const streetWithCapital =
  /(?<![\p{L}\p{M}])\p{Lu}\p{Ll}{3,}(?:vang|hegnet|diget|skellet|husene|lyngen|heden|mosen)\s\d{1,3}(?:\s?[A-Z](?!\p{L}))?(?![\d]|[.,]\d|\s?(?:mm|cm|%))/gu
/** "Holtenauer Str. 211": two words. */
const streetOfTwo =
  /(?<![\p{L}\p{M}])\p{Lu}\p{Ll}{2,}(?:-\p{Lu}\p{Ll}+)*\s(?:Str\.|Straße|Strasse|Weg|Allee|Platz|Chaussee|Landstraße|Ring|Damm|Gasse|vei|veg|gate|gata|väg|gatan)\s\d{1,3}(?:\s?[A-Za-z](?!\p{L}))?(?![\d]|[.,]\d|\s?(?:mm|cm|%))/gu
/** What ends as a street may and begins small: "håndled 2 planer", "2 cm under tibiaplateauet" are no address; "Tager 2 tabletter" is an act. */
const partOfBody =
  /^(?:T|Kl|B|L|M|S|J|Sm|Beh|(?:Bi|Ind|På)?[Dd]r|(?:Mod|Ind|Ud|Op|Fore|Del|Af|Med|Und|An|Over|På)t)ager\s+\d|^(?:Hånd|Fod|Skulder|Albue|Hofte|Knæ|Ankel|Finger|Tommel|Tå|Krøl|Kæbe)\p{Ll}*led(?:det)?\s+\d|^\p{Ll}\p{L}*(?:led|leddet|ager|sving|høj|lund|mark|marken|dal|dalen|ås|sti|bro|plads|pladsen|have|haven|park|bakken|toft|bugten|engen|krogen)\s+\d/u
/** "Bopæl Kirke Hyllinge": a place without a street. */
const livesAt =
  /(?<!\p{L})(?:[Bb]opæl|BOPÆL|[Ff]olkeregisteradresse)\.?\s*:?\s*((?:\p{Lu}(?:[\p{L}'’-]+|[\p{L}.]{0,4}\.)\s?){1,3})(?!\s?\d)/gu
/** "bor i Vejle": the town alone, where a word says that somebody lives there. */
const livesIn =
  /(?<!\p{L})(?:[Bb]or(?:ende)?|[Bb]oende|[Bb]os[ai]tt?|[Bb]osiddende|[Hh]jemmehørende|[Ff]lytt(?:et|ade?)|[Ll]ives|living|resident|[Ww]oh?nt|[Ww]ohnhaft|[Kk]ommer|[Ff]løjet|[Ff]løyet|[Kk]ørt|[Kk]jørt|[Ss]ejlet|[Tt]ransporteret|[Kk]ommt)\s+(?:alene\s+|ind\s+)?(?:i|på|til|fra|från|in|of|aus)\s+(\p{Lu}[\p{L}-]+)/gu
const postcode =
  /(?<!\d[-/]?)([1-9]\d{3})\s+([A-ZÆØÅ][\p{L}.]+(?:-\p{Lu}\p{Ll}+)?)(?:\s+(?:[CKMNSVØ]|[NS][VØ])(?![\p{L}])|\s(\p{Lu}\p{Ll}+|by)(?!\p{L}))?(?!\d)/gu
/** The first of two words of a town's name. */
/** 227 64 Lund, 33100 Tampere, SE-413 45 Göteborg: only behind a street. */
const postcodeOfFive = /(?<![\p{L}\d-])(?:(?:SE?|FIN?|FI|D|N|IS|A)-)?\d{3} ?\d{2} \p{Lu}[\p{L}-]+(?: \p{Lu}\p{L}+)?/gu
/** "Marevan adr. Bakkevej 3": what stands in front of the word that leads to an address is none of it. */
const cueInside =
  /^.*(?<!\p{L})(?:bopæl|adr(?:esse)?|address|bor(?:\s(?:på|i))?|boende|bosat|wohnhaft|anschrift)(?!\p{L})\.?:?\s*/isu
/** Whatever stands in front of a postcode and town: "Ved Åen 8, 7100 Vejle". */
const beforePostcode =
  /(?<![\p{L}\p{M}])((?:(?:Ved|Bag|På|Over|Under|I|Den|Det|De)\s)?\p{Lu}[\p{L}.'’-]+(?:\s\p{Lu}?[\p{L}.'’-]+){0,2}\s\d{1,3}\s?[A-Za-z]?)(?:,[^,\n]{0,14})?,?\s+[1-9]\d{3}\s\p{Lu}/gu
const home =
  /(?:plejecent(?:er|ret)|plejehj\.|plejec\.|plejehjem(?:met|stilsyn)?|bosted(?:et)?|ældrecent(?:er|ret)|aktivitetscent(?:er|ret))\s+(\p{Lu}[\p{L}-]+(?:\s\p{Lu}[\p{L}-]+)?)/giu
const initials =
  /(?<!\p{L})(?:dikteret|skrevet|tolket|læst|udført|scannet|undersøgt|konfereret|kontrolleret|attesteret|rekvireret|bestilt|approved|reviewed|read|dictated|typed|sign(?:eret)?|transskriberet|mvh|hilsen|beskr(?:evet)?|godk(?:endt)?|init(?:ialer)?)(?:\s*[:.]\s*(?:af )?|\s+(?:af|by)\s+|(?<=(?:^|[.;,/\n]\s?)sign)\s+)((?!(?:CT|MR|MRI|PET|UL|US|RTG|DXA|SPECT|EKG|ECG|ED|FAM|AMA|VAS|OBS|CAVE)(?!\p{L}))\p{L}{2,4}(?:\/\p{L}{2,4})?)(?![\p{L}\d])/giu
/** "Radiographer: KT", "Beskrivende læge: ABJ1", "Pt. SN": initials behind what somebody is. */
const roleInitials =
  /(?<!\p{L})(?:[Rr]adiogra(?:f|pher)|[Rr]adiolog(?:ist)?|[Ss]onogra(?:f|pher)|(?:\p{L}{2,14} )?[Ll]æge|[Ss]ekr(?:etær)?|[Oo]perat(?:ør|or)|[Tt]ech(?:nologist|nician)?|[Rr]eader|[Oo]bserver|[Uu]ndersøger|[Bb]eskriver|[Aa]nnotator)\.?\s?[:/]\s?((?!(?:CT|MR|MRI|PET|UL|US|RTG|DXA|SPECT|EKG|ECG|ED|FAM|AMA|OBS|CAVE|AI|CAD)(?!\p{L}))\p{Lu}{2,4}\d{0,2}(?:\/\p{Lu}{2,4}\d{0,2})?)(?![\p{L}\d])/gu
/** "skrevet af mkj", "Sign. hbr": typed without capitals, at the end of what is said. */
const smallInitials =
  /(?<!\p{L})(?:[Dd]ikteret|[Ss]krevet|[Tt]olket|[Bb]eskrevet|[Gg]odkendt|[Ss]ign(?:eret)?)(?:\s?[:.]\s?(?:af )?|\s+af\s+)((?!\p{L}*[aeiouyæøå]{2})\p{Ll}{2,4})(?=\s*(?:$|[.,;/)\n]|\s(?:d\.|den|dato|kl\.?)\s?\d))/gu
/** Ways in which a drug is given: behind "i.v. af" stands who gave it. */
const route = /^(?:iv|im|sc|po|i\.\s?[vm]\.)$/i
/** "lagt af KLN", "anlagt v/ ABJ": behind any act. */
const actInitials =
  /(?<!\p{L})(\p{L}{2,}|[iI]\.\s?[vVmM]\.)(?:\s\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?)?\s(?:af|by|v\/)\s?((?!(?:CT|MR|MRI|PET|UL|US|RTG|DXA|SPECT|EKG|ECG|ED|FAM|AMA|VAS|OBS|CAVE|AI|CAD|VCI|VCS|LAD|LCX|RCA|CBD|PACS|RIS)(?!\p{L}))\p{Lu}{2,4}\d{0,2}(?:\/\p{Lu}{2,4})?)(?=\s*(?:$|[.,;:/)\n]|due\s|because\s|pga|\s\d{1,2}(?:\s?[/.-]|\s?[A-Za-z]{3}\.?\s?\d\d)))/gu
/** 480905-1235: a number of Sweden, the year first. */
const yearFirst = /(?<![\d.,-])\d\d(\d\d)(\d\d)[-–+]\d{4}(?!\d|[-.,]\d)/g
/** Where somebody lives, behind a word that says so. */
const cuedAddress =
  /(?<!\p{L})(?:[Bb]opæl|[Aa]dr(?:esse)?|[Aa]ddress|[Bb]or(?: på| i)?|[Ww]ohnhaft|[Ww]ohnt|[Aa]nschrift|[Bb]oende|[Bb]osatt?|[Ll]ives at|[Rr]esiding at|BOPÆL|ADR(?:ESSE)?)\.?\s*:?\s*((?:\p{Lu}(?:[\p{L}'’-]*|[\p{L}.]{0,4}\.)\s){1,4}\d{1,4}(?:\s?(?!i\s\p{Lu})[A-Za-z](?!\p{L}))?(?:,?\s*(?:st|kl|\d{1,2})\.?\s*(?:th|tv|mf)\.?)?(?:,\s*(?:[1-9]\d{3}\s)?\p{Lu}\p{L}+)?)/gu
const numberCue =
  /(?:journal(?:nummer|nr)?|jnr|j\.nr|accession(?: ?(?:number|no|nr))?|acc\.?(?: ?nr)?|rekv(?:isition)?\.?(?: ?nr)?|patient[- ]?id|pat\.? ?id|(?<!\p{L})(?:pid|mrn)|sygesikring(?:snr|snummer)?|pas(?:nr|nummer)|kørekort(?:nr)?|konto(?:nr|nummer)?)\.?\s*[:=#]?\s*((?=[\p{L}-]*\d)[\p{L}\d](?:[\p{L}\d/-]|\.(?=\d)){3,})/giu

/** CPR numbers, telephone numbers and mail addresses: what its shape alone gives away. */
export function findShapes(given: string): TextSpan[] {
  const text = plainForm(given)
  const spans: TextSpan[] = findPacked(text)
  if (text.includes('@')) for (const found of text.matchAll(mail)) spans.push(spanOf(found, 'mail'))
  addSpans(spans, findSerials(text))
  if (!/\d\D{0,3}\d\D{0,3}\d\D{0,3}\d\D{0,3}\d\D{0,3}\d/.test(text)) return spans
  for (const found of text.matchAll(cpr)) if (isCprDate(found[1]!)) spans.push(spanOf(found, 'cpr'))
  for (const found of text.matchAll(yearFirst))
    if (isCprDate(`${found[2]}${found[1]}`) && !isCprDate(found[0])) spans.push(spanOf(found, 'cpr'))
  for (const found of text.matchAll(replacementCpr)) if (isCprDate(found[1]!)) spans.push(spanOf(found, 'cpr'))
  if (/cpr|erstatn/i.test(text))
    for (const found of text.matchAll(replacementRunOn)) if (isCprDate(found[1]!)) spans.push(spanOf(found, 'cpr'))
  for (const found of text.matchAll(neighboursCpr))
    if (isCprDate(found[1] ? `${found[2]}${found[1]}` : `${found[3]}${found[4]}`)) spans.push(spanOf(found, 'cpr'))
  for (const found of text.matchAll(cprCue)) spans.push(partOf(found, 1, 'cpr'))
  for (const found of text.matchAll(phoneSigned)) spans.push(spanOf(found, 'phone'))
  for (const found of text.matchAll(phoneCued)) if (!isDay(found[1]!)) spans.push(partOf(found, 1, 'phone'))
  return spans
}

/** Parts of words without which the patterns above find nothing. */
const birthWords = [
  'cpr',
  'c.p.r',
  'person',
  'p.nr',
  'pnr',
  'p.',
  'født',
  'fødsel',
  'född',
  'fødd',
  'geb',
  'f.',
  'dob',
  'born',
  'birth',
]
const numberWords = [
  'journal',
  'jnr',
  'j.nr',
  'acc',
  'rekv',
  'pat',
  'pid',
  'mrn',
  'sygesikring',
  'pas',
  'kørekort',
  'konto',
]
const addressWords = ['bopæl', 'adr', 'addr', 'bor', 'boende', 'bosat', 'wohn', 'anschrift', 'lives', 'resid']
const livingWords =
  'bor boende bosat bosit bosidd hjemmehør flyttet flytta lives living resident wohn kommer kommt fløjet fløyet kørt kjørt sejlet transport'.split(
    ' ',
  )
const homeWords = ['plejec', 'plejehj', 'bosted', 'ældrecent', 'aktivitetscent']
const doneWords =
  'dikteret skrevet tolket læst udført scannet undersøgt konfereret kontrolleret attesteret rekvireret bestilt approved reviewed read dictated typed sign transskriberet mvh hilsen beskr godk init'.split(
    ' ',
  )
const streetEndings =
  'vej gade all stræde vænge park have torv plads boulevard gyd brink løkken vangen ås dal sti bakken mark toft engen skoven lund krogen kaj brygge bro ager højen sving bugten kæret gården krattet høj led'.split(
    ' ',
  )

const endingsOfNeighbours =
  'gatan gata gaten vägen gränd torget gate veien vei vegen katu kuja vegur braut straße strasse str. weg allee platz gasse bakken stien'
    .split(' ')
    .map((ending) => `${ending} `)

/** Everything in a free text that points at a person: shapes, numbers with a cue, addresses, names. Danish first, English too. */
export function findIdentifiers(given: string): TextSpan[] {
  return [...findInLines(given), ...findOverLines(given, findInLines)]
}

function findInLines(given: string): TextSpan[] {
  const text = plainForm(given)
  const spans = findShapes(text)
  const lower = text.toLowerCase()
  const digits = digitsIn(text)
  if (digits > 0) {
    if (digits > 2 && saysAny(lower, birthWords))
      for (const found of text.matchAll(cprCue)) spans.push(partOf(found, 1, 'cpr'))
    if (digits > 7)
      for (const found of text.matchAll(phoneGrouped))
        if (found[1] === ' ' ? !row.test(before(text, found.index)) : ringing.test(before(text, found.index)))
          spans.push(spanOf(found, 'phone'))
    if (digits > 5 && /\d\d \d\d \d\d/.test(text))
      for (const found of text.matchAll(phoneOfSix))
        if (ringing.test(text.slice(Math.max(0, found.index - 40), found.index))) spans.push(spanOf(found, 'phone'))
    if (/\d{4} \d{4}/.test(text))
      for (const found of text.matchAll(phoneOfFours))
        if (phoneAlone.test(text) || ringsFours(text.slice(Math.max(0, found.index - 60), found.index)))
          spans.push(spanOf(found, 'phone'))
    if (digits > 3 && /\d{3}[.-]?\d{4}|x\d{4}/.test(text))
      for (const found of text.matchAll(phoneOfEight))
        if (!dayOfEight.test(found[0]) && toldBefore(text.slice(Math.max(0, found.index - 40), found.index)))
          spans.push(spanOf(found, 'phone'))
    if (digits > 9) for (const found of text.matchAll(phoneForeign)) spans.push(spanOf(found, 'phone'))
    if (digits > 9 && /0[17]\d\d/.test(text))
      for (const found of text.matchAll(phoneAbroad)) spans.push(spanOf(found, 'phone'))
    if (digits > 7 && /0[1-9]\d{0,2}[- ]\d|04\d/.test(text))
      for (const found of text.matchAll(phoneOfNeighbours)) spans.push(spanOf(found, 'phone'))
    if (/[\u3000-\u9fff]/.test(text))
      for (const found of text.matchAll(phoneOfAsia)) spans.push(partOf(found, 1, 'phone'))
    if (saysAny(lower, numberWords))
      for (const found of text.matchAll(numberCue)) spans.push(partOf(found, 1, 'number'))
    if (saysAny(lower, streetEndings))
      for (const found of text.matchAll(street))
        if (!partOfBody.test(found[0]) && !/(?:^|\s)alle\s+\d/.test(found[0]) && !countsViews(text, found))
          spans.push(withoutDay(text, streetOf(found)))
    if (saysAny(lower, endingsOfNeighbours))
      for (const found of text.matchAll(streetOfNeighbours)) spans.push(spanOf(found, 'address'))
    addSpans(spans, findStreets(text))
    if (/[a-zµß-\u{10ffff}] (?:Str|Weg|Allee|Platz|Chau|Land|Ring|Damm|Gasse|vei|veg|gat|väg)/u.test(text))
      for (const found of text.matchAll(streetOfTwo)) spans.push(spanOf(found, 'address'))
    if (/(?:vang|hegnet|diget|skellet|husene|lyngen|heden|mosen) \d/.test(text))
      for (const found of text.matchAll(streetWithCapital)) spans.push(spanOf(found, 'address'))
    if (saysAny(lower, addressWords))
      for (const found of text.matchAll(cuedAddress)) spans.push(partOf(found, 1, 'address'))
    const coded = /\d{4}\s/.test(text)
    if (coded)
      for (const found of text.matchAll(beforePostcode)) {
        const { start } = streetOf(found)
        const led = cueInside.exec(text.slice(start, found.index + found[1]!.length))?.[0].length ?? 0
        spans.push({ start: start + led, end: found.index + found[1]!.length, kind: 'address' })
      }
    for (const found of coded ? text.matchAll(postcode) : [])
      if (isPostedTo(found, text) || afterAddress(spans, text, found.index))
        spans.push(townOf(found, text.slice(found.index + found[0].length, found.index + found[0].length + 24)))
    if (/wo|PLZ/i.test(text)) for (const found of text.matchAll(postcodeLived)) spans.push(spanOf(found, 'address'))
    if (/\d{3} ?\d{2} /.test(text))
      for (const found of text.matchAll(postcodeOfFive))
        if (afterAddress(spans, text, found.index)) spans.push(spanOf(found, 'address'))
  }
  if (saysAny(lower, livingWords))
    for (const found of text.matchAll(livesIn))
      if (isTown(found[1]!) || (/^(?:b|l|r|hj|w)/i.test(found[0]) && isPlaceName(found[1]!)))
        spans.push(wholeTown(text, partOf(found, 1, 'address')))
  if (/bopæl|registeradr/i.test(text))
    for (const found of text.matchAll(livesAt)) spans.push(partOf(found, 1, 'address'))
  for (const found of saysAny(lower, homeWords) ? text.matchAll(home) : []) {
    const end = found.index + found[0].length
    const name = withinName(capitalsOf(found[1]!), text.slice(end, end + 24))
    const start = found.index + found[0].length - found[1]!.length
    if (name.length > 0) spans.push({ start, end: start + name.length, kind: 'address' })
  }
  addSpans(spans, doorsBehind(text, spans))
  for (const span of spans.filter(({ kind }) => kind === 'address')) {
    const town = townBehind(text.slice(span.end, span.end + 40))
    if (town) spans.push({ start: span.end + town.start, end: span.end + town.end, kind: 'address' })
    // "Fjordvej 3, (Rebild)"
    const bracketed = /^,?\s\((\p{Lu}\p{Ll}{2,}(?:\s\p{Lu}\p{Ll}+)?)\)/u.exec(text.slice(span.end, span.end + 40))
    if (bracketed && /\d/.test(text.slice(span.start, span.end)) && isLivedIn(bracketed[1]!))
      spans.push({ start: span.end, end: span.end + bracketed[0].length, kind: 'address' })
    // "Lyngbakken 6, Odder"
    const beside = /^,\s(\p{Lu}\p{Ll}{2,})(?=\s*(?:$|[.,;)\n]))/u.exec(text.slice(span.end, span.end + 30))
    if (beside && /\d/.test(text.slice(span.start, span.end)) && (isTown(beside[1]!) || isShortTown(beside[1]!)))
      spans.push({ start: span.end + 2, end: span.end + beside[0].length, kind: 'address' })
  }
  addSpans(
    spans,
    findNumbers(text),
    findTelephones(text),
    findRareNumbers(text),
    findHandNumbers(text),
    findDigests(text),
    findDwellings(text),
    findPapers(text),
    findSurroundings(text),
    findVillages(text),
    findTownsInShort(text),
    findSegments(text),
    findFields(text, true),
  )
  if (/[:.]|\s(?:af|by)\s|sign\s/i.test(text) && saysAny(lower, doneWords)) {
    for (const found of text.matchAll(initials)) if (/^\p{Lu}{2}/u.test(found[1]!)) spans.push(partOf(found, 1, 'name'))
    for (const found of text.matchAll(smallInitials)) if (!isWord(found[1]!)) spans.push(partOf(found, 1, 'name'))
  }
  if (/ (?:af|by|v\/) ?[A-ZÀ-ÞĀ-\u{10ffff}]{2}/u.test(text))
    for (const found of text.matchAll(actInitials))
      if ((acts.has(found[1]!.toLowerCase()) && !abbreviations.has(found[2]!)) || route.test(found[1]!))
        spans.push(partOf(found, 2, 'name'))
  if (/[:/]/.test(text) && /[A-ZÀ-ÞĀ-\u{10ffff}]{2}/u.test(text))
    for (const found of text.matchAll(roleInitials)) spans.push(partOf(found, 1, 'name'))
  addSpans(
    spans,
    findInitials(text),
    findWork(text),
    findEmployers(text),
    findLandmarks(text),
    findNames(text),
    findSmallNames(text),
    findSmallPeople(text),
    findNicknames(text),
    findTaggedNames(text),
    findHastyNames(text),
  )
  addSpans(
    spans,
    findSigns(text),
    findClosingLetters(text),
    findBriefSigns(text),
    findOpinions(text),
    findCalled(text),
    findCompany(text),
    findDoers(text),
    findConsulted(text),
    findLogins(text),
    findHandles(text),
    findShortGiven(text),
    findFileNames(text),
    findOtherScripts(text),
  )
  addSpans(spans, namesBeside(text, spans), namesInRow(text, spans), namesInList(text, spans))
  addSpans(spans, findBareNumbers(text, spans), findOddTelephones(text, spans))
  return spans
}

/** The words at the beginning that have a capital: "Egebo kontaktet" is a home and a word. */
function capitalsOf(words: string): string {
  return /^\p{Lu}[\p{L}-]*(?:\s\p{Lu}[\p{L}-]+)*/u.exec(words)?.[0] ?? ''
}

/** No initials: a word of the sentence. */
function isWord(lower: string): boolean {
  return everydayWords.has(lower) || notNames.has(lower) || smallWords.has(lower)
}

const smallWords = new Set(
  'os en et to den det dem de der du han hun jeg mig dig sig vi vagt læge mor far søn kone mand bror over ved til fra med for på som alle ham hende ok nej ja ct mr us rtg pt ekg uge dag år tid her nu so sp mg ml mm cm'.split(
    ' ',
  ),
)

/** Whether what stands in front says that a telephone follows. */
const toldBefore = (lead: string) => rings.test(lead) || besideKin.test(lead)

/** "vagtfysiker 2166 0099": somebody rings, or a calling stands right in front. */
const ringsFours = (lead: string) =>
  ringing.test(lead) || isCalling(/(\p{L}+):?\s$/u.exec(lead)?.[1]?.toLowerCase() ?? '')

/** Groups of four are sizes and doses as well: only where somebody rings. */
const ringing = /ring|kontakt|opkald|træffes|fanges|svar|tlf|tel\b|mobil|sms|call|phone|\bpå $|(?:nummer|nr\.?):?\s*$/i

/** "Frb.", "Kbh": towns as they are shortened behind an address. */
const isShortTown = (word: string) => /^(?:Frb|Kbh|Kbhvn|Cph|Ålb|Aalb|Årh)$/u.test(word)

/** A town of Denmark that is no everyday word. */
export function isTown(word: string): boolean {
  const lower = word.toLowerCase()
  return towns.has(lower) || towns.has(lower.replace(/\.$/, '')) || (isPostalTown(lower) && !everydayWords.has(lower))
}

/** "8000 Aarhus C", "i 8476 Spjald.": a town of the lists, or a word that nobody knows behind a number that is no year, where nothing is measured. */
function isPostedTo(found: RegExpExecArray, text: string): boolean {
  const [, code, town = '', second] = found
  if (isTown(town) || (second !== undefined && beginsTown(town))) return true
  if (/^(?:19|20)/.test(code!) || !isPlaceName(town.replace(/\.$/, ''))) return false
  const end = found.index + found[0].length
  return (
    /(?:(?<!\p{L})(?:i|fra|til|på)\s|[,;]\s?)$/u.test(text.slice(Math.max(0, found.index - 5), found.index)) &&
    (town.endsWith('.') || /^\s*(?:$|[,.;)\n]|-\s)/.test(text.slice(end, end + 3)))
  )
}

const townSeconds = new Set(['falster', 'sjælland', 'mors', 'by', 'lyngby', 'nord', 'syd', 'øst', 'vest'])

/** A postcode and its town; a second word belongs to it when it is none of the sentence. */
function townOf(found: RegExpExecArray, rest: string): TextSpan {
  const span = spanOf(found, 'address')
  const second = found[3]
  if (second === undefined || second === 'by') return span
  const isTownsEnd = townSeconds.has(second.toLowerCase()) || beginsTown(found[2]!)
  const ends = /\p{L}{4}\.$/u.test(found[2]!) || (!isTownsEnd && endsPlace(second, rest))
  if (ends || isWord(second.toLowerCase())) span.end -= second.length + 1
  return span
}

/** Where somebody lives any capitalised word is the place, unless it is everyday or a country. */
function isPlaceName(word: string): boolean {
  const lower = word.toLowerCase()
  return (
    word.length > 2 &&
    /^\p{Lu}\p{Ll}+$/u.test(word) &&
    !isDrug(lower) &&
    !isWord(lower) &&
    !isOfMedicine(lower) &&
    !countries.has(lower) &&
    !homes.has(lower)
  )
}

const isLivedIn = (said: string) => isTown(said) || isPlaceName(said.split(' ')[0]!)

/** What one lives in. */
const homes = new Set(
  'lejlighed rækkehus parcelhus ejerlejlighed lejebolig kollektiv plejebolig ældrebolig nursing care plejehjem plejecenter botilbud bosted eget egen hjemmet'.split(
    ' ',
  ),
)

/** "wohnt in 24939 Flensburg": the postcode of a town of Germany, behind a word that says that somebody lives there. */
const postcodeLived = /(?<=(?<!\p{L})(?:[Ww]oh?nt|[Ww]ohnhaft|PLZ):?\s(?:in\s)?(?:D-)?)\d{5}\s\p{Lu}[\p{L}-]+/gu

/** Behind a street and its number any capitalised word is the town. */
function afterAddress(spans: readonly TextSpan[], text: string, at: number): boolean {
  return spans.some((span) => span.kind === 'address' && /^,?\s*$/.test(text.slice(span.end, at)) && span.end <= at)
}

function spanOf(found: RegExpExecArray, kind: string): TextSpan {
  return { start: found.index, end: found.index + found[0].length, kind }
}

function partOf(found: RegExpExecArray, group: number, kind: string): TextSpan {
  const part = found[group]!
  const start = found.index + found[0].length - part.length
  return { start, end: start + part.length, kind }
}
