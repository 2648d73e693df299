import { describe, expect, it } from 'vitest'
import { plantedPerson } from '../testing/planted-person.ts'
import { deidentifyFacts, type KnownIdentity, prepareSweep } from './index.ts'

const person = plantedPerson('facts')
const birth = `${person.birthDate.slice(0, 4)}-${person.birthDate.slice(4, 6)}-${person.birthDate.slice(6)}`
const known: KnownIdentity = {
  patientIds: [{ issuer: '', value: person.cpr }],
  names: [{ family: person.family, given: [person.given] }],
  staffNames: [],
  birthDates: [birth],
  accessionNumbers: [],
  addresses: [`${person.street}, ${person.town}`],
  phones: [person.phone],
  emails: [],
}
const subject = { pseudonym: 'P-1', dateShiftDays: -30, uidKey: new Uint8Array(32).fill(2) }
const all = ['Patient', 'Condition', 'Observation']
const run = (resources: Record<string, unknown>[], columns = all) =>
  deidentifyFacts(resources, { subject, sweep: prepareSweep(known), columns })

const patient = {
  resourceType: 'Patient',
  id: 'p-7',
  meta: {
    versionId: '3',
    source: `urn:${person.cpr}`,
    tag: [{ system: 'urn:clic:tag', code: 'invented', display: person.family }, { code: 'VIP' }],
  },
  text: { div: `<div>${person.given} ${person.family}</div>` },
  identifier: [{ value: person.cpr }],
  name: [{ family: person.family, given: [person.given] }],
  gender: 'female',
  birthDate: birth,
  address: [{ text: person.street }],
  telecom: [{ value: person.phone }],
  contact: [{ name: { text: 'Bodil Engholm' } }],
  generalPractitioner: [{ display: 'Læge Hansen' }],
}
const observation = {
  resourceType: 'Observation',
  id: 'o-7',
  status: 'final',
  subject: { reference: 'Patient/p-7', display: person.family },
  performer: [{ display: 'Dr. Ebbe Ravn' }],
  effectiveDateTime: '2025-02-12T13:05:00+01:00',
  code: {
    coding: [
      { system: 'http://loinc.org', code: '59776-5', display: 'Procedure findings' },
      { system: 'urn:local', code: person.cpr, display: person.family },
    ],
    text: person.family,
  },
  valueString: `MR af hjernen hos ${person.given} ${person.family}, CPR ${person.hyphenated}: hippocampus er let atrofisk.`,
}

describe('facts of the health record', () => {
  it('say of nobody by one name alone who is named in full elsewhere', () => {
    const note = (words: string) => ({ resourceType: 'Condition', id: words, note: [{ text: words }] })
    const { resources } = run([note('Gudmunda er orienteret'), note('mor Gudmunda Pjetursdal ringede i går')])
    expect(resources).toMatchObject([
      { note: [{ text: '*** er orienteret' }] },
      { note: [{ text: 'mor *** ringede i går' }] },
    ])
  })

  it('of the patient leave with gender, birth year and the tag that says invented, and nothing else', () => {
    expect(run([patient]).resources).toEqual([
      {
        resourceType: 'Patient',
        id: 'P-1',
        meta: { tag: [{ system: 'urn:clic:tag', code: 'invented' }] },
        gender: 'female',
        birthDate: person.birthDate.slice(0, 4),
      },
    ])
  })

  it('keep code, moved date and cleaned words; the finding stays', () => {
    const { resources, residual } = run([observation])
    expect(resources).toMatchObject([
      {
        status: 'final',
        effectiveDateTime: '2025-01-13T13:05:00+01:00',
        code: { coding: [{ system: 'http://loinc.org', code: '59776-5', display: 'Procedure findings' }] },
        subject: { reference: 'Patient/P-1' },
      },
    ])
    expect(String(resources[0]?.['valueString'])).toMatch(/^MR af hjernen hos \*\*\*.*hippocampus er let atrofisk\.$/)
    expect(Object.keys(resources[0] ?? {}).sort()).toEqual([
      'code',
      'effectiveDateTime',
      'id',
      'resourceType',
      'status',
      'subject',
      'valueString',
    ])
    expect(residual).toEqual({ certain: 0, possible: 0 })
  })

  it('hold no identifier of the patient or the staff', () => {
    const written = JSON.stringify(run([patient, observation]).resources)
    for (const secret of [
      person.cpr,
      person.hyphenated,
      person.family,
      person.given,
      person.phone,
      person.street,
      'Engholm',
      'Ravn',
      'p-7',
      'o-7',
    ])
      expect(written).not.toContain(secret)
  })

  it('of a kind that is not in the permit stay behind', () => {
    const { resources, rules } = run([patient, observation, { resourceType: 'DocumentReference' }], ['Condition'])
    expect(resources).toEqual([])
    expect(rules['resource-dropped']).toBe(3)
  })

  it('keep a number with its unit, and the same id on every delivery', () => {
    const measured = {
      ...observation,
      valueString: undefined,
      valueQuantity: { value: 24, unit: '{score}', extension: [{ valueString: person.family }] },
    }
    const [first] = run([measured]).resources
    expect(first?.['valueQuantity']).toEqual({ value: 24, unit: '{score}' })
    expect(run([measured]).resources[0]?.['id']).toBe(first?.['id'])
  })
})
