import { clopperPearsonInterval, type ProportionInterval, wilsonInterval } from './proportion.ts'
import type { Truth } from './roc.ts'

export type DiagnosticAccuracy = {
  readonly truePositives: number
  readonly falsePositives: number
  readonly trueNegatives: number
  readonly falseNegatives: number
  /** Undefined where the denominator is 0. */
  readonly sensitivity: ProportionInterval | undefined
  readonly specificity: ProportionInterval | undefined
  readonly positivePredictiveValue: ProportionInterval | undefined
  readonly negativePredictiveValue: ProportionInterval | undefined
  readonly accuracy: ProportionInterval | undefined
  readonly prevalence: ProportionInterval | undefined
}

/**
 * Diagnostic accuracy at a threshold fixed before the test: a case is called positive when score >= threshold.
 * Items 24 of STARD 2015 (Bossuyt et al., BMJ 351 (2015) h5527): each estimate with its precision.
 */
export function accuracyAtThreshold(
  truth: Truth,
  scores: readonly number[],
  threshold: number,
  options: { level?: number; method?: 'wilson' | 'clopper-pearson' } = {},
): DiagnosticAccuracy {
  if (truth.length !== scores.length)
    throw new RangeError(`accuracy: ${truth.length} truths and ${scores.length} scores`)
  if (scores.some(Number.isNaN)) throw new RangeError('accuracy: a score is not a number')
  const count = (isDiseased: boolean, isCalled: boolean) =>
    scores.filter((score, i) => truth[i] === isDiseased && score >= threshold === isCalled).length
  const [tp, fn, fp, tn] = [count(true, true), count(true, false), count(false, true), count(false, false)]
  const { level = 0.95, method = 'wilson' } = options
  const interval = (x: number, n: number) =>
    (method === 'wilson' ? wilsonInterval : clopperPearsonInterval)(x, n, level)
  return {
    truePositives: tp,
    falsePositives: fp,
    trueNegatives: tn,
    falseNegatives: fn,
    sensitivity: interval(tp, tp + fn),
    specificity: interval(tn, tn + fp),
    positivePredictiveValue: interval(tp, tp + fp),
    negativePredictiveValue: interval(tn, tn + fn),
    accuracy: interval(tp + tn, truth.length),
    prevalence: interval(tp + fn, truth.length),
  }
}
