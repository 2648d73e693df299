import { isBorne } from './borne-names.ts'
import { everydayWords } from './everyday-words.ts'
import { eponyms, familyNames, givenNames } from './name-lists.ts'
import { isPlainWord } from './plain-words.ts'
import { isDrug } from './report-words.ts'
import type { Word } from './text-words.ts'
import { endsIn, familyEndings, nouns } from './word-endings.ts'

/** A word of reports or of medicine, or made as Danish makes its nouns and adjectives. */
export function namesNobody(word: Word): boolean {
  if (isPlainWord(word.lower) || isDrug(word.lower) || (word.text.length > 6 && endsIn(nouns, word.lower))) return true
  if (isProgram(word.text) || isAnalyte(word)) return true
  // "CT-SKANNING", but Maj-Britt and Anne-Maj
  const parts = word.lower.split('-')
  return parts.length > 1 && parts.some(isPlainWord) && !isDoubleGiven(word, parts) && (word.shout || !isWithSen(parts))
}

/** "TestBolus", "PosDisp": two words in one, as programs name their series, and neither a name: so are two names written without a blank. */
function isProgram(text: string): boolean {
  const parts = text.match(/^\p{Lu}\p{Ll}+(?=\p{Lu}\p{Ll}+$)|(?<=^\p{Lu}\p{Ll}+)\p{Lu}\p{Ll}+$/gu)
  if (parts?.length !== 2 || /^(?:Ma?c|De|Di|Du|L[aeo]|Van|Von)$/.test(parts[0]!)) return false
  const [first, second] = parts.map((part) => part.toLowerCase())
  const names = (part: string) => givenNames.has(part) || familyNames.has(part)
  return !names(first!) && !names(second!) && (isPlainWord(first!) || isPlainWord(second!))
}

/** "P-Natrium", "Csv-Protein": what is measured, behind the system that it is measured in (NPU: plasma, blood, urine, spinal fluid ...). */
function isAnalyte({ text, lower }: Word): boolean {
  const measured = /^(?:[PBSUF]|f[PS]|t?U|d?U|Csv|Pt|Erc|Lkc|Ecv|[akv][BP])-\p{Lu}/u.test(text)
  const said = lower.slice(lower.indexOf('-') + 1)
  return measured && !givenNames.has(said) && !familyNames.has(said)
}

/** "Kold-Jensen": whatever the first half means, the second is a family's. */
function isWithSen(parts: readonly string[]): boolean {
  return parts.length === 2 && parts[1]!.endsWith('sen') && familyNames.has(parts[1]!)
}

/** A double given name one half of which is a word of the calendar. */
function isDoubleGiven(word: Word, parts: readonly string[]): boolean {
  return !word.shout && parts.length === 2 && parts.every((part) => givenNames.has(part) || calendarNames.has(part))
}

/** "Ros-Marie", "Hatice-Gül": a given name and one more that no report has; whoever diseases are called after bear theirs in another way. */
function isDoubleByHalf(word: Word, parts: readonly string[]): boolean {
  if (
    word.shout ||
    !word.text.includes('-') ||
    parts.length !== 2 ||
    parts.some((part) => part.length < 2 || afterWhom.has(part) || eponyms.has(part))
  )
    return false
  const [first, second] = [parts[0]!, parts[1]!]
  const known = (part: string) => givenNames.has(part) && part.length > 2 && !isPlainWord(part)
  const other = known(first) ? second : known(second) ? first : undefined
  if (other === undefined || isPlainWord(other) || isDrug(other) || endsIn(nouns, other)) return false
  return isBorne(other) || other.length < 7
}

/** Given names, and those beside them, that diseases and signs are called after in two. */
const afterWhom = new Set(
  'lauge charcot tooth bamberger strümpell foix alajouanine austin flint parkes graham steell arnold julien legg calvé henoch schönlein churg strauss gilles tourette fitz curtis hugh sabin felty test syndrom score skala metode'.split(
    ' ',
  ),
)

const calendarNames = new Set(['maj', 'may', 'april', 'june', 'august'])

/** 2: a name whatever stands around it; 1: often a name; 0: not known. */
export function evidence(word: Word, shouted: boolean): number {
  const known = listed(word, shouted)
  if (known > 0 || everydayWords.has(word.lower) || eponyms.has(word.lower.replace(/['’]?s$/, ''))) return known
  if (word.shout && word.text.length <= 2) return 0
  // Letters that neither Danish nor the Latin of medicine has are written in names alone.
  if (foreign.test(word.lower) && word.lower.length > 2) return 1
  if (/^(?:al|el|ul)-|^abd/.test(word.lower) && arabic.test(word.lower)) return 1
  const parts = word.lower.split('-')
  return parts.every(isBorne) || (parts.length === 1 && endsIn(familyEndings, word.lower)) ? 1 : 0
}

/** Al-Zubaidi, El-Sayed, Abdelkarim: made as Arabic makes names. */
const arabic = /^(?:(?:al|el|ul)-\p{L}{3,}|abd(?:el|ul|al|ur|ou)\p{L}{3,})$/u
/** Letters that only names of other tongues have. */
export const foreign = /[łąęśźżćńşğıİðþýáíúóâêčšžřđňőűțșăāēīūļņķģėįų]/u

const placeEnding = /^.{3,}(?:gaard|gård|kjær|strup|bjerg)$/u

/** The same by the lists of frequent names alone. */
export function listed(word: Word, shouted: boolean): number {
  const parts = partsOf(word)
  const given = parts.every((part) => givenNames.has(part)) || isDoubleGiven(word, parts)
  const family = parts.every((part) => familyNames.has(part) || (placeEnding.test(part) && /^\p{L}+$/u.test(part)))
  // "Karen-Nielsen": a double name of both kinds.
  if (!given && !family && parts.length === 2 && parts.every((part) => givenNames.has(part) || familyNames.has(part)))
    return 2
  if (!given && !family && isDoubleByHalf(word, parts)) return 2
  // "Bull-Hansen": the second half of a double name is enough, but for a class of fractures.
  if (!given && !family && isWithSen(parts)) return afterWhom.has(parts[0]!) || word.shout ? 1 : 2
  // Definite nouns end in -sen as well (stenosen, analysen): such a word alone is only a hint.
  if (!family && !given && /(?:.{4}[dlnrst]|..[bmst]ia)sen$/u.test(word.lower) && /^\p{L}+$/u.test(word.lower)) return 1
  const base = word.lower.replace(/['’]?s$/, '')
  const genitive = base.length > 2 && (givenNames.has(base) || familyNames.has(base))
  if (!given && !family && !genitive) return 0
  if (ambiguous.has(word.lower)) return 1
  if (word.lower.length <= 3) return !shouted && !word.shout && shortGiven.has(word.lower) ? 2 : 1
  return shouted && !family && word.lower.length <= 4 ? 1 : 2
}

/** The names of a double one, and of one that was run together: "JensHansen". */
function partsOf(word: Word): string[] {
  if (!/[a-zµß-\u{10ffff}][A-ZÀ-ÞĀ-\u{10ffff}]/u.test(word.text) || !/\p{Ll}\p{Lu}/u.test(word.text))
    return spelledOut(word.lower).split('-')
  return word.text.split(/-|(?<=\p{Ll})(?=\p{Lu})/u).map((part) => spelledOut(part.toLowerCase()))
}

/** SOEREN, KJAER: two letters where a keyboard had no Danish one. */
function spelledOut(lower: string): string {
  // Torbjörn, Kjäll: Swedish letters of a name that Danes write as well.
  if (/[öä]/.test(lower)) {
    const danish = lower.replace(/ö/g, 'ø').replace(/ä/g, 'æ')
    if (givenNames.has(danish) || familyNames.has(danish)) return danish
  }
  if (!/oe|ae|aa/.test(lower) || givenNames.has(lower) || familyNames.has(lower)) return lower
  const made = lower.replace(/oe/g, 'ø').replace(/ae/g, 'æ').replace(/aa/g, 'å')
  return givenNames.has(made) || familyNames.has(made) ? made : lower
}

/** Given names of three letters that are nothing else, unless in capitals: "Pia møder", but not "EVA". */
const shortGiven = new Set(
  'pia kaj kai lis jon jes ole ove åge åse eva ida mia mie lea ina evy zoe ane ann gry fie oda ulf leo jim kim teo noa'.split(
    ' ',
  ),
)

/** Names that are words of a sentence as well. */
export const ambiguous = new Set(
  'hans liv maj mark max sten storm august lykke luna vera viola iris victor christian dam bang berg lund holm skov strand sommer winter vinter vind sand hammer bro brink dahl borg kirk horn bonde falk frank hald hammer hein hvid just kamp klint kvist lind ravn riis smed stage svane tang toft vad vang wind frida sonne gade have have grøn høj jul bay beck mark clark brown scott david martin dennis thomas simon aya asta alma dagmar paul long eg gram krog strøm munk snedker skriver trolle krag kold mørk mørch frost kær hede pil eng dag brand ask klit bjørk rask glas due bjerg bøgh glad ask said elif lan ion ali sami naja milan malik juan ana mina jan flora norma linea alba tea lilla bitten anker kristen christen tue meta rose viva siri juno stella vega nova saga ruby mynte roar malle rie sejr toke sally vincent benita bak busk bust bager bering birch brask drejer enevold fink fjord fugl harder holmen høst jager junker jæger kamper keller klinke kock koed krabbe langer loft moe moos mose muff mæng næsby oster palm prins præst rye sinding skipper skytte spang stræde strange stub stubbe sylvest terp thorn torp trads trier uhre vase veng volf vork sohn silke bohr vidar'.split(
    ' ',
  ),
)
