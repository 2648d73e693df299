import type { TextSpan } from '../text-span.ts'
import { abbreviations } from './abbreviations.ts'
import { isBorne } from './borne-names.ts'
import { eponyms, familyNames, givenNames } from './name-lists.ts'
import { isPlainWord } from './plain-words.ts'
import { isCalling, isField } from './staff-words.ts'
import { wordsOf } from './text-words.ts'

/** "Tilstede: Rasmussen, Abdi Warsame, BLM.": to the end of the sentence or the line. */
const present =
  /(?<!\p{L})(?:[Tt]il ?stede|[Dd]eltag(?:ere|ende|er)|[Mm]ødedeltagere|[Dd]eltog|[Ff]remmødte|[Pp]resent|[Aa]ttendees)(?:\s(?:ved|i)\s(?:mødet|konf\.?|konferencen|samtalen))?\s?:\s([^\n]{2,400}?)(?=(?<=(?<!\p{L})\p{Lu}[\p{L}'’-]+)\.\s+\p{Lu}\p{Ll}|\.?\s*(?:\n|$))/gu
/** A capitalised word, with those behind it, in a list of who was there. */
const listed = /(?<!\p{L})\p{Lu}[\p{L}\p{M}.'’]*(?:[ -]\p{Lu}[\p{L}\p{M}.'’]*){0,3}/gu
/** "forældrene Sif og Anders", "sønnerne Per, Bjarne og Ib": more than one of a family or of friends. */
const several =
  /(?<!\p{L})(?:(?:pleje|bedste|svigger|sviger|oldefor|adoptiv)?forældre(?:ne)?|søskende(?:ne|par)?|brødre(?:ne)?|søstre(?:ne)?|sønner(?:ne)?|døtre(?:ne)?|børn(?:ene)?|børnebørn(?:ene)?|tvillinger(?:ne)?|naboer(?:ne)?|venner(?:ne)?|veninder(?:ne)?)[,:]?\s\(?(\p{Lu}\p{Ll}+(?:(?:,\s|\s)\p{Lu}\p{Ll}+){0,4}\s(?:og|&)\s\p{Lu}\p{Ll}+)(?!\p{L})/giu
/** "Skovbølle & Petersen": a firm of two families. */
const firm = /(?<!\p{L})\p{Lu}\p{Ll}{3,} & (\p{Lu}\p{Ll}{3,})(?!\p{L})/gu
/** kaldet "Basse" */
const nickname =
  /(?<!\p{L})(?:(?<=\p{Lu}\p{Ll}+,?\s\(?)kalde[ts]|kaldenavn|kælenavn|øgenavn|alias|nickname)\s?:?\s["“”„»«'’]\s?(\p{L}[\p{L}\p{M}]+(?:[ -]\p{L}+)?)(?=["“”„»«'’])/giu
/** 'kald ham "Mølle"': how somebody wants to be called. */
const calledBy =
  /(?<!\p{L})[Kk]ald(?:er|es)?\s(?:bare\s|gerne\s)?(?:ham|hende|mig|sig(?:\sselv)?|pt\.?|patienten|barnet|drengen|pigen|for)\s(?:for\s|bare\s)?["“”„»«'’]\s?(\p{L}[\p{L}\p{M}]+(?:[ -]\p{L}+)?)(?=["“”„»«'’])/gu
/** "Ledsager: Nukâka": behind a colon stands who it was. */
const field =
  /(?<!\p{L})(?:[Ll]edsagere?|[Bb]isidder|[Aa]nmelder|[Aa]fhentes af|[Ff]ølges af|[Hh]entes af|[Nn]øglehaver|[Ll]edsages af)(?::\s|(?<=af)\s)(\p{Lu}\p{L}[\p{L}\p{M}]*(?:[ -]\p{Lu}[\p{L}\p{M}]+){0,2})(?!\p{L})/gu
/** "Kommer fra Syrien, hedder Yousef", "barnet hedder Noah Elias" */
const called =
  /(?:^|[,.;:]\s|(?<!\p{L})(?:[Hh]an|[Hh]un|[Bb]arnet|[Bb]abyen|[Dd]rengen|[Pp]igen|[Mm]anden|[Kk]vinden|[Pp]t\.?|[Pp]atienten|[Ss]ønnen|[Dd]atteren|[Mm]oderen|[Ff]aderen|[Kk]æresten|[Nn]aboen|[Tt]olken|[Vv]eninden|[Kk]ontaktpersonen)\s)[Hh]ed(?:der|de|)\s(?:nu\s)?(\p{Lu}\p{L}[\p{L}\p{M}]*(?:[ -]\p{Lu}[\p{L}\p{M}]+){0,3})(?!\p{L})/gu
/** "gamer som xX_max07": what somebody goes by on the net. */
const playing =
  /(?<!\p{L})(?:game['’]?r|gamer|streamer|spiller|optræder|kendt (?:online|på nettet)|profil(?:en)?|brugernavn(?:et)?)\s(?:online\s|på nettet\s|der\s)?(?:som|under navnet|hedder)\s["“”„»]?((?=[\p{L}\d.]*[\d_])(?=[^\p{L}]*\p{L}[^\p{L}]*\p{L})[\p{L}\d][\p{L}\d._]{4,})/giu

/** Who is with a patient or sits at a conference: lists of them, more than one of a family, and what somebody is called. */
export function findCompany(text: string): TextSpan[] {
  const spans: TextSpan[] = []
  const add = (start: number, length: number, kind = 'name') => spans.push({ start, end: start + length, kind })
  const lower = text.toLowerCase()
  if (/(?:til ?stede|deltag|deltog|fremmødte|present|attendees)[^:\n]{0,24}:/.test(lower))
    for (const found of text.matchAll(present)) {
      const start = found.index + found[0].length - found[1]!.length
      // Findings are present as well: a list of people has a name that is known.
      if (!wordsOf(found[1]!).some(({ lower: one, capital }) => capital && one.length > 2 && isName(one))) continue
      for (const one of found[1]!.matchAll(listed)) {
        const own = withoutWords(one[0])
        if (own.length > 0) add(start + one.index + own.skipped, own.length)
      }
    }
  if (/forældre|søskende|brødre|søstre|sønner|døtre|børn|tvilling|naboer|venner|veninder/.test(lower))
    for (const found of text.matchAll(several)) {
      const names = found[1]!
      if (
        /^\p{Lu}/u.test(names) &&
        names
          .split(/,\s|\s(?:og|&)\s|\s/)
          .every((one) => /^\p{Lu}/u.test(one) && (givenNames.has(one.toLowerCase()) || mayName(one) || isAmong(names)))
      )
        for (const one of names.matchAll(/\p{Lu}\p{Ll}+/gu))
          add(found.index + found[0].length - names.length + one.index, one[0].length)
    }
  if (text.includes(' & '))
    for (const found of text.matchAll(firm)) {
      const [first, second] = found[0].toLowerCase().split(' & ')
      if (familyNames.has(second!) && !eponyms.has(second!) && second !== 'johnson' && mayName(first!))
        add(found.index, found[0].length, 'place')
    }
  if (/kald|kælen|øgen|alias|nickn/.test(lower))
    for (const found of text.matchAll(nickname)) add(found.index + found[0].length - found[1]!.length, found[1]!.length)
  if (lower.includes('kald'))
    for (const found of text.matchAll(calledBy)) add(found.index + found[0].length - found[1]!.length, found[1]!.length)
  if (/ledsage|bisidder|anmelder|følges af|hentes af|nøglehav/.test(lower))
    for (const found of text.matchAll(field))
      if (mayName(found[1]!.split(/[ -]/)[0]!)) add(found.index + found[0].length - found[1]!.length, found[1]!.length)
  if (/hed(?:der|de)? /.test(lower))
    for (const found of text.matchAll(called))
      if (mayName(found[1]!.split(/[ -]/)[0]!)) add(found.index + found[0].length - found[1]!.length, found[1]!.length)
  if (/(?:som|navnet|hedder) \S*[\d_]/.test(lower))
    for (const found of text.matchAll(playing))
      add(found.index + found[0].length - found[1]!.length, found[1]!.length, 'link')
  return spans
}

/** "børnene Lykke, Vår, April og Håb": Danish writes no nouns with a capital, so with a given name among three all are names. */
function isAmong(names: string): boolean {
  const all = names.split(/,\s|\s(?:og|&)\s/)
  return all.length > 2 && all.some((one) => givenNames.has(one.toLowerCase()))
}

function isName(lower: string): boolean {
  const listed = givenNames.has(lower) || familyNames.has(lower) || isBorne(lower)
  return listed && !isPlainWord(lower) && !eponyms.has(lower)
}

/** The end of a run of capitalised words behind what somebody is and the words of a report; letters of a department are none. */
function withoutWords(run: string): { skipped: number; length: number } {
  const parts = run.split(/(?<=[ -])/)
  let skipped = 0
  while (parts.length > 0 && !mayName(parts[0]!.trim())) skipped += parts.shift()!.length
  return { skipped, length: parts.join('').replace(/[. ]+$/, '').length }
}

function mayName(word: string): boolean {
  const bare = word.replace(/[.,'’ -]+$/, '')
  const lower = bare.toLowerCase()
  if (
    /^(?:CT|MR|MRI|PET|UL|RTG|FAM|AMA|ITA|MDT|OUH|AUH|RH|KIR|MED|ORT|GYN|ØNH|RAD|PAT|ONK|HÆM|NEU|KAR|PÆD|ANÆ|AN)$/.test(
      bare,
    )
  )
    return false
  return (
    bare.length > 0 &&
    !abbreviations.has(bare) &&
    !isPlainWord(lower) &&
    !isField(lower) &&
    !isCalling(lower) &&
    !eponyms.has(lower) &&
    !kin.test(lower)
  )
}

/** What somebody is, by the end of the word or as the whole of it. */
const kin =
  /(?:rådgiver|lærer|leder|pædagog|forældre|søster|datter|hustru|loger|læger|plejersker|afdeling|center|teamet?)$|^(?:mor|far|bror|søn|mand|kone|afd|patient(?:en)?|pt|pårørende|undertegnede|stud(?:erende)?|ergo|fys)$/
