/** Where a search for many byte strings at once looks. */
export interface ByteScanner {
  /** Calls `hit` for each find until it returns false. */
  scan(bytes: Uint8Array, hit: (needle: number, at: number) => boolean): void
}

export interface Needle {
  /** The same length; a byte matches either. */
  lower: Uint8Array
  upper: Uint8Array
}

const shortest = 4

/**
 * Wu and Manber's search with blocks of two bytes (TR-94-17, University of Arizona): most of the input is stepped over, so the
 * time hardly depends on how many strings are searched for. Needles shorter than four bytes are left out.
 */
export function byteScanner(given: readonly Needle[]): ByteScanner {
  const needles = given.map((needle, index) => ({ ...needle, index })).filter((one) => one.lower.length >= shortest)
  if (needles.length === 0) return { scan: () => undefined }
  const window = Math.min(16, ...needles.map((one) => one.lower.length))
  const shifts = new Uint8Array(65536).fill(window - 1)
  const buckets = new Map<number, typeof needles>()
  for (const needle of needles) {
    for (let i = 1; i < window; i++) {
      for (const first of [needle.lower[i - 1]!, needle.upper[i - 1]!]) {
        for (const second of [needle.lower[i]!, needle.upper[i]!]) {
          const block = (first << 8) | second
          shifts[block] = Math.min(shifts[block]!, window - 1 - i)
          if (i !== window - 1) continue
          const bucket = buckets.get(block) ?? []
          if (!bucket.includes(needle)) bucket.push(needle)
          buckets.set(block, bucket)
        }
      }
    }
  }
  return {
    scan(bytes, hit) {
      const end = bytes.length
      let at = window - 1
      while (at < end) {
        const block = (bytes[at - 1]! << 8) | bytes[at]!
        const shift = shifts[block]!
        if (shift !== 0) {
          at += shift
          continue
        }
        const start = at - window + 1
        for (const needle of buckets.get(block) ?? [])
          if (matches(bytes, start, needle) && !hit(needle.index, start)) return
        at++
      }
    },
  }
}

function matches(bytes: Uint8Array, start: number, needle: Needle): boolean {
  const { lower, upper } = needle
  if (start + lower.length > bytes.length) return false
  for (let i = 0; i < lower.length; i++) {
    const byte = bytes[start + i]
    if (byte !== lower[i] && byte !== upper[i]) return false
  }
  return true
}
