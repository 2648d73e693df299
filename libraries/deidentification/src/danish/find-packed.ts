import type { TextSpan } from '../text-span.ts'

const base64 = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{24,}={0,2}(?![A-Za-z0-9+/=])/g
const hexadecimal = /(?<![A-Za-z0-9])(?:0x)?((?:[0-9a-f]{2}){12,}|(?:[0-9A-F]{2}){12,})(?![A-Za-z0-9])/g
/** Digests of an identifier: whoever tries all numbers finds which one it is of. */
const digest =
  /(?<![A-Za-z0-9])(?:(?:md5|sha-?(?:1|224|256|384|512)|hash)[:=( ]{0,3})?(?=[a-f]*\d[a-f\d]*[a-f]|\d*[a-f][a-f\d]*\d)(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})(?![A-Za-z0-9])/gi
/** "MEDIASTINUM/aksial/Abdomen": words, each in capitals, small or with one capital in front. */
const ofWords = /^(?:[A-Z]{2,}|[A-Z]?[a-z]+)(?:[/+](?:[A-Z]{2,}|[A-Z]?[a-z]+))+$/
/** HL7 version 2 segments that say who: patient, kin, visit, insurance, staff. */
const segment = /(?:^|(?<=[\r\n\x0b]))(?:PID|PD1|NK1|PV1|PV2|GT1|IN[123]|MRG|STF|ROL|ARV|ACC)\|[^\r\n]*/g

/** Texts that are packed into a text (base64, hexadecimal, gzip in base64), and HL7 segments of a person. */
export function findPacked(text: string): TextSpan[] {
  const spans: TextSpan[] = []
  const add = (found: RegExpExecArray) =>
    spans.push({ start: found.index, end: found.index + found[0].length, kind: 'packed' })
  if (text.includes('|')) for (const found of text.matchAll(segment)) add(found)
  if (text.length < 24 || !/[A-Za-z0-9+/]{24}/.test(text)) return spans
  for (const found of text.matchAll(hexadecimal)) if (saysSomething(Buffer.from(found[1]!, 'hex'))) add(found)
  // A long word has neither digits nor capitals inside; letters of any word decode to noise.
  for (const found of text.matchAll(base64))
    if (/[A-Z]/.test(found[0]) && /[a-z]/.test(found[0]) && !ofWords.test(found[0]))
      if (saysSomething(Buffer.from(found[0], 'base64'))) add(found)
  return spans
}

/** Digests (MD5, SHA) in a free text; where makers write, such a number tells of a program. */
export function findDigests(text: string): TextSpan[] {
  if (text.length < 32 || !/[0-9a-f]{32}/i.test(text)) return []
  return Array.from(text.matchAll(digest), (found) => ({
    start: found.index,
    end: found.index + found[0].length,
    kind: 'packed',
  }))
}

/** Compressed data, or letters in one of the usual encodings. */
function saysSomething(bytes: Buffer): boolean {
  if ((bytes[0] === 0x1f && bytes[1] === 0x8b) || bytes.toString('latin1', 0, 4) === 'PK\x03\x04') return true
  let printable = 0
  let zeros = 0
  for (const byte of bytes) {
    if ((byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte >= 0xc0) printable++
    else if (byte === 0) zeros++
  }
  return printable + Math.min(zeros, bytes.length / 2) > bytes.length * 0.92
}
