import { studentQuantile } from './beta-distribution.ts'
import { mean, standardDeviation } from './moments.ts'
import { confidenceZ } from './normal-distribution.ts'
import type { Interval } from './proportion.ts'

export type BlandAltman = {
  readonly n: number
  /** Mean of a - b, in the unit of the values. */
  readonly bias: Interval
  readonly standardDeviation: number
  /** Limits of agreement: 95 % of differences are expected between them. */
  readonly lowerLimit: Interval
  readonly upperLimit: Interval
}

/**
 * Agreement of two methods of measurement: bias and 95 % limits of agreement, each with its confidence interval.
 * Undefined for fewer than two pairs. Source: Bland & Altman, Lancet 327 (1986) 307; the standard error of a limit is
 * taken as s * sqrt(3 / n), as there.
 */
export function blandAltman(a: readonly number[], b: readonly number[], level = 0.95): BlandAltman | undefined {
  if (a.length !== b.length) throw new RangeError(`Bland-Altman: ${a.length} and ${b.length} values`)
  if (![...a, ...b].every(Number.isFinite)) throw new RangeError('Bland-Altman: a value is not a number')
  const n = a.length
  if (n < 2) return undefined
  const differences = a.map((value, i) => value - b[i]!)
  const bias = mean(differences)
  const spread = standardDeviation(differences)
  const t = -studentQuantile((1 - level) / 2, n - 1)
  const around = (estimate: number, error: number): Interval => ({
    estimate,
    lower: estimate - t * error,
    upper: estimate + t * error,
  })
  const reach = confidenceZ(0.95) * spread
  const limitError = spread * Math.sqrt(3 / n)
  return {
    n,
    bias: around(bias, spread / Math.sqrt(n)),
    standardDeviation: spread,
    lowerLimit: around(bias - reach, limitError),
    upperLimit: around(bias + reach, limitError),
  }
}
