import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundCurve, drawOrder, isLookedAt, leakBound, neededFor, sampleState, stateOf } from './sampling.ts'

const ids = Array.from({ length: 400 }, (_, n) => `study-${n}`)

describe('a random sample', () => {
  it('is drawn again by its seed, whatever the order in which the studies are named', () => {
    fc.assert(
      fc.property(fc.string(), fc.shuffledSubarray(ids, { minLength: 1, maxLength: 40 }), (seed, pool) => {
        const drawn = drawOrder(seed, pool)
        expect([...drawn].sort()).toEqual([...pool].sort())
        expect(drawOrder(seed, [...pool].reverse())).toEqual(drawn)
      }),
      { numRuns: 50 },
    )
    expect(drawOrder('a', ids)).not.toEqual(drawOrder('b', ids))
  })

  it('favours no study: over many seeds each is among the first tenth about as often', () => {
    const times = new Map<string, number>()
    for (let seed = 0; seed < 500; seed++)
      for (const id of drawOrder(String(seed), ids.slice(0, 50)).slice(0, 5)) times.set(id, (times.get(id) ?? 0) + 1)
    // 500 × 1/10 = 50 each; the chi-square of 49 degrees of freedom stays under its 99.9 % quantile.
    const chi = ids.slice(0, 50).reduce((sum, id) => sum + ((times.get(id) ?? 0) - 50) ** 2 / 50, 0)
    expect(chi).toBeLessThan(85.4)
  })

  it('looks at about one study in so many afterwards, and at none when none is asked for', () => {
    const picked = (every: number) => ids.filter((id) => isLookedAt('seed', id, every)).length
    expect(picked(1)).toBe(ids.length)
    expect(picked(0)).toBe(0)
    expect(picked(10)).toBeGreaterThan(20)
    expect(picked(10)).toBeLessThan(65)
  })
})

describe('the bound on the leak rate', () => {
  it('opens the way with 59 clean objects for 5 % and not with 58', () => {
    expect(neededFor(0.05)).toBe(59)
    expect(stateOf(0.05, { reviewed: 58, leaks: 0 })).toBe('holding')
    expect(stateOf(0.05, { reviewed: 59, leaks: 0 })).toBe('open')
    expect(stateOf(0.01, { reviewed: 299, leaks: 0 })).toBe('open')
  })

  it('is 1 before anything was reviewed, so that nothing leaves', () => {
    expect(leakBound({ reviewed: 0, leaks: 0 })).toBe(1)
    expect(stateOf(0.99, { reviewed: 0, leaks: 0 })).toBe('holding')
  })

  it('stops for one leak, however many are clean and whatever the limit', () => {
    expect(stateOf(0.05, { reviewed: 10_000, leaks: 1 })).toBe('stopped')
    expect(stateOf('none', { reviewed: 1, leaks: 1 })).toBe('stopped')
    expect(stateOf('none', { reviewed: 0, leaks: 0 })).toBe('open')
  })

  it('falls with every clean object, and is under the limit where the curve says that it is', () => {
    const curve = boundCurve(0.05, 0)
    expect(curve.every((one, n) => n === 0 || one < (curve[n - 1] as number))).toBe(true)
    expect(curve.findIndex((one) => one <= 0.05) + 1).toBe(59)
  })
})

describe('a sample', () => {
  it('is clean when two people saw nothing, and a leak when one saw something', () => {
    expect(sampleState({ seen: 0, clean: 1 })).toBe('waiting')
    expect(sampleState({ seen: 0, clean: 2 })).toBe('clean')
    expect(sampleState({ seen: 1, clean: 5 })).toBe('leak')
  })
})
