import { idSchema } from '@clic/contracts'
import { describe, expect, it } from 'vitest'
import { fixedClock } from '../clock/index.ts'
import { newId } from './index.ts'

describe('an id', () => {
  it('has the form that the contracts ask for, and is another one each time', () => {
    const clock = fixedClock('2026-11-24T12:00:00.000Z')
    const made = Array.from({ length: 1000 }, () => newId('deidentified-study', clock))
    expect(new Set(made).size).toBe(1000)
    for (const id of made) expect(idSchema.safeParse(id).success).toBe(true)
  })

  it('sorts by the time at which it was made', () => {
    const clock = fixedClock('2026-11-24T12:00:00.000Z')
    const made = Array.from({ length: 50 }, () => {
      clock.advance(1 + Math.floor(Math.random() * 1e7))
      return newId('event', clock)
    })
    expect([...made].sort()).toEqual(made)
  })
})
