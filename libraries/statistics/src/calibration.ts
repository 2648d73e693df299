import { confidenceZ } from './normal-distribution.ts'
import type { Interval } from './proportion.ts'
import type { Truth } from './roc.ts'

export type CalibrationBin = {
  readonly from: number
  readonly to: number
  readonly n: number
  readonly meanPredicted: number
  readonly observed: number
}

export type Calibration = {
  readonly n: number
  /** Mean squared error of the probabilities (Brier, Mon Weather Rev 78 (1950) 1). */
  readonly brier: number
  /** Expected calibration error over equal-width bins, weighted by bin size (Naeini et al., AAAI 2015). */
  readonly expectedCalibrationError: number
  readonly bins: readonly CalibrationBin[]
  /** Observed events divided by expected events; Infinity is not given, undefined when none is expected. */
  readonly observedToExpected: number | undefined
  /** Slope of the logistic recalibration on the logit; 1 is perfect, below 1 means too extreme. */
  readonly slope: Interval | undefined
  /** Intercept of the recalibration with slope fixed at 1 (calibration in the large); 0 is perfect. */
  readonly intercept: Interval | undefined
}

/**
 * Calibration of predicted probabilities. Slope and intercept are undefined when one class is absent or the two classes
 * are separated, so that no maximum exists. Probabilities are cut at 1e-12 from 0 and 1 for the logit.
 * Sources: Cox, Biometrika 45 (1958) 562; Van Calster et al., BMC Med 17 (2019) 230.
 */
export function calibration(
  truth: Truth,
  probabilities: readonly number[],
  options: { bins?: number; level?: number } = {},
): Calibration {
  const { bins: binCount = 10, level = 0.95 } = options
  if (truth.length !== probabilities.length)
    throw new RangeError(`calibration: ${truth.length} truths, ${probabilities.length} probabilities`)
  if (truth.length === 0) throw new RangeError('calibration: no cases')
  if (!probabilities.every((p) => p >= 0 && p <= 1))
    throw new RangeError('calibration: a probability is not within 0 and 1')
  const n = truth.length
  const events = truth.filter(Boolean).length
  const expected = probabilities.reduce((sum, p) => sum + p, 0)
  const brier = probabilities.reduce((sum, p, i) => sum + (p - (truth[i] ? 1 : 0)) ** 2, 0) / n
  const bins = reliabilityBins(truth, probabilities, binCount)
  const expectedCalibrationError = bins.reduce(
    (sum, bin) => sum + (bin.n / n) * Math.abs(bin.meanPredicted - bin.observed),
    0,
  )
  const logits = probabilities.map((p) => logit(Math.min(1 - 1e-12, Math.max(1e-12, p))))
  const twoClasses = events > 0 && events < n
  const z = confidenceZ(level)
  return {
    n,
    brier,
    expectedCalibrationError,
    bins,
    observedToExpected: expected > 0 ? events / expected : undefined,
    slope: twoClasses ? fitSlope(truth, logits, z) : undefined,
    intercept: twoClasses ? fitIntercept(truth, logits, z) : undefined,
  }
}

function reliabilityBins(truth: Truth, probabilities: readonly number[], count: number): CalibrationBin[] {
  const sums = Array.from({ length: count }, () => ({ n: 0, predicted: 0, events: 0 }))
  probabilities.forEach((p, i) => {
    const bin = sums[Math.min(count - 1, Math.floor(p * count))]!
    bin.n += 1
    bin.predicted += p
    bin.events += truth[i] ? 1 : 0
  })
  return sums.flatMap(({ n, predicted, events }, i) =>
    n === 0 ? [] : [{ from: i / count, to: (i + 1) / count, n, meanPredicted: predicted / n, observed: events / n }],
  )
}

/** Newton's method for y ~ a + b * logit; the interval is Wald's on b. */
function fitSlope(truth: Truth, x: readonly number[], z: number): Interval | undefined {
  let [a, b] = [0, 1]
  for (let step = 0; step < 100; step++) {
    let [ga, gb, haa, hab, hbb] = [0, 0, 0, 0, 0]
    x.forEach((value, i) => {
      const p = logistic(a + b * value)
      const [residual, weight] = [(truth[i] ? 1 : 0) - p, p * (1 - p)]
      ga += residual
      gb += residual * value
      haa += weight
      hab += weight * value
      hbb += weight * value * value
    })
    const determinant = haa * hbb - hab * hab
    const [da, db] = [(hbb * ga - hab * gb) / determinant, (haa * gb - hab * ga) / determinant]
    if (!Number.isFinite(da) || !Number.isFinite(db) || Math.abs(b) > 1e6) return undefined
    a += da
    b += db
    if (Math.abs(da) + Math.abs(db) < 1e-12 * (1 + Math.abs(a) + Math.abs(b))) {
      const half = z * Math.sqrt(haa / determinant)
      // Separated classes: the likelihood only rises towards infinity, and the steps died out on the way there.
      if (!Number.isFinite(half) || haa < 1e-9) return undefined
      return { estimate: b, lower: b - half, upper: b + half }
    }
  }
  return undefined
}

/** Newton's method for y ~ a + logit, the logit as offset. */
function fitIntercept(truth: Truth, x: readonly number[], z: number): Interval | undefined {
  let a = 0
  for (let step = 0; step < 200; step++) {
    let [gradient, information] = [0, 0]
    x.forEach((value, i) => {
      const p = logistic(a + value)
      gradient += (truth[i] ? 1 : 0) - p
      information += p * (1 - p)
    })
    // Far from the answer the curve is flat and a whole Newton step would leap.
    const change = Math.max(-2, Math.min(2, gradient / information))
    if (!Number.isFinite(change)) return undefined
    a += change
    if (Math.abs(change) < 1e-12 * (1 + Math.abs(a))) {
      const half = z / Math.sqrt(information)
      return { estimate: a, lower: a - half, upper: a + half }
    }
  }
  return undefined
}

function logit(p: number): number {
  return Math.log(p / (1 - p))
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x))
}
