import type { TextSpan } from '../text-span.ts'
import { isOfMedicine, isPostalTown } from './borne-names.ts'
import { everydayWords } from './everyday-words.ts'
import { findHomeTowns } from './find-home-towns.ts'
import { findWhereabouts } from './find-whereabouts.ts'
import { eponyms, notNames, towns } from './name-lists.ts'
import { withinName } from './report-words.ts'
import { isProgram } from './staff-words.ts'

/** Employers, carriers, shops and insurers that are met often and are no word of reports. */
const houses =
  /(?<!\p{L})(?:Movia|Midttrafik|Sydtrafik|Nordjyllands Trafikselskab|FynBus|Fynbus|Arriva|Keolis|Flextrafik|Flextur|Falck|PreMed|Air Greenland|AirGreenland|Royal Greenland|Atlantic Airways|Norwegian Air|Royal Arctic Line|Tusass|Nukissiorfiit|Pilersuisoq|Pisiffik|Brugseni|Brugsen|SuperBrugsen|Dagli['’]?Brugsen|Kvickly|Føtex|Bilka|Rema ?1000|REMA ?1000|Lidl|Matas|IKEA|Ikea|Jem & Fix|PostNord|Postnord|DSB|Banedanmark|Metroselskabet|Danish Crown|Arla|Carlsberg|Danfoss|Grundfos|Vestas|Mærsk|Maersk|MAERSK|Velux|Rockwool|Terma|Haldor Topsøe|Bakkafrost|Danske Bank|Nordea|Jyske Bank|Sydbank|Spar Nord|Nykredit|Topdanmark|Alm\.? Brand|Gjensidige|Codan|Købstædernes|Equinor|Scania|Ericsson|Vattenfall|Samhall|Securitas|G4S|Coor|Forenede Care|Sodexo)(?:s|['’]s)?(?:\s(?:\p{Lu}\p{Ll}+|vogn|\p{Lu}{2}\s?\d{3,4}))?(?:\s\d{2,5})?(?![\p{L}\d-])/gu
const houseWords =
  /movia|trafik|fynbus|arriva|keolis|flextur|falck|premed|greenland|atlantic|norwegian|arctic|tusass|nukissior|pilersuisoq|pisiffik|brugsen|kvickly|føtex|bilka|rema|lidl|matas|ikea|postnord|dsb|banedanmark|metroselskab|crown|arla|carlsberg|danfoss|grundfos|vestas|mærsk|maersk|velux|rockwool|terma|topsøe|bakkafrost|danske|bank|nordea|nykredit|topdanmark|brand|gjensidige|codan|købstæd|equinor|scania|ericsson|vattenfall|samhall|securitas|g4s|coor|forenede|sodexo/
const word = `\\p{Lu}\\p{Ll}{2,}[\\p{L}\\d.'’&-]*`
const names = `(${word}(?:\\s(?:og |& |und |och )?${word}){0,3})`
/** "Braumeister bei Hofbräu", "kantor i Botkyrka församling", "kører for Midttrafik", "læser på Metropol". */
const workingFor = new RegExp(
  `(?<!\\p{L})(?:(?:[Aa]rbeitet|[Bb]eschäftigt|[Tt]ätig|[Aa]ngestellte[rn]?|\\p{L}{2,}(?:meister|lehrer|lehrerin|fahrer|fahrerin|arbeiter|arbeiterin|ingenieur|verkäuferin))\\s(?:bei|beim|im|in der|für)|(?:[Jj]obbar|[Aa]rbetar|[Aa]nställd|[Jj]obber|[Aa]rbeider|[Aa]nsatt|\\p{Ll}{2,}(?:are|arie|ist|tör|lärare|lærer|arbetare|arbeider|fører|förare|ingenjör|ingeniør|kantor))\\s(?:som\\s\\p{Ll}+\\s)?(?:i|på|vid|hos|ved|för)|(?:[Cc]onsultant|[Ee]ngineer|[Mm]anager|[Tt]eacher|[Dd]river|[Cc]lerk|[Oo]fficer|[Ww]orker|[Ll]ecturer|[Aa]ccountant|[Dd]eveloper|[Dd]irector|[Aa]ssistant)\\s(?:at|for|with)|(?:[Kk]ører|[Ss]ejler|[Ff]lyver)\\s(?:for|hos)|(?:[Ss]tuderer|[Ss]tuderende|[Ll]æser|[Ff]rivillig|[Uu]ddannet|[Uu]nderviser)\\s(?:\\p{Ll}+\\s)?(?:på|ved|hos|i)|(?:[Ss]piller)\\s(?:\\p{Ll}+\\s)?(?:i|for|hos)|(?:[Kk]ontor|[Ll]ager|[Kk]asse|[Kk]asser|[Bb]utik)\\p{Ll}*\\s(?:i|hos))\\s${names}`,
  'gu',
)
const workingWords =
  /(?:consult|engine|manag|teach|driver|clerk|officer|worker|lectur|account|develop|director|assist|arbeit|beschäft|tätig|angestellt|meister|lehrer|fahrer|jobbar|arbetar|arbeider|anställd|ansatt|jobber|are |arie |ist |tör |lärare|lærer|fører|förare|ingenj|ingeni|kantor|kører|sejler|flyver|studer|læser|frivil|uddan|underv|spiller|kontor|lager|kasse|butik)/i
/** Parishes, unions and clubs, and what is a school in other tongues. */
const bodies =
  /(?<!\p{L})(\p{Lu}[\p{L}.'’-]+(?:\s\p{Lu}[\p{L}.'’-]+){0,2})\s(?:[Ff]örsamling|[Mm]enighet|[Mm]enighed|[Ss]ogn|[Kk]ommune|[Pp]oliti(?:kreds)?|[Bb]randvæsen|[Pp]atientbefordring|[Ss]ygetransport|[Bb]eredskab|[Rr]edningsberedskab|[Kk]ommun|[Gg]ymn\.|[Ss]kola|[Gg]ymnasieskola|[Gg]rundskola|[Gg]rundschule|Gymnasium|Realschule|[Rr]egement(?:e|et)?|[Rr]egiment(?:et)?|[Bb]oldklub|[Ii]drætsforening|[Ss]portsklub|[Rr]oklub|[Gg]olfklub|[Ff]otboll|[Ll]ibrary|[Bb]ibliotek|[Mm]useum|[Vv]ideregående)(?:s|et|en)?(?!\p{L})/gu
const bodyWords =
  /regement|regiment|politi|brandv|befordr|sygetransp|beredskab|församling|menigh|sogn|kommun|gymn\.|gymnas|skola|schule|klub|forening|fotboll|library|bibliotek|museum|videregå/
/** "har to børn, Dara og Kian" */
const children =
  /(?<!\p{L})(?:[Bb]ørn(?:ene)?|[Bb]arn(?:en)?|[Ss]ønner(?:ne)?|[Dd]øtre(?:ne)?|[Ss]öner|[Dd]öttrar|[Cc]hildren|[Kk]inder|[Tt]villinger(?:ne)?)[,:]?\s\(?(\p{Lu}\p{Ll}{2,}(?:,\s\p{Lu}\p{Ll}{2,})*\s(?:og|and|och|und)\s\p{Lu}\p{Ll}{2,})(?!\p{L})/gu
/** "hunden Musse", "katten hedder Misser": pets have names too. */
const pet =
  /(?<!\p{L})(?:[Hh]und(?:en)?|[Kk]at(?:ten)?|[Hh]est(?:en)?|[Pp]ony(?:en)?|[Kk]anin(?:en)?|[Ff]ørerhund(?:en)?|[Ss]ervicehund(?:en)?|[Uu]ndulat(?:en)?|[Pp]apegøje(?:n)?|[Kk]æledyr(?:et)?|[Dd]og|[Cc]at|[Hh]orse|[Kk]atze|[Ff]amiliehund(?:en)?)\s(?:(?:hedder|heter|heißt|kaldes|kaldet|ved navn|named|called)\s)?(\p{Lu}\p{Ll}{2,})(?!\p{L})/gu

/** "Nordkysten Stilladser ApS": what the law adds to a firm's name. */
const firm =
  /(?<!\p{L})(\p{Lu}[\p{L}&.-]+(?:\s(?:&\s|og\s)?\p{Lu}[\p{L}&.-]+){0,3})\s(?:ApS|A\/S|I\/S|K\/S|P\/S|GmbH|Ltd|Inc|ASA)(?![\p{L}\d])/gu

/** "obs for Mikkelborgs projekt": what belongs to somebody. */
const belonging =
  /(?<!\p{L})(\p{Lu}\p{Ll}{3,}s)(?=\s(?:projekt|studie|forsøg|protokol|liste|patient|pt\.?|ambulatorium|amb\.?|gruppe|ordination|besked|notat|henvisning|beskrivelse|vagt)(?!\p{L}))/gu

/** Whom somebody works, learns and drives for, beyond words that name a school or a ward, and where they are; and animals by their names. */
export function findWork(text: string): TextSpan[] {
  const spans: TextSpan[] = [...findWhereabouts(text), ...findHomeTowns(text)]
  if (text.length < 4) return spans
  const lower = text.toLowerCase()
  const add = (start: number, length: number, kind: string) => spans.push({ start, end: start + length, kind })
  if (houseWords.test(lower))
    for (const found of text.matchAll(houses)) {
      const own = withinName(found[0], text.slice(found.index + found[0].length, found.index + found[0].length + 24))
      add(found.index, own.length, 'place')
      // "Vestas, Lem": and where that is.
      const end = found.index + found[0].length
      const at = /^,\s(\p{Lu}\p{Ll}+)(?!\p{L})/u.exec(text.slice(end, end + 30))
      if (at && (towns.has(at[1]!.toLowerCase()) || isPostalTown(at[1]!.toLowerCase())))
        add(end + 2, at[1]!.length, 'address')
    }
  if (workingWords.test(text))
    for (const found of text.matchAll(workingFor)) {
      const name = found[1]!
      if (name.split(' ').every(isOrdinary)) continue
      const end = found.index + found[0].length
      add(end - name.length, withinName(name, text.slice(end, end + 24)).length, 'place')
    }
  if (bodyWords.test(lower))
    for (const found of text.matchAll(bodies))
      if (!isOrdinary(found[1]!) && !/^Region/.test(found[1]!)) add(found.index, found[1]!.length, 'place')
  if (/(?:børn|barn|sønner|døtre|söner|döttrar|children|kinder|tvilling)/.test(lower))
    for (const found of text.matchAll(children))
      if (!found[1]!.split(/,\s|\s(?:og|and|och|und)\s/).some(isOrdinary))
        add(found.index + found[0].length - found[1]!.length, found[1]!.length, 'name')
  if (/ (?:ApS|[AIKP]\/S|GmbH|Ltd|Inc|ASA)/.test(text))
    for (const found of text.matchAll(firm)) {
      const words = found[1]!.split(' ')
      if (!words.every(isOrdinary) && !words.some(isProgram)) add(found.index, found[1]!.length, 'place')
    }
  if (
    /s (?:projekt|studie|forsøg|protokol|liste|patient|pt|amb|gruppe|ordin|besked|notat|henvis|beskriv|vagt)/.test(
      lower,
    )
  )
    for (const found of text.matchAll(belonging)) {
      const bare = found[1]!.slice(0, -1).toLowerCase()
      if (
        !isOrdinary(found[1]!) &&
        !isOrdinary(bare) &&
        !isOfMedicine(bare) &&
        !eponyms.has(bare) &&
        !eponyms.has(`${bare}s`)
      )
        add(found.index, found[1]!.length, 'name')
    }
  if (/(?:hund|kat|hest|pony|kanin|undul|papeg|kæled|dog|cat|horse)\S{0,5}\s/.test(lower))
    for (const found of text.matchAll(pet))
      if (!isOrdinary(found[1]!)) add(found.index + found[0].length - found[1]!.length, found[1]!.length, 'name')
  return spans
}

function isOrdinary(name: string): boolean {
  const first = name.split(/[\s-]/)[0]!.toLowerCase()
  return (
    ((notNames.has(first) || everydayWords.has(first)) && !towns.has(first)) ||
    /^(?:ct|mr|mri|pet|ul|us|rtg|dxa|ekg)$/.test(first)
  )
}
