import type { TextSpan } from '../text-span.ts'
import { isSomebody } from './is-somebody.ts'
import { kinInFront } from './kin-words.ts'
import { ambiguous } from './name-evidence.ts'
import { familyNames, givenNames } from './name-lists.ts'
import { isWord } from './small-names.ts'
import { endOfSmallName, isAdjective, isSmallGiven } from './small-people.ts'
import { acts, isCalling } from './staff-words.ts'
import { type Word, wordsOf } from './text-words.ts'

const words = (text: string) => new Set(text.split(' '))

/** Who somebody is to a patient, in the tongues that notes are typed in. */
const kin = new Set([
  ...kinInFront,
  ...words(
    'pt patienten patientens pasienten patient barnebarnet sønnens datterens naboens broren søsteren eks ekskæreste bofællen stuekammerat sidemand medpatient daughter son wife husband mother father sister brother mum dad partner grandson granddaughter niece nephew aunt uncle mamma pappa kona mannen sønnen dattera broren søstera hustrun sonen dottern maken makan sambo särbo sambon systern brodern',
  ),
])

/** Behind these and the word in the second list stands the other of two: "gift med", "mor til". */
const bound = words(
  'gift samboende samlevende forlovet kæreste kærester skilt separeret enke enkemand mor far bror søster bedstemor bedstefar mormor farmor morfar farfar moster faster onkel datter søn barn mamma tvilling tvillinger kone mand svigermor svigerfar nabo ven veninde hustru ægtefælle married engaged mother father',
)
const to = words('til med fra efter af to')

/** What staff do together, besides what they do to papers: behind it and a small word stands a person. */
const together = words(
  'konf konfereret drøftet aftalt talt snakket diskuteret vendt ringet telefoneret sendt videresendt mailet skrevet svar besked kopi hilsen orienteret informeret kontaktet discussed spoken seen typed reported referred tolket beskrevet operert henvist set dikteret taget optaget',
)
const by = words('af med til fra ved v m av by with from to')

const called = words('hedder hedde hed kaldes navnet')
const somebody = words(
  'barnet drengen pigen manden kvinden konen kone mand søn sønnen datter datteren mor far moren faren moderen faderen han hun pt patienten naboen nabo ven vennen veninde veninden kæresten broren søsteren bror søster babyen baby hustru hustruen samlever samleveren',
)

/** In front of a name alone, whatever the name means besides. */
const titles = words('fru frk frøken doktor dr doctor mister mrs herr')
/** What somebody's work is, besides the words that end as most of them do. */
const work = words(
  'lege legen lekar ortopæd stud sosu ssa sekr ergo fys jdm jm ass doktor doctor dr mister vagthavende bagvagt forvagt registrar nurse midwife',
)
const signed = words('sign signeret mvh vh hilsen underskrevet')

/** What a sentence goes on with behind whoever did something: none of it is a name. */
const small = words(
  'komma punktum kolon afsnit linje som der den det de han hun jeg vi man har kan vil skal må er var og eller men på i til fra med ved for om at mht mhp pga vedr samt inkl dd dags igen nu kl hvor når efter før mens uden under over mod hos men så da idag igår sammen tidligere senere straks hjemme selv også ikke først alene herom derom ift ang jf jvf iht mr ct who at on in and the for about this that she he will has had was is',
)

/**
 * Names that somebody typed without a capital, where what stands in front says that a person is named: "datter mille", "mor til emil og frida",
 * "konfereret med lone bak", "dikteret af overlæge kaj due", "barnet hedder storm".
 */
export function findSmallPeople(text: string): TextSpan[] {
  if (text.length < 8 || !/[a-zß-ÿ] [a-zß-ÿ]{2}/.test(text)) return []
  const all = wordsOf(text)
  const spans: TextSpan[] = []
  let last = 0
  for (let i = 1; i < all.length; i++) {
    if (all[i]!.capital) continue
    // "radiograf rosa og radiograf ask"
    const isJoined = last > 0 && last === i - 3 && /^(?:og|and|och)$/.test(all[i - 2]!.lower)
    const end = endOfName(text, all, i, isJoined)
    if (end === 0) continue
    spans.push({ start: all[i]!.start, end: all[end - 1]!.end, kind: 'name' })
    i = end - 1
    last = i
    // "emil og frida", "emil, frida og ida"
    while (isBeside(text, all, i) && isSmallGiven(all[i + joined(all, i)]!.lower)) {
      const from = i + joined(all, i)
      i = endOfSmallName(text, all, from) - 1
      last = i
      spans.push({ start: all[from]!.start, end: all[i]!.end, kind: 'name' })
    }
  }
  return spans
}

/** How far the next one of a list stands behind the word at `i`: over "og" or right behind a comma. */
function joined(all: readonly Word[], i: number): number {
  return /^(?:og|and|och|samt)$/.test(all[i + 1]?.lower ?? '') ? 2 : 1
}

function isBeside(text: string, all: readonly Word[], i: number): boolean {
  const next = all[i + joined(all, i)]
  if (!next || next.capital) return false
  return /^(?:,\s|,?\s(?:og|and|och|samt)\s)$/.test(text.slice(all[i]!.end, next.start))
}

/** The index behind the last word of a name that begins at `i`; 0 where none does. */
function endOfName(text: string, all: readonly Word[], i: number, isJoined: boolean): number {
  const [word, before] = [all[i]!, all[i - 1]!]
  const gap = text.slice(before.end, word.start)
  const second = all[i - 2]
  const beside = second !== undefined && text.slice(second.end, before.start) === ' '
  if (gap === ' ' || gap === ': ') {
    // "sønnen per ove": the first of two, though it is a word as well.
    const double = givenNames.has(word.lower) && isDouble(text, word, all[i + 1])
    if (kin.has(before.lower) && (double || isSmallGiven(word.lower, !/^pa?[ts]/.test(before.lower))))
      return endOfSmallName(text, all, i)
    if (called.has(before.lower) && beside && isCalledSo(word, second)) return endOfSmallName(text, all, i)
    if (beside && isLedTo(second, before) && (double || isSmallGiven(word.lower))) return endOfLed(text, all, i)
    // "set af fv jakob": what somebody is in two letters or three.
    if (beside && by.has(second.lower) && isActing(all[i - 3]) && before.text.length < 4 && isSmallGiven(word.lower))
      return endOfLed(text, all, i)
    // "dikteret jens k": the letter of a family name behind.
    if (
      isWriting(before) &&
      isSmallGiven(word.lower) &&
      /^\s\p{L}(?![\p{L}.])/u.test(text.slice(word.end, word.end + 3))
    )
      return i + 2
    // "bastians far": whose kin is meant.
    if (isOfSomebody(text, word, all[i + 1])) return i + 1
  }
  if (!/^(?:\.?\s|:\s)$/.test(gap)) return 0
  if (titles.has(before.lower) && isTitled(before, word)) return endOfLed(text, all, i)
  if (signed.has(before.lower) && word.text.length === 1 && !/[ioå]/.test(word.text)) {
    const next = all[i + 1]
    return next && !next.capital && /^\.?\s$/.test(text.slice(word.end, next.start)) && isListed(next) ? i + 2 : 0
  }
  if (!isCalling(before.lower) && !work.has(before.lower)) return 0
  if (isSmallGiven(word.lower)) return endOfLed(text, all, i)
  // "kontrolleret af radiograf ask": an act, and whose work it is.
  const isLed = by.has(second?.lower ?? '') ? isActing(all[i - 3]) : isJoined
  return beside && isLed && (isStranger(word) || isSeason(text, word)) ? endOfLed(text, all, i) : 0
}

function isDouble(text: string, word: Word, next: Word | undefined): boolean {
  if (!next || next.capital || !(isSmallGiven(next.lower) || isListed(next))) return false
  return text.slice(word.end, next.start) === ' '
}

function isWriting(word: Word): boolean {
  return /^(?:dikteret|skrevet|skriver|beskrevet|dikt|skr|set)$/.test(word.lower)
}

/** A given name in the genitive in front of who that is to them. */
function isOfSomebody(text: string, word: Word, next: Word | undefined): boolean {
  const bare = word.lower.replace(/s$/, '')
  if (bare.length < 4 || bare === word.lower || !next || !kin.has(next.lower)) return false
  if (text.slice(word.end, next.start) !== ' ' || isWord(word.lower) || isWord(bare)) return false
  return isSmallGiven(bare) && !isSmallGiven(word.lower)
}

/** "gift med", "mor til", "konfereret med", "mor til emil og". */
function isLedTo(second: Word, before: Word): boolean {
  if (bound.has(second.lower) && to.has(before.lower)) return true
  return by.has(before.lower) && isActing(second)
}

function isActing(word: Word | undefined): boolean {
  return word !== undefined && (acts.has(word.lower) || together.has(word.lower))
}

/** "barnet hedder storm", but no drug and no street. */
function isCalledSo(word: Word, second: Word): boolean {
  if (!somebody.has(second.lower)) return false
  return (
    isSmallGiven(word.lower, true) || (ambiguous.has(word.lower) && word.text.length > 2 && !isAdjective(word.lower))
  )
}

function isTitled(before: Word, word: Word): boolean {
  if (isSmallGiven(word.lower)) return true
  if (before.lower === 'herr') return false
  if (/^(?:fru|frk|frøken|mister)$/.test(before.lower) && isStranger(word)) return true
  return familyNames.has(word.lower) && !isAdjective(word.lower)
}

function isListed(word: Word): boolean {
  return isSmallGiven(word.lower) || (familyNames.has(word.lower) && !isAdjective(word.lower))
}

/** "læge sommer", and no year behind: doctors are called so. */
function isSeason(text: string, word: Word): boolean {
  return (
    /^(?:sommer|vinter|høst|juul|lang|kold|krog|kok)$/.test(word.lower) &&
    !/^\s(?:\d|\p{L}*tid)/u.test(text.slice(word.end, word.end + 8))
  )
}

/** Known as a name, or as nothing at all. */
function isStranger(word: Word): boolean {
  if (word.text.length < 3 || small.has(word.lower) || work.has(word.lower) || isAdjective(word.lower)) return false
  if (familyNames.has(word.lower) || ambiguous.has(word.lower)) return true
  return isSomebody(word.text) && !/(?:er|es|et|en|ede|ende|sk|ig|ing|um|us)$/.test(word.lower)
}

/** Behind who did something also a family's name that no list has, where the sentence goes on behind it: "henrik tofte og". */
function endOfLed(text: string, all: readonly Word[], from: number): number {
  const end = endOfSmallName(text, all, from)
  const next = all[end]
  if (end > from + 1 || !next || next.capital || text.slice(all[end - 1]!.end, next.start) !== ' ') return end
  const ends =
    /^\s*(?:$|[,.;)\n]|(?:og|på|i|fra|ved|d|den|kl|som|skrevet|typed|at|in|on|by|har|klager|ringer)(?!\p{L}))/u
  return next.text.length > 3 && isStranger(next) && ends.test(text.slice(next.end, next.end + 12)) ? end + 1 : end
}
