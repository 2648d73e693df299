import { describe, expect, it } from 'vitest'
import python from '../golden/python.golden.json' with { type: 'json' }
import r from '../golden/r.golden.json' with { type: 'json' }
import surfaces from '../golden/surfaces.golden.json' with { type: 'json' }
import {
  accuracyAtThreshold,
  averageSurfaceDistance,
  betaCdf,
  blandAltman,
  calibration,
  clopperPearsonInterval,
  clopperPearsonUpper,
  cohenKappa,
  cusum,
  delongAuc,
  delongTest,
  dice,
  hausdorff95,
  iou,
  kolmogorovSmirnov,
  logGamma,
  mean,
  normalCdf,
  normalizedSurfaceDice,
  normalQuantile,
  patientBootstrap,
  percentileHausdorff,
  populationStability,
  quantile,
  referenceBins,
  sampleForZeroEvents,
  studentQuantile,
  surfaceDistances,
  type VoxelGrid,
  wilsonInterval,
} from './index.ts'

/** Equal to `digits` significant digits, also where the value is tiny. */
function near(found: number | undefined, wanted: number, digits = 10): void {
  expect(found).toBeDefined()
  const error = Math.abs((found as number) - wanted)
  if (!(error <= Math.abs(wanted) * 10 ** -digits + 1e-300)) expect(found).toBe(wanted)
}

const truths = (values: readonly number[]) => values.map((value) => value === 1)
const pair = (values: readonly number[]) => values as [number, number]

describe('the area under the ROC curve equals that of pROC', () => {
  it.each(r.auc)('$name: area, DeLong interval and paired comparison', (golden) => {
    const truth = truths(golden.truth)
    const own = delongAuc(truth, golden.a)
    near(own?.estimate, golden.auc)
    near(own?.standardError, golden.standardError)
    near(own?.lower, golden.lower)
    near(own?.upper, golden.upper)
    const narrower = delongAuc(truth, golden.a, 0.9)
    near(narrower?.lower, golden.lower90)
    near(narrower?.upper, golden.upper90)
    const compared = delongTest(truth, golden.a, golden.b)
    near(compared?.aucB, golden.aucB)
    near(compared?.z, golden.z, 9)
    near(compared?.p, golden.p, 9)
    near(compared?.lower, golden.differenceLower, 9)
    near(compared?.upper, golden.differenceUpper, 9)
  })

  it('and that of scikit-learn', () => {
    near(delongAuc(python.accuracy.truth, python.accuracy.scores)?.estimate, python.accuracy.auc)
  })
})

describe('intervals of a proportion equal those of R', () => {
  it.each(r.binomial)('$successes of $n', ({ successes, n, exact, exact99, wilson }) => {
    const [own, strict, score] = [
      clopperPearsonInterval(successes, n),
      clopperPearsonInterval(successes, n, 0.99),
      wilsonInterval(successes, n),
    ]
    near(own?.lower, pair(exact)[0], 9)
    near(own?.upper, pair(exact)[1], 9)
    near(strict?.lower, pair(exact99)[0], 9)
    near(strict?.upper, pair(exact99)[1], 9)
    near(score?.lower, pair(wilson)[0], 9)
    near(score?.upper, pair(wilson)[1], 9)
  })
})

describe('the upper bound of a leak rate equals binom.test(alternative = "less") and qbeta of R', () => {
  it.each(r.upperBounds)('$successes of $n', ({ successes, n, upper, upper99 }) => {
    near(clopperPearsonUpper(successes, n), upper, 9)
    near(clopperPearsonUpper(successes, n, 0.99), upper99, 9)
  })

  it('is known for no trial never, and needs 59 clean ones for 5 % and 299 for 1 %', () => {
    expect(clopperPearsonUpper(0, 0)).toBeUndefined()
    expect([sampleForZeroEvents(0.05), sampleForZeroEvents(0.01)]).toEqual([59, 299])
    for (const [n, rate] of [
      [59, 0.05],
      [299, 0.01],
    ] as const) {
      expect(clopperPearsonUpper(0, n)).toBeLessThanOrEqual(rate)
      expect(clopperPearsonUpper(0, n - 1)).toBeGreaterThan(rate)
    }
  })
})

describe('the Kolmogorov-Smirnov test', () => {
  it.each(r.ks)('equals R with d = $d (exact: $exact)', ({ a, b, d, p, exact }) => {
    const own = kolmogorovSmirnov([a].flat(), [b].flat())
    near(own?.d, d)
    // R takes 1 - P and so loses digits where p is small; scipy below does not.
    expect(Math.abs((own?.p ?? 1) - p)).toBeLessThan(exact ? 1e-13 : 1e-8)
    expect(own?.method).toBe(exact ? 'exact' : 'asymptotic')
  })

  it.each(python.ks)('equals scipy with d = $d ($method)', ({ a, b, d, p }) => {
    const own = kolmogorovSmirnov(a, b)
    near(own?.d, d)
    near(own?.p, p, 8)
  })
})

describe("Cohen's kappa", () => {
  it.each(r.kappa)(
    'equals vcd in R, plain, linear and quadratic',
    ({ first, second, categories, plain, linear, quadratic }) => {
      for (const [weights, golden] of [
        ['none', plain],
        ['linear', linear],
        ['quadratic', quadratic],
      ] as const) {
        const own = cohenKappa(first, second, categories, { weights })
        near(own?.estimate, golden.estimate)
        near(own?.standardError, golden.standardError, 9)
      }
    },
  )

  it('equals scikit-learn and statsmodels', () => {
    const { first, second, ...golden } = python.kappa
    const own = cohenKappa(first, second, [0, 1, 2])
    near(own?.estimate, golden.plain)
    near(own?.standardError, golden.standardError)
    near(own?.lower, golden.lower, 9)
    near(own?.upper, golden.upper, 9)
    near(cohenKappa(first, second, [0, 1, 2], { weights: 'linear' })?.estimate, golden.linear)
    near(cohenKappa(first, second, [0, 1, 2], { weights: 'quadratic' })?.estimate, golden.quadratic)
  })
})

describe('agreement and calibration', () => {
  it('give the Bland-Altman limits of R', () => {
    const golden = r.blandAltman
    const own = blandAltman(golden.a, golden.b)
    near(own?.bias.estimate, golden.bias)
    near(own?.bias.lower, pair(golden.biasInterval)[0], 9)
    near(own?.bias.upper, pair(golden.biasInterval)[1], 9)
    near(own?.standardDeviation, golden.standardDeviation)
    near(own?.lowerLimit.estimate, golden.lowerLimit)
    near(own?.lowerLimit.lower, pair(golden.lowerInterval)[0])
    near(own?.upperLimit.estimate, golden.upperLimit)
    near(own?.upperLimit.upper, pair(golden.upperInterval)[1])
  })

  it('give the recalibration of R, glm', () => {
    const golden = r.calibration
    const own = calibration(truths(golden.truth), golden.probabilities)
    near(own.slope?.estimate, golden.slope, 8)
    near(own.slope?.lower, pair(golden.slopeInterval)[0], 7)
    near(own.slope?.upper, pair(golden.slopeInterval)[1], 7)
    near(own.intercept?.estimate, golden.intercept, 8)
    near(own.intercept?.lower, pair(golden.interceptInterval)[0], 7)
    near(own.intercept?.upper, pair(golden.interceptInterval)[1], 7)
    near(own.brier, golden.brier)
  })

  it('give the Brier score of scikit-learn and the calibration error by its definition', () => {
    const own = calibration(python.brier.truth, python.brier.probabilities)
    near(own.brier, python.brier.brier)
    near(own.expectedCalibrationError, python.brier.ece)
  })

  it('count and bound as scikit-learn and statsmodels do', () => {
    const { truth, scores, threshold, counts, ...golden } = python.accuracy
    const own = accuracyAtThreshold(truth, scores, threshold)
    expect([own.truePositives, own.falsePositives, own.trueNegatives, own.falseNegatives]).toEqual(counts)
    near(own.sensitivity?.lower, pair(golden.sensitivity)[0])
    near(own.sensitivity?.upper, pair(golden.sensitivity)[1])
    near(own.positivePredictiveValue?.lower, pair(golden.positivePredictiveValue)[0])
    const exact = accuracyAtThreshold(truth, scores, threshold, { method: 'clopper-pearson' })
    near(exact.specificity?.lower, pair(golden.specificityExact)[0], 9)
    near(exact.specificity?.upper, pair(golden.specificityExact)[1], 9)
  })
})

describe('distributions and quantiles equal those of R', () => {
  const { normalQuantile: quantiles, normalCdf: normal, student, beta, logGamma: gamma } = r.distributions
  it('the normal distribution, also far out', () => {
    quantiles.p.forEach((p, i) => void near(normalQuantile(p), quantiles.z[i]!, 12))
    normal.z.forEach((z, i) => void near(normalCdf(z), normal.p[i]!, 11))
  })
  it('Student, beta and the gamma function', () => {
    student.p.forEach((p, i) => void near(studentQuantile(p, student.freedom), student.t[i]!, 11))
    beta.x.forEach((x, i) => void near(betaCdf(x, beta.a, beta.b), beta.p[i]!, 11))
    gamma.x.forEach((x, i) => void expect(logGamma(x)).toBeCloseTo(gamma.y[i]!, x > 1000 ? 8 : 12))
  })
  it('quantiles of type 7', () => {
    r.quantiles.p.forEach((p, i) => void near(quantile(r.quantiles.values, p), r.quantiles.q[i]!, 12))
  })
})

describe('the bootstrap', () => {
  const golden = python.bootstrap
  it('over patients is near that of an independent program with 200 000 resamples', () => {
    const values = golden.values.map((value, i) => ({ patient: golden.patients[i]!, value }))
    const own = patientBootstrap(values, (drawn) => mean(drawn), { seed: 7, replicates: 20_000 })
    expect(own.estimate).toBeCloseTo(golden.mean, 12)
    const width = golden.upper - golden.lower
    expect(Math.abs((own.lower as number) - golden.lower)).toBeLessThan(0.03 * width)
    expect(Math.abs((own.upper as number) - golden.upper)).toBeLessThan(0.03 * width)
    // Drawing observations instead of patients would be too narrow: the test would see it.
    const wrong = patientBootstrap(
      golden.values.map((value, i) => ({ patient: String(i), value })),
      (drawn) => mean(drawn),
      { seed: 7, replicates: 20_000 },
    )
    expect((wrong.upper as number) - (wrong.lower as number)).toBeLessThan(0.9 * width)
  })
  it('with BCa is near scipy', () => {
    const own = patientBootstrap(
      golden.single.map((value, i) => ({ patient: String(i), value })),
      (drawn) => mean(drawn),
      { seed: 3, replicates: 20_000, method: 'bca' },
    )
    const width = golden.bcaUpper - golden.bcaLower
    expect(Math.abs((own.lower as number) - golden.bcaLower)).toBeLessThan(0.03 * width)
    expect(Math.abs((own.upper as number) - golden.bcaUpper)).toBeLessThan(0.03 * width)
  })
})

describe('monitoring', () => {
  it('gives the stability index as the symmetric divergence of scipy', () => {
    const golden = python.psi
    const bins = referenceBins(golden.reference)
    bins.edges.forEach((edge, i) => void near(edge, golden.edges[i]!, 12))
    const own = populationStability(bins, golden.now)
    expect(golden.floored).toBe(false)
    expect(own?.shares).toEqual(golden.shares)
    near(own?.psi, golden.psi)
  })

  it('gives the cumulative sums of Montgomery, table 9.2, to the digits printed there', () => {
    const { values, high, low, alarmAt, since } = python.cusum
    const own = cusum(values, { target: 10, standardDeviation: 1 })
    own.forEach((point, i) => {
      expect(point.high).toBeCloseTo(high[i]!, 6)
      expect(point.low).toBeCloseTo(low[i]!, 6)
    })
    expect(own.findIndex((point) => point.alarm === 'high')).toBe(alarmAt)
    expect(own[alarmAt]).toMatchObject({ alarm: 'high', since })
  })
})

/** Packed bits, most significant first. */
function unpacked(text: string, voxels: number): Uint8Array {
  const bytes = Buffer.from(text, 'base64')
  return Uint8Array.from({ length: voxels }, (_, i) => ((bytes[i >> 3] as number) >> (7 - (i % 8))) & 1)
}

describe('overlap and distance of masks equal those of MONAI', () => {
  it.each(surfaces.cases)('$name', (golden) => {
    const grid = { dims: golden.dims, spacing: golden.spacing } as unknown as VoxelGrid
    const voxels = golden.dims.reduce((product, n) => product * n, 1)
    const [reference, prediction] = [unpacked(golden.reference, voxels), unpacked(golden.prediction, voxels)]
    const bothThere = reference.includes(1) && prediction.includes(1)
    const single = (found: number | undefined, wanted: number | null) => {
      // MONAI computes in single precision, and says NaN or infinity where we say undefined, 0 or infinity.
      if (bothThere)
        expect(Math.abs((found ?? Number.NaN) - (wanted as number))).toBeLessThan(2e-6 * Math.max(1, wanted as number))
    }
    single(dice(reference, prediction), golden.dice)
    single(iou(reference, prediction), golden.iou)
    single(hausdorff95(reference, prediction, grid), golden.hd95)
    single(percentileHausdorff(surfaceDistances(reference, prediction, grid), 1), golden.hausdorff)
    single(averageSurfaceDistance(reference, prediction, grid), golden.averageSurfaceDistance)
    single(normalizedSurfaceDice(reference, prediction, grid, golden.tolerance), golden.surfaceDice)
    if (!bothThere) {
      const anyThere = reference.includes(1) || prediction.includes(1)
      expect(dice(reference, prediction)).toBe(anyThere ? 0 : undefined)
      expect(hausdorff95(reference, prediction, grid)).toBe(anyThere ? Number.POSITIVE_INFINITY : undefined)
      expect(averageSurfaceDistance(reference, prediction, grid)).toBe(anyThere ? Number.POSITIVE_INFINITY : undefined)
      expect(normalizedSurfaceDice(reference, prediction, grid, 1)).toBe(anyThere ? 0 : undefined)
    }
  })
})
