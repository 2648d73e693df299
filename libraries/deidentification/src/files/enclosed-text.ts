import { wordsOfHtml } from './html-words.ts'
import { wordsOfRtf } from './rtf-words.ts'

/** What a text inside of a document says, by the media type that it has there; undefined when it is no text that can be read, or another one than it says. */
export function enclosedWords(bytes: Buffer, type: string): string | undefined {
  if (/^text\/plain/.test(type)) return decodedText(bytes, type)
  if (/^text\/html/.test(type)) {
    const page = decodedText(bytes, type)
    return page === undefined ? undefined : wordsOfHtml(page)
  }
  return /^(?:text|application)\/(?:x-)?rtf/.test(type) ? wordsOfRtf(bytes) : undefined
}

/** Signs that stand in no text: bytes that were read in another form than they were written. */
const unread = /[\0-\x08\x0e-\x1f\x7f]/

/**
 * By the character set that it says, else in UTF-8, else in UTF-16 where every other byte is zero or it begins so, else in the one of Windows:
 * older systems say none. In a name that is read in another form than it was written nothing is found, and whoever knows the form reads it
 * all the same: what may be such a text is not read.
 */
function decodedText(bytes: Buffer, type: string): string | undefined {
  const said = /charset\s*=\s*"?([\w-]{3,20})/i.exec(type)?.[1]
  const wide = wideForm(bytes)
  for (const label of [said, wide, 'utf-8', 'windows-1252']) {
    const decoder = label === undefined ? undefined : decoderOf(label)
    const { encoding = '' } = decoder ?? {}
    if (encoding.startsWith('utf-16') ? wide === undefined : encoding === 'windows-1252' && !isLatin(bytes)) continue
    const text = decoder && decoded(bytes, decoder)
    if (text !== undefined && !unread.test(text)) return text
  }
  return undefined
}

type Decoder = InstanceType<typeof TextDecoder>

function decoderOf(label: string): Decoder | undefined {
  try {
    return new TextDecoder(label, { fatal: true })
  } catch {
    // Unknown.
    return undefined
  }
}

function decoded(bytes: Buffer, decoder: Decoder): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    // Not what it says.
    return undefined
  }
}

/** By its first two bytes, or by where its zeros are: most letters of this alphabet have one, all in the same half. */
function wideForm(bytes: Buffer): string | undefined {
  const begins = bytes.length > 1 ? bytes.readUInt16BE(0) : 0
  if (begins === 0xfffe) return 'utf-16le'
  if (begins === 0xfeff) return 'utf-16be'
  const zeros = [0, 0]
  for (const [i, byte] of bytes.entries()) if (byte === 0) zeros[i % 2]!++
  const [first, second] = zeros as [number, number]
  const half = bytes.length / 2
  if (second > 0.6 * half && first < 0.05 * half) return 'utf-16le'
  return first > 0.6 * half && second < 0.05 * half ? 'utf-16be' : undefined
}

/** Letters with accents stand alone among others; in other alphabets they stand together. */
function isLatin(bytes: Buffer): boolean {
  let [high, run] = [0, 0]
  for (const byte of bytes) {
    run = byte < 0x80 ? 0 : run + 1
    if (run > 2) return false
    if (run > 0) high++
  }
  return high <= 0.2 * bytes.length
}
