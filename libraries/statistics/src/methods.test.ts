import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  accuracyAtThreshold,
  binsFromEdges,
  blandAltman,
  calibration,
  clopperPearsonInterval,
  cohenKappa,
  confidenceZ,
  createRandom,
  cusum,
  delongAuc,
  delongTest,
  kolmogorovSmirnov,
  mean,
  median,
  midranks,
  normalCdf,
  normalQuantile,
  pairedPatientBootstrap,
  patientBootstrap,
  populationStability,
  quantile,
  referenceBins,
  sampleForZeroEvents,
  standardDeviation,
  wilsonInterval,
  zeroEventsUpperBound,
} from './index.ts'
import { fromState } from './random.ts'

const score = fc.integer({ min: 0, max: 6 })
const sample = fc.array(fc.tuple(fc.boolean(), score), { minLength: 1, maxLength: 30 })

describe('the ROC curve', () => {
  it('has the area that counting pairs gives, ties half', () => {
    fc.assert(
      fc.property(sample, (cases) => {
        const [truth, scores] = [cases.map(([t]) => t), cases.map(([, s]) => s)]
        const [ill, well] = [scores.filter((_, i) => truth[i]), scores.filter((_, i) => !truth[i])]
        const own = delongAuc(truth, scores)
        if (ill.length === 0 || well.length === 0) return void expect(own).toBeUndefined()
        const wins = ill.flatMap((x) => well.map((y) => (x > y ? 1 : x === y ? 0.5 : 0)))
        expect(own?.estimate).toBeCloseTo(mean(wins), 12)
        expect(own!.lower <= own!.estimate && own!.estimate <= own!.upper && own!.lower >= 0 && own!.upper <= 1).toBe(
          true,
        )
        expect(
          delongAuc(
            truth,
            scores.map((s) => -s),
          )?.estimate,
        ).toBeCloseTo(1 - own!.estimate, 12)
      }),
    )
  })
  it('has no interval to speak of with one case of a class', () => {
    expect(delongAuc([true, false, false], [3, 1, 2])).toMatchObject({ estimate: 1, lower: 0, upper: 1 })
    expect(delongTest([true, false, false], [3, 1, 2], [1, 2, 3])).toBeUndefined()
  })
  it('finds no difference of a score with itself', () => {
    expect(delongTest([true, true, false, false], [4, 2, 3, 1], [4, 2, 3, 1])).toMatchObject({
      estimate: 0,
      z: 0,
      p: 1,
    })
  })
  it('refuses what it cannot rank', () => {
    expect(() => delongAuc([true, false], [1, Number.NaN])).toThrow('not a number')
    expect(() => delongAuc([true], [1, 2])).toThrow('1 truths and 2 scores')
    expect(midranks([3, 1, 3, 2])).toEqual([3.5, 1, 3.5, 2])
  })
})

describe('the interval of a proportion', () => {
  it('holds the estimate, narrows with n, and mirrors successes and failures', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
        const x = Math.round(n * share)
        for (const method of [wilsonInterval, clopperPearsonInterval]) {
          const own = method(x, n)!
          const mirrored = method(n - x, n)!
          expect(own.lower <= own.estimate && own.estimate <= own.upper && own.lower >= 0 && own.upper <= 1).toBe(true)
          expect(mirrored.lower).toBeCloseTo(1 - own.upper, 9)
          const larger = method(x * 10, n * 10)!
          expect(larger.upper - larger.lower).toBeLessThan(own.upper - own.lower)
        }
      }),
    )
  })
  it('does not exist for no cases, and counts that are none are refused', () => {
    expect([wilsonInterval(0, 0), clopperPearsonInterval(0, 0), zeroEventsUpperBound(0)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    for (const [x, n] of [
      [-1, 3],
      [4, 3],
      [0.5, 3],
      [Number.NaN, 3],
    ] as const)
      expect(() => wilsonInterval(x, n)).toThrow('is no count')
    for (const level of [0, 1, Number.NaN]) {
      expect(() => wilsonInterval(1, 3, level)).toThrow('between 0 and 1')
      expect(() => clopperPearsonInterval(1, 3, level)).toThrow('between 0 and 1')
    }
  })
  it('after no events is the rule of three, and the sample size is its inverse', () => {
    expect(zeroEventsUpperBound(3000)).toBeCloseTo(3 / 3000, 5)
    fc.assert(
      fc.property(fc.double({ min: 1e-4, max: 0.5, noNaN: true }), (rate) => {
        const n = sampleForZeroEvents(rate)
        expect(zeroEventsUpperBound(n)).toBeLessThanOrEqual(rate * (1 + 1e-9))
        if (n > 1) expect(zeroEventsUpperBound(n - 1)).toBeGreaterThan(rate * (1 - 1e-9))
      }),
    )
  })
  it('at a threshold counts a score equal to it as a call, and leaves out what has no denominator', () => {
    const own = accuracyAtThreshold([true, true, false], [0.5, 0.4, 0.6], 0.5)
    expect(own).toMatchObject({ truePositives: 1, falseNegatives: 1, falsePositives: 1, trueNegatives: 0 })
    expect(accuracyAtThreshold([true], [0.1], 0.5).specificity).toBeUndefined()
    expect(() => accuracyAtThreshold([true], [Number.NaN], 0.5)).toThrow('not a number')
  })
})

describe('the bootstrap over patients', () => {
  const values = Array.from({ length: 20 }, (_, i) => ({ patient: `p${i}`, value: i }))
  const seed = 42
  it('does not depend on the order of the patients, only on the seed', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(values, { minLength: 20 }), (shuffled) => {
        expect(patientBootstrap(shuffled, (drawn) => mean(drawn), { seed, replicates: 50 })).toEqual(
          patientBootstrap(values, (drawn) => mean(drawn), { seed, replicates: 50 }),
        )
      }),
      { numRuns: 20 },
    )
    expect(patientBootstrap(values, (drawn) => mean(drawn), { seed: 43 }).lower).not.toBe(
      patientBootstrap(values, (drawn) => mean(drawn), { seed }).lower,
    )
  })
  it('gives no interval for one patient, for none, or for a value that is no number', () => {
    expect(patientBootstrap<number>([], (drawn) => mean(drawn), { seed })).toMatchObject({
      estimate: null,
      lower: null,
      upper: null,
      n: 0,
    })
    expect(patientBootstrap(values.slice(0, 1), (drawn) => mean(drawn), { seed })).toMatchObject({
      estimate: 0,
      lower: null,
      n: 1,
    })
    const spoilt = [...values, { patient: 'x', value: Number.NaN }]
    for (const method of ['percentile', 'bca'] as const)
      expect(patientBootstrap(spoilt, (drawn) => mean(drawn), { seed, method })).toMatchObject({
        estimate: null,
        lower: null,
        upper: null,
      })
  })
  it('takes a patient with very many values', () => {
    const long = Array.from({ length: 200_000 }, () => ({ patient: 'a', value: 1 }))
    expect(
      patientBootstrap([...long, { patient: 'b', value: 3 }], (drawn) => mean(drawn), { seed, replicates: 3 })
        .observations,
    ).toBe(200_001)
  })
  it('leaves out and counts resamples without an answer', () => {
    const rare = values.map(({ patient, value }) => ({ patient, value: value === 0 }))
    const own = patientBootstrap(rare, (drawn: readonly boolean[]) => (drawn.some(Boolean) ? 1 : Number.NaN), {
      seed,
      replicates: 400,
    })
    expect(own.undefinedReplicates).toBeGreaterThan(50)
    expect(own.lower).toBe(1)
  })
  it('of a paired difference takes out what the patients have in common', () => {
    const pairs = values.map(({ patient, value }) => ({ patient, value: { a: value + 1, b: value } }))
    expect(pairedPatientBootstrap(pairs, (drawn) => mean(drawn), { seed })).toMatchObject({ lower: 1, upper: 1 })
  })
  it('refuses a level or a number of resamples that is none', () => {
    for (const level of [0, 1, Number.NaN])
      expect(() => patientBootstrap(values, (drawn) => mean(drawn), { seed, level })).toThrow('level')
    for (const replicates of [0, 1.5, -1])
      expect(() => patientBootstrap(values, (drawn) => mean(drawn), { seed, replicates })).toThrow('replicates')
  })
})

describe('random numbers', () => {
  it('are those of the published generator', () => {
    // First outputs of xoshiro128** from the state 1, 2, 3, 4, as in the test of the Rust crate rand_xoshiro.
    const random = fromState([1, 2, 3, 4])
    expect(Array.from({ length: 10 }, random.next)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ])
  })
  it('below a limit are all equally likely', () => {
    const random = createRandom(1)
    const counts = new Array<number>(7).fill(0)
    for (let i = 0; i < 70_000; i++) counts[random.below(7)]! += 1
    expect(counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(22.5)
    expect(() => random.below(0)).toThrow('bad limit')
    for (const seed of [-1, 0.5, Number.NaN, 2 ** 53]) expect(() => createRandom(seed)).toThrow('random seed')
  })
})

describe('comparing samples', () => {
  const numbers = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 1, maxLength: 25 })
  it('gives a distance between 0 and 1 and a p-value, the same whichever sample comes first', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const [own, other] = [kolmogorovSmirnov(a, b)!, kolmogorovSmirnov(b, a)!]
        expect(own.d).toBeCloseTo(other.d, 12)
        expect(own.p).toBeCloseTo(other.p, 9)
        expect(own.d >= 0 && own.d <= 1 && own.p >= 0 && own.p <= 1).toBe(true)
        expect(kolmogorovSmirnov(a, a)).toMatchObject({ d: 0, p: 1 })
      }),
    )
    expect(kolmogorovSmirnov([], [1])).toBeUndefined()
    expect(() => kolmogorovSmirnov([Number.NaN], [1])).toThrow('not a number')
  })
  it('gives a stability index of 0 for the reference itself, and never less', () => {
    fc.assert(
      fc.property(numbers, numbers, (reference, now) => {
        const bins = referenceBins(reference)
        expect(populationStability(bins, reference)?.psi).toBeCloseTo(0, 12)
        expect(populationStability(bins, now)!.psi).toBeGreaterThanOrEqual(0)
      }),
    )
    expect(populationStability(referenceBins([1, 2, 3]), [])).toBeUndefined()
    for (const bad of [[], [Number.NaN], [Infinity]]) expect(() => referenceBins(bad)).toThrow('must hold numbers')
    expect(() => binsFromEdges([], [0])).toThrow('must hold numbers')
    expect(() => binsFromEdges([1], [2, 1])).toThrow('must ascend')
    expect(binsFromEdges([1, 2, 3, 4], [2, 3]).shares).toEqual([0.25, 0.25, 0.5])
  })
  it('raises an alarm on a lasting shift only', () => {
    const design = { target: 0, standardDeviation: 1 }
    expect(cusum([0.4, -0.4, 0.4, -0.4], design).some((point) => point.alarm)).toBe(false)
    expect(cusum(new Array(10).fill(-1.5), design).find((point) => point.alarm)).toMatchObject({
      alarm: 'low',
      since: 6,
    })
    expect(() => cusum([1], { target: 0, standardDeviation: 0 })).toThrow('not above 0')
    expect(() => cusum([Number.NaN], design)).toThrow('not a number')
  })
})

describe('agreement', () => {
  it('of readers who always agree is 1, and undefined when they had no choice', () => {
    expect(cohenKappa(['a', 'b', 'a'], ['a', 'b', 'a'], ['a', 'b'])?.estimate).toBeCloseTo(1, 12)
    expect(cohenKappa(['a', 'a'], ['a', 'a'], ['a', 'b'])).toBeUndefined()
    expect(cohenKappa([], [], ['a'])).toBeUndefined()
    expect(() => cohenKappa(['a'], ['c'], ['a', 'b'])).toThrow('no listed category')
    expect(() => cohenKappa(['a'], [], ['a'])).toThrow('1 and 0 readings')
  })
  it('of two readers with two ordered categories is the same with and without weights', () => {
    const reading = fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 1 })), {
      minLength: 2,
      maxLength: 30,
    })
    fc.assert(
      fc.property(reading, (pairs) => {
        const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)]
        const [plain, linear] = [cohenKappa(a, b, [0, 1]), cohenKappa(a, b, [0, 1], { weights: 'linear' })]
        expect(linear?.estimate).toEqual(plain?.estimate)
        expect(linear?.standardError).toEqual(plain?.standardError)
      }),
    )
  })
  it('of two measurements needs two pairs of numbers', () => {
    expect(blandAltman([1], [2])).toBeUndefined()
    expect(() => blandAltman([1, Number.NaN], [1, 2])).toThrow('not a number')
    expect(blandAltman([1, 2, 3], [0, 1, 2])).toMatchObject({
      bias: { estimate: 1, lower: 1, upper: 1 },
      lowerLimit: { estimate: 1 },
    })
  })
})

describe('calibration', () => {
  it('has no slope where the classes are apart or one is absent, and none where nothing is predicted', () => {
    expect(calibration([false, false, true, true], [0.1, 0.2, 0.8, 0.9]).slope).toBeUndefined()
    expect(calibration([true, true], [0.4, 0.5])).toMatchObject({ slope: undefined, intercept: undefined })
    expect(calibration([false], [0]).observedToExpected).toBeUndefined()
    expect(() => calibration([], [])).toThrow('no cases')
    expect(() => calibration([true], [1.2])).toThrow('not within 0 and 1')
  })
  it('has no slope for any classes that a threshold tells apart', () => {
    const share = fc.double({ min: 0.01, max: 0.49, noNaN: true })
    fc.assert(
      fc.property(
        fc.array(share, { minLength: 1, maxLength: 12 }),
        fc.array(share, { minLength: 1, maxLength: 12 }),
        (low, high) => {
          const truth = [...low.map(() => false), ...high.map(() => true)]
          expect(calibration(truth, [...low, ...high.map((p) => 1 - p)]).slope).toBeUndefined()
        },
      ),
    )
  })
  it('puts a probability of 1 into the last bin', () => {
    expect(calibration([true, false], [1, 0.05]).bins.map(({ from, n }) => [from, n])).toEqual([
      [0, 1],
      [0.9, 1],
    ])
  })
})

describe('moments and the normal distribution', () => {
  it('are undefined, not 0, without values', () => {
    expect([mean([]), median([]), quantile([], 0.5), standardDeviation([1])]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ])
    expect(quantile([1, Infinity, Infinity], 0.75)).toBe(Infinity)
    expect(() => quantile([1], 1.1)).toThrow('no probability')
  })
  it('turn a probability into its quantile and back', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }),
        (p) => void expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 13),
      ),
    )
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity])
    expect(normalCdf(Number.NaN)).toBeNaN()
    expect(() => normalQuantile(Number.NaN)).toThrow('no probability')
    expect(confidenceZ(0.95)).toBeCloseTo(1.959963984540054, 12)
  })
})
