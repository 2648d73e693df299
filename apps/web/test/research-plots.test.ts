import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { median, swarm } from '../src/research/validate/case-strip.tsx'
import { axisOf } from '../src/research/validate/plot-axis.ts'
import { compared, type Validation } from '../src/research/validate/rows.ts'

const value = fc.double({ min: 0, max: 1, noNaN: true })

describe('the axis of a plot', () => {
  it('takes in every Dice value and ends at one', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 30 }), (values) => {
        const { from, to, ticks } = axisOf('dice', values)
        expect(to).toBe(1)
        expect(from).toBeLessThanOrEqual(Math.min(...values))
        expect(ticks.at(-1)).toBe(1)
        for (const tick of ticks) expect(tick >= from - 1e-9 && tick <= 1).toBe(true)
      }),
    )
  })

  it('starts distances at nought and takes in the largest', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 400, noNaN: true }), { minLength: 1, maxLength: 30 }), (values) => {
        const { from, to, ticks } = axisOf('hd95', values)
        expect(from).toBe(0)
        expect(to).toBeGreaterThanOrEqual(Math.max(...values))
        expect(ticks.length).toBeLessThan(12)
      }),
    )
  })
})

describe('the strip of cases', () => {
  it('shows every case within its row', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { maxLength: 80 }), (centres) => {
        const placed = swarm(centres, 3.4, 18)
        expect(placed).toHaveLength(centres.length)
        for (const [, off] of placed) expect(Math.abs(off)).toBeLessThanOrEqual(18)
      }),
    )
  })

  it('has the median of the cases', () => {
    expect(median([3, 1, 2])).toBe(2)
    expect(median([4, 1, 2, 3])).toBe(2.5)
  })
})

describe('products side by side', () => {
  const result = (id: string, productName: string, estimate: number): Validation => ({
    id,
    productName,
    version: '1.0.0',
    kind: 'bought',
    protocolId: 'p',
    protocolHash: '',
    releaseId: id,
    state: 'finished',
    done: 1,
    total: 1,
    verdict: 'refused',
    reason: null,
    opening: 1,
    startedAt: '',
    finishedAt: '',
    summary: [
      {
        metric: 'dice',
        structure: 'front',
        n: 9,
        missing: 0,
        estimate,
        lower: estimate - 0.1,
        upper: estimate + 0.1,
        threshold: 0.8,
        passed: false,
      },
      { metric: 'hd95', structure: 'front', n: 9, missing: 0, estimate: 2, lower: 1, upper: 3 },
    ],
    subgroups: [],
    cases: [],
    findings: [],
    invented: false,
  })

  it('stand under the structure that both were measured on', () => {
    const groups = compared([result('a', 'Home', 0.9), result('b', 'Bought', 0.5)], 'dice')
    expect(groups.map((one) => [one.name, one.rows.map((row) => [row.label, row.estimate, row.threshold])])).toEqual([
      [
        'front',
        [
          ['Home 1.0.0', 0.9, 0.8],
          ['Bought 1.0.0', 0.5, 0.8],
        ],
      ],
    ])
  })
})
