import { confidenceZ } from './normal-distribution.ts'
import type { Interval } from './proportion.ts'

export type KappaResult = Interval & { readonly standardError: number; readonly n: number; readonly observed: number }

/**
 * Cohen's kappa of two readers with its large-sample confidence interval. `weights`: none for names, linear or
 * quadratic for ordered categories, in the order given. Undefined without cases or when agreement by chance is complete.
 * Sources: Cohen, Educ Psychol Meas 20 (1960) 37; Cohen, Psychol Bull 70 (1968) 213 (weights);
 * Fleiss, Cohen & Everitt, Psychol Bull 72 (1969) 323 (standard error).
 */
export function cohenKappa<T>(
  first: readonly T[],
  second: readonly T[],
  categories: readonly T[],
  options: { weights?: 'none' | 'linear' | 'quadratic'; level?: number } = {},
): KappaResult | undefined {
  const { weights = 'none', level = 0.95 } = options
  const n = first.length
  const shares = agreementTable(first, second, categories)
  const k = categories.length
  const rows = shares.map((row) => row.reduce((sum, v) => sum + v, 0))
  const columns = rows.map((_, j) => shares.reduce((sum, row) => sum + row[j]!, 0))
  const weight = (i: number, j: number) => {
    if (weights === 'none' || k === 1) return i === j ? 1 : 0
    const distance = Math.abs(i - j) / (k - 1)
    return 1 - (weights === 'linear' ? distance : distance ** 2)
  }
  const sum = (f: (i: number, j: number) => number) =>
    rows.reduce((s, _, i) => s + columns.reduce((t, __, j) => t + f(i, j), 0), 0)
  const observed = sum((i, j) => weight(i, j) * shares[i]![j]!)
  const chance = sum((i, j) => weight(i, j) * rows[i]! * columns[j]!)
  if (n === 0 || 1 - chance < 1e-15) return undefined
  const estimate = (observed - chance) / (1 - chance)
  // Mean weight of a row against the columns' margin, and of a column against the rows' margin.
  const rowWeight = rows.map((_, i) => columns.reduce((s, c, j) => s + c * weight(i, j), 0))
  const columnWeight = columns.map((_, j) => rows.reduce((s, r, i) => s + r * weight(i, j), 0))
  const spread = sum(
    (i, j) => shares[i]![j]! * (weight(i, j) - (rowWeight[i]! + columnWeight[j]!) * (1 - estimate)) ** 2,
  )
  const variance = (spread - (estimate - chance * (1 - estimate)) ** 2) / (n * (1 - chance) ** 2)
  const standardError = Math.sqrt(Math.max(0, variance))
  const half = confidenceZ(level) * standardError
  return { estimate, lower: estimate - half, upper: Math.min(1, estimate + half), standardError, n, observed }
}

function agreementTable<T>(first: readonly T[], second: readonly T[], categories: readonly T[]): number[][] {
  if (first.length !== second.length) throw new RangeError(`kappa: ${first.length} and ${second.length} readings`)
  const index = new Map(categories.map((category, i) => [category, i]))
  const table = categories.map(() => categories.map(() => 0))
  first.forEach((value, i) => {
    const [row, column] = [index.get(value), index.get(second[i]!)]
    if (row === undefined || column === undefined) throw new RangeError(`kappa: reading ${i} is of no listed category`)
    table[row]![column]! += 1 / first.length
  })
  return table
}
