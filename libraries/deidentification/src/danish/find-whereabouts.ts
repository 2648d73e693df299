import type { TextSpan } from '../text-span.ts'
import { areLetters } from './are-letters.ts'
import { isBorne } from './borne-names.ts'
import { eitherCase } from './either-case.ts'
import { eponyms, familyNames, givenNames } from './name-lists.ts'
import { isProgram } from './staff-words.ts'
import { isNoun, isOwn, isPlace } from './whose-place.ts'
import { endsIn, nouns } from './word-endings.ts'

const place = '\\p{Lu}\\p{Ll}{2,}(?:-\\p{Lu}\\p{Ll}+)?'
const kin =
  '(?:(?:sviger|steds?|pleje|bedste|olde|halv)?(?:mor|far|søn|datter|bror|broder|søster|forældre|børn|barn)(?:[ne]n|eren|en)?|moderen|faderen|mo(?:ster|rbror)(?:en)?|fa(?:ster|rbror)(?:en)?|mormor|morfar|farmor|farfar|fætter(?:en)?|kusine(?:n)?|nevø(?:en)?|niece(?:n)?|svoger(?:en)?|svigerinde(?:n)?|(?:eks)?(?:kone|mand|hustru)(?:en|n)?|kæreste(?:n)?|veninde(?:n)?|barnebarn(?:et)?|dotter(?:n)?|syster(?:n)?|sonen?|dattera?|søstera?|sønnen|sister|brother|mother|father|daughter|son|aunt|uncle|cousin|Schwester|Bruder|Mutter|Vater|Tochter|Sohn|Tante|Onkel)'
/** "moster Fatma Yıldız i Gellerup", "datter i Ebberup": where the people around somebody live. */
const livingKin = new RegExp(
  `(?<!\\p{L})${eitherCase(kin)}\\s(?:\\p{Lu}[\\p{L}\\p{M}'’-]+\\s){0,3}(?:(?:der\\s|som\\s)?(?:bor|boende|bosat|wohnhaft|living)\\s)?(?:i|in|fra|från|from|aus)\\s(${place}(?:\\s\\p{Lu}\\p{Ll}+)?)(?!\\p{L})`,
  'gu',
)
/** "datter Inger-Lise Beck (Hvalsbæk)": in brackets behind one of them where they live or how they are called. */
const besideKin = new RegExp(
  `(?<!\\p{L})${eitherCase(kin)}\\s(?:\\p{Lu}[\\p{L}\\p{M}'’-]+\\s){1,4}(?:\\([\\d +-]{8,16}\\)\\s)?\\((${place})(?=[),])`,
  'gu',
)
/** "kvinde fra Kvistrup", "som barn i Ballyroe": where somebody comes from. */
const comingFrom = new RegExp(
  `(?<!\\p{L})(?:(?:mand|kvinde|kvinna|landmand|\\p{L}{0,14}beboer|\\p{L}{3,12}brukare|borger|sømand|turist|tourist)\\s(?:fra|från|from)|(?:[Ss]om\\s(?:barn|ung|teenager)|[Bb]arndom|[Aa]s\\sa\\s(?:child|boy|girl)|childhood|[Uu]ppvuxen|[Oo]ppvokst|[Aa]ufgewachsen|[Aa]ls\\sKind)\\s(?:i|in|på))\\s((?:(?:Norra|Södra|Östra|Västra|Nordre|Søndre|Østre|Vestre|Nørre|Sønder|Øster|Vester|Stora|Lilla|Store|Lille|Gamla|Nya)\\s)?${place})(?!\\p{L})`,
  'gu',
)
/** "Ældrebolig på Møllely", "sendt hjem til Gdynia": where somebody is at home. */
const atHome =
  /(?<!\p{L})(?:(?:[Ææ]ldre|[Pp]leje|[Bb]o|[Ss]enior|[Uu]ngdoms|[Bb]eskyttet\s)?[Bb]olig\s(?:på|i|ved)|[Aa]flastning(?:splads)?\s(?:på|i)|(?:hjem|tilbage|hjemrejst|rejser|flyver|flytter)\s(?:igen\s)?til)\s(\p{Lu}\p{Ll}{3,})(?![\p{L}-])/gu
/** "smedelærling hos Blåsund Værft", "jobbar på ICA Nära": whom somebody works for. */
const workingAt =
  /(?<!\p{L})(?:\p{L}*(?:lærling|praktikant|vikar|svend|medhjælper|chauffør|medarbejder)\shos|(?:[Jj]obbar|[Aa]rbetar|[Jj]obber|[Aa]rbeider)\s(?:på|i|hos)(?=\s\p{Lu}{3,5}\s\p{Lu}\p{Ll})|(?:[Tt]ræner|[Tt]rener|[Tt]ränar|[Mm]otionerer)\s(?:i|hos)(?=\s\p{Lu}\p{L}{5})|(?:[Aa]fhentes|[Hh]entes|[Uu]dleveres|[Kk]øbes|[Ll]ånes)\shos)\s(\p{Lu}[\p{L}&-]{2,}(?:\s\p{Lu}\p{L}+){0,2})(?!\p{L})/gu
/** "vid Klarauniversitetet", "på Tallskolan": houses of Sweden and Norway whose name is one word. */
const neighboursHouse =
  /(?<=(?<!\p{L})(?:vid|på|ved|från|fra|till|til|i)\s)(?!Folkhög|Grund|Förskolan|Fri|Gymnasie|Hög|Universitets|Region|Läns|Special|Sär|Musik|Sommar|Ungdoms|Barnehjem)\p{Lu}\p{Ll}{2,}(?:universitetet|högskolan|skolan|gymnasiet|lasarettet|sjukhuset|vårdcentralen|barnehagen|sykehuset|sykehjemmet)(?!\p{L})/gu
/** "bor på Søndermølle Gård, Ødis": behind the house and a comma the village. */
const villageBehind = new RegExp(
  `(?<!\\p{L})(?:[Bb]or(?:ende)?|[Bb]oende|[Bb]osat|[Oo]pholder sig)\\s(?:alene\\s|nu\\s)?(?:på|ved|i)\\s\\p{Lu}[\\p{L} ]{2,30},\\s(${place})(?=\\s*(?:[.,;)\\n]|$))`,
  'gu',
)
/** "versichert bei AOK Nord", "medlem af Sygekassen Vest": which company pays. */
const insurer =
  /(?<!\p{L})(?:[Vv]ersichert\s(?:bei|über)(?:\sder)?|[Ff]orsikret\s(?:hos|i|gennem)|[Ff]orsikring\s(?:hos|i|gennem)|[Ii]nsured\s(?:with|by)|[Ff]örsäkrad\s(?:hos|i|via)|[Mm]edlem\saf|[Mm]edlem\si)\s(\p{Lu}[\p{L}&-]+(?:\s\p{Lu}\p{L}+){0,2})(?!\p{L})/gu
/** "Skovbørnehaven Egernet": the kind of house in one word, and what it is called. */
const houseByKind =
  /(?<!\p{L})\p{Lu}\p{Ll}{2,}(?:børnehaven|vuggestuen|børnehuset|friskolen|efterskolen|højskolen)\s\p{Lu}\p{Ll}{2,}(?:\s\p{Lu}\p{Ll}+)?(?!\p{L})/gu
/** "tolk bestilt fra TolkNet Vest": the house that an interpreter is sent by. */
const interpreterOf =
  /(?<!\p{L})[Tt]olk\p{Ll}*(?:\s\p{Ll}+){0,2}(?:\s\([\p{L} ]{2,20}\))?(?:\stil kl\. [\d.:]+)?\s(?:fra|från|hos|via)\s(\p{Lu}[\p{L}-]+(?:\s\p{Lu}\p{L}+){0,2})(?!\p{L})/gu
/** "Tid hos Ravnhøjer", "Termin bei Sielhorst": whom somebody is to see. */
const visiting = new RegExp(
  String.raw`(?<!\p{L})(?:${eitherCase('tid|kontrol|samtale|besøg|hjemmebesøg|konsultation|opfølgning|aftale|vurdering|behandling|undersøgelse|tilsyn|(?:åter|hem)besök|time|Termin|appointment|kontroll')})\s(?:igen\s)?(?:hos|bei|with)\s(\p{Lu}\p{Ll}{2,}(?:[ -]\p{Lu}\p{Ll}+){0,2})(?!\p{L})`,
  'gu',
)
/** "spørg efter Bente", "ask for Colm": who answers there. */
const askedFor =
  /(?<!\p{L})(?:[Ss]pørg\sefter|[Bb]ed\som\sat\stale\smed|[Aa]sk\sfor|[Ff]råga\sefter|[Ss]pør\setter)\s(\p{Lu}\p{Ll}{2,}(?:[ -]\p{Lu}\p{Ll}+){0,2})(?!\p{L})/gu
/** "gez. Sielhorst", "Vaccinator T. Mirholt": who signed and who gave it. */
const signedBy =
  /(?<!\p{L})(?:[Gg]ez\.|[Rr]gf\.?|[Rr]adiogr\.|[Vv]accinator|[Vv]accinatør|[Vv]idi|[Uu]nterzeichnet(?:\svon)?):?\s((?:(?:Dr|Prof)\.\s(?:med\.\s)?)?(?:\p{Lu}\.\s?){0,2}\p{Lu}\p{Ll}{2,}(?:[ /-]\p{Lu}\p{Ll}+){0,2})(?!\p{L})/gu
/** "Mvh KNY", "hilsen jkb": letters behind a greeting that end what is said. */
const greetingLetters =
  /(?<!\p{L})(?:mvh|vh|hilsen|hilsner|hälsningar|gruß|regards)[.,:]?\s{1,3}(\p{Lu}{2,4}|\p{Ll}{2,4})(?=\s*(?:$|[.,;/)\n]))/giu
/** "Kh Torben (toku)", "svar til AGH": letters of whoever is named in front, and of whom to tell. */
const lettersOfName = /(?<!\p{L})(\p{Lu}\p{Ll}{2,})\s\((\p{Ll}{3,4})(?=\)\s*(?:$|[.,;\n]))/gu
const tellingWhom =
  /(?<!\p{L})(?:svar|besked|kopi|advis|mail|meddelelse)\s(?:sendes\s|gives\s)?til\s(\p{Lu}{3})(?=\s*(?:$|[.,;/)\n]))/giu
/** "Læst af dov": who saw to it, typed small. */
const seenTo = new RegExp(
  String.raw`(?<!\p{L})(?:${eitherCase('læst|kvitteret|modtaget|ringet|afleveret|oprettet|målt|skiftet|lagt|taget|givet|hentet|informeret|besvaret|oplyst')})\s(?:op\s)?af\s(\p{Ll}{3,4})(?=\s*(?:$|[.,;/)\n]))`,
  'gu',
)
/** "konf. UBS/THN": whom it was talked over with, and by whom. */
const conferring =
  /(?<!\p{L})(?:konf\.|konfereret|drøftet|beskr\.|afs\.|disk\.)\s(?:med\s|m\.\s)?(\p{Lu}{2,4}\/\p{Lu}{2,4})(?=\s*(?:$|[.,;)\n]))/giu
/** "Ingvild Moen 922 41 305": a name and a telephone are all of a line. */
const nameAndPhone =
  /^[ \t]*(\p{Lu}\p{Ll}+(?:[ -]\p{Lu}\p{Ll}+){1,3})(?:,|:|\s-)?\s+(?:(?:tlf|tel|mobil|mob|phone)\.?:?\s)?(?:\+\d{2} ?)?(?=(?:\d ?){8,11}[ \t]*$)\d[\d ]{7,14}$/gmu
/** 922 41 305, a mobile of Norway: behind a name, or where somebody rings. */
const mobileOfNorway = new RegExp(
  String.raw`(?<!\p{L})(\p{Lu}\p{Ll}{3,}|(?:${eitherCase('tlf|mob|mobil|tel|ring|sms')}))[.:,]{0,2}\s\(?([49]\d\d \d\d \d{3})(?!\d|[.,]\d|\s?(?:mm|cm|ml|mg|kg|%))`,
  'gu',
)

/** Where the people of a note live, come from, go and are insured, whom they see there, and how whoever wrote it greets. */
export function findWhereabouts(text: string): TextSpan[] {
  const spans: TextSpan[] = []
  if (text.length < 6) return spans
  const take = (pattern: RegExp, kind: string, counts: (said: string) => boolean) => {
    for (const found of text.matchAll(pattern)) {
      const part = found[1] ?? found[0]
      if (!counts(part)) continue
      const start = found.index + found[0].lastIndexOf(part)
      spans.push({ start, end: start + part.length, kind })
    }
  }
  const behind = (pattern: RegExp, kind: string, counts: (who: string, said: string) => boolean) => {
    for (const found of text.matchAll(pattern)) {
      const [whole, who = '', said = ''] = found
      const end = found.index + whole.length
      if (counts(who, said)) spans.push({ start: end - said.length, end, kind })
    }
  }
  if (/ (?:i|in|fra|från|from|aus|på|ved|vid|till?) [A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text)) {
    take(livingKin, 'address', isPlace)
    take(comingFrom, 'address', isPlace)
    take(atHome, 'address', isPlace)
    take(neighboursHouse, 'place', isOwn)
    if (/olk/.test(text)) take(interpreterOf, 'place', isOwn)
  }
  if (/ (?:hos|i|på) [A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text))
    take(workingAt, 'place', (said) => said.split(' ').some(isOwn) && !isNoun(said))
  if (/ \([A-ZÀ-ÞĀ-\u{10ffff}][a-zµß-\u{10ffff}]/u.test(text)) take(besideKin, 'address', isPlace)
  if (/, [A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text) && /bo/i.test(text)) take(villageBehind, 'address', isPlace)
  if (/ichert|sikr|ured|säkrad|edlem/.test(text)) take(insurer, 'place', (said) => isOwn(said) && !isNoun(said))
  if (/(?:haven|stuen|huset|skolen) [A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text))
    take(houseByKind, 'place', (said) => isOwn(said.split(' ')[1]!))
  if (/ (?:hos|bei|with) [A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text)) take(visiting, 'name', mayName)
  if (/(?:efter|etter|tale med|ask for) [A-Za-zª-\u{10ffff}]/iu.test(text)) take(askedFor, 'name', mayName)
  if (/gez\.|rgf|radiogr\.|accinat|vidi|unterz/i.test(text)) take(signedBy, 'name', (said) => mayName(lastOf(said)))
  if (/vh|hils|hälsn|gruß|regards/i.test(text)) take(greetingLetters, 'name', areLetters)
  if (/[a-zµß-\u{10ffff}] \([a-zµß-\u{10ffff}]{3,4}\)/u.test(text))
    behind(lettersOfName, 'name', (who, said) => isNamed(who) && areLetters(said))
  if (/til [A-ZÀ-ÞĀ-\u{10ffff}]{3}/u.test(text))
    take(tellingWhom, 'name', (said) => /^\p{Lu}+$/u.test(said) && areLetters(said))
  if (/ af [a-zµß-\u{10ffff}]{3,4}/u.test(text))
    take(seenTo, 'name', (said) => areLetters(said) && !givenNames.has(said))
  if (/[A-ZÀ-ÞĀ-\u{10ffff}]\/[A-ZÀ-ÞĀ-\u{10ffff}]{2}/u.test(text))
    take(conferring, 'name', (said) => said.split('/').every(areLetters))
  if (/[49]\d\d \d\d \d{3}/.test(text))
    behind(mobileOfNorway, 'phone', (who) => /^(?:tlf|mob|tel|ring|sms)/i.test(who) || mayName(who))
  if (/\d(?: ?\d){7}[ \t]*$/m.test(text)) take(nameAndPhone, 'name', (said) => said.split(/[ -]/).every(mayName))
  return spans
}

/** A name of the lists, and nobody's disease. */
function isNamed(who: string): boolean {
  const lower = who.toLowerCase()
  return mayName(who) && (givenNames.has(lower) || familyNames.has(lower) || isBorne(lower))
}

function mayName(said: string): boolean {
  const first = said.split(/[ -]/)[0]!
  const lower = first.toLowerCase()
  return (
    isOwn(said) &&
    !eponyms.has(lower) &&
    !isProgram(first) &&
    (isBorne(lower) ||
      givenNames.has(lower) ||
      !(/(?:ing|else|tion|itis|isk|pleje\p{L}*|ende|team\p{L}*)$/u.test(lower) || endsIn(nouns, lower)))
  )
}

function lastOf(said: string): string {
  return said.split(/[\s.]+/).at(-1)!
}
