import type { Needle } from './byte-scan.ts'

export interface KnownNeedle extends Needle {
  /** Letters or digits beside the find make it another word. `wide`: two bytes a character. */
  bounded: 'letters' | 'digits' | 'no'
  wide: boolean
  /** A find in compressed or raw pixels may be chance: only text around it makes it certain. */
  short: boolean
}

/** One text in each encoding that a file may hold: UTF-8, Latin-1, UTF-16 little and big endian; either case of each letter. */
export function needlesOf(text: string, bounded: KnownNeedle['bounded']): KnownNeedle[] {
  const lower = text.toLowerCase()
  const isPlain = /^[\x01-\x7f]*$/.test(lower)
  const upper = isPlain
    ? lower.toUpperCase()
    : Array.from(lower, (one) => (one.toUpperCase().length === one.length ? one.toUpperCase() : one)).join('')
  const found: KnownNeedle[] = []
  const add = (a: Uint8Array, b: Uint8Array, wide: boolean) => {
    if (a.length !== b.length || a.length < 4) return
    if (!isPlain && found.some((one) => Buffer.compare(one.lower, a) === 0 && Buffer.compare(one.upper, b) === 0))
      return
    found.push({ lower: a, upper: b, bounded, wide, short: a.length < (wide ? 12 : 8) })
  }
  add(Buffer.from(lower, 'utf8'), Buffer.from(upper, 'utf8'), false)
  if (!isPlain && isLatin1(lower) && isLatin1(upper))
    add(Buffer.from(lower, 'latin1'), Buffer.from(upper, 'latin1'), false)
  add(wideBytes(lower, 0), wideBytes(upper, 0), true)
  add(wideBytes(lower, 1), wideBytes(upper, 1), true)
  return found
}

function isLatin1(text: string): boolean {
  return /^[\0-\xff]*$/.test(text)
}

/** UTF-16 with the low byte of each character first (0) or second (1). */
function wideBytes(text: string, low: 0 | 1): Uint8Array {
  const bytes = new Uint8Array(2 * text.length)
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    bytes[2 * i + low] = code & 0xff
    bytes[2 * i + 1 - low] = code >> 8
  }
  return bytes
}

/** Whether a find stands alone, as a word or number of its own. */
export function standsAlone(bytes: Uint8Array, at: number, needle: KnownNeedle): boolean {
  if (needle.bounded === 'no') return true
  const step = needle.wide ? 2 : 1
  const end = at + needle.lower.length
  // Big endian wide text has its letters at the second byte; looking at both bytes serves either order.
  const before = needle.wide ? Math.max(bytes[at - 1] ?? 0, bytes[at - 2] ?? 0) : (bytes[at - step] ?? 0)
  const after = needle.wide ? Math.max(bytes[end] ?? 0, bytes[end + 1] ?? 0) : (bytes[end] ?? 0)
  const digit = (byte: number) => byte >= 0x30 && byte <= 0x39
  if (needle.bounded === 'digits') return !digit(before) && !digit(after)
  const letter = (byte: number) => (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a) || byte >= 0xc0
  return !letter(before) && !letter(after)
}
