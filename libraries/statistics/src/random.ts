/** A source of reproducible random numbers. The same seed gives the same numbers on every machine. */
export type Random = {
  /** Next 32 random bits as a whole number from 0 to 2^32 - 1. */
  readonly next: () => number
  /** Whole number from 0 to `limit - 1`, every one equally likely; limit from 1 to 2^32. */
  readonly below: (limit: number) => number
  /** Number in [0, 1) with 53 random bits. */
  readonly unit: () => number
}

const TWO_32 = 2 ** 32
const MASK_64 = (1n << 64n) - 1n

/**
 * Generator xoshiro128** 1.1 (Blackman & Vigna, ACM Trans Math Softw 47 (2021) 36), its state filled from the seed by
 * SplitMix64 (Steele, Lea & Flood, OOPSLA 2014), low half before high half. Not for secrets.
 * `seed` is a whole number from 0 to 2^53 - 1.
 */
export function createRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(`random seed: ${seed} is no whole number from 0 on`)
  return fromState(splitMix(BigInt(seed)))
}

/** The generator from its 128-bit state, four 32-bit words; for comparison with published vectors. */
export function fromState(state: readonly [number, number, number, number]): Random {
  let [a, b, c, d] = state
  const next = () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotate(d, 11)
    return result
  }
  const below = (limit: number) => {
    if (!Number.isSafeInteger(limit) || limit < 1 || limit > TWO_32) throw new RangeError(`random: bad limit ${limit}`)
    // Numbers from the last, incomplete run of `limit` are drawn again: a plain remainder would prefer small ones.
    const usable = TWO_32 - (TWO_32 % limit)
    for (;;) {
      const drawn = next()
      if (drawn < usable) return drawn % limit
    }
  }
  const unit = () => {
    const high = next() >>> 5
    return (high * 2 ** 26 + (next() >>> 6)) / 2 ** 53
  }
  return { next, below, unit }
}

function rotate(x: number, k: number): number {
  return (x << k) | (x >>> (32 - k))
}

function splitMix(seed: bigint): [number, number, number, number] {
  let state = seed
  const step = () => {
    state = (state + 0x9e3779b97f4a7c15n) & MASK_64
    let z = state
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK_64
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK_64
    return z ^ (z >> 31n)
  }
  const [first, second] = [step(), step()]
  const low = (x: bigint) => Number(x & 0xffffffffn)
  return [low(first), low(first >> 32n), low(second), low(second >> 32n)]
}
