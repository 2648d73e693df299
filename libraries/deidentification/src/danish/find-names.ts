import type { TextSpan } from '../text-span.ts'
import { eponymContext, eponymLead, eponyms, familyNames, givenNames, notNames } from './name-lists.ts'

interface Word {
  text: string
  lower: string
  start: number
  end: number
  capital: boolean
  /** All capitals, more than one letter. */
  shout: boolean
}

/** Words after which a name stands. */
const cues = new Set(
  'dr doktor doctor læge lægen overlæge overlægen reservelæge afdelingslæge speciallæge kiropraktor fysioterapeut jordemoder tandlæge prof professor radiolog radiologen radiograf radiografen sygeplejerske sygeplejersken spl sygepl kirurg kirurgen neurolog kardiolog onkolog fotograf undersøger undersøgeren operatør operatøren vejleder tolk tolken ordinerende visitator henvlæge sagsbehandler bioanalytiker bioanalytikeren sekretær lægesekretær hr herr fru frk frøken mr mrs ms miss pt pat patient patienten patientens pårørende datter datteren søn sønnen ægtefælle ægtefællen hustru hustruen kone konen mand manden far mor moren faren søster bror broder barnebarn barnebarnet oldebarn svigersøn svigerdatter svigermor svigerfar samlever samleveren kæreste kæresten ven veninde nabo naboen tvilling tvillingebror tvillingesøster niece nevø tante onkel fætter kusine farmor farfar mormor morfar enke enkemand kaldet kaldes kaldenavn alias nickname daughter son wife husband mother father sister brother née født værge kontaktperson navn navnet name patientnavn mvh hilsen hilsner signeret sign dikteret beskrevet undersøgt godkendt udført scannet konfereret konf henvist rekvireret rekvirent henviser referring physician operator by af ved v/ med til'.split(
    ' ',
  ),
)
/** Cues after which only an unmistakable name counts: everyday words. */
const weakCues = new Set(
  'af ved v/ med til by født mand far mor hilsen sign beskrevet undersøgt udført henvist scannet godkendt signeret konfereret dikteret rekvireret'.split(
    ' ',
  ),
)

/** "Sørensen-sagen" is a name and a word. */
const token = /[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+|-\p{Lu}[\p{L}\p{M}]*)*/gu
const between = /^(?:\s|\.\s*|,\s*|\^|:\s*|\s+[A-ZÆØÅ]\.\s*){0,3}$/u

/** Names of people in a text: after cue words, by the lists of frequent names, and by the endings that only Danish family names have. */
export function findNames(text: string): TextSpan[] {
  const words = wordsOf(text)
  const spans: TextSpan[] = []
  // In a text all in capitals, capitals say nothing.
  const shouted = words.filter((word) => word.shout).length > words.length / 2
  for (let i = 0; i < words.length; ) {
    const length = nameLength(text, words, i, shouted)
    if (length === 0) {
      i++
      continue
    }
    spans.push({ start: withLeadingInitials(text, words[i]!.start), end: words[i + length - 1]!.end, kind: 'name' })
    i += length
    const born = bornAs.exec(text.slice(words[i - 1]!.end, words[i - 1]!.end + 60))
    if (born && !notNames.has(born[1]!.toLowerCase())) {
      const end = words[i - 1]!.end + born[0].length
      spans.push({ start: end - born[1]!.length, end, kind: 'name' })
    }
    // "Birthe og Zeynep": beside a name stands a name.
    const other = words[i + 1]
    if (!other || !/^(?:og|and|&)$/.test(words[i]!.lower) || !other.capital || other.shout) continue
    if (notNames.has(other.lower) || cues.has(other.lower) || isEponym(text, words, i + 1) || other.text.length < 3)
      continue
    if (text.slice(words[i - 1]!.end, other.start) !== ` ${words[i]!.text} `) continue
    spans.push({ start: other.start, end: other.end, kind: 'name' })
  }
  return spans
}

function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(token), (found) => ({
    text: found[0],
    lower: found[0].toLowerCase(),
    start: found.index,
    end: found.index + found[0].length,
    capital: /^\p{Lu}/u.test(found[0]),
    shout: found[0].length > 1 && !/\p{Ll}/u.test(found[0]),
  }))
}

/** Behind a name: the one that somebody was born with. */
const bornAs = /^\s?[,(]?\s?(?:født|f\.|née|geb\.|tidl\.|tidligere|born|formerly)\s(\p{Lu}\p{L}{2,}(?:-\p{Lu}\p{L}+)?)/u

/** How many words from here on are one person's name; 0 when none. */
function nameLength(text: string, words: readonly Word[], i: number, shouted: boolean): number {
  const first = words[i]!
  if (!first.capital || notNames.has(first.lower) || first.text.length < 2) return 0
  if (isEponym(text, words, i)) return 0
  const cue = cueBefore(text, words, i)
  const strength = evidence(first, shouted)
  if (strength === 0 && !cue && !mayLead(text, words, i, shouted)) return 0
  let length = 1
  let best = strength
  while (i + length < words.length && joins(text, words[i + length - 1]!, words[i + length]!)) {
    const led = particlesFrom(text, words, i + length)
    if (led > 0) {
      length += led + 1
      best = Math.max(best, 2)
      continue
    }
    const next = words[i + length]!
    if (next.text.length === 1 && next.capital && text[next.end] === '.') {
      length++
      continue
    }
    if (!next.capital || notNames.has(next.lower) || cues.has(next.lower) || isEponym(text, words, i + length)) break
    const more = evidence(next, shouted)
    // After a name that is sure, a capitalised word is its family name; otherwise it must be one itself.
    if (more === 0 && (next.shout || next.text.length < 2)) break
    if (more === 0 && best < 2 && !cue) break
    best = Math.max(best, more, more > 0 && strength > 0 ? 3 : 0)
    length++
    if (length === 5) break
  }
  if (cue === 'strong') return first.shout && strength === 0 && !shouted && first.text.length <= 4 ? 0 : length
  if (cue === 'weak') return best >= 1 || (length >= 2 && !first.shout) ? length : 0
  if (best >= 3) return length
  return best >= 2 ? length : 0
}

const particles = new Set('van von der den de la du del della di da dos el al bin ibn ter ten við á av zu'.split(' '))

/** How many small words of a foreign family name stand here in front of a capitalised one: "van der Meer". */
function particlesFrom(text: string, words: readonly Word[], from: number): number {
  let count = 0
  while (count < 3 && words[from + count] && particles.has(words[from + count]!.text)) count++
  const last = words[from + count]
  if (count === 0 || !last?.capital || last.text.length < 3 || notNames.has(last.lower)) return 0
  // "de", "den", "der", "da", "av" are words of a Danish sentence too.
  const few = count === 1 && /^(?:de|den|der|da|di|av|du|ten)$/.test(words[from]!.text)
  return few || text.slice(words[from]!.start, last.start).includes('.') ? 0 : count
}

/** An unknown word can be the given name in front of a known family name: only inside a sentence, with nothing but a blank between. */
function mayLead(text: string, words: readonly Word[], i: number, shouted: boolean): boolean {
  const word = words[i]!
  const next = words[i + 1]
  if (shouted || word.shout || !next || text.slice(word.end, next.start) !== ' ') return false
  return !/(?:^|[.!?:;\n]\s*)$/.test(text.slice(0, word.start))
}

/** 2: a name whatever stands around it; 1: often a name; 0: not known. */
function evidence(word: Word, shouted: boolean): number {
  const parts = word.lower.split('-')
  const given = parts.every((part) => givenNames.has(part))
  const family = parts.every(
    (part) => familyNames.has(part) || /^\p{L}{3,}(?:gaard|gård|kjær|strup|bjerg)$/u.test(part),
  )
  // "Karen-Nielsen": a double name of both kinds.
  if (!given && !family && parts.length === 2 && parts.every((part) => givenNames.has(part) || familyNames.has(part)))
    return 2
  // Definite nouns end in -sen as well (stenosen, analysen): such a word alone is only a hint.
  if (!family && !given && /^\p{L}{4,}(?:[dlnrt]sen|ssen)$/u.test(word.lower)) return 1
  const base = word.lower.replace(/['’]?s$/, '')
  const genitive = base.length > 2 && (givenNames.has(base) || familyNames.has(base))
  if (!given && !family && !genitive) return 0
  if (word.lower.length <= 3 || ambiguous.has(word.lower)) return 1
  return shouted && !family && word.lower.length <= 4 ? 1 : 2
}

const ambiguous = new Set(
  'hans liv maj mark max sten storm august lykke luna vera viola iris victor christian dam bang berg lund holm skov strand sommer winter vinter vind sand hammer bro brink dahl borg kirk horn bonde falk frank hald hammer hein hvid just kamp klint kvist lind ravn riis smed stage svane tang toft vad vang wind frida sonne gade have have grøn høj jul bay beck mark clark brown scott david martin dennis thomas simon aya asta alma dagmar paul long eg gram krog strøm munk snedker skriver trolle krag kold glas due bjerg bøgh glad ask said elif lan ion ali sami naja milan malik juan ana mina jan'.split(
    ' ',
  ),
)

function joins(text: string, before: Word, after: Word): boolean {
  if (before.text.length === 1 && /^\.\s?$/.test(text.slice(before.end, after.start))) return true
  return (
    between.test(text.slice(before.end, after.start)) &&
    !/[.:]\s+$/u.test(text.slice(before.end, after.start).replace(/\s[A-ZÆØÅ]\.\s*$/u, ''))
  )
}

function cueBefore(text: string, words: readonly Word[], i: number): 'strong' | 'weak' | undefined {
  const start = words[i]!.start
  if (/(?:^|[\s(,;])[vV]\/\s*$/.test(text.slice(Math.max(0, start - 5), start))) return 'weak'
  // Initials stand between: "prof. O. Brøndum".
  let at = i - 1
  while (at > 0 && words[at]!.text.length === 1 && words[at]!.capital && text[words[at]!.end] === '.') at--
  const previous = words[at]
  if (!previous || !cues.has(previous.lower)) return undefined
  if (!/^[\s.:,^]*(?:\p{Lu}\.\s*)*$/u.test(text.slice(previous.end, start))) return undefined
  // "Dr. Hansen" but not "... hos patienten. Lungerne ...": a full stop after a whole word ends the sentence.
  if (/^\.\s/.test(text.slice(previous.end, start)) && previous.text.length > 4) return undefined
  // "skrevet: Zeynep": behind a colon stands who it was.
  const said = weakCues.has(previous.lower) && !/^(?:af|ved|med|til|by|født)$/.test(previous.lower)
  if (said && /^\s?:\s?$/.test(text.slice(previous.end, start))) return 'strong'
  return weakCues.has(previous.lower) ? 'weak' : 'strong'
}

function isEponym(text: string, words: readonly Word[], i: number): boolean {
  const word = words[i]!
  const bare = word.lower.replace(/['’]s$/, '')
  const known = eponyms.has(bare) || eponyms.has(bare.replace(/s$/, ''))
  const rest = text.slice(word.end, word.end + 40)
  if (eponymContext.test(rest) && !givenNames.has(bare)) return true
  if (!known) return false
  if (eponymLead.test(text.slice(Math.max(0, word.start - 12), word.start))) return true
  // A frequent name that is an eponym too ("Thomsen", "Smith") is a person unless the context says disease.
  if (!familyNames.has(bare) && !givenNames.has(bare)) {
    const previous = words[i - 1]
    const titled =
      previous !== undefined &&
      ['dr', 'læge', 'overlæge', 'hr', 'fru', 'radiolog', 'prof', 'professor'].includes(previous.lower)
    return !titled
  }
  return false
}

function withLeadingInitials(text: string, start: number): number {
  const before = /(?<![\p{L}\p{M}\d])(?:\p{Lu}\.\s?){1,3}$/u.exec(text.slice(Math.max(0, start - 10), start))
  return before ? start - before[0].length : start
}
