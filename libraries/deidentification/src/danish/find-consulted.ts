import type { TextSpan } from '../text-span.ts'
import { abbreviations } from './abbreviations.ts'
import { isOfMedicine } from './borne-names.ts'
import { eitherCase } from './either-case.ts'
import { everydayWords } from './everyday-words.ts'
import { isProduct } from './is-product.ts'
import { isSomebody } from './is-somebody.ts'
import { evidence, namesNobody } from './name-evidence.ts'
import { eponyms, towns } from './name-lists.ts'
import { isReportWord } from './report-words.ts'
import { isCalling, isField, isProgram } from './staff-words.ts'
import { wordsOf } from './text-words.ts'

const name = String.raw`(\p{Lu}[\p{L}\p{M}'’]{2,}(?:-\p{Lu}[\p{L}\p{M}]+)*(?:\s\p{Lu}[\p{L}\p{M}'’]+(?:-\p{Lu}[\p{L}\p{M}]+)*){0,2})(?!\p{L})`

/** What staff do with each other, shortened as they shorten it: behind it stands a person, whatever the name. */
const consulted = new RegExp(
  String.raw`(?<!\p{L})(?:(?:${eitherCase('konfereret|konf|drøftet|talt|aftalt|snakket|diskuteret|vendt|samtale|samråd')})\.?\s(?:${eitherCase('med')}|[mM]\.?)|(?:${eitherCase('godkendt|godk|kontrasigneret|kontrasign|gransket')})\.?(?:\s(?:${eitherCase('af')}|[vV]\.))?|(?:${eitherCase('vurderet|vurd|superviseret|henvist|henv|gransket|beskrevet|beskr')})\.?\s(?:${eitherCase('af|fra|ved')}|[vV]\.)|(?:${eitherCase('sendt|videresendt|ringet')})\s${eitherCase('til')}|${eitherCase('på')}\s${eitherCase('vegne')}\s${eitherCase('af')}|${eitherCase('hilsen')}|(?:${eitherCase('beskr')}\.|${eitherCase('beskrevet')})\s?:|(?:[12]\.|${eitherCase('første|anden')})\s${eitherCase('læser')}|${eitherCase('supervisor')}|${eitherCase('ansvarlig')}\s?:)[\s:]{1,3}${name}`,
  'gu',
)
/** "v. Østerby", where the sentence ends behind it: else the letter is a vein, or left. */
const by = new RegExp(String.raw`(?<=(?:^|[\s(,;])[vV]\.\s)${name}(?=\s*(?:$|[.,;)\n]))`, 'gu')

/** "UL v/ Sia": behind the stroke the letter is no vein, and whoever did it ends what is said. */
const byStroke = /(?<=(?:^|[\s(,;])[vV]\/\s?)(\p{Lu}\p{Ll}{2,7})(?=\s*(?:$|[.,;)\n]))/gu

/** What behind that stroke is a name no list has: nouns that are written with a capital in haste end in other letters, "v/ Trapper". */
const mayBeCalled = /^(?!ergo$|fysio$|psyko$|radio$)\p{L}{2,5}[aioy]$/u

/** "v. Porta", "V. Saphena": as Latin ends what it names. */
const ofVein = /(?:a|ae|is|us|os|um|ans|or)(?:\s|$)/

/** Words by whose end a place of work is told from a person. */
const houses =
  /(?:ende|erne|else|tion|hed|grafi|skopi|logi|klinik(?:ken)?|cent(?:er|ret)|hospital(?:et)?|sygehus(?:et)?|afdeling(?:en)?|afsnit(?:tet)?|ambulatori(?:um|et)|hjem(?:met)?|team(?:et)?|vagt(?:en)?|modtagelse(?:n)?|skole(?:n)?|behandling(?:en)?|undersøgelse(?:n)?|udredning(?:en)?|skanning|scanning|vurdering|opfølgning)$/

/** Colleagues who are named behind what was done with them. */
export function findConsulted(text: string): TextSpan[] {
  const spans: TextSpan[] = []
  const lower = text.toLowerCase()
  const take = (found: RegExpExecArray, counts: (said: string) => boolean) => {
    const said = found[1]!
    const own = withoutRest(said)
    if (
      own === '' ||
      !counts(own) ||
      isProduct(text, found.index + found[0].length - said.length, found.index + found[0].length)
    )
      return
    const start = found.index + found[0].length - said.length
    spans.push({ start, end: start + own.length, kind: 'name' })
  }
  if (
    /konf|drøft|talt|snak|disk|vendt|samtale|samråd|godk|kontrasig|gransk|vurd|superv|henv|beskr|sendt|ringet|vegne|hilsen|læser|ansvarl/.test(
      lower,
    )
  )
    for (const found of text.matchAll(consulted)) take(found, isColleague)
  if (lower.includes('v. '))
    for (const found of text.matchAll(by)) take(found, (said) => isSomebody(said) && !ofVein.test(said))
  if (lower.includes('v/'))
    for (const found of text.matchAll(byStroke))
      take(found, (said) => isSomebody(said) && !isReportWord(said, '') && mayBeCalled.test(said.toLowerCase()))
  return spans
}

/** Up to the first word that is a word of the sentence: "Skovlund Kontrol" is one of each. */
function withoutRest(said: string): string {
  const words = said.split(' ')
  const end = words.findIndex((one, i) => i > 0 && !isSomebody(one))
  return (end < 0 ? words : words.slice(0, end)).join(' ')
}

/** Nothing of reports, of medicine or of the house; in capitals, where nouns have them as well, nothing made as a noun is made either. */
function isColleague(said: string): boolean {
  const [first] = wordsOf(said)
  if (!first) return false
  const { lower } = first
  if (first.shout) return first.text.length > 3 && !abbreviations.has(first.text) && isSomebody(said)
  if (evidence(first, false) === 2) return true
  return !(
    namesNobody(first) ||
    everydayWords.has(lower) ||
    isOfMedicine(lower) ||
    isCalling(lower) ||
    isField(lower.replace(/(?<=i)e[nt]$/, '')) ||
    isProgram(first.text) ||
    towns.has(lower) ||
    eponyms.has(lower) ||
    houses.test(lower)
  )
}
