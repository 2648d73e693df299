import type { TextSpan } from '../text-span.ts'
import { isPostalTown } from './borne-names.ts'
import { towns } from './name-lists.ts'
import { isPlainWord } from './plain-words.ts'
import { withinName } from './report-words.ts'
import { isOwn, isPlace } from './whose-place.ts'

const word = String.raw`\p{Lu}[\p{L}&.'’-]*\p{L}`
/** "Statsfængslet Vestmark Ribe", "Arresthuset i Ribe": where somebody sits. */
const prison =
  /(?<!\p{L})(?:Stats|stats)?(?:fængslet|fængsel|Fængslet|Fængsel|arresthuset|Arresthuset|arrest|Arrest|anstalten|Anstalten)\s(?:i\s|ved\s)?(\p{Lu}\p{L}{2,}(?:\s\p{Lu}\p{L}{2,}){0,2})(?!\p{L})/gu
/** "Holt fængslet", "Ry Arrest" */
const prisonBehind =
  /(?<!\p{L})(\p{Lu}\p{Ll}{2,}(?:\s\p{Lu}\p{Ll}{2,})?)(?=\s(?:fængslet|fængsel|Fængsel|Arrest|arrest)(?!\p{L}))/gu
/** "Åsen bygdeheim", "Vik stasjon": houses of Norway. */
const houseOfNorway =
  /(?<!\p{L})(\p{Lu}\p{Ll}{1,}(?:\s\p{Lu}\p{Ll}+)?)(?=\s(?:bygdeheim|sjukeheim|aldersheim|omsorgsheim|bokollektiv|barnehage|barneskule|barneskole|ungdomsskule|ungdomsskole|lensmannskontor|stasjon|ambulansestasjon)(?:en|et)?(?!\p{L}))/gu
/** "Skole: Ravnsbjergskolen 2.B", "elev på Lindeskolen": in one word, where a sentence tells of a pupil. */
const school =
  /(?<!\p{L})(?:[Ss]kole:?|[Ee]lev(?:en)?|[Gg]år|[Gg]ik|[Ll]ærer(?:en|inde)?|[Pp]ædagog|[Kk]lasse|[Ss]tarter|[Ss]tartede|SFO|[Uu]ndervis\p{L}*)(?:\s(?:i|på|ved|fra|til|\d{1,2}\.?\s?\p{L}?)){0,3}\s(\p{Lu}\p{Ll}{3,}skolen(?:\s\d\.?\s?\p{Lu}(?!\p{L}))?)(?!\p{L})/gu
/** What is taught to the sick, and kinds of schools. */
const kindOfSchool =
  /^(?:folke|høj|musik|special|privat|efter|ungdoms|fri|real|mellem|grund|erhvervs|handels|lille|heldags|dag|aften|sygepleje|landbrugs|sprog|kost|ud|ind|døve|blinde|før|søndags|brand|køre|ride|danse|svømme|fald|ryg|hjerte|astma|diabetes|lunge|artrose|patient|smerte|knæ|hofte|stomi|forældre|behandlings|produktions)skolen/iu
/** "Kører for Nordby Bus, Ribe", "ejer, Lotus House, Ribe": a house of two words and more, and its town. */
const houseAndTown = new RegExp(
  String.raw`(?<=(?<!\p{L})(?:for|hos|\p{L}{0,16}ejer(?:\saf|\si)?,?|indehaver(?:\saf)?,?|ansat(?:\shos|\sved|\si|\sved)?|[Ff]irma|[Ee]mployer|[Aa]rbejdsgiver|[Kk]lub|[Ss]kole|[Hh]em\p{Ll}+vård|[Hh]jemmepleje)[:,]?\s)(${word}(?:\s${word}){1,3}),\s(\p{Lu}\p{Ll}{2,})(?![\p{L}-])`,
  'gu',
)
/** "Åvej 2, kld., Havnsted": a village without a postcode behind a house and its floor. */
const villageBehind =
  /(?<=\p{L}(?:vej|vejen|gade|gaden|stræde|allé|alle|torv|torvet|vænget?|parken|bakken|toften|stien|svinget|lunden)\s\d{1,3}\s?[A-Za-z]?,?\s?(?:(?:kld|kl|st|stuen|\d{1,2})\.?(?:\s?sal)?,?\s?(?:th|tv|mf)?\.?)?,\s)(\p{Lu}\p{Ll}{2,}(?:rup|lev|løse|toft|møller|sild|borg|bæk|ager|inge|holm|sted|bjerg|by|tved|købing|sø|havn|minde|strand|lund|bro|vig|næs|ø|um|e?mark|skov))(?=\s*(?:$|[.,;)\n]))/gu
/** "åvej 9 ribe", "bor i ribe": typed small. */
const smallBehind =
  /(?<=\p{Ll}(?:vej|vejen|gade|gaden|stræde|allé|alle|torv|torvet|vænget?|parken|bakken|toften|stien|svinget)\s\d{1,3}\s?[a-z]?,?\s(?:i\s)?)(\p{Ll}{4,})(?!\p{L})/gu
const smallLived =
  /(?<!\p{L})(?:bor|boede|bosat|kommer|kom|flyttet|flytter|rejst|hjem)\s(?:(?:nu|jo|alene|selv|oprindeligt)\s){0,2}(?:i|fra|til)\s(\p{Ll}{4,})(?!\p{L})/gu
/** FO-765 Svínoy, DK-6760 Ribe */
const coded =
  /(?<![\p{L}\d-])(?:(?:FO|DK|GL|NO|SE|DE|FIN?|IS)-?\s?\d{3,5}|[ND]-\d{4,5}|S-\d{3}\s?\d\d)(?:\s\d\d)?\s\p{Lu}[\p{L}-]{2,}(?!\p{L})/gu
const kin =
  'syster|bror|brorsan|son|sonen|dotter|dottern|mamma|pappa|mormor|farmor|morfar|farfar|granne|kona|mannen|sønn(?:en)?|sønen|datter(?:a|en)?|dotter(?:a)?|søster(?:a)?|bror(?:en)?|tochter|sohn|schwester|bruder|nichte|neffe|hausarzt|hausärztin|daughter|sister|brother|niece|nephew|carer'
/** "Syster Elin i Ystad", "Sønnen Bo er i Ribe", "Hausarzt Kröger in Husum": of the neighbours as well. */
const kinIn = new RegExp(
  String.raw`(?<!\p{L})(?:${kin}|${kin.replace(/(^|\|)\p{Ll}/gu, (one) => one.toUpperCase())}|[Ss]ønnen|[Dd]atteren)\s(?:\p{Lu}[\p{L}\p{M}'’-]+\s){0,3}(?:(?:er|bor|är|ist|is|lives)\s)?(?:i|in|fra|från|frå|from|aus)\s(\p{Lu}\p{Ll}{2,}(?:\s\p{Lu}\p{Ll}+)?)(?!\p{L})`,
  'gu',
)
/** "telephoned from Little Ashby" */
const cameFrom =
  /(?<!\p{L})(?:telephoned|phoned|rang|called|drives?|driving|travel\p{L}*|came|comes|flew)\s(?:in\s|down\s|up\s)?from\s(\p{Lu}\p{Ll}{2,}(?:\s\p{Lu}\p{Ll}+)?)(?!\p{L})/gu

/** Towns and houses that no list has, told by the kind of house, the street or the relative that stands beside them. */
export function findHomeTowns(text: string): TextSpan[] {
  const spans: TextSpan[] = []
  if (text.length < 8) return spans
  const take = (pattern: RegExp, kind: string, counts: (said: string) => boolean = () => true) => {
    for (const found of text.matchAll(pattern)) {
      const said = found[1] ?? found[0]
      if (!counts(said)) continue
      const end = found.index + found[0].length
      const own = kind === 'place' ? withinName(said, text.slice(end, end + 24)) : said
      spans.push({ start: end - said.length, end: end - said.length + own.length, kind })
    }
  }
  const lower = text.toLowerCase()
  if (/fængs|arrest|anstalt/.test(lower)) {
    take(prison, 'place', isOwn)
    take(prisonBehind, 'place', isOwn)
  }
  if (/heim|kollektiv|barneh|skule|skole|kontor|stasjon/.test(lower)) take(houseOfNorway, 'place', isPlace)
  if (lower.includes('skolen')) take(school, 'place', (said) => !kindOfSchool.test(said))
  if (/\d[^\n]{0,24}, [A-ZÆØÅ]/.test(text)) take(villageBehind, 'address', isPlace)
  if (/\d/.test(text)) take(smallBehind, 'address', isSmallTown)
  if (/(?:bo|ko|fly|rej|hjem)/.test(lower)) take(smallLived, 'address', isSmallTown)
  if (/[A-Z]-?\s?\d{3}/.test(text)) take(coded, 'address')
  if (/ (?:i|in|fra|från|frå|from|aus) [A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text)) {
    take(kinIn, 'address', (said) => isPlace(said) || /köping$/.test(said))
    take(cameFrom, 'address', isPlace)
  }
  if (/, [A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text))
    for (const found of text.matchAll(houseAndTown)) {
      const [whole, house = '', town = ''] = found
      if (!isListed(town.toLowerCase()) || !house.split(' ').some(isOwn)) continue
      const start = found.index
      spans.push({ start, end: start + house.length, kind: 'place' })
      spans.push({ start: start + whole.length - town.length, end: start + whole.length, kind: 'address' })
    }
  return spans
}

const isListed = (lower: string) => towns.has(lower) || isPostalTown(lower)

/** In small letters only what is a town, or ends as nothing but a town does. */
const isSmallTown = (said: string) =>
  (isListed(said) && !isPlainWord(said)) || /\p{L}{3}(?:møller|strup|drup|købing)$/u.test(said)
