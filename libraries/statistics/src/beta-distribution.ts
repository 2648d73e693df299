// Lanczos (1964) approximation with g = 7 and nine terms.
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]

/** Natural logarithm of the gamma function for x > 0. Source: Lanczos, SIAM J Numer Anal B 1 (1964) 86. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const base = x + 6.5
  const sum = LANCZOS.reduce((total, c, i) => (i === 0 ? c : total + c / (x - 1 + i)), 0)
  return Math.log(Math.sqrt(2 * Math.PI) * sum) + (x - 0.5) * Math.log(base) - base
}

/**
 * Regularised incomplete beta function I_x(a, b), the cumulative distribution of Beta(a, b) at x.
 * Source: NIST Digital Library of Mathematical Functions, 8.17.22 (continued fraction).
 */
export function betaCdf(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - betaCdf(1 - x, b, a)
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a
  return front * fraction(x, a, b)
}

/** The continued fraction of 8.17.22 by the method of Lentz, as modified by Thompson and Barnett (1986). */
function fraction(x: number, a: number, b: number): number {
  const tiny = 1e-300
  let c = 1
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1), tiny)
  let value = d
  for (let m = 1; m < 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    let change = 1
    for (const coefficient of [even, odd]) {
      d = 1 / nonZero(1 + coefficient * d, tiny)
      c = nonZero(1 + coefficient / c, tiny)
      change = c * d
      value *= change
    }
    if (Math.abs(change - 1) < 1e-16) return value
  }
  return value
}

function nonZero(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value
}

/** Quantile of Beta(a, b), by bisection down to neighbouring doubles. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`beta quantile: ${p} is no probability`)
  if (p === 0 || p === 1) return p
  return bisect((x) => betaCdf(x, a, b) < p, 0, 1)
}

/** Quantile of Student's t with the given degrees of freedom (through the beta distribution, DLMF 8.17). */
export function studentQuantile(p: number, freedom: number): number {
  if (p === 0.5) return 0
  if (p > 0.5) return -studentQuantile(1 - p, freedom)
  const x = betaQuantile(2 * p, freedom / 2, 0.5)
  return -Math.sqrt((freedom * (1 - x)) / x)
}

function bisect(isBelow: (x: number) => boolean, from: number, to: number): number {
  let low = from
  let high = to
  for (;;) {
    const middle = (low + high) / 2
    if (middle <= low || middle >= high) return middle
    if (isBelow(middle)) low = middle
    else high = middle
  }
}
