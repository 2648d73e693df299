import { describe, expect, it } from 'vitest'
import { nothingIsLeft } from './monitor.ts'

describe('the watch over later studies', () => {
  const runs = (returned: number, others: string[] = []) => [
    ...Array.from({ length: returned }, () => ({ state: 'returned' })),
    ...others.map((state) => ({ state })),
  ]

  it('is not over while a study that was sent has no run yet', () => {
    expect(nothingIsLeft(runs(31), { wanted: 32, watched: 31 })).toBe(false)
    expect(nothingIsLeft([], { wanted: 32, watched: 0 })).toBe(false)
  })

  it('is not over while a run goes on, or a result is not yet in the watch', () => {
    expect(nothingIsLeft(runs(31, ['sending']), { wanted: 32, watched: 31 })).toBe(false)
    expect(nothingIsLeft(runs(32), { wanted: 32, watched: 31 })).toBe(false)
  })

  it('is over when each has ended, also by a refusal', () => {
    expect(nothingIsLeft(runs(30, ['refused', 'failed']), { wanted: 32, watched: 30 })).toBe(true)
  })
})
