import type { TextSpan } from '../text-span.ts'
import { isOfMedicine, isPostalTown } from './borne-names.ts'
import { everydayWords } from './everyday-words.ts'
import { islands } from './islands.ts'
import { eponymContext, formulaLead, notNames, towns } from './name-lists.ts'
import { neighbourTowns, towardsOnly } from './neighbour-towns.ts'
import { isPlainWord } from './plain-words.ts'
import { withinName } from './report-words.ts'
import { capitalisedWords } from './text-words.ts'

const word = `\\p{Lu}[\\p{L}\\d.'’&-]*`
/** Where somebody works: the name behind words that say so. */
const employer = new RegExp(
  `(?<!\\p{L})(?:[Aa]nsat|[Aa]rbejder|[Aa]rbejdet|[Bb]eskæftiget|[Jj]ob|[Ss]tilling|[Ll]ærling|[Ee]lev|[Pp]ensioneret|[Ee]mployed|[Ww]ork(?:s|ing|ed)(?:\\s(?:in|as)(?:\\s\\p{Ll}+){1,3})?|[Mm]edarbejder|[Dd]irektør|[Cc]hef|[Ff]ormand|[Ee]mployer|[Aa]rbejdsgiver|[Aa]rbejdssted)(?:\\s\\p{Ll}+){0,2}?\\s?(?:hos|på|ved|i|for|fra|at|by|:)\\s+(?:(?<=hos\\s)\\p{Ll}{4,}\\s)?(${word}(?:\\s(?:og |& )?${word}){0,3})(?:\\s(?:i|in|på)\\s(${word}))?`,
  'gu',
)
/** "lokofører ved DSB": a trade, and whose it is practised for; the machine that somebody works at is none. */
const trade = new RegExp(
  `(?<=(?:[Ff]ører|[Aa]rbejder|[Ll]ærer|[Mm]and|[Ff]før|[Nn]iør|[Tt]ekniker|[Aa]ssistent|[Ll]eder|[Bb]etjent|[Kk]onsulent|[Jj]urist|[Pp]ædagog|[Ss]med|[Mm]ester|[Tt]ømrer|[Mm]aler|[Ee]lektriker|[Mm]urer|[Bb]ager|[Ss]lagter|[Kk]ok|[Ss]oldat|[Oo]fficer|[Pp]ilot|[Bb]ibliotekar|[Jj]ournalist|[Ff]isker)\\s(?:ved|hos|for)\\s)(?!(?:CT|MR|MRI|PET|UL|RTG|NM|DXA|EKG|AMK)(?!\\p{L}))${word}(?:\\s(?:og |& )?${word}){0,3}`,
  'gu',
)
/** "landmand i Tøndering", "pilot i SAS": the trade in one word, and where it is practised. */
const tradeIn =
  /(?<=(?<!\p{L})(?:\p{Ll}{3,}(?:mand|fører|lærer|spiller|mester|bestyrer|ejer|arbejder|dyrker|avler|betjent|chauffør|konsulent|direktør)|pilot|præst|husmor|bonde|gårdmand|gårdejer|skipper|fisker|steward(?:esse)?|stud\.\s?\p{L}+\.?)\s(?:i|ved)\s)(?!(?:CT|MR|MRI|PET|UL|RTG|NM|DXA|EKG|ICU|ITA)(?!\p{L}))\p{Lu}\p{L}{1,}(?:[\s-]\p{Lu}\p{Ll}{2,})?(?!\p{L})/gu
/** Schools, homes and other houses of one name, before and behind the word for them. */
const houseBefore = new RegExp(
  `(?<!\\p{L})(${word}(?:\\s${word}){0,2})\\s(?:[Ss]kole|[Ff]riskole|[Ee]fterskole|[Hh]øjskole|[Gg]ymnasium|[Bb]ørnehave|[Vv]uggestue|[Kk]irke|[Pp]lejehjem|[Pp]lejecenter|[Kk]aserne|(?:[Ss]tats|[Ll]ands)?[Ff]ængsel|[Aa]rresthus|[Kk]ollegium|[Pp]rimary School|[Hh]igh School|[Pp]atienthotel|[Pp]atienthjem(?:met)?|[Ss]ygehotel|School|College|Church|Nursing Home|Care Home)(?!\\p{L})`,
  'gu',
)
const houseBehind = new RegExp(
  `(?<!\\p{L})(?:[Bb]ofællesskabet|[Bb]o(?:tilbudd?|sted|enhed)(?:et|en)|[Oo]pholdsstedet|[Bb]ørne(?:haven|huset)|[Vv]uggestuen|[Dd]agplejen|[Ff]riskolen|[Ss]kolen|[Ee]fterskolen|[Gg]ymnasiet|[Kk]risecentret|[Hh]erberget|[Aa]sylcent(?:er|ret)|[Ff]ængslet|[Kk]asernen|[Kk]ollegiet|[Hh]ospice|[Vv]ærestedet|[Ss]ognet|[Kk]irken|[Pp]lejecentret|[Dd]øgninstitutionen|[Hh]jemme(?:syge)?plejen|[Aa]poteket|[Rr]estaurant|[Ff]irmaet|[Vv]irksomheden|[Bb]ygden?|[Ll]andsbyen|[Kk]ommunen|[Ee]jendommen|[Ff]ærgen|[Ss]kibet|[Kk]utter(?:en)?|[Tt]rawler(?:en)?|[Hh]otel(?:let)?|[Cc]afé|[Cc]afe|[Pp]izzeria|[Bb]ageriet|[Bb]ydel(?:en)?|[Ss]tadsdel(?:en)?|Ortsteil|[Kk]varteret)\\s(${word}(?:\\s${word}){0,2})`,
  'gu',
)
/** Vejlefjordskolen: a school whose name is one word, behind a word that leads to it. */
const schoolOfOneWord =
  /(?<=(?<!\p{L})(?:på|fra|til|ved|i|går|gik|elev|lærer)\s)(?!(?:Folke|Privat|Fri|Efter|Special|Børne|Grund|Gymnasie|Handels|Musik|Høj|Sommer|Ryg|Astma|Hjerte|Sygepleje\p{L}*|Landbrugs|Teknisk)skolen)(\p{Lu}\p{Ll}{3,})(?=skolen(?!\p{L}))/gu
/** Kildemarkscentret, Lindehuset: a house whose name is one word, behind a word that leads to it. */
const houseOfOneWord =
  /(?<=(?<!\p{L})(?:på|fra|til|ved|i)\s)(?!Plejehj|Syge|Patient|Sundheds|Forsamlings|Krise|Døgn|Social|Retts?|Råd|Rase|Børne|Ældre|Borger|Indkøbs|Medborger|Aktivitets)(\p{Lu}\p{Ll}{3,})(?:centret|centeret|hjemmet|huset|gården|hjem|gård|bo)(?!\p{L})/gu
/** The same where it is all that is said. */
const schoolAlone =
  /^\s*(?!(?:Folke|Privat|Fri|Efter|Special|Børne|Grund|Gymnasie|Handels|Musik|Høj|Sommer|Ryg|Hjerte|Sygepleje)skole)\p{Lu}\p{Ll}{3,}skolen?\s*$/u
/** Beds, and rooms where somebody lies; "MR stue 2" and "Stue 4" alone say where the scanner stands. */
/** "skipper fra Austevoll", "maskinmester på Norrønu": where somebody belongs, or the ship. */
const belongsTo =
  /(?<=(?<!\p{L})(?:\p{L}*(?:skipper|fisker|bonde|mester)|gårdmand|gårdejer|[Vv]eteran|[Ss]oldat|matros|styrmand|kaptajn|sømand|husmor|pens[ji]onist|student|jente|gutt|dreng|pige|kvinna)\s(?:fra|från|på)\s|(?<!\p{L})(?:úr|frá)\s)\p{Lu}\p{Ll}{3,}(?:\s\p{Lu}\p{L}+)?(?!\p{L})/gu
/** "Goethe-Schule" */
const hyphenated =
  /(?<!\p{L})\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+){0,3}(?=-(?:Schule|Gymnasium|Grundschule|Stift|Krankenhaus|Hospital|Klinik)(?!\p{L}))/gu
/** "from St. Luke's", "fra Sankt Lukas": a house called after a saint; a valve is no house. */
const saintHouse =
  /(?<=(?<!\p{L})(?:fra|til|på|ved|from|at)\s)(?:St\.?|Saint|Sankt|Sct\.?|Skt\.?)\s(?!Jude\s(?!Child)|Vitus)\p{Lu}\p{Ll}+(?:['’]s?)?(?:,\s\p{Lu}\p{Ll}{3,}(?=\s(?:on|in|i|d\.|den)\s|\s*(?:$|[.;)\n])))?(?!\p{L}|\s(?:[Rr]esp|[Qq]uest|[Dd]ance|[Ww]ort))/gu
/** "fra Center Sandholm": a centre by its name alone. */
const centreOf =
  /(?<=(?<!\p{L})(?:fra|til|på|ved|i)\s(?:Center|Asylcenter|Modtagecenter|Udrejsecenter|Lejr)\s)\p{Lu}\p{Ll}{3,}(?!\p{L})/gu
const place =
  '((?=\\p{L}?\\d)\\p{L}?\\d{1,4}\\p{L}?(?:[-/]\\d{1,2})?)(?![\\p{L}\\d]|[.,]\\d|(?:[-/]\\d{1,2})?-\\d{2,4}(?!\\d)|\\s?(?:%|mm|cm|ml|dage?|days?))'
const bedWord = '(?:senge?(?:plads|stue)?|bed|bett|bay)\\.?\\s*(?:nr\\.?|no\\.?|#)?:?\\s*'
const roomWord = '(?:stue|værelse|vær\\.|enestue|lejlighed|room|rm\\.?)\\s*(?:nr\\.?|no\\.?|#)?:?\\s*'
const bed = new RegExp(`(?<![\\p{L}\\d])${bedWord}${place}`, 'giu')
const roomOf = new RegExp(
  `(?<=(?<!\\p{L})(?:ligger|indlagt|bor|opholder|tilhører|afs(?:n|nit)?\\.?|afd(?:eling)?\\.?|ward|unit|etage|floor|plejehjem(?:met)?|plejecent(?:er|ret)|bosted(?:et)?|hospice|hotel(?:let)?|kollegiet?)\\s(?:[^\\s,]+[\\s,]+){0,3})${roomWord}${place}|(?<![\\p{L}\\d])${roomWord}${place}(?=[\\s,/-]{1,3}${bedWord}\\p{L}?\\d)|(?<![\\p{L}\\d])(?:room|rm|rum|bed|loc(?:ation)?)\\s?:\\s?${place}`,
  'giu',
)
/** "Zi. 214", "Zimmer 12" */
const germanRoom = /(?<=(?<!\p{L})(?:Zimmer|Zi\.)\s(?:Nr\.?\s)?)\d{1,4}[a-z]?(?![\p{L}\d]|[.,]\d)/gu
/** "indgang 70" */
const entrance =
  /(?<=(?<!\p{L})(?:ingång|indgang|inngang|opgang|entré)\s(?:nr\.?\s)?)\d{1,3}\p{L}?(?![\d\p{L}]|[.,]\d)/giu
/** "værelse 3.14" */
const roomOfStorey =
  /(?<=(?<!\p{L})(?:værelse|lokale|kontor|room|rum|zimmer|raum)\s(?:nr\.?\s)?)\d{1,2}\.\d{1,3}(?!\d|[.,]\d|\s?(?:mm|cm|m)(?!\p{L}))/giu
const britishStreet =
  /(?<!\p{L})(?:(?:Flat|Apt\.?|Apartment|Unit)\s\d+[A-Z]?,?\s)?\d{1,5}[A-Za-z]?\s(?:\p{Lu}(?:[\p{L}'’]+|\p{Ll}{0,2}\.)\s){1,3}(?:Road|Rd\.?|Street|St\.?|Avenue|Ave\.?|Lane|Ln\.?|Drive|Dr(?!\.\s?(?:med|rer|\p{Lu}))\.?|Close|Court|Ct\.?|Crescent|Terrace|Place|Square|Way|Gardens|Grove|Hill|Boulevard|Blvd\.?|Highway)(?!\p{L})(?:,\s\p{Lu}\p{L}+)?/gu
const copenhagen = /(?<![\p{L}\d])Kbh(?:\.|vn?\.?)?(?:\s(?:[NSVKØ]|NV|SV)(?!\p{L}))?(?!\p{L})/giu
const britishPostcode = /(?<![A-Z\d])[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}(?![A-Z\d])/g
const box = /(?<!\p{L})(?:postboks|boks|p\.?o\.? ?box)\s(\d{1,6})(?!\d)/giu
/** A street without a number, where a word leads to it; the ways of the body are none. */
const streetAlone =
  /(?<=(?<!\p{L})(?:på|fra|af|ad|ved|til|og|i|bor|nær|omkring|langs)\s)\p{Lu}\p{Ll}*(?<!luft|galde|urin|føde|spyt|tåre|sæd|nerve|lednings|adgangs|blod|lymfe)(?:gaden?|veje?n?|strædet?|vænget|allé|alleen|boulevard(?:en)?|torvet?|(?<=\p{L}{3})(?:plads(?:en)?|promenaden|stien|marken|parken|vangen|bakken|lunden|toften|engen|højen|dalen|haven|kæret|krogen|svinget))(?!\p{L})/giu
/** ", Frederikssundsvej": behind a comma only what ends in the word for a road. */
const roadAlone =
  /(?<=[,;]\s)\p{Lu}\p{Ll}{3,}(?<!luft|galde|urin|føde|spyt|tåre|sæd|nerve|lednings|adgangs|blod|lymfe|om|gen|ud|ind)vej(?!\p{L})/giu
/** Østerbrogade: what ends so is a street wherever it stands. */
const streetByItsEnd =
  /(?<![\p{L}-])(?!(?:Redningsb|B)rigade)\p{Lu}\p{Ll}{2,}(?:gade|gaden|stræde|strædet)(?![\p{L}-])/gu
/** Where somebody comes from. */
const origin =
  /(?<!\p{L})(?:flygtning(?:e|en)?|flygtet|født|opvokset|stammer|oprindeligt?|indvandret|born|raised|originally|refugee)\s(?:\p{Ll}+\s)?(?:fra|i|in|from)\s(\p{Lu}\p{L}{2,})/giu
/** "Født 11. juli 1933 i Saksild": the day stands between. */
const bornOn =
  /(?<=(?<!\p{L})(?:[Ff]ødt|[Ff]\.|[Bb]orn)\s(?:d\.\s?|den\s|on\s)?\d{1,2}[./-]?\s?(?:\p{L}{3,9}\.?|\d{1,2})[\s./-]\s?\d{2,4}\s(?:i|på|in)\s)\p{Lu}\p{Ll}{2,}(?:\s\p{Lu}\p{Ll}{2,})?(?!\p{L})/gu
/** "opereret i Bagdad": where care was given stands a town, of a country or of the world, known or not. */
const treatedIn =
  /(?<=(?<!\p{L})(?:[Oo]pereret|[Bb]ehandlet|[Ii]ndlagt|[Uu]ndersøgt|[Ss]kannet|[Ss]cannet|[Uu]dredt|[Vv]accineret|[Bb]oet|[Bb]osat|[Ff]erie|[Rr]ejse|[Rr]ejst|[Bb]ortrejst|[Oo]perated|[Tt]reated|[Hh]ospitalised|[Hh]ospitalized|[Tt]ravell?ed)\s(?:i|in|to|til)\s)\p{Lu}\p{Ll}{3,}(?:\s\p{Lu}\p{Ll}{3,})?(?!\p{L})/gu
/** "indlagt på hvidovre": a town typed small, behind a word that leads to it; never one that is a word as well. */
const smallTown = /(?<=(?<!\p{L})(?:fra|til|i|på|ved|bor|från|from)\s)\p{Ll}{5,}(?![\p{L}-])/gu
const smallHouses = new Set(
  'rigshospitalet skejby bispebjerg karolinska sahlgrenska gødstrup ullevål rikshospitalet haukeland'.split(' '),
)
/** "c. mammae i Beirut 2016": a place and when. */
const placeAndYear = /(?<=(?<!\p{L})(?:i|in)\s)\p{Lu}\p{Ll}{3,}(?=,?\s\(?(?:i\s)?(?:19|20)\d\d(?!\d))/gu
const months =
  /^(?:Januar|Februar|Marts|March|April|Juni?|Juli|June|July|August|September|Oktober|October|November|December)/
/** Countries are no place that names somebody; the rest is no place. */
const notTreatedIn =
  /^(?:Danmark|Norge|Sverige|Tyskland|Polen|Spanien|Frankrig|Italien|England|Storbritannien|Tyrkiet|Irak|Iran|Syrien|Thailand|Grønland|Færøerne|Island|Finland|Holland|Belgien|Østrig|Schweiz|Ungarn|Rumænien|Indien|Kina|Japan|Denmark|Norway|Sweden|Germany|Poland|Spain|France|Italy|Turkey|India|China|Universel|Generel|Lokal|Spinal|Marevan|General|Local)|(?:leje|anæstesi|narkose|fase|stilling)$/
const floor = /(?<![\p{L}\d.,])\d{1,2}\.\s?(?:sal\s?)?(?:tv|th|mf)\.?(?![\p{L}\d])/giu
/** "from", "til", "i": in front of a capitalised word that is a town. */
const towards = /(?:^|[^\p{L}])(?:fra|til|i|ved|på|bor|from|in|at|near|nær|af|by|over|omkring|aus)\s+$/iu
const leadsTo = (before: string) => /[adfgilmnrstyå]\s+$/i.test(before) && towards.test(before)
/** Towns that are everyday or medical words too. */
const ambiguousTowns = new Set(
  'give ringe skive tarm vejen stege brande store sønder kgs. odder greve hals ans them ry bov nors lem egå vig hem gram lund ask borup holte ribe rude brøns'.split(
    ' ',
  ),
)

/** What stands about a person: where they work, live, learn and lie. */
export function findSurroundings(text: string): TextSpan[] {
  const spans: TextSpan[] = []
  const add = (start: number, length: number, kind: string) => spans.push({ start, end: start + length, kind })
  const named = (said: string, at: number) => withinName(said, text.slice(at + said.length, at + said.length + 24))
  if (/[A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text)) {
    for (const found of capitalisedWords(text)) {
      const said = found[0].toLowerCase()
      // "Herlevs": the town with the s of what is its own.
      const lower = !towns.has(said) && said.endsWith('s') ? said.slice(0, -1) : said
      // Smaller towns are everyday words more often: only where a word leads to them.
      const before = text.slice(Math.max(0, found.index - 9), found.index)
      if (!isTownHere(lower, before)) continue
      const after = text.slice(found.index + found[0].length, found.index + found[0].length + 30)
      if (formulaLead.test(before)) continue
      // A hospital's town is a place's, which some profiles keep.
      if (eponymContext.test(after) || /^[ -](?:og \p{Lu}\p{L}+ )?(?:Hospital|Sygehus|Univ)/u.test(after)) continue
      if (!ambiguousTowns.has(lower) || (leadsTo(before) && /\p{Ll}/u.test(text)))
        add(found.index, found[0].length + hyphened(text, found.index + found[0].length), 'address')
    }
    if (
      /gade|vej|stræd|væng|all[eé]|boulev|torv|plads|promenade|[a-zæøå](?:sti|mark|park|vang|bakk|lund|toft|eng|høj|dal|have|kær|krog|sving)e[nt]/i.test(
        text,
      )
    )
      for (const found of text.matchAll(streetAlone))
        if (/^\p{Lu}/u.test(found[0])) add(found.index, found[0].length, 'address')
    if (/vej(?![a-zæøå])/.test(text))
      for (const found of text.matchAll(roadAlone))
        if (/^\p{Lu}/u.test(found[0])) add(found.index, found[0].length, 'address')
    if (/gade|stræde/.test(text))
      for (const found of text.matchAll(streetByItsEnd)) add(found.index, found[0].length, 'address')
    if (/flygt|født|opvok|stamme|oprind|indvan|born|raised|origin|refugee/i.test(text))
      for (const found of text.matchAll(origin))
        if (/^\p{Lu}/u.test(found[1]!) && !isEveryday(found[1]!))
          add(found.index + found[0].length - found[1]!.length, found[1]!.length, 'address')
    if (/\d (?:i|på|in) [A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text))
      for (const found of text.matchAll(bornOn)) if (!isEveryday(found[0])) add(found.index, found[0].length, 'address')
    if (/(?:et|gt|dt|sat|ferie|rejse|rejst|ed) (?:i|til|in|to) [A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text))
      for (const found of text.matchAll(treatedIn))
        if (!notTreatedIn.test(found[0]) && !isEveryday(found[0])) add(found.index, found[0].length, 'address')
    if (/ in? [A-ZÀ-ÞĀ-\u{10ffff}][a-zµß-\u{10ffff}]+,? \(?(?:i )?(?:19|20)\d/u.test(text))
      for (const found of text.matchAll(placeAndYear))
        if (
          !notTreatedIn.test(found[0]) &&
          !months.test(found[0]) &&
          !isEveryday(found[0]) &&
          !isOfMedicine(found[0].toLowerCase())
        )
          add(found.index, found[0].length, 'address')
    if (/kbh/i.test(text)) for (const found of text.matchAll(copenhagen)) add(found.index, found[0].length, 'address')
    if (/ansat|arbejd|beskæft|job|stilling|lærling|elev|pension|employ|work|direktør|chef|formand/i.test(text))
      for (const found of text.matchAll(employer)) {
        const [whole, name = '', place] = found
        if (isEveryday(name)) continue
        const at = found.index + whole.indexOf(name, 6)
        const own = named(name, at)
        add(at, place && own === name ? found.index + whole.length - at : own.length, 'place')
      }
    if (/[a-zµß-\u{10ffff}]{3} (?:ved|hos|for) [A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text))
      for (const found of text.matchAll(trade))
        if (!isEveryday(found[0])) add(found.index, named(found[0], found.index).length, 'place')
    if (
      /(?:mand|er|ent|ør|mor|bonde|pilot|præst|steward|stud\.\s?[A-Za-zª-\u{10ffff}]+\.?) (?:i|ved) [A-ZÀ-ÞĀ-\u{10ffff}]/u.test(
        text,
      )
    )
      for (const found of text.matchAll(tradeIn))
        if (!isEveryday(found[0])) add(found.index, named(found[0], found.index).length, 'place')
    if (
      /skole|gymnas|børneh|vugges|kirke|pleje|kasern|fængs|kolleg|patienth|sygehotel|school|college|church|home/i.test(
        text,
      )
    )
      for (const found of text.matchAll(houseBefore)) {
        const own = inFrontOf(found[1]!)
        if (own !== '' && !isEveryday(own)) add(found.index + found[1]!.length - own.length, own.length, 'place')
      }
    if (/ (?:fra|från|på) [A-ZÀ-ÞĀ-\u{10ffff}]|(?:úr|frá) [A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text))
      for (const found of text.matchAll(belongsTo))
        if (!isEveryday(found[0]) && !/(?:afdeling|modtagelse|klinik|ambulatori|hospital)/i.test(found[0]))
          add(found.index, found[0].length, 'address')
    if (/(?:St\.?|Saint|Sankt|S[ck]t\.?) [A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text))
      for (const found of text.matchAll(saintHouse)) add(found.index, found[0].length, 'place')
    if (/(?:enter|Lejr) [A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text))
      for (const found of text.matchAll(centreOf))
        if (
          !isEveryday(found[0]) &&
          !everydayWords.has(found[0].toLowerCase()) &&
          !isOfMedicine(found[0].toLowerCase())
        )
          add(found.index, found[0].length, 'place')
    if (/-(?:Schule|Gym|Grund|Stift|Krank|Hosp|Klin)/.test(text))
      for (const found of text.matchAll(hyphenated))
        if (!isEveryday(found[0])) add(found.index, found[0].length, 'place')
    if (/[a-zµß-\u{10ffff}](?:cent|hjem|hus|gård|bo)/u.test(text))
      for (const found of text.matchAll(houseOfOneWord))
        if (isHouse(found[0], found[1]!)) add(found.index, found[0].length, 'place')
    if (text.includes('skole') && schoolAlone.test(text)) add(0, text.length, 'place')
    if (text.includes('skolen'))
      for (const found of text.matchAll(schoolOfOneWord)) add(found.index, found[0].length, 'place')
    if (
      /(?:et|en|hotel|caf[eé]|kutter|trawler|pizzeria|bydel|stadsdel|ortsteil|centeret|asylcenter|hospice|restaurant) [A-Za-zª-\u{10ffff}]/iu.test(
        text,
      )
    )
      for (const found of text.matchAll(houseBehind))
        if (!isEveryday(found[1]!)) {
          const at = found.index + found[0].length - found[1]!.length
          add(at, named(found[1]!, at).length, 'place')
        }
  }
  if (/(?:fra|til|i|på|ved|bor|från|from) [a-zµß-\u{10ffff}]{5}/u.test(text))
    for (const found of text.matchAll(smallTown))
      if (isSmallTown(found[0])) add(found.index, found[0].length, 'address')
  if (!/\d/.test(text)) return spans
  const ends = (pattern: RegExp, kind: string) => {
    for (const found of text.matchAll(pattern)) {
      const part = (found[1] ?? found[2] ?? found[3])!
      add(found.index + found[0].length - part.length, part.length, kind)
    }
  }
  if (/sen[g ]|bed|bett|bay|stue|room|rum|loc|rm|vær|lejl|lokale|kontor|zimmer|raum/i.test(text)) {
    ends(bed, 'place')
    ends(roomOf, 'place')
    for (const found of text.matchAll(roomOfStorey)) add(found.index, found[0].length, 'place')
  }
  if (/gång|gang|entré/i.test(text))
    for (const found of text.matchAll(entrance)) add(found.index, found[0].length, 'place')
  if (/Zi(?:mmer|\.) /.test(text))
    for (const found of text.matchAll(germanRoom)) add(found.index, found[0].length, 'place')
  if (/box|boks/i.test(text)) ends(box, 'address')
  if (/t[vh]|mf/i.test(text)) for (const found of text.matchAll(floor)) add(found.index, found[0].length, 'address')
  if (/\d [A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text))
    for (const found of text.matchAll(britishStreet)) add(found.index, found[0].length, 'address')
  if (/[A-Z]\d/.test(text))
    for (const found of text.matchAll(britishPostcode)) add(found.index, found[0].length, 'address')
  return spans
}

/** Of the words in front of a house those that belong to it: what ends a sentence or is shortened as no place's name is does not. */
function inFrontOf(said: string): string {
  const words = said.split(/\s/)
  const last = words.findLastIndex(
    (one) => one.endsWith('.') && !/^(?:Sdr|Ndr|Nr|Gl|Kgs|St|Sct|Skt|Vestr|Østr|\p{L})\.$/u.test(one),
  )
  return words.slice(last + 1).join(' ')
}

/** A town wherever it stands, or one that a word leads to. */
function isTownHere(lower: string, before: string): boolean {
  if (towns.has(lower)) return true
  if (neighbourTowns.has(lower) && (!towardsOnly.has(lower) || leadsTo(before))) return true
  return (islands.has(lower) || isPostalTown(lower)) && !notNames.has(lower) && leadsTo(before)
}

/** "Mors-Thy", "Herlev-Gentofte": the town goes on behind a hyphen. */
function hyphened(text: string, end: number): number {
  return /^-\p{Lu}\p{Ll}+(?!\p{L})/u.exec(text.slice(end, end + 24))?.[0].length ?? 0
}

/** No centre for a part of the body or a disease, and no word of a report. */
function isHouse(whole: string, stem: string): boolean {
  const lower = stem.toLowerCase()
  return (
    !isPlainWord(whole.toLowerCase()) && ![lower, lower.replace(/e$/, ''), lower.replace(/s$/, '')].some(isPlainWord)
  )
}

function isSmallTown(word: string): boolean {
  if (smallHouses.has(word)) return true
  return towns.has(word) && !everydayWords.has(word) && !ambiguousTowns.has(word) && !isOfMedicine(word)
}

function isEveryday(name: string): boolean {
  const first = name.split(/\s/)[0]!
  return notNames.has(first.toLowerCase()) && !towns.has(first.toLowerCase())
}
