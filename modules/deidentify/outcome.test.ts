import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outcomeOf } from './outcome.ts'

const kept = { modality: 'US', objects: 3, reason: 'The permit covers MR.', next: 'Who can act: the proposer.' }

describe('what is said of a study whose objects were all looked at', () => {
  it('is that it left when every object left', () => {
    expect(outcomeOf({ released: 5, quarantined: 0, why: [] }, [])).toEqual({
      state: 'left',
      reason: null,
      next: null,
    })
  })

  it('is quarantine with the number of objects as soon as one lies there, though the others left', () => {
    const said = outcomeOf({ released: 5, quarantined: 1, why: ['Ultrasound.'] }, [])
    expect(said).toMatchObject({ state: 'quarantined', reason: '1 of 6 objects in quarantine. Ultrasound.' })
    expect(said.next).toContain('Quarantine')
  })

  it('is a refusal in the gate’s words when nothing may leave', () => {
    expect(outcomeOf({ released: 0, quarantined: 0, why: [] }, [kept])).toEqual({
      state: 'refused',
      reason: kept.reason,
      next: kept.next,
    })
  })

  it('is that it left, and what stays and why, when a part is outside the permit', () => {
    expect(outcomeOf({ released: 5, quarantined: 0, why: [] }, [kept])).toEqual({
      state: 'left',
      reason: '3 of 8 objects (US) stay: The permit covers MR.',
      next: kept.next,
    })
  })

  it('never keeps quiet about an object that stays', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(50), fc.array(fc.nat(9), { maxLength: 3 }), (released, quarantined, back) => {
        const keptBack = back.map((objects) => ({ ...kept, objects: objects + 1 }))
        const said = outcomeOf({ released, quarantined, why: [] }, keptBack)
        if (quarantined + keptBack.length > 0 || released === 0) {
          expect(said.reason).toBeTruthy()
          expect(said.next).toBeTruthy()
        }
        expect(said.state === 'refused').toBe(released === 0 && quarantined === 0)
      }),
    )
  })
})
