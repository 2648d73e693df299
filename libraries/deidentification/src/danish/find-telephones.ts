import type { TextSpan } from '../text-span.ts'
import { saysAny } from './says-any.ts'

/** A word that is measured, counted or paid: the number in front of it rings nowhere. */
export const unit =
  '(?!\\s?(?:mm|cm|m|ml|mg|µg|g|kg|kv|ma|mas|mgy|hu|%|°|grader|deg|gange?|dage?|timer?|min|sek|uger?|mdr|måneder|år|kr|x|×|pt|patienter|patients)(?!\\p{L}))'
const ends = `(?!\\d|[.,:/-]\\d| \\d|\\p{L})${unit}`
const number = '\\(?\\+?\\d(?:(?:\\) ?| ?[./-] ?| )?\\d){2,12}'
const label =
  '(?:[- .]?(?:nr|nummer|numre|no|number|num))?\\s?[.:#]{0,2}\\s?#?(?:(?:til|hjem|arb|arbejde|privat|dag|aften|vagt|home|work)\\.?:?\\s)?'

/** Nouns for a telephone, with all that may stand between them and its number; several numbers in a row. */
const telephone = new RegExp(
  `(?<!\\p{L})(?:\\p{L}{0,12}(?:telefon|tlf|phone)|tel|tél|puhelin|telefoon|telefono|fax|telefax|cell|mobil|mob)${label}(${number}(?:\\s?(?:og|eller|el\\.|or|and|samt)\\s?${number}){0,3})${ends}`,
  'giu',
)
/** What is carried to be called by: two digits are a number too. */
const pager = new RegExp(
  `(?<!\\p{L})(?:pager|bleep|bip(?:per)?|beeper|personsøger|dect(?:[- ]?telefon)?|kaldeapparat)${label}(\\d(?:[- ]?\\d){1,5})${ends}`,
  'giu',
)
/** Where the sentence goes on behind a number of three digits or more. */
const goesOn =
  '(?=\\s*(?:$|[,;)\\n/]|\\.(?!\\d)|\\s(?:ved|hvis|for|når|om|efter|før|eller|og|i|på|kl|if|when|with|after|before|or|and|to|at|now|asap|immediately)(?!\\p{L})))'
/** "ring på 881", "call 881", "lokal 551": words that mean other things as well. */
const called = new RegExp(
  `(?<!\\p{L})(?:(?:ring(?:e[rs]?|es)?|kontakt(?:es?)?|træffes|nås|kaldes?|fanges|svarer|sms)(?:\\s[^\\s\\d.,;]{2,12})?\\s(?:på|til)|(?:call|dial)(?:\\sto)?|lokal(?:nr|nummer)?|søger|kald(?:enummer)?|(?<=(?:tlf|telefon|tel|phone|call|ring)[^\\n]{1,40})ext(?:ension)?)\\.?:?\\s#?(\\d{3,5})${goesOn}${unit}`,
  'giu',
)
/** "ring 221455", "ring 601 223 998": no sizes of rings, which are of two digits. */
const rung = new RegExp(
  `(?<!\\p{L})(?:ring(?:e[rs]?|es)?|sms|call|dial)(?:\\s(?:på|til|to))?:?\\s(\\d{6,8}|\\d{3}(?:[ -]\\d{3}){1,2})${ends}`,
  'giu',
)

/** "please page 4123", "page 881 if": a call. "page 123" alone, "see page 1023" and "page 2 of 3" are a leaf of what is read. */
const paged = new RegExp(
  `(?:(?<=(?<!\\p{L})(?:please|kindly|can|should|must|will|may|then|just|(?<!(?:refer\\p{L}{0,4}|turn|go|going|back|up|on|according|compared|continued|next|due|\\d)\\s)to)\\s)page\\s(\\d{3,5})|(?<=(?<!\\p{L})(?:or|and)\\s)page\\s(\\d{4,5})|(?<=(?:^|[.;:!?\\n])\\s{0,3})page\\s(?:(\\d{4,5})|(\\d{3})(?=\\s(?:if|when|for|with|before|after)(?!\\p{L}))))(?!\\s(?:of|to|and|onwards?)(?!\\p{L}))${goesOn}${unit}`,
  'giu',
)
/** "page Dr Smith on 4123", "bleep the registrar on 881": between the word and the number stands who is called. */
const callingWhom = new RegExp(
  `(?<!\\p{L})(?:page[ds]?|bleep(?:ed|s)?|call(?:ed|s)?|phoned?|ring|contact(?:ed)?|reach)\\s(?!(?:breaks?|counts?|numbers?|layout|views?|size)\\s)(?:(?:\\p{L}{1,3}\\.|[\\p{L}'’-]{1,20})\\s){1,5}on\\s(?:ext\\.?\\s|number\\s)?(\\d{3,5})${goesOn}${unit}`,
  'giu',
)

/** Numbers that everybody rings: they tell of nobody. */
const everybodys = new Set('112 113 114 1813 911 999 116117'.split(' '))

const cues =
  'telefon tlf phone tel tél puhel fax cell mob pager bleep beep bip søger dect kald ring kontakt træf nås sms call dial page lokal ext'.split(
    ' ',
  )

/** Telephones and pagers behind a word that says so, in whatever groups their digits are written. */
export function findTelephones(text: string): TextSpan[] {
  if (!/\d\D?\d/.test(text) || !saysAny(text.toLowerCase(), cues)) return []
  const spans: TextSpan[] = []
  const take = (pattern: RegExp, counts: (said: string, found: RegExpExecArray) => boolean) => {
    for (const found of text.matchAll(pattern)) {
      const said = found.slice(1).find((one) => one !== undefined)!
      const end = found.index + found[0].length
      if (!everybodys.has(said.replace(/\D/g, '')) && counts(said, found))
        spans.push({ start: end - said.length, end, kind: 'phone' })
    }
  }
  take(telephone, isTelephone)
  take(pager, (said) => !isDay(said))
  take(called, (said, found) => !isYear(said) || /lokal|søger|kalden/i.test(found[0]))
  take(paged, () => true)
  take(callingWhom, (said) => !isYear(said))
  take(rung, (said) => !isDay(said))
  return spans
}

/** Whether what stands behind the word is neither a day nor a time, and long enough, or of one piece as a number of a house's own. */
function isTelephone(said: string, found: RegExpExecArray): boolean {
  const told = /(?:nr|nummer|numre|no|number|num|[:#])[.:#\s]*$/i.test(found[0].slice(0, -said.length))
  const digits = said.replace(/\D/g, '').length
  if (digits > 5) return !isDay(said) && (told || digits > 7 || !/^mob/i.test(found[0]))
  if (!/^\d{3,5}$/.test(said) && !/^\d\d-\d\d$/.test(said)) return false
  return told || (!isYear(said) && !/^mob|^cell/i.test(found[0]))
}

const isYear = (said: string) => /^(?:19|20)\d\d$/.test(said)

/** 14/03/23, 14-03-2023, 2023-03-14, 14032023; parted by blanks only where the first digit is none that a telephone has. */
export function isDay(said: string): boolean {
  const found =
    /^(\d{1,2})([ ./-])(\d{1,2})\2((?:19|20)?\d\d)$/.exec(said) ?? /^(\d\d)()(\d\d)((?:19|20)\d\d)$/.exec(said)
  if (found) {
    const day = Number(found[1]) > 0 && Number(found[1]) < 32 && Number(found[3]) > 0 && Number(found[3]) < 13
    return day && (found[2] !== ' ' || found[4]!.length === 4 || /^[01]/.test(said))
  }
  return /^(?:19|20)\d\d([./-]?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])/.test(said)
}
