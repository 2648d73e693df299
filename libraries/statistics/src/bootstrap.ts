import { mean, quantile } from './moments.ts'
import { normalCdf, normalQuantile } from './normal-distribution.ts'
import { createRandom, type Random } from './random.ts'

/** One observation of one patient. A patient may have several; they are drawn together. */
export type PatientValue<T> = { readonly patient: string; readonly value: T }

export type BootstrapOptions = {
  /** Number of resamples, 2000 unless told. */
  readonly replicates?: number
  readonly seed: number
  /** Two-sided confidence level, 0.95 unless told. */
  readonly level?: number
  /** `percentile` unless told; `bca` corrects for bias and skewness. */
  readonly method?: 'percentile' | 'bca'
}

export type BootstrapResult = {
  /** The statistic of the observed values; null where it is undefined (not finite). */
  readonly estimate: number | null
  /** Limits of the confidence interval; null with fewer than two patients or where the method has no answer. */
  readonly lower: number | null
  readonly upper: number | null
  /** Number of patients. */
  readonly n: number
  readonly observations: number
  readonly replicates: number
  /** Resamples whose statistic was undefined (for example no diseased patient drawn); they are left out. */
  readonly undefinedReplicates: number
  readonly seed: number
  readonly level: number
  readonly method: 'percentile' | 'bca'
}

/**
 * Bootstrap confidence interval with patients, not observations, as the resampled unit: observations of one patient
 * are not independent. Deterministic: patients are ordered by id, values keep their order, resamples come from
 * `createRandom(seed)`, one `below(n)` a drawn patient.
 * Sources: Efron & Tibshirani, An Introduction to the Bootstrap (1993), chapters 13 (percentile) and 14 (BCa);
 * Field & Welsh, J R Stat Soc B 69 (2007) 369 (resampling of clusters).
 */
export function patientBootstrap<T>(
  values: readonly PatientValue<T>[],
  statistic: (values: readonly T[]) => number,
  options: BootstrapOptions,
): BootstrapResult {
  const { replicates = 2000, seed, level = 0.95, method = 'percentile' } = options
  if (!(level > 0 && level < 1)) throw new RangeError(`bootstrap: level ${level} is not between 0 and 1`)
  if (!Number.isSafeInteger(replicates) || replicates < 1) throw new RangeError(`bootstrap: ${replicates} replicates`)
  const patients = byPatient(values)
  const estimate = patients.length === 0 ? Number.NaN : statistic(patients.flat())
  const all = patients.length < 2 ? [] : resample(patients, statistic, replicates, createRandom(seed))
  const sorted = Float64Array.from(all.filter(Number.isFinite)).sort()
  const tails = Number.isFinite(estimate) ? tailsOf(method, level, sorted, estimate, patients, statistic) : undefined
  return {
    estimate: Number.isFinite(estimate) ? estimate : null,
    lower: tails && sorted.length > 0 ? quantile(sorted, tails[0]) : null,
    upper: tails && sorted.length > 0 ? quantile(sorted, tails[1]) : null,
    n: patients.length,
    observations: values.length,
    replicates,
    undefinedReplicates: all.length - sorted.length,
    seed,
    level,
    method,
  }
}

/** One patient's values under two methods, for example two products on the same image. */
export type PairedValue<T> = { readonly a: T; readonly b: T }

/**
 * Bootstrap confidence interval of statistic(a) - statistic(b) for two methods on the same patients: both values of a
 * patient are drawn together, so that what the patients have in common cancels.
 */
export function pairedPatientBootstrap<T>(
  values: readonly PatientValue<PairedValue<T>>[],
  statistic: (values: readonly T[]) => number,
  options: BootstrapOptions,
): BootstrapResult {
  const difference = (pairs: readonly PairedValue<T>[]) =>
    statistic(pairs.map(({ a }) => a)) - statistic(pairs.map(({ b }) => b))
  return patientBootstrap(values, difference, options)
}

function byPatient<T>(values: readonly PatientValue<T>[]): T[][] {
  const groups = new Map<string, T[]>()
  for (const { patient, value } of values) {
    const group = groups.get(patient)
    if (group) group.push(value)
    else groups.set(patient, [value])
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group)
}

function resample<T>(patients: T[][], statistic: (values: readonly T[]) => number, replicates: number, random: Random) {
  return Array.from({ length: replicates }, () => {
    const drawn: T[] = []
    // One by one: a patient may have more values than a call takes arguments.
    for (let i = 0; i < patients.length; i++)
      for (const value of patients[random.below(patients.length)]!) drawn.push(value)
    return statistic(drawn)
  })
}

type Tails = readonly [number, number] | undefined

function tailsOf<T>(
  method: 'percentile' | 'bca',
  level: number,
  sorted: Float64Array,
  estimate: number,
  patients: T[][],
  statistic: (values: readonly T[]) => number,
): Tails {
  const alpha = (1 - level) / 2
  if (method === 'percentile') return [alpha, 1 - alpha]
  // Efron & Tibshirani 14.14, ties counted half.
  const below = sorted.reduce((count, value) => count + (value < estimate ? 1 : value === estimate ? 0.5 : 0), 0)
  const bias = normalQuantile(below / sorted.length)
  const acceleration = jackknifeAcceleration(patients, statistic)
  const tail = (p: number) => {
    const z = bias + normalQuantile(p)
    return normalCdf(bias + z / (1 - acceleration * z))
  }
  const tails = [tail(alpha), tail(1 - alpha)] as const
  return tails.every(Number.isFinite) && Number.isFinite(bias) ? tails : undefined
}

/** Efron & Tibshirani 14.15: skewness of the statistic over leaving out one patient at a time. */
function jackknifeAcceleration<T>(patients: T[][], statistic: (values: readonly T[]) => number): number {
  const left = patients.map((_, i) => statistic(patients.filter((__, j) => j !== i).flat()))
  const centre = mean(left)
  const cubes = left.reduce((sum, value) => sum + (centre - value) ** 3, 0)
  const squares = left.reduce((sum, value) => sum + (centre - value) ** 2, 0)
  return cubes / (6 * squares ** 1.5)
}
