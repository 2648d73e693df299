const SQRT2 = Math.SQRT2
const TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI)

/**
 * Cumulative distribution of the standard normal, P(Z <= z), with full relative precision in both tails.
 * Source: Abramowitz & Stegun (1964), 7.1.6 (series) and 7.1.14 (continued fraction) of the error function.
 */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) return Number.NaN
  return z <= 0 ? complementaryError(-z / SQRT2) / 2 : 1 - complementaryError(z / SQRT2) / 2
}

/** Two-sided p-value of a standard normal statistic. */
export function twoSidedP(z: number): number {
  return 2 * normalCdf(-Math.abs(z))
}

/** erfc(x) for x >= 0. */
function complementaryError(x: number): number {
  if (x > 27) return 0
  return x < 2 ? 1 - errorSeries(x) : errorFraction(x)
}

function errorSeries(x: number): number {
  let term = x
  let sum = x
  for (let n = 1; term > sum * 1e-18; n++) {
    term *= (2 * x * x) / (2 * n + 1)
    sum += term
  }
  return TWO_OVER_SQRT_PI * Math.exp(-x * x) * sum
}

function errorFraction(x: number): number {
  // Evaluated from the far end; 200 levels are more than double precision needs from x = 2 on.
  let tail = 0
  for (let n = 200; n >= 1; n--) tail = n / 2 / (x + tail)
  return (Math.exp(-x * x) / Math.sqrt(Math.PI)) * (1 / (x + tail))
}

/**
 * Quantile of the standard normal: the z with P(Z <= z) = p, for 0 < p < 1; -Infinity and Infinity at the ends.
 * Source: start value of Abramowitz & Stegun (1964) 26.2.23, refined by Halley's method to double precision.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`normal quantile: ${p} is no probability`)
  if (p === 0 || p === 1) return p === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  if (p === 0.5) return 0
  if (p > 0.5) return -normalQuantile(1 - p)
  const t = Math.sqrt(-2 * Math.log(p))
  let z = -(t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))))
  for (let step = 0; step < 4; step++) {
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
    const newton = (normalCdf(z) - p) / density
    z -= newton / (1 + (z * newton) / 2)
  }
  return z
}

/** The z of a two-sided confidence level, 1.96 for 0.95. */
export function confidenceZ(level: number): number {
  if (!(level > 0 && level < 1)) throw new RangeError(`confidence level: ${level} is not between 0 and 1`)
  return -normalQuantile((1 - level) / 2)
}
