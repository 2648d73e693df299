export type CusumDesign = {
  /** Mean in control, in the unit of the values. */
  readonly target: number
  /** Standard deviation in control, above 0. */
  readonly standardDeviation: number
  /** Allowance in standard deviations: half of the shift to be found. 0.5 unless told. */
  readonly allowance?: number
  /** Decision interval in standard deviations. 5 unless told (about 465 values between false alarms). */
  readonly decision?: number
}

export type CusumPoint = {
  readonly value: number
  /** One-sided sums, in standard deviations. */
  readonly high: number
  readonly low: number
  readonly alarm: 'high' | 'low' | null
  /** Number of values since the sum that alarms was last 0: where the shift began. */
  readonly since: number
}

/**
 * Tabular two-sided cumulative sum chart of single values. The sums go on after an alarm; the caller decides when to
 * start anew. Source: Page, Biometrika 41 (1954) 100; Montgomery, Introduction to Statistical Quality Control, 9.1.
 */
export function cusum(values: readonly number[], design: CusumDesign): CusumPoint[] {
  const { target, standardDeviation, allowance = 0.5, decision = 5 } = design
  if (!(standardDeviation > 0)) throw new RangeError(`CUSUM: standard deviation ${standardDeviation} is not above 0`)
  if (values.some(Number.isNaN)) throw new RangeError('CUSUM: a value is not a number')
  let [high, low, highSince, lowSince] = [0, 0, 0, 0]
  return values.map((value) => {
    const z = (value - target) / standardDeviation
    high = Math.max(0, high + z - allowance)
    low = Math.max(0, low - z - allowance)
    highSince = high > 0 ? highSince + 1 : 0
    lowSince = low > 0 ? lowSince + 1 : 0
    const alarm = high > decision ? 'high' : low > decision ? 'low' : null
    return { value, high, low, alarm, since: alarm === 'high' ? highSince : alarm === 'low' ? lowSince : 0 }
  })
}
