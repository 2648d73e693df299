import type { Part } from '@clic/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { patientsInTwoParts, splitPatients } from './split-patients.ts'

const rule = fc.record({
  test: fc.double({ min: 0.05, max: 0.5, noNaN: true }),
  tune: fc.double({ min: 0.02, max: 0.3, noNaN: true }),
  seed: fc.integer(),
})
const patients = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { maxLength: 80 })
const sizes = (split: Map<string, Part>) =>
  Object.fromEntries(
    (['train', 'tune', 'test'] as const).map((part) => [
      part,
      [...split.values()].filter((one) => one === part).length,
    ]),
  )

describe('a split by patient', () => {
  it('gives every patient one part', () => {
    fc.assert(
      fc.property(
        patients,
        rule,
        (all, by) => void expect([...splitPatients(all, by).keys()].sort()).toEqual([...all].sort()),
      ),
    )
  })

  it('keeps all studies of a patient together', () => {
    fc.assert(
      fc.property(patients, rule, fc.infiniteStream(fc.integer({ min: 1, max: 4 })), (all, by, visits) => {
        const studies = all.flatMap((pseudonym) =>
          Array.from({ length: visits.next().value as number }, () => ({ pseudonym })),
        )
        const split = splitPatients(
          studies.map((one) => one.pseudonym),
          by,
        )
        expect(patientsInTwoParts(studies.map((one) => ({ ...one, part: split.get(one.pseudonym) as Part })))).toBe(0)
      }),
    )
  })

  it('is the same for the same seed, in whatever order the patients come', () => {
    fc.assert(
      fc.property(patients, rule, (all, by) => {
        const again = splitPatients(all.toReversed(), by)
        expect(splitPatients(all, by)).toEqual(
          new Map([...again].sort((a, b) => all.indexOf(a[0]) - all.indexOf(b[0]))),
        )
      }),
    )
  })

  it('is another one for another seed', () => {
    const all = Array.from({ length: 60 }, (_, n) => `P${n}`)
    const by = { test: 0.25, tune: 0.06 }
    expect(splitPatients(all, { ...by, seed: 1 })).not.toEqual(splitPatients(all, { ...by, seed: 2 }))
  })

  it('has the sizes that were asked for, to the nearest patient, and leaves something to train on', () => {
    fc.assert(
      fc.property(patients, rule, (all, by) => {
        const { train, tune, test } = sizes(splitPatients(all, by))
        const n = all.length
        expect(test).toBe(n < 2 ? 0 : Math.min(n - 1, Math.max(1, Math.round(n * by.test))))
        if (n >= 2) expect(train).toBeGreaterThan(0)
        if (n >= 4) expect(tune).toBe(Math.min(n - (test as number) - 1, Math.max(1, Math.round(n * by.tune))))
      }),
    )
    expect(
      sizes(
        splitPatients(
          Array.from({ length: 100 }, (_, n) => `P${n}`),
          { test: 0.25, tune: 0.06, seed: 1 },
        ),
      ),
    ).toEqual({ train: 69, tune: 6, test: 25 })
  })

  it('leaves the patients of the version before where they were', () => {
    fc.assert(
      fc.property(patients, patients, rule, rule, (before, more, first, second) => {
        const kept = splitPatients(before, first)
        const after = splitPatients([...before, ...more], second, kept)
        for (const [pseudonym, part] of kept) expect(after.get(pseudonym)).toBe(part)
        expect(after.size).toBe(new Set([...before, ...more]).size)
      }),
    )
  })
})

describe('patients in two parts', () => {
  it('are counted once each', () => {
    const items = [
      ['a', 'train'],
      ['a', 'test'],
      ['a', 'tune'],
      ['b', 'test'],
      ['b', 'test'],
      ['c', 'train'],
      ['c', 'tune'],
    ] as const
    expect(patientsInTwoParts(items.map(([pseudonym, part]) => ({ pseudonym, part })))).toBe(2)
  })
})
