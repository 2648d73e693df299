import { describe, expect, it } from 'vitest'
import { deidentifyFile, type Profile, prepareSweep, researchProfile } from '../index.ts'
import { nobody } from '../subject.ts'

type Json = Record<string, unknown>

async function cleaned(resources: Json[], profile: Profile = researchProfile()): Promise<Json[]> {
  const bundle = { resourceType: 'Bundle', type: 'collection', entry: resources.map((resource) => ({ resource })) }
  const result = await deidentifyFile(Buffer.from(JSON.stringify(bundle)), {
    profile,
    subject: { pseudonym: 'P-KIT', dateShiftDays: -91, uidKey: new Uint8Array(32).fill(9) },
    sweep: prepareSweep(nobody()),
  })
  if (result.status !== 'released') throw new Error(result.reason)
  const made = JSON.parse(Buffer.concat(result.parts).toString('utf8')) as { entry: { resource: Json }[] }
  return made.entry.map((one) => one.resource)
}

const person = {
  resourceType: 'Patient',
  name: [{ family: 'Kjærsgård', given: ['Åse'] }],
  gender: 'female',
  contact: [
    {
      relationship: [
        {
          coding: [
            { system: 'http://terminology.hl7.org/CodeSystem/v2-0131', code: 'N', display: 'Next-of-Kin' },
            { system: 'http://sygehus.example/roles', code: 'K-778812' },
          ],
          text: 'Mor, Ida Kjærsgård',
        },
      ],
      name: { family: 'Kjærsgård', given: ['Ida'] },
      telecom: [{ system: 'phone', value: '20304050' }],
      address: { line: ['Æblehaven 12'] },
    },
    { name: { family: 'Mortensen' } },
  ],
  communication: [
    { language: { coding: [{ system: 'urn:ietf:bcp:47', code: 'kl', display: 'Greenlandic' }] }, preferred: true },
  ],
}

describe('what tells of a patient in FHIR and names nobody', () => {
  it('stays: what the people around them are to them, as codes, and the languages that they speak', async () => {
    const [made] = await cleaned([person])
    expect(made).toMatchObject({
      contact: [{ relationship: [{ coding: [{ code: 'N', display: 'Next-of-Kin' }] }] }],
      communication: [{ language: { coding: [{ system: 'urn:ietf:bcp:47', code: 'kl' }] }, preferred: true }],
    })
    expect(made?.['contact']).toHaveLength(1)
    expect(JSON.stringify(made)).toContain('Mor')
    expect(JSON.stringify(made)).not.toMatch(/Kjærsgård|Ida|Mortensen|20304050|Æblehaven|778812|telecom|address/)
  })

  it('goes with the other characteristics under a profile that keeps none', async () => {
    const profile = researchProfile()
    const [made] = await cleaned([person, { resourceType: 'Observation', status: 'final', valueString: 'ok' }], {
      ...profile,
      options: { ...profile.options, retainPatientCharacteristics: false },
    })
    expect(made).toEqual({ resourceType: 'Patient' })
  })

  it('stays: what they were told to do, without whom to ask', async () => {
    const [dose, order] = await cleaned([
      {
        resourceType: 'MedicationRequest',
        dosageInstruction: [{ patientInstruction: 'Tages til maden. Ring til Ida Mortensen på 20 30 40 50.' }],
      },
      { resourceType: 'ServiceRequest', patientInstruction: 'Mød fastende 12.03.2024' },
    ])
    const said = (dose?.['dosageInstruction'] as Json[] | undefined)?.[0]?.['patientInstruction']
    expect(said).toContain('Tages til maden. Ring til')
    expect(said).not.toMatch(/Ida|Mortensen|20 30/)
    expect(order).toMatchObject({ patientInstruction: 'Mød fastende 12.12.2023' })
  })
})

describe('a device in FHIR', () => {
  const device = {
    resourceType: 'Device',
    id: 'stue-3',
    identifier: [{ value: 'INV-77881' }],
    type: { text: 'Siemens Mammomat' },
    manufacturer: 'Siemens Healthineers',
    modelNumber: 'Mammomat Revelation',
    serialNumber: '556677',
    distinctIdentifier: 'X-5567',
    udiCarrier: [{ deviceIdentifier: '09506000117843' }],
    deviceName: [
      { name: 'Siemens Mammomat', type: 'model-name' },
      { name: 'Stue 3 hos Ida', type: 'user-friendly-name' },
      { name: 'Frk. Hansen', type: 'patient-reported-name' },
    ],
    owner: { reference: 'Organization/1', display: 'Herlev Hospital' },
    location: { reference: 'Location/7' },
  }

  it('stays as its make and model, and is no single one', async () => {
    const [made, seen, told] = await cleaned([
      device,
      { resourceType: 'Observation', device: { reference: 'Device/stue-3', display: 'Siemens Mammomat' } },
      {
        resourceType: 'Observation',
        device: { reference: 'Device/stue-3', display: 'Siemens Mammomat (Ida Mortensen)' },
      },
    ])
    expect(made).toEqual({
      resourceType: 'Device',
      id: expect.stringMatching(/^[\da-f]{32}$/),
      type: { text: 'Siemens Mammomat' },
      manufacturer: 'Siemens Healthineers',
      modelNumber: 'Mammomat Revelation',
      deviceName: [{ name: 'Siemens Mammomat', type: 'model-name' }],
    })
    expect(seen).toMatchObject({ device: { reference: `Device/${made?.['id']}`, display: 'Siemens Mammomat' } })
    expect(JSON.stringify(told)).toContain('Siemens Mammomat')
    expect(JSON.stringify(told)).not.toMatch(/Ida|Mortensen/)
  })

  it('is shown by no name where the reference is to a person', async () => {
    const [seen] = await cleaned([
      { resourceType: 'Observation', status: 'final', subject: { reference: 'Patient/1', display: 'Åse Kjærsgård' } },
    ])
    expect(seen).toMatchObject({ subject: { reference: 'Patient/P-KIT' } })
    expect(JSON.stringify(seen)).not.toContain('display')
  })
})
