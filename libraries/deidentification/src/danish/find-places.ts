import { plainForm } from '../plain-form.ts'
import type { TextSpan } from '../text-span.ts'
import { abbreviations } from './abbreviations.ts'
import { isOfMedicine } from './borne-names.ts'
import { everydayWords } from './everyday-words.ts'
import { findFields } from './find-fields.ts'
import { notNames, towns } from './name-lists.ts'
import { withinName } from './report-words.ts'

/** Danish hospitals by what is said of them alone, and foreign ones whose name needs no word for hospital. */
const alone =
  /(?<![\p{L}\p{M}])(?:Rigshospitalet|Riget|Radiumhospitalet|Rikshospitalet|Ullevål|Haukeland|Herlev[ -]+(?:og[ -]+)?Gentofte|Bispebjerg(?:[ -]+(?:og[ -]+)?Frederiksberg)?|Amager[ -]+(?:og[ -]+)?Hvidovre|Karolinska|Sahlgrenska|Charité|Skejby|Gødstrup|UKSH|ZUH|Aleris(?:[ -]+Hamlet)?|Capio(?:\s\p{Lu}\p{Ll}{3,})?|Steno(?=\s+Diabetes)|Filadelfia(?=,?\s+Dianalund)|AUH|OUH|AaUH|AAUH|AalborgUH|(?<!(?:lav|høj|normal|forhøjet|nedsat|måles|målt|[sp]-)\s?)AMH(?![\s:=<>~]*\d|\s(?:på|er|niveau|måling|lav|høj|normal|målt|test|værdi|under|over|ikke|ej))|AHH|BFH|BBH|NOH|SUH|RHV|HGH|RHN|HEH)(?:s|['’]s)?(?![\p{L}\p{M}])/gu
/** Names that are towns, plays or abbreviations as well: only after a word that leads to a place. */
const ledTo =
  /(?<![\p{L}\p{M}])(?:på|fra|til|ved|via|from|at|indlagt|overflyttet|opereret|skrevet ud fra|modtaget|[Ii]nstitution:?|[Ss]ygehus:|[Hh]ospital:)\s+(?:på\s+|fra\s+|til\s+)?((?:Hvidovre|Herlev|Gentofte|Glostrup|Hillerød|Amager|Hamlet|Aleris(?:[ -]Hamlet)?|Capio|Mølholm|Gildhøj|Filadelfia|Dianalund|Montebello|Finsen(?:centret|instituttet)?|BBH|HEH|HGH|NOH|SUH|SVS|SLB|RHG|HEV|RHN|BFH|AHH|MGH|UKE|RH)(?:[ -]+(?:hosp(?:ital|italet)?\.?))?)(?![\p{L}\p{M}])/gu
const word = `\\p{Lu}[\\p{L}.'’]+`
/** "Hvidovre Hospital", "Aarhus Universitetshospital, Skejby", "St. Olavs Hospital", "Mayo Clinic". */
const namedBefore = new RegExp(
  `(?<![\\p{L}\\p{M}])((?:${word}[ -]+(?:og |& |of |de )?){1,4})(Hospital(?:et)?|Sygehus(?:et)?|Universitets(?:hospital|sygehus)(?:et)?|UH|Hosp\\.|[Ss]gh\\.?|[Ss]ygeh\\.|(?:Universitets)?[Ss]jukhus(?:et)?|[Ss]ykehus(?:et)?|[Ss]jukehus(?:et)?|[Ss]júkrahús(?:ið)?|[Ss]airaala|[Ll]egekontor|[Ll]ægehus|[Ll]ægeklinik|[Ll]ægecenter|[Ss]undhedscenter|[Ss]undhedshus|[Ll]egesenter|[Vv]årdcentral(?:en)?|[Hh]älsocentral(?:en)?|[Tt]erveyskeskus|Klinikum|Krankenhaus|Clinic|Infirmary|(?:Medical|Diabetes|Cancer|Heart|Trauma|Health) Cent(?:er|re)|Pharmacy|Chemists?|[Ll]asarett(?:et)?|Privathospital|[Ss]ykehjem(?:met)?|[Ss]jukhem(?:met)?|[Ää]ldreboende(?:t)?|[Oo]msorgssenter|[Bb]o-? og omsorgssenter|Pflegeheim|Seniorenheim|Apotek|Apothek|[Ll]egegruppe|[Ll]egevakt)(?:,? +(?:i )?(${word}(?:-${word})?))?(?![\\p{L}\\p{M}])`,
  'gu',
)
/** "Regionshospitalet Randers", "Sygehus Lillebælt Kolding", "Lægehuset Havnegade". */
const namedBehind = new RegExp(
  `(?<![\\p{L}\\p{M}])(Hosp\\.|Regionshospital(?:et)?|Hospitalsenhed(?:en)?|Privathospital(?:et)?|Universitetshospital(?:et)?|Sygehus(?:et)?|Hospitalet|Psykiatrisk Center|Lægehuset|Lægerne|Lægeklinikken|Speciallægeklinikken|(?:Tand|Øre|Øjen|Hud|Fysio)?[Kk]linikken|Øjenlægerne|Tandlægerne|Universitetssjukhus(?:et)?|Vårdcentralen|Hälsocentralen|Universitätsklinikum)((?:(?<=Læge(?:huset|rne|klinikken)|Tandlægerne) (?:i|på|ved))?(?: ${word}(?:-${word})*){1,3})`,
  'gu',
)
/** Wards and departments by number or letter. */
const ward =
  /(?<![\p{L}\p{M}])(?:afd(?:eling|el)?|afsn(?:it)?|afs|sengeafs(?:nit|n)?|sengeafd(?:eling)?|ward|klinik|clinic|avd(?:elning(?:en)?|elingen?)?|osasto|deild)\.?\s+((?:\p{Lu}{1,2}-)?\p{Lu}{0,2}\d{1,4}\p{Lu}{0,2}|\p{Lu}(?!-\d))(?![\p{L}\d])/giu
/** "SHAK 1301110", "afd.kode 130111A", "SOR 441211000016004": the number of a department in the registers of the country. */
const departmentCode =
  /(?<!\p{L})(?:SHAK(?:[- ]?(?:kode|code|nr|nummer|afd|afs))?|SOR(?:[- ]?(?:kode|id|nr|nummer|enhed))?(?=\.?\s?[:=#]?\s?\d{6})|(?:afd(?:elings?)?|afs(?:nit)?s?|afsn|sengeafsnits?|sygehus|hospitals?|enheds?|klinik|institutions?|producent|lokations?|ambulatorie|department|dept|ward|unit)\.?[- ]?(?:kode|koder|code|nr|nummer)|sygehus(?:afsnit|afdeling|afd|afs|nr))(?:et|en)?\.?\s?[:=#]?\s?((?:[A-Z]{1,3}-?)?\d{3,18}(?:[- ]?[A-Z]{1,4}\d{0,3}|-\d{2,4})?)(?![\p{L}\d]|[.,]\d|\s?(?:patienter|senge|mm|cm|ml|mg)(?!\p{L}))/giu
/** "Rygcenter Syddanmark", "Augenzentrum am Stachus", "JM-centret Trøjborg", "Hudamb. i Køge": any kind of clinic by its end. */
const kindBehind =
  /(?<![\p{L}\p{M}])(\p{L}[\p{L}-]*(?:cent(?:er|eret|ret|rum|rumet)|zentrum|praxis|mottagning(?:en)?|hälsan|Legegruppen?|Kommunulæknin|[Ss]undhedsstation(?:en)?|mottak(?:et)?|ambulatori(?:et|um)|amb\.|modtagelse[n]?|akutmodt\.|klinikk?e?n?|apparat(?:et)?afd\.)|Peqqissaavik|MVZ|Praxis)((?: (?:i|på|ved|am|an der|im|för|for|in|í))?(?: (?:S:t |St\.? |Sankt |Sct\.? )?(?:\p{Lu}\p{L}{0,3}\. |\p{Lu}:t )?\p{Lu}[\p{L}'’]+(?:(?: \p{Lu}:t)?[ -]\p{Lu}[\p{L}'’]+){0,3}))/gu
/** "Loc:KAR AMB 2", "Site: BØRNE AMB H": what a recorder prints behind the word for its place, in capitals. */
const printed =
  /(?<!\p{L})(?:Loc|Location|Site|Facility|Dept|Department|Ward|Clinic|Unit|Sted|Afd)\s?:\s?([\p{Lu}\d][\p{Lu}\d.-]*(?: [\p{Lu}\d.-]+){0,4})(?=\s*(?:$|[,;\n]|\s\p{Lu}\p{Ll}))/gu
/** "Akutt 3B", "Station 4B", "sal R4" */
const bedWard =
  /(?<![\p{L}\p{M}])(?:[Ss]engepost|[Aa]kutt(?:post)?|[Aa]kutpost|Station|[Ss]al|[Vv]årdavdelning)\s(\p{Lu}\d{1,3}|\d{1,2}\p{Lu}|(?<=Station\s)\d{1,2}\p{Ll})(?![\p{L}\d])/gu
/** In lower case. */
const anyPlace =
  /shak|(?:^|[^\p{L}])sor[ :.-]|kode|code|department|unit nr|(?:loc|tion|site|ility|dept|ment|unit|sted)\s?:|apote|apoth|pharmacy|chemist|lasarett|hälsan|legegr|legevakt|kommunul|mvz|uksh|zuh|sykehjem|sjukhem|äldreb|omsorgss|heim|finsen|sengep|akut|station|sal |aauh|amh|ahh|bfh|bbh|noh|suh|rhv|hgh|rhn|heh|peqqis|zentrum|centr|praxis|mottag|mottak|amb\.|ambul|modtag|hosp|sygeh|sgh|sjukh|sykeh|sjukeh|sjúkrah|sairaal|legekon|lægec|lægek|sundhedsc|sundhedsh|legesen|vårdc|hälsoc|terveys|klini|clini|cent(?:er|re)|lægeh|lægerne|tandl|infirm|krankenh| uh\b|riget|ullevål|haukeland|bispebj|amager|karolin|sahlgr|charit|skejby|gødstr|auh|ouh|aauh|hvidovre|herlev|gentofte|glostrup|hillerød|hamlet|aleris|capio|mølholm|gildhøj|filadelf|dianalund|montebello|afd|afs|avd|osasto|deild|ward|(?:på|fra|til|ved|via|from|at) \p{L}{2,3}\b/u

/** Words before "Hospital" or "Clinic" that name none. */
const general = new Set(
  'hospital clinical online retail ward satellite compounding health private public general university regional local day outpatient inpatient children childrens women memory stroke pain breast fracture eye heart fertility surgical medical dental sleep headache epilepsy research teaching community veterinary memorial central mobile virtual'.split(
    ' ',
  ),
)

/** Hospitals, practices and wards that a text names; the words for the kind of place stay where a name stands beside them. */
export function findPlaces(given: string): TextSpan[] {
  const text = plainForm(given)
  const spans = findFields(text, false)
  if (!anyPlace.test(text.toLowerCase())) return spans
  const add = (start: number, length: number) => spans.push({ start, end: start + length, kind: 'place' })
  for (const found of text.matchAll(alone)) add(found.index, found[0].length)
  for (const found of text.matchAll(ledTo)) add(found.index + found[0].length - found[1]!.length, found[1]!.length)
  for (const found of text.matchAll(namedBefore)) {
    const [whole, before = '', kind = '', behind] = found
    const own = nameAtEnd(before)
    if (own.length > 0) add(found.index + before.length - own.length, own.trimEnd().length)
    if (behind && (own.length > 0 || /^Univ/.test(kind)) && !isEveryday(behind))
      add(found.index + whole.length - behind.length, behind.length)
  }
  for (const found of text.matchAll(namedBehind)) {
    const [, kind = '', behind = ''] = found
    const led = /^ (?:i|på|ved)(?= )/.exec(behind)?.[0].length ?? 0
    const first = behind.slice(led).trim().split(/[ -]/)[0]!
    // "Vårdcentralen Limhamn. Frågeställning": a full stop behind a whole word ends the sentence.
    const end = found.index + found[0].length
    const named = withinName(behind.slice(led + 1), text.slice(end, end + 24))
    if (!isEveryday(first)) add(found.index + kind.length + led + 1, named.length)
  }
  if (/cent|zentr|praxis|mott|amb|modt|klinik|peqq|hälsan|gruppe|læknin|station|mvz/i.test(text))
    for (const found of text.matchAll(kindBehind)) {
      const [, kind = '', behind = ''] = found
      const led = /^ (?:i|på|ved|am|an der|im|för|for|in|í)(?= )/.exec(behind)?.[0].length ?? 0
      const bare = behind.slice(led).trim()
      if (medical(bare.split(/[ -]/)[0]!.replace(/\.$/, ''))) continue
      const end = found.index + found[0].length
      const named = withinName(behind.slice(led + 1), text.slice(end, end + 24))
      add(found.index + kind.length + led + 1, named.length)
    }
  if (/(?:Loc|tion|Site|ility|Dept|ment|Ward|Clinic|Unit|Sted|Afd)\s?:/.test(text))
    for (const found of text.matchAll(printed))
      if (found[1]!.split(/[ .-]/).some(namesPlace))
        add(found.index + found[0].length - found[1]!.length, found[1]!.length)
  if (/sengep|akut|station|sal |vårdavd/i.test(text))
    for (const found of text.matchAll(bedWard)) add(found.index + found[0].length - found[1]!.length, found[1]!.length)
  if (/shak|sor|kode|code|nr|nummer|sygehus/i.test(text) && /\d{3}/.test(text))
    for (const found of text.matchAll(departmentCode))
      add(found.index + found[0].length - found[1]!.length, found[1]!.length)
  for (const found of text.matchAll(ward)) {
    const name = found[1]!
    if (!/^\p{Ll}/u.test(name)) add(found.index + found[0].length - name.length, name.length)
  }
  return spans
}

/** The words of a run of capitalised ones that can name a hospital: those behind the last that is an everyday or a medical word. */
function nameAtEnd(run: string): string {
  const words = Array.from(run.matchAll(/[\p{L}.'’]+[ -]+(?:og |& |of |de )?/gu), ([found]) => found)
  let from = words.length
  // "Massachusetts General": the general word belongs to the name in front of it.
  if (from > 1 && /^(?:general|regional|memorial|university|community)[ -]+$/i.test(words[from - 1]!)) from--
  while (from > 0) {
    const bare = words[from - 1]!.split(/[ -]/)[0]!.replace(/[.'’]+$/, '')
    if (general.has(bare.toLowerCase()) || medical(bare)) break
    from--
  }
  return words.slice(from).every((one) => general.has(one.trim().toLowerCase())) ? '' : words.slice(from).join('')
}

/** A word that neither medicine nor a report has: of a printed place one is enough. */
function namesPlace(word: string): boolean {
  const lower = word.toLowerCase()
  return (
    word.length > 2 &&
    !/(?:logy|logi|isk|kirurgi|medicin|medicine)$/.test(lower) &&
    /^\p{L}+$/u.test(word) &&
    !isEveryday(word) &&
    !everydayWords.has(lower) &&
    !isOfMedicine(lower) &&
    !abbreviations.has(word)
  )
}

function medical(bare: string): boolean {
  return (
    bare.length < 2 ||
    /^(?:CT|MR|MRI|PET|UL|RTG)$/.test(bare) ||
    isEveryday(bare) ||
    /(?:isk|logi|kirurgi|medicinsk)$/.test(bare)
  )
}

function isEveryday(word: string): boolean {
  const lower = word.toLowerCase()
  return notNames.has(lower) && !towns.has(lower) && !hospitalTowns.has(lower)
}

const hospitalTowns = new Set(['herlev', 'hvidovre', 'bispebjerg', 'skejby', 'rigshospitalet'])
