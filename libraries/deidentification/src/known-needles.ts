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
  const upper = Array.from(lower, (one) => (one.toUpperCase().length === one.length ? one.toUpperCase() : one)).join('')
  const found: KnownNeedle[] = []
  const add = (encode: (value: string) => Buffer | undefined, wide: boolean) => {
    const [a, b] = [encode(lower), encode(upper)]
    if (!a || !b || a.length !== b.length || a.length < 4) return
    if (found.some((one) => Buffer.compare(one.lower, a) === 0 && Buffer.compare(one.upper, b) === 0)) return
    found.push({ lower: a, upper: b, bounded, wide, short: a.length < (wide ? 12 : 8) })
  }
  add((value) => Buffer.from(value, 'utf8'), false)
  add((value) => (/^[\0-\xff]*$/.test(value) ? Buffer.from(value, 'latin1') : undefined), false)
  add((value) => Buffer.from(value, 'utf16le'), true)
  add((value) => Buffer.from(value, 'utf16le').swap16(), true)
  return found
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
