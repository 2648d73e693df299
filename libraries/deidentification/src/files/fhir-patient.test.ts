import { describe, expect, it } from 'vitest'
import { deidentifyFile, identityInFile, prepareSweep, researchProfile } from '../index.ts'
import { nobody } from '../subject.ts'

const profile = researchProfile()
const given = (options: Partial<typeof profile.options> = {}) => ({
  profile: { ...profile, options: { ...profile.options, ...options } },
  subject: { pseudonym: 'P-KIT', dateShiftDays: -91, uidKey: new Uint8Array(32).fill(9) },
  sweep: prepareSweep(nobody()),
})

async function patient(more: Record<string, unknown>, terms = given()): Promise<Record<string, unknown>> {
  const said = { resourceType: 'Patient', gender: 'female', birthDate: '1941-05-30', ...more }
  const result = await deidentifyFile(Buffer.from(JSON.stringify(said)), terms)
  if (result.status !== 'released') throw new Error(result.reason)
  return JSON.parse(Buffer.concat(result.parts).toString('utf8'))
}

describe('a patient of FHIR who died', () => {
  it('did so as many days behind all other dates as before', async () => {
    expect(await patient({ deceasedDateTime: '2024-08-01' })).toMatchObject({ deceasedDateTime: '2024-05-02' })
  })

  it('has no day where only a month is said, or where dates are removed', async () => {
    expect(await patient({ deceasedDateTime: '2024-08' })).toMatchObject({ deceasedBoolean: true })
    const removed = await patient({ deceasedDateTime: '2024-08-01' }, given({ retainLongModifiedDates: false }))
    expect(removed).toMatchObject({ deceasedBoolean: true })
    expect(removed).not.toHaveProperty('deceasedDateTime')
  })

  it('says no more than the profile keeps of a patient', async () => {
    expect(await patient({ deceasedBoolean: false })).toMatchObject({ deceasedBoolean: false })
    const basic = await patient({ deceasedDateTime: '2024-08-01' }, given({ retainPatientCharacteristics: false }))
    expect(Object.keys(basic).sort()).toEqual(['resourceType'])
  })
})

describe('whom a resource of FHIR is about', () => {
  const about = async (subject: Record<string, unknown>) =>
    await identityInFile('fhir', Buffer.from(JSON.stringify({ resourceType: 'Observation', subject })))

  it('is known by a number and a name that stand for a reference', async () => {
    const known = await about({ identifier: { value: '311299-1234' }, display: 'Otilia Munkvad' })
    expect(known.patientIds).toEqual([{ issuer: '', value: '311299-1234' }])
    expect(known.names).toEqual([{ family: 'Otilia Munkvad', given: [] }])
  })

  it('is no patient where it says that it is something else', async () => {
    const known = await about({ type: 'Group', identifier: { value: 'COHORT-12' }, display: 'Kohorte' })
    expect([known.patientIds, known.names]).toEqual([[], []])
  })
})
