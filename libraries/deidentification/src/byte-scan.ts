/** Where a search for many byte strings at once looks. */
export interface ByteScanner {
  /** Calls `hit` for each find until it returns false; finds come in no particular order. */
  scan(bytes: Uint8Array, hit: Hit): void
}

export interface Needle {
  /** The same length; a byte matches either. */
  lower: Uint8Array
  upper: Uint8Array
}

type Hit = (needle: number, at: number) => boolean
type Numbered = Needle & { index: number }
/** False when a hit said that it is enough. */
type Pass = (bytes: Uint8Array, hit: Hit) => boolean

const shortest = 4
/** So long a string holds a whole word of the machine wherever it begins: four bytes at an address that four divides. */
const wordLength = 7

/**
 * Searches for many strings at once. Those of seven bytes and more: each aligned word of the input is looked up among the words that a
 * string may have there; no look-up waits for the one before it. Shorter ones: Wu and Manber's search with blocks of two bytes (TR-94-17,
 * University of Arizona). Needles shorter than four bytes are left out.
 */
export function byteScanner(given: readonly Needle[]): ByteScanner {
  const needles = given
    .map(({ lower, upper }, index) => ({ lower, upper, index }))
    .filter((one) => one.lower.length >= shortest)
  const short = needles.filter((one) => one.lower.length < wordLength)
  const long = needles.filter((one) => one.lower.length >= wordLength)
  const passes = [...(short.length > 0 ? [pairPass(short)] : []), ...(long.length > 0 ? [wordPass(long)] : [])]
  return {
    scan(bytes, hit) {
      for (const pass of passes) if (!pass(bytes, hit)) return
    },
  }
}

function pairPass(needles: readonly Numbered[]): Pass {
  const window = Math.min(...needles.map((one) => one.lower.length))
  const shifts = new Uint8Array(65536).fill(window - 1)
  const buckets = new Map<number, Numbered[]>()
  for (const needle of needles) {
    for (let i = 1; i < window; i++) {
      for (const [first, second] of forms(needle, i - 1, 2)) {
        const block = (first! << 8) | second!
        shifts[block] = Math.min(shifts[block]!, window - 1 - i)
        if (i === window - 1) buckets.set(block, [...(buckets.get(block) ?? []), needle])
      }
    }
  }
  return (bytes, hit) => {
    const end = bytes.length
    let at = window - 1
    while (at < end) {
      const block = (bytes[at - 1]! << 8) | bytes[at]!
      const shift = shifts[block]!
      if (shift !== 0) {
        at += shift
        continue
      }
      for (const needle of buckets.get(block) ?? [])
        if (matches(bytes, at - window + 1, needle) && !hit(needle.index, at - window + 1)) return false
      at++
    }
    return true
  }
}

interface WordTable {
  /** By hashed word: 1 when a needle may have it. Small enough to stay in a near cache. */
  known: Uint8Array
  /** How far a hash is shifted down. */
  down: number
  /** By hashed word: the last of the places that have it. */
  last: Map<number, WordPlace>
}

/** A needle that has the word, how far from its beginning, and the next place of the same hash. */
interface WordPlace {
  needle: Numbered
  offset: number
  next: WordPlace | undefined
}

function wordPass(needles: readonly Numbered[]): Pass {
  const table = wordTable(needles)
  return (bytes, hit) => {
    const skipped = -bytes.byteOffset & 3
    if (bytes.length < skipped + 4) return true
    const words = new Int32Array(bytes.buffer, bytes.byteOffset + skipped, (bytes.length - skipped) >> 2)
    for (let from = 0; ; from++) {
      from = nextKnown(words, from, table.known, table.down)
      if (from < 0) return true
      const at = skipped + 4 * from
      for (let place = table.last.get(hashed(words[from]!, table.down)); place; place = place.next) {
        const start = at - place.offset
        if (matches(bytes, start, place.needle) && !hit(place.needle.index, start)) return false
      }
    }
  }
}

function wordTable(needles: readonly Numbered[]): WordTable {
  const down = needles.length < 64 ? 18 : 16
  const known = new Uint8Array(2 ** (32 - down))
  const last: WordTable['last'] = new Map()
  for (const needle of needles)
    for (let offset = 0; offset < 4; offset++)
      eachWord(needle, offset, 0, 0, (word) => {
        const key = hashed(word, down)
        const next = known[key] === 1 ? last.get(key) : undefined
        // Two ways to write a word may meet in one hash.
        if (next?.needle === needle && next.offset === offset) return
        known[key] = 1
        last.set(key, { needle, offset, next })
      })
  return { known, down, last }
}

/** The first word from `from` on that is known; -1 when there is none. */
function nextKnown(words: Int32Array, from: number, known: Uint8Array, down: number): number {
  const end = words.length
  let i = from
  for (; i + 4 <= end; i += 4) {
    const found =
      known[hashed(words[i]!, down)]! |
      known[hashed(words[i + 1]!, down)]! |
      known[hashed(words[i + 2]!, down)]! |
      known[hashed(words[i + 3]!, down)]!
    if (found !== 0) break
  }
  for (; i < end; i++) if (known[hashed(words[i]!, down)] !== 0) return i
  return -1
}

/** Letters of either case as one. Words that meet by chance cost a second look. */
function hashed(word: number, down: number): number {
  return Math.imul(word | 0x20202020, 0x9e3779b1) >>> down
}

/** The words of four bytes from `at` on, as they are hashed: most letters are then the same in either case, so that few are left. */
function eachWord(needle: Needle, at: number, i: number, word: number, take: (word: number) => void): void {
  for (; i < 4; i++) {
    const [lower, upper] = [needle.lower[at + i]! | 0x20, needle.upper[at + i]! | 0x20]
    if (lower !== upper) eachWord(needle, at, i + 1, word | (upper << (8 * i)), take)
    word |= lower << (8 * i)
  }
  take(word)
}

/** Every way in which the bytes from `at` on may be written. */
function forms(needle: Needle, at: number, size: number): number[][] {
  let found: number[][] = [[]]
  for (let i = at; i < at + size; i++) {
    const bytes = new Set([needle.lower[i]!, needle.upper[i]!])
    found = found.flatMap((form) => Array.from(bytes, (byte) => [...form, byte]))
  }
  return found
}

function matches(bytes: Uint8Array, start: number, needle: Needle): boolean {
  const { lower, upper } = needle
  if (start < 0 || start + lower.length > bytes.length) return false
  for (let i = 0; i < lower.length; i++) {
    const byte = bytes[start + i]
    if (byte !== lower[i] && byte !== upper[i]) return false
  }
  return true
}
