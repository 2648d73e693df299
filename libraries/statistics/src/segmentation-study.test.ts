import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  compareProducts,
  groupOf,
  MINIMUM_GROUP,
  measureItem,
  type SegmentationCase,
  type SegmentationProtocol,
  shownSubgroups,
  subgroups,
  summarise,
  WITHHELD,
  withholdSmallGroups,
} from './index.ts'

const protocol: SegmentationProtocol = {
  primary: [{ metric: 'dice', structure: 'front', threshold: 0.8 }],
  secondary: [{ metric: 'hd95', structure: 'front' }],
  subgroups: ['sex', 'age'],
  ageBands: [60, 70],
  bootstrap: { replicates: 300, seed: 1, level: 0.95 },
}

const caseOf = (i: number, about: Partial<SegmentationCase> = {}): SegmentationCase => ({
  item: `item-${i}`,
  patient: `p-${String(i).padStart(3, '0')}`,
  sex: 'female',
  age: 65,
  structure: 'front',
  dice: 0.9,
  hd95: 1,
  volumeMm3: 10,
  referenceMm3: 10,
  ...about,
})
const women = (n: number) => Array.from({ length: n }, (_, i) => caseOf(i))
const men = (n: number) => Array.from({ length: n }, (_, i) => caseOf(100 + i, { sex: 'male', dice: 0.5 }))

describe('an item', () => {
  const structures = [
    { value: 1, name: 'front' },
    { value: 2, name: 'back' },
  ]
  const item = {
    item: 'i',
    patient: 'p',
    sex: 'female',
    age: 70,
    dims: [2, 2, 1] as [number, number, number],
    spacing: [1, 1, 1] as [number, number, number],
  }
  it('without an answer counts as missed in each structure that is there', () => {
    expect(measureItem({ ...item, reference: [1, 1, 0, 0] }, structures)).toEqual([
      {
        item: 'i',
        patient: 'p',
        sex: 'female',
        age: 70,
        structure: 'front',
        dice: 0,
        hd95: null,
        volumeMm3: 0,
        referenceMm3: 2,
      },
    ])
  })
  it('with an answer on another grid is an error, never a figure', () => {
    expect(() => measureItem({ ...item, reference: [1, 1, 0, 0], prediction: [1, 1, 0] }, structures)).toThrow(
      'one geometry',
    )
  })
})

describe('the summary', () => {
  it('passes only when the lower bound reaches the threshold, not the mean', () => {
    const cases = [...women(10), ...men(3)]
    const [dice] = summarise(
      cases,
      { ...protocol, primary: [{ metric: 'dice', structure: 'front', threshold: 0.8 }] },
      13,
    )
    expect(dice?.estimate).toBeGreaterThan(0.8)
    expect(dice?.lower).toBeLessThan(0.8)
    expect(dice?.passed).toBe(false)
    expect(
      summarise(
        women(10).map((one) => ({ ...one, dice: 0.875 })),
        protocol,
        10,
      )[0],
    ).toMatchObject({ passed: true, lower: 0.875, n: 10, missing: 0 })
  })

  it('passes nothing on one patient or none, not even a threshold of 0', () => {
    const lenient = { ...protocol, primary: [{ metric: 'dice' as const, structure: 'front', threshold: 0 }] }
    expect(summarise([], lenient, 3)[0]).toMatchObject({ n: 0, missing: 3, passed: false })
    expect(summarise(women(1), lenient, 1)[0]).toMatchObject({ n: 1, passed: false })
    expect(summarise(women(2), lenient, 2)[0]).toMatchObject({ n: 2, passed: true })
  })

  it('counts a distance that does not exist as missing', () => {
    const [, distance] = summarise([...women(4), caseOf(9, { hd95: null })], protocol, 6)
    expect(distance).toMatchObject({ metric: 'hd95', n: 4, missing: 2, estimate: 1 })
    expect(distance).not.toHaveProperty('passed')
  })

  it('is the same for the same seed, in whatever order the cases come', () => {
    const cases = Array.from({ length: 12 }, (_, i) => caseOf(i, { dice: 0.7 + i / 50 }))
    expect(summarise([...cases].reverse(), protocol, 12)).toEqual(summarise(cases, protocol, 12))
    const other = { ...protocol, bootstrap: { ...protocol.bootstrap, seed: 2 } }
    expect(summarise(cases, other, 12)[0]?.lower).not.toBe(summarise(cases, protocol, 12)[0]?.lower)
  })
})

describe('subgroups', () => {
  it('are bands of whole years, each border in the band above it', () => {
    expect(
      [59, 60, 69, 70, undefined].map((age) =>
        groupOf({ sex: 'x', ...(age === undefined ? {} : { age }) }, 'age', [70, 60]),
      ),
    ).toEqual(['under 60', '60–69', '60–69', '70 and over', 'unknown'])
    expect(groupOf({ sex: 'x', age: 4 }, 'age', [])).toBe('all')
  })

  it('of fewer than five patients are named without any figure', () => {
    const rows = subgroups([...women(6), ...men(4)], { ...protocol, subgroups: ['sex'] })
    expect(rows.find((row) => row.group === 'male')).toEqual({
      by: 'sex',
      group: 'male',
      metric: 'dice',
      structure: 'front',
      n: 0,
      suppressed: true,
    })
  })

  it('that would give a suppressed one away by subtraction are suppressed too', () => {
    const rows = subgroups([...women(6), ...men(4)], { ...protocol, subgroups: ['sex'] })
    expect(rows.map((row) => row.suppressed)).toEqual([true, true])
    const third = Array.from({ length: 9 }, (_, i) => caseOf(200 + i, { sex: 'other' }))
    expect(
      subgroups([...women(6), ...men(4), ...third], { ...protocol, subgroups: ['sex'] }).map(({ group, n }) => [
        group,
        n,
      ]),
    ).toEqual([
      ['female', 0],
      ['male', 0],
      ['other', 9],
    ])
    expect(subgroups([...women(6), ...men(5)], { ...protocol, subgroups: ['sex'] }).map(({ n }) => n)).toEqual([6, 5])
  })

  it('count patients, not images', () => {
    const many = Array.from({ length: 8 }, (_, i) => caseOf(0, { item: `again-${i}` }))
    expect(subgroups([...many, ...men(6)], { ...protocol, subgroups: ['sex'] }).every((row) => row.suppressed)).toBe(
      true,
    )
  })

  it('come out of the shared cases as they were stated, and no small group can be read from them', () => {
    const person = fc.record({
      sex: fc.constantFrom('female', 'male', 'other', 'unknown'),
      age: fc.option(fc.integer({ min: 50, max: 80 }), { nil: undefined }),
      dice: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(person, { maxLength: 40 }), (people) => {
        const cases = people.map(({ sex, age, dice }, i) => {
          const { age: _, ...rest } = caseOf(i, { sex, dice })
          return age === undefined ? rest : { ...rest, age }
        })
        const stated = subgroups(cases, protocol)
        const shared = withholdSmallGroups(cases, protocol)
        expect(shownSubgroups(shared, protocol)).toEqual(stated.filter((row) => !row.suppressed))
        expect(shared.some((one) => 'sex' in one || 'age' in one)).toBe(false)
        for (const by of protocol.subgroups) {
          const sizes = new Map<string, number>()
          for (const one of shared) sizes.set(one.groups[by]!, (sizes.get(one.groups[by]!) ?? 0) + 1)
          const named = [...sizes].filter(([group]) => group !== WITHHELD)
          expect(named.every(([, size]) => size >= MINIMUM_GROUP)).toBe(true)
          const withheld = sizes.get(WITHHELD) ?? 0
          expect(withheld === 0 || withheld >= MINIMUM_GROUP || named.length === 0).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('two products on the same items', () => {
  it('differ by the mean of the paired differences; what the patients have in common cancels', () => {
    const first = Array.from({ length: 12 }, (_, i) => caseOf(i, { dice: 0.4 + i / 32 + 0.125 }))
    const second = Array.from({ length: 12 }, (_, i) => caseOf(i, { dice: 0.4 + i / 32 }))
    const [difference] = compareProducts(first, second, protocol)
    expect(difference).toMatchObject({ metric: 'dice', structure: 'front', n: 12 })
    for (const value of [difference?.estimate, difference?.lower, difference?.upper])
      expect(value).toBeCloseTo(0.125, 12)
    const [turned] = compareProducts(second, first, protocol)
    expect(turned?.estimate).toBeCloseTo(-0.125, 12)
  })

  it('are compared on the items that both have, and not at all without any', () => {
    expect(compareProducts(women(3), women(2), protocol)[0]).toMatchObject({ n: 2, estimate: 0 })
    expect(compareProducts(women(3), men(3), protocol)[0]).toEqual({
      metric: 'dice',
      structure: 'front',
      n: 0,
      estimate: null,
      lower: null,
      upper: null,
    })
  })
})
