import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tickRoom, tickTexts } from '../src/parts/chart-ticks.ts'

describe('the numbers at the ticks of a chart', () => {
  it('stand in the reader’s language with the same decimals at all', () => {
    expect(tickTexts([0.95, 1, 1.05], 'da')).toEqual(['0,95', '1,00', '1,05'])
    expect(tickTexts([0, 0.25, 0.5], 'en')).toEqual(['0.00', '0.25', '0.50'])
    expect(tickTexts([2000, 2200], 'da')).toEqual(['2.000', '2.200'])
    expect(tickTexts([0.0001, 0.0002], 'en')).toEqual(['0.0001', '0.0002'])
    expect(tickTexts([1_200_000, 1_400_000], 'da')).toEqual([
      expect.stringContaining('1,2'),
      expect.stringContaining('1,4'),
    ])
    expect(tickTexts([], 'en')).toEqual([])
  })

  it('tell each tick from the next, whatever the step', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -6, max: 7 }),
        fc.constantFrom(1, 2, 2.5, 5),
        fc.integer({ min: -20, max: 20 }),
        (power, step, from) => {
          const ticks = [0, 1, 2, 3].map((n) => (from + n) * step * 10 ** power)
          expect(new Set(tickTexts(ticks, 'da')).size).toBe(4)
        },
      ),
    )
  })

  it('have room for the widest of them', () => {
    expect(tickRoom(40, 'en')).toBeLessThan(tickRoom(40_000, 'en'))
    expect(tickRoom(12_000, 'da')).toBeGreaterThanOrEqual(6 * 7 + 20)
  })
})
