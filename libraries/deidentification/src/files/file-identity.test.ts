import { describe, expect, it } from 'vitest'
import { identityInFile, identityInHead } from './file-identity.ts'

const named = (text: string) =>
  identityInHead(Buffer.from(text, 'latin1')).names.map((name) => [...name.given, name.family].join(' '))

describe('the name behind its label in a file', () => {
  it('ends where words without a capital begin, and with its line', () => {
    expect(named('Navn: Otilia Munkvad har haft feber')).toEqual(['Otilia Munkvad'])
    expect(named('Patient: Otilia Munkvad\nKonklusion: normal')).toEqual(['Otilia Munkvad'])
    expect(named('NAVN: OTILIA MUNKVAD')).toEqual(['OTILIA MUNKVAD'])
    expect(named('Patient name: Otilia von Munkvad, stabil')).toEqual(['Otilia von Munkvad'])
    expect(named('navn: ikke oplyst endnu')).toEqual([])
  })
})

describe('FHIR that says nowhere by a number whose it is', () => {
  const numbers = async (resource: object) =>
    (await identityInFile('fhir', Buffer.from(JSON.stringify(resource)))).patientIds.map(({ value }) => value)
  const report = (div: string) => ({ resourceType: 'DiagnosticReport', text: { div: `<div>${div}</div>` } })

  it('is of the one whose number it tells, also where tags cut it', async () => {
    expect(await numbers(report('<p>CPR <i>060691</i>-2206</p><p>CPR 060691-2206</p>'))).toEqual(['0606912206'])
    const item = [{ text: 'CPR', answer: [{ valueString: '030547-2345' }] }]
    expect(await numbers({ resourceType: 'QuestionnaireResponse', item })).toEqual(['0305472345'])
  })

  it.each([
    ['Moster (cpr 030547-2345) er bærer'],
    ['Informeret: hendes mor, cpr-nr. 030547-2345, er enig'],
    ['Sister (CPR 030547-2345) is a carrier'],
  ])('is of nobody known where the only number is that of a relative: %s', async (valueString) => {
    expect(await numbers({ resourceType: 'Observation', subject: { reference: 'Patient/41' }, valueString })).toEqual(
      [],
    )
  })

  it.each([
    ['62-årig mand, cpr 060691-2206, indlagt. Moster (cpr 030547-2345) er bærer'],
    ['Mor er bærer. CPR 060691-2206'],
  ])('is of the patient where a relative is told of as well: %s', async (valueString) => {
    expect(await numbers({ resourceType: 'Observation', subject: { reference: 'Patient/41' }, valueString })).toEqual([
      '0606912206',
    ])
  })

  it('is of nobody known where it tells two, or an attachment has one by chance', async () => {
    expect(await numbers(report('<p>060691-2206</p><p>030547-2345</p>'))).toEqual([])
    const content = [{ attachment: { data: 'AAAA0606912206AA' } }]
    expect(await numbers({ resourceType: 'DocumentReference', content })).toEqual([])
  })

  it('is of the one whom it is said to be about, whoever else is named by a number', async () => {
    const valueString = 'Moster (cpr 030547-2345) er bærer'
    for (const reference of ['Patient/0606912206', 'https://fhir.region.example/Patient/060691-2206'])
      expect(await numbers({ resourceType: 'Observation', subject: { reference }, valueString })).toEqual([
        '0606912206',
      ])
  })
})
