import { type TextDecoding, textDecoding } from '@clic/dicom'
import { danishAmong, readCodePages } from './code-pages.ts'
import { composed } from './composed.ts'

/** What the bytes of a text say. */
export interface ReadText {
  text: string
  /** What else they may say, sign for sign in the same places. */
  others: readonly string[]
  /** The bytes say it in the declared set: where nothing is taken out they may stay. */
  declared: boolean
}

const undeclared = textDecoding([])
const latinText = /^[\t\n\f\r\x20-\x7e°²³µ·¼½À-ÖØ-öø-ÿ]*$/

/** Undefined when the bytes are in no set that they could be in. Latin letters under another name are read as what they are. */
export function readText(raw: Uint8Array, set: TextDecoding): ReadText | undefined {
  const given = withoutPadding(raw)
  const plain = set.decode(given)
  if (plain.length === given.length && ascii.test(plain)) return { text: plain, others: [], declared: true }
  const whole = withoutCutLetter(given, set)
  const meant = meantOtherwise(whole, set)
  const valid = set.valid(whole)
  const said = (valid ? set : undeclared).decode(whole)
  const { text: read, others } = meant === undefined ? readCodePages(whole, said) : { text: meant, others: [] }
  const text = composed(read)
  // Two bytes a letter under another name: no value of these VRs holds a zero (PS3.5 6.1.3).
  if ((!valid && !latinText.test(text)) || text.includes('\0')) return undefined
  return {
    text: text.replace(/[\0 ]+$/, ''),
    others,
    declared: valid && whole === given && read === said,
  }
}

const ascii = /^[\x01-\x1a\x1c-\x7e]*$/

/**
 * Of a text of several bytes a letter that was cut at so many bytes, without what is left of its last letter. A letter of Latin-1 at the end of
 * an ASCII text is none of these.
 */
function withoutCutLetter(raw: Uint8Array, set: TextDecoding): Uint8Array {
  if (raw.at(-1)! < 0x80 || set.valid(raw)) return raw
  for (const left of [1, 2, 3]) {
    const whole = raw.subarray(0, -left)
    if (set.valid(whole)) return whole.some((byte) => byte > 0x7f) ? whole : raw
  }
  return raw
}

/**
 * All that the bytes of a value may say, for whom they name is searched for: in the declared set, in the one that they are in, and in the
 * code pages of old devices.
 */
export function allReadings(raw: Uint8Array, set: TextDecoding): string[] {
  const said = [...(set.valid(raw) ? [set.decode(raw)] : []), undeclared.decode(raw)]
  return [
    ...new Set(
      said.flatMap((one) => {
        const { text, others } = readCodePages(raw, one)
        return [text, ...others].map(composed)
      }),
    ),
  ]
}

const utf8 = textDecoding(['ISO_IR 192'])
/** æ in each of the sets that Danish is written in. */
const [oneByte, twoBytes] = [Uint8Array.of(0xe6), Uint8Array.of(0xc3, 0xa6)]

/** What a text says in UTF-8, or in letters of Danish, where a set that has none of them is declared over it. */
function meantOtherwise(raw: Uint8Array, set: TextDecoding): string | undefined {
  if (raw.includes(0x1b) || set.decode(oneByte) === 'æ' || set.decode(twoBytes) === 'æ') return undefined
  const pairs = utf8.valid(raw) ? utf8.decode(raw) : undefined
  if (pairs !== undefined && isOfLatinWords(pairs)) return pairs
  return isOfLatinWords(set.decode(raw)) ? undefined : danishAmong(raw)
}

/** Each of its letters is one of Latin, and each beyond ASCII stands beside another. */
function isOfLatinWords(text: string): boolean {
  return (
    !/[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u.test(text) &&
    Array.from(text.matchAll(/\p{L}\p{M}*/gu)).every(
      ([one], i, all) => one <= '\x7f' || isBeside(all[i]!, all[i - 1]) || isBeside(all[i + 1], all[i]),
    )
  )
}

function isBeside(later: RegExpExecArray | undefined, earlier: RegExpExecArray | undefined): boolean {
  return later !== undefined && earlier !== undefined && earlier.index + earlier[0].length === later.index
}

function withoutPadding(raw: Uint8Array): Uint8Array {
  let end = raw.length
  while (end > 0 && (raw[end - 1] === 0 || raw[end - 1] === 0x20)) end--
  return end === raw.length ? raw : raw.subarray(0, end)
}
