export type KolmogorovSmirnov = { readonly d: number; readonly p: number; readonly method: 'exact' | 'asymptotic' }

/**
 * Two-sample Kolmogorov-Smirnov test: d is the largest distance of the two empirical distributions, p is two-sided.
 * Exact up to m * n = 10 000 (conservative with ties), asymptotic above. Undefined when a sample is empty.
 * Sources: Smirnov, Ann Math Stat 19 (1948) 279; Hodges, Ark Mat 3 (1958) 469 (exact, by lattice paths).
 */
export function kolmogorovSmirnov(a: readonly number[], b: readonly number[]): KolmogorovSmirnov | undefined {
  if ([...a, ...b].some(Number.isNaN)) throw new RangeError('Kolmogorov-Smirnov: a value is not a number')
  const [m, n] = [a.length, b.length]
  if (m === 0 || n === 0) return undefined
  const distance = largestDistance(a, b)
  const d = distance / (m * n)
  if (m * n <= 10_000) return { d, p: exactP(m, n, distance), method: 'exact' }
  return { d, p: limitP(d * Math.sqrt((m * n) / (m + n))), method: 'asymptotic' }
}

/** Largest |i * n - j * m| over the merged samples: d times m * n, a whole number and so without rounding. */
function largestDistance(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [Float64Array.from(a).sort(), Float64Array.from(b).sort()]
  let [i, j, largest] = [0, 0, 0]
  while (i < x.length && j < y.length) {
    const value = Math.min(x[i]!, y[j]!)
    while (i < x.length && x[i] === value) i += 1
    while (j < y.length && y[j] === value) j += 1
    largest = Math.max(largest, Math.abs(i * y.length - j * x.length))
  }
  return largest
}

/**
 * Probability that a random order of both samples ever comes as far apart. Mass that leaves the allowed strip is summed
 * as it leaves, so that small p-values keep their precision.
 */
function exactP(m: number, n: number, distance: number): number {
  if (distance === 0) return 1
  let outside = 0
  const inside = new Float64Array(n + 1)
  for (let i = 0; i <= m; i++) {
    for (let j = 0; j <= n; j++) {
      // Mass at (i, j): from (i - 1, j), still in the array, by a step of the first sample; from (i, j - 1) by one of the second.
      const fromFirst = i > 0 ? inside[j]! * ((m - i + 1) / (m - i + 1 + n - j)) : 0
      const fromSecond = j > 0 ? inside[j - 1]! * ((n - j + 1) / (m - i + n - j + 1)) : 0
      const mass = i === 0 && j === 0 ? 1 : fromFirst + fromSecond
      if (Math.abs(i * n - j * m) >= distance) {
        outside += mass
        inside[j] = 0
      } else inside[j] = mass
    }
  }
  return Math.min(1, outside)
}

/** Upper tail of the Kolmogorov distribution; two series, each where it converges fast. */
function limitP(t: number): number {
  if (t <= 0) return 1
  if (t < 1) {
    let sum = 0
    for (let k = 1; k <= 50; k += 2) sum += Math.exp((-(k * k) * Math.PI ** 2) / (8 * t * t))
    return 1 - (Math.sqrt(2 * Math.PI) / t) * sum
  }
  let sum = 0
  for (let k = 1; k <= 50; k++) sum += (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * k * k * t * t)
  return Math.min(1, 2 * sum)
}
