import { quantile } from './moments.ts'

/** Bins fixed on the reference sample. `edges` are the inner borders: n edges make n + 1 bins, open at both ends. */
export type ReferenceBins = {
  readonly edges: readonly number[]
  readonly shares: readonly number[]
  readonly n: number
}

/** Bins at the reference's quantiles (deciles unless told); equal quantiles fall together. Throws for no or non-finite values. */
export function referenceBins(reference: readonly number[], count = 10): ReferenceBins {
  if (reference.length === 0 || !reference.every(Number.isFinite))
    throw new RangeError('PSI: the reference must hold numbers')
  const sorted = Float64Array.from(reference).sort()
  const edges = new Set(Array.from({ length: count - 1 }, (_, i) => quantile(sorted, (i + 1) / count)))
  return { ...sharesOf([...edges], reference), edges: [...edges] }
}

/** Bins for a category or for borders chosen by hand. */
export function binsFromEdges(reference: readonly number[], edges: readonly number[]): ReferenceBins {
  if (reference.length === 0 || reference.some(Number.isNaN))
    throw new RangeError('PSI: the reference must hold numbers')
  if (!edges.every((edge, i) => i === 0 || edges[i - 1]! < edge)) throw new RangeError('PSI: the edges must ascend')
  return { ...sharesOf(edges, reference), edges }
}

export type PopulationStability = { readonly psi: number; readonly shares: readonly number[]; readonly n: number }

/** Shares below this count as this: an empty bin would make the index infinite. */
const FLOOR = 1e-4

/**
 * Population stability index sum((q - p) * ln(q / p)) over the reference's bins; by custom below 0.1 stable, 0.1 to 0.2
 * watch, above 0.2 shifted. Undefined for no values. A value that is not a number throws.
 * Source: Siddiqi, Credit Risk Scorecards (2006); twice the Jeffreys divergence's half, Jeffreys (1946).
 * With few values it is large by chance, about (bins - 1) * (1/n + 1/m) on average (Yurdakul & Naranjo 2020).
 */
export function populationStability(bins: ReferenceBins, values: readonly number[]): PopulationStability | undefined {
  if (values.length === 0) return undefined
  if (values.some(Number.isNaN)) throw new RangeError('PSI: a value is not a number')
  const { shares, n } = sharesOf(bins.edges, values)
  const psi = shares.reduce((sum, share, i) => {
    const [q, p] = [Math.max(share, FLOOR), Math.max(bins.shares[i]!, FLOOR)]
    return sum + (q - p) * Math.log(q / p)
  }, 0)
  return { psi, shares, n }
}

/** A value on a border belongs to the bin above it. */
function sharesOf(edges: readonly number[], values: readonly number[]): { shares: number[]; n: number } {
  const counts = new Array<number>(edges.length + 1).fill(0)
  for (const value of values) {
    const above = edges.findIndex((edge) => value < edge)
    counts[above === -1 ? edges.length : above]! += 1
  }
  return { shares: counts.map((count) => count / values.length), n: values.length }
}
