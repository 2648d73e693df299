import type { TextSpan } from '../text-span.ts'
import { isBorne } from './borne-names.ts'
import { isProduct } from './is-product.ts'
import { isSomebody } from './is-somebody.ts'
import { isCue } from './name-cues.ts'
import { evidence } from './name-evidence.ts'
import { givenNames } from './name-lists.ts'
import { isPlainWord } from './plain-words.ts'
import { wordsOf } from './text-words.ts'

const word = '(\\p{Lu}\\p{Ll}{2,}(?:-\\p{Lu}\\p{Ll}+)?)'
/** What only people do: behind a capitalised word that nobody knows it says that the word is somebody. */
const does =
  '(?:(?:vil|ville) (?:ikke|gerne|selv|kun|ej|have)|tør ikke|har (?:kastet|overtaget|spist|sovet|drukket|grædt|ringet|hostet|tisset|truet|aflyst|sagt|lovet|lyst)|er (?:glad|ked|bange|uenige?|vred|træt|tryg|utryg|enige?|gift|mor|far|søster|bror|rejst|udskrevet|indlagt)|siger|sagde|synes|mener|mente|ønsker|fortæller|fortalte|oplyser|oplyste|vågnede?|ammer|græder|græd|sover|spiser|drikker|nægter|afviser|klager|ringer|ringede|bor|boede|glemte|huskede?|spurgte|spørger|går nu|tager selv|deltager|deltog)'
/** What things do as well: it tells of a name that somebody bears. */
const mayDo =
  '(?:(?:kan|kunne|må|måtte|skal) (?:ikke|gerne|selv|kun|ej|have)|har (?:fået|været|fundet|haft)|har det|er (?:faldet|flyttet|mødt|orienteret|informeret|indkaldt)|møder|mødte|udeblev|kommer|kom|faldt|rykker|overtager|tog|sidder|sad|lå|ligger|hjælper|hjalp)'
/** "Zenia vil ikke tage sin medicin", "Så kom Frida ind", "at Benthe på stuen har truet": it begins what is said, or stands where Danish writes no capital. */
const doing = new RegExp(
  `(?<![\\p{L}\\p{M}\\d.-])${word}(?:\\s(?:på|fra|hos|i)\\s\\p{Ll}+)?\\s(?:${does}|${mayDo})(?!\\p{L})`,
  'gu',
)
const sure = new RegExp(`\\s${does}$`, 'u')
const doneBy = new RegExp(
  `(?<=(?<!\\p{L})(?:har|havde|kom|kommer|bad|spurgte|hørte|så|traf|mødte|glemte|ifølge|trods|uden)\\s)${word}(?=\\s(?:ind|ud|hjem|tilbage|overtaget|selv|ikke|også|om|at|set|sagt|fået|givet|taget|bedt|ringet|hjulpet)(?!\\p{L}))`,
  'gu',
)
/** "Hej Selma,", "Kære Oda": whom it is written to. */
const greeted = new RegExp(
  `(?<=(?:^|[.!?\\n]\\s*)(?:Hej|Kære|Goddag|Hejsa|Tak|Davs)\\s)${word}(?=\\s*(?:[,!.\\n]|$))`,
  'gu',
)
/** "Lille Aköz ammer", "Gamle Skov har": how somebody is called among friends. */
const little = new RegExp(`(?<=(?:^|[.!?\\n]\\s*)[Ll]ille\\s)${word}(?=\\s\\p{Ll})`, 'gu')
/** "jf. J. Lind", "v/ T. Bilir", "ved M. Lie, P. Nistor": an initial where somebody is led to, and a word that nobody knows. */
const initialed =
  /(?<=(?:^|[,(:]\s?|(?<!mol|[gUEl])\/\s?|(?<!\p{L})(?:[Vv]ed|af|av|til|med|fra|hos|jf\.|cf\.|og|by|samt|[Dd]bh\.?|[Vv]\/|deltog|deltager|ifølge|hilsen|mvh)\s)(?:\p{Lu}\.\s?)?)(?:\p{Lu}|Th|Aa|Chr|Sv|Kr)\.\s?(\p{Lu}\p{Ll}{2,}(?:-\p{Lu}\p{Ll}+)?)(?!\p{L})/gu
/** "Dina F. har kastet op", "skrevet Kyle C.": a given name and the first letter of the family. */
const lettered =
  /(?<![\p{L}\p{M}\d.-])(\p{Lu}\p{Ll}{2,}(?:-\p{Lu}\p{Ll}+)?)\s\p{Lu}\.(?=\s(?:har|vil|siger|ønsker|kad|klager|afføring|sover|tilset)(?!\p{L}))/gu
const letteredBehind =
  /(?<=(?<!\p{L})(?:[Ss]krevet|[Dd]ikteret|[Ss]kr\.|[Dd]ikt\.|[Ss]eng \d{1,2}|[Ss]tue \d{1,2}|st\.? \d{1,2})(?:\s(?:af|ved|v\/))?\s)(\p{Lu}\p{Ll}{2,}(?:-\p{Lu}\p{Ll}+)?)\s\p{Lu}\.(?=\s|$|[,;/)])/gu
/** "Alf og Ronnie er uenige": two at once. */
const both = new RegExp(`(?<![\\p{L}\\p{M}\\d.-])${word}\\s(?:og|\\+|&)\\s${word}\\s${does}(?!\\p{L})`, 'gu')

/** "ikke åbnet hos Bowman, Roxelana", "ring til Alf hvis", "drøftet på MDT med Oskar og Thure": who is at home, called or talked with. */
const met =
  /(?<=(?<!\p{L})(?:hos|[Rr]ing(?:e|er|es|et)? til|(?:[Dd]røftet|[Tt]alt|[Aa]ftalt|[Kk]onfereret|[Kk]onf\.)(?:\s[^\s.,;]+){0,2} med)\s)(\p{Lu}\p{Ll}{2,}(?:-\p{Lu}\p{Ll}+)?)(?:(?:,\s|\s(?:og\s)?)(\p{Lu}\p{Ll}{2,}(?:-\p{Lu}\p{Ll}+)?))?(?!\p{L})/gu
/** "08.30 Bowman, Roxelana gastroskopi": a line of the list of the day. */
const booked =
  /(?<=(?:^|\n)\s*\d{1,2}[.:]\d\d\s(?:\p{Ll}+\s)?)(\p{Lu}\p{Ll}{2,}(?:-\p{Lu}\p{Ll}+)?),\s(\p{Lu}\p{Ll}{2,}(?:-\p{Lu}\p{Ll}+)?)(?=\s\p{Ll}|,|$)/gu

/** "fætteren Wifrith Alstrup døde", "i forsøget, Gunna Broe og Ask Lentz": Danish writes no nouns with a capital, so two such words in a sentence are somebody's. */
const pair =
  /(?<=(?<!\p{L})(?!for\s)\p{Ll}{2,}[,:]?\s\(?)(\p{Lu}\p{Ll}{2,}(?:-\p{Lu}\p{Ll}+)?)\s(\p{Lu}\p{Ll}{2,}(?:-\p{Lu}\p{Ll}+)?)(?![\p{L}\d-]|\s\d|\s\p{Lu}{2}|\s\p{Lu}\p{Ll}+\s\p{Lu})/gu

/** Without it the long patterns find nothing. */
const prose = /\p{Lu}\p{Ll}{2,} \p{Ll}/u
const verbs =
  / (?:har|er|vil|ville|tør|kan|kunne|må|måtte|skal|bor|kom|sov|lå|sad|tog|går|græd|hjalp|[a-zæøå]+(?:er|te|de)) /

/** People who are named in prose by what they do or by how they are written, with no word in front that says who they are. */
export function findDoers(text: string): TextSpan[] {
  const spans: TextSpan[] = []
  if (text.length < 10 || !/[A-ZÀ-ÞĀ-\u{10ffff}][a-zµß-\u{10ffff}]{2}/u.test(text)) return spans
  const add = (end: number, name: string, whole = name) => {
    if (isSomebody(name)) spans.push({ start: end - whole.length, end, kind: 'name' })
  }
  if (/[A-ZÀ-ÞĀ-\u{10ffff}][har]?r?\. ?[A-ZÀ-ÞĀ-\u{10ffff}][a-zµß-\u{10ffff}]{2}/u.test(text))
    for (const found of text.matchAll(initialed))
      if (!isLatin(found[0][0]!, found[1]!)) {
        // "Th. Biering": an initial in front tells a family's name from a noun that ends so.
        const isFamily = /^\p{L}{4,}ing$/u.test(found[1]!) && !isPlainWord(found[1]!.toLowerCase())
        if (isFamily) spans.push({ start: found.index, end: found.index + found[0].length, kind: 'name' })
        else add(found.index + found[0].length, found[1]!, found[0])
      }
  if (/[a-zµß-\u{10ffff}]{2} [A-ZÀ-ÞĀ-\u{10ffff}]\./u.test(text))
    for (const pattern of [lettered, letteredBehind])
      for (const found of text.matchAll(pattern)) add(found.index + found[0].length, found[1]!, found[0])
  if (/^(?:Hej|Kære|Goddag|Tak|Davs)|[.!?\n]\s*(?:Hej|Kære|Goddag|Tak|Davs)/.test(text))
    for (const found of text.matchAll(greeted)) add(found.index + found[0].length, found[1]!)
  const pairs = (pattern: RegExp) => {
    for (const found of text.matchAll(pattern)) {
      add(found.index + found[1]!.length, found[1]!)
      if (found[2] && isSomebody(found[1]!)) add(found.index + found[0].length, found[2])
    }
  }
  if (/(?:hos|til|med) [A-ZÀ-ÞĀ-\u{10ffff}][a-zµß-\u{10ffff}]/u.test(text)) pairs(met)
  if (/\d[.:]\d\d .*, [A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text)) pairs(booked)
  if (!prose.test(text)) return spans
  if (
    /(?:har|havde|kom|kommer|bad|spurgte|hørte|så|traf|mødte|glemte|ifølge|trods|uden) [A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text)
  )
    for (const found of text.matchAll(doneBy)) add(found.index + found[0].length, found[1]!)
  if (
    /[a-zµß-\u{10ffff}][,:]? \(?[A-ZÀ-ÞĀ-\u{10ffff}][a-zµß-\u{10ffff}]+(?:-[A-ZÀ-ÞĀ-\u{10ffff}][a-zµß-\u{10ffff}]+)? [A-ZÀ-ÞĀ-\u{10ffff}][a-zµß-\u{10ffff}]/u.test(
      text,
    )
  )
    for (const found of text.matchAll(pair))
      if (
        isSomebody(found[1]!) &&
        !isCue(found[1]!.toLowerCase()) &&
        isSomebody(found[2]!.replace(/s$/, '')) &&
        !isProduct(text, found.index, found.index + found[0].length)
      )
        spans.push({ start: found.index, end: found.index + found[0].length, kind: 'name' })
  if (/[Ll]ille [A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text))
    for (const found of text.matchAll(little)) add(found.index + found[0].length, found[1]!)
  if (!verbs.test(`${text} `)) return spans
  for (const found of text.matchAll(both)) {
    add(found.index + found[1]!.length, found[1]!)
    const second = found.index + found[0].indexOf(` ${found[2]!} `, found[1]!.length) + 1
    add(second + found[2]!.length, found[2]!)
  }
  for (const found of text.matchAll(doing))
    if (sure.test(found[0]) || isBorneBy(found[1]!)) add(found.index + found[1]!.length, found[1]!)
  return spans
}

function isBorneBy(name: string): boolean {
  const lower = name.toLowerCase()
  return givenNames.has(lower) || isBorne(lower)
}

/** A. Carotis, V. Porta, N. Ulnaris, E. Coli, C. Difficile: what a letter stands for in anatomy and among bacteria. */
function isLatin(letter: string, name: string): boolean {
  const [first] = wordsOf(name)
  if (first && evidence(first, false) === 2) return false
  return /[AVNMRLSCEHKPGTB]/.test(letter) && /(?:is|us|um|a|ae|or|ens|ile|oli|ori|ei|ni)$/.test(name)
}
