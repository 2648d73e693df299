import { confidenceZ, twoSidedP } from './normal-distribution.ts'
import type { Interval } from './proportion.ts'

/** Truth of a case: true = diseased. */
export type Truth = readonly boolean[]

export type AucResult = Interval & {
  readonly standardError: number
  readonly positives: number
  readonly negatives: number
}

/**
 * Area under the ROC curve with the confidence interval of DeLong; higher scores mean diseased, ties count half.
 * The limits are cut at 0 and 1. Undefined when one class is absent; with fewer than two of one class no variance exists
 * and the limits are 0 and 1.
 * Sources: DeLong, DeLong & Clarke-Pearson, Biometrics 44 (1988) 837; computed from midranks as by
 * Sun & Xu, IEEE Signal Process Lett 21 (2014) 1389.
 */
export function delongAuc(truth: Truth, scores: readonly number[], level = 0.95): AucResult | undefined {
  const parts = components(truth, scores)
  if (!parts) return undefined
  const { auc, positives, negatives } = parts
  const variance =
    covariance(positives, positives) / positives.length + covariance(negatives, negatives) / negatives.length
  const counts = { positives: positives.length, negatives: negatives.length }
  const standardError = Math.sqrt(variance)
  if (Number.isNaN(standardError)) return { estimate: auc, lower: 0, upper: 1, standardError, ...counts }
  const half = confidenceZ(level) * standardError
  return { estimate: auc, lower: Math.max(0, auc - half), upper: Math.min(1, auc + half), standardError, ...counts }
}

export type AucComparison = Interval & {
  readonly aucA: number
  readonly aucB: number
  readonly z: number
  readonly p: number
}

/**
 * Compares two scores on the same cases: estimate = AUC(A) - AUC(B), with confidence interval and two-sided p
 * (DeLong 1988, paired). p is 1 when the scores rank alike. Undefined with fewer than two cases of a class.
 */
export function delongTest(
  truth: Truth,
  scoresA: readonly number[],
  scoresB: readonly number[],
  level = 0.95,
): AucComparison | undefined {
  const a = components(truth, scoresA)
  const b = components(truth, scoresB)
  if (!a || !b || a.positives.length < 2 || a.negatives.length < 2) return undefined
  const differences = (x: readonly number[], y: readonly number[]) => x.map((value, i) => value - y[i]!)
  const positive = differences(a.positives, b.positives)
  const negative = differences(a.negatives, b.negatives)
  const variance = covariance(positive, positive) / positive.length + covariance(negative, negative) / negative.length
  const estimate = a.auc - b.auc
  const half = confidenceZ(level) * Math.sqrt(variance)
  const z = variance === 0 && estimate === 0 ? 0 : estimate / Math.sqrt(variance)
  return { estimate, lower: estimate - half, upper: estimate + half, aucA: a.auc, aucB: b.auc, z, p: twoSidedP(z) }
}

type Components = { auc: number; positives: number[]; negatives: number[] }

/** Structural components: for each case the share of the other class that it is ordered rightly against. */
function components(truth: Truth, scores: readonly number[]): Components | undefined {
  if (truth.length !== scores.length) throw new RangeError(`AUC: ${truth.length} truths and ${scores.length} scores`)
  if (scores.some(Number.isNaN)) throw new RangeError('AUC: a score is not a number')
  const diseased = scores.filter((_, i) => truth[i])
  const healthy = scores.filter((_, i) => !truth[i])
  const [m, n] = [diseased.length, healthy.length]
  if (m === 0 || n === 0) return undefined
  const all = midranks([...diseased, ...healthy])
  const within = [midranks(diseased), midranks(healthy)] as const
  const positives = diseased.map((_, i) => (all[i]! - within[0][i]!) / n)
  const negatives = healthy.map((_, j) => 1 - (all[m + j]! - within[1][j]!) / m)
  return { auc: positives.reduce((sum, v) => sum + v, 0) / m, positives, negatives }
}

/** Ranks from 1; tied values share the mean of their ranks. */
export function midranks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!)
  const ranks = new Array<number>(values.length)
  for (let start = 0; start < order.length; ) {
    let end = start
    while (end < order.length && values[order[end]!] === values[order[start]!]) end += 1
    for (let i = start; i < end; i++) ranks[order[i]!] = (start + 1 + end) / 2
    start = end
  }
  return ranks
}

function covariance(x: readonly number[], y: readonly number[]): number {
  const [meanX, meanY] = [x, y].map((values) => values.reduce((sum, v) => sum + v, 0) / values.length)
  return x.reduce((sum, v, i) => sum + (v - meanX!) * (y[i]! - meanY!), 0) / (x.length - 1)
}
