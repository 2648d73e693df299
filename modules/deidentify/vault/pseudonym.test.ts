import { hkdfSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keyCheckValue, projectKeys } from './pseudonym.ts'

const key = Buffer.alloc(32, 7)
const patients = fc.string({ minLength: 1, maxLength: 40 })

describe('what a project gives its patients', () => {
  const project = projectKeys(key, 'permit-a')

  it('is a pseudonym that spells no word, and the same each time', () => {
    fc.assert(
      fc.property(patients, (patient) => {
        const pseudonym = project.pseudonym(patient, 0)
        expect(pseudonym).toMatch(/^P-[2-9BCDFGHJKMNPQRSTVWXZ]{4}-[2-9BCDFGHJKMNPQRSTVWXZ]{4}$/)
        expect(projectKeys(key, 'permit-a').pseudonym(patient, 0)).toBe(pseudonym)
        expect(project.pseudonym(patient, 1)).not.toBe(pseudonym)
      }),
    )
  })

  it('cannot be joined with another project: pseudonyms, tags, shifts and UID keys differ', () => {
    const other = projectKeys(key, 'permit-b')
    expect(other.uidKey.equals(project.uidKey)).toBe(false)
    const many = Array.from({ length: 200 }, (_, i) => `patient-${i}`)
    for (const patient of many) {
      expect(other.pseudonym(patient, 0)).not.toBe(project.pseudonym(patient, 0))
      expect(other.patientTag(patient)).not.toBe(project.patientTag(patient))
    }
    const sameShift = many.filter((patient) => other.dateShiftDays(patient) === project.dateShiftDays(patient))
    expect(sameShift.length).toBeLessThan(10)
  })

  it('moves dates backwards by 1 to 365 days, never by none, and uses the whole range', () => {
    const shifts = Array.from({ length: 5000 }, (_, i) => project.dateShiftDays(`patient-${i}`))
    expect(Math.max(...shifts)).toBe(-1)
    expect(Math.min(...shifts)).toBe(-365)
    expect(new Set(shifts).size).toBeGreaterThan(360)
  })

  it('seals the patient so that only this project’s key opens it, and differently each time', () => {
    fc.assert(
      fc.property(patients, (patient) => {
        const sealed = project.seal(patient)
        expect(project.unseal(sealed)).toBe(patient)
        expect(project.seal(patient)).not.toBe(sealed)
        expect(() => projectKeys(key, 'permit-b').unseal(sealed)).toThrow()
      }),
    )
  })

  it('derives its UID key as RFC 5869 says', () => {
    expect(project.uidKey).toEqual(Buffer.from(hkdfSync('sha256', key, 'clic-vault', 'uid permit-a', 32)))
    expect(keyCheckValue(key)).not.toBe(keyCheckValue(Buffer.alloc(32, 8)))
  })
})
