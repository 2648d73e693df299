import { betaQuantile } from './beta-distribution.ts'
import { confidenceZ } from './normal-distribution.ts'

/** An estimate with its two-sided confidence limits. */
export type Interval = { readonly estimate: number; readonly lower: number; readonly upper: number }

/** A proportion `successes / n` with confidence limits. */
export type ProportionInterval = Interval & { readonly successes: number; readonly n: number }

/**
 * Score interval of a proportion. Undefined for n = 0.
 * Source: Wilson, J Am Stat Assoc 22 (1927) 209; recommended by Brown, Cai & DasGupta, Stat Sci 16 (2001) 101.
 */
export function wilsonInterval(successes: number, n: number, level = 0.95): ProportionInterval | undefined {
  checkCounts(successes, n)
  if (n === 0) return undefined
  const z = confidenceZ(level)
  const p = successes / n
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n)
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))
  // Rounding must not move the limits at 0 and n off the ends.
  const lower = successes === 0 ? 0 : centre - half
  const upper = successes === n ? 1 : centre + half
  return { estimate: p, lower, upper, successes, n }
}

/**
 * Exact interval of a proportion, never below its nominal level. Undefined for n = 0.
 * Source: Clopper & Pearson, Biometrika 26 (1934) 404.
 */
export function clopperPearsonInterval(successes: number, n: number, level = 0.95): ProportionInterval | undefined {
  checkCounts(successes, n)
  if (n === 0) return undefined
  const alpha = 1 - checkedLevel(level)
  const lower = successes === 0 ? 0 : betaQuantile(alpha / 2, successes, n - successes + 1)
  const upper = successes === n ? 1 : betaQuantile(1 - alpha / 2, successes + 1, n - successes)
  return { estimate: successes / n, lower, upper, successes, n }
}

/**
 * Exact one-sided upper bound of a rate after `successes` events in n trials: at most this, with the given confidence. Equals
 * `zeroEventsUpperBound` for no event, and 1 when every trial had one. Undefined for n = 0.
 * Source: Clopper & Pearson, Biometrika 26 (1934) 404.
 */
export function clopperPearsonUpper(successes: number, n: number, level = 0.95): number | undefined {
  checkCounts(successes, n)
  checkedLevel(level)
  if (n === 0) return undefined
  if (successes === 0) return zeroEventsUpperBound(n, level)
  return successes === n ? 1 : betaQuantile(level, successes + 1, n - successes)
}

/**
 * One-sided upper bound of a rate after 0 events in n: 1 - (1 - level)^(1/n), about 3/n at 0.95.
 * Source: Hanley & Lippman-Hand, JAMA 249 (1983) 1743.
 */
export function zeroEventsUpperBound(n: number, level = 0.95): number | undefined {
  checkCounts(0, n)
  return n === 0 ? undefined : -Math.expm1(Math.log1p(-checkedLevel(level)) / n)
}

/** Smallest n whose zero-event upper bound is at most `rate`: the sample that shows a leak rate below it. */
export function sampleForZeroEvents(rate: number, level = 0.95): number {
  if (!(rate > 0 && rate < 1)) throw new RangeError(`sample size: rate ${rate} is not between 0 and 1`)
  return Math.ceil(Math.log1p(-checkedLevel(level)) / Math.log1p(-rate))
}

function checkedLevel(level: number): number {
  if (!(level > 0 && level < 1)) throw new RangeError(`confidence level: ${level} is not between 0 and 1`)
  return level
}

function checkCounts(successes: number, n: number): void {
  if (!Number.isSafeInteger(successes) || !Number.isSafeInteger(n) || successes < 0 || successes > n) {
    throw new RangeError(`proportion: ${successes} of ${n} is no count`)
  }
}
