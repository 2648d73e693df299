import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filledSize, filledUp, renews, verdictOn } from './shared-count.ts'

describe('a count of shared patients', () => {
  it('is suppressed below ten, and where fewer than ten of the own patients are not shared', () => {
    expect(verdictOn(9, 100)).toEqual({ count: null, suppressed: 'fewer-than-10' })
    expect(verdictOn(10, 100)).toEqual({ count: 10, suppressed: null })
    expect(verdictOn(90, 100)).toEqual({ count: 90, suppressed: null })
    expect(verdictOn(91, 100)).toEqual({ count: null, suppressed: 'fewer-than-10-others' })
  })

  it('shows the size of a set in whole hundreds', () => {
    expect([0, 1, 100, 101].map(filledSize)).toEqual([100, 100, 100, 200])
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^\d{10}$/), { maxLength: 250 }), (numbers) => {
        const filled = filledUp(numbers)
        expect(filled.length % 100).toBe(0)
        expect(new Set(filled).size).toBe(filled.length)
        expect(filled.filter((one) => /^\d/.test(one)).sort()).toEqual([...new Set(numbers)].sort())
      }),
    )
  })

  it('keeps its set until ten patients came or went', () => {
    const people = (from: number, to: number) => new Set(Array.from({ length: to - from }, (_, i) => `p${from + i}`))
    const frozen = people(0, 50)
    expect(renews(frozen, people(0, 50))).toBe(false)
    expect(renews(frozen, people(0, 59))).toBe(false)
    expect(renews(frozen, people(0, 60))).toBe(true)
    expect(renews(frozen, people(5, 54))).toBe(false)
    expect(renews(frozen, people(5, 55))).toBe(true)
  })
})
