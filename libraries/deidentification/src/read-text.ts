import { type TextDecoding, textDecoding } from '@clic/dicom'
import { readCodePages } from './code-pages.ts'
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
  const valid = set.valid(whole) && !isLatinInPairs(whole, set)
  const said = (valid ? set : undeclared).decode(whole)
  const { text, others } = readCodePages(whole, said)
  // Two bytes a letter under another name: no value of these VRs holds a zero (PS3.5 6.1.3).
  if ((!valid && !latinText.test(text)) || text.includes('\0')) return undefined
  return {
    text: composed(text).replace(/[\0 ]+$/, ''),
    others,
    declared: valid && whole === given && text === said,
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

const danish = /^[æøåÆØÅéäöüÄÖÜ]*$/

/**
 * A Danish letter and the next one taken for one of Chinese: a set of two bytes a sign was declared over Latin-1. What is Chinese has hardly
 * a sign whose second byte is a letter of ASCII, and such letters alone never.
 */
function isLatinInPairs(raw: Uint8Array, set: TextDecoding): boolean {
  if (raw.includes(0x1b) || set.decode(raw).length === raw.length) return false
  const text = Buffer.from(raw.buffer, raw.byteOffset, raw.length).toString('latin1')
  return danish.test(text.replace(/[\0-\x7f]/g, '')) && !/[\x80-\xff]{2}/.test(text)
}

function withoutPadding(raw: Uint8Array): Uint8Array {
  let end = raw.length
  while (end > 0 && (raw[end - 1] === 0 || raw[end - 1] === 0x20)) end--
  return end === raw.length ? raw : raw.subarray(0, end)
}
