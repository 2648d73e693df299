import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { acquireEndpoints, governEndpoints, type Problem, type StudyView } from '@clic/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dicomPort, registerSender, sendFiles, smallStudy } from '../../testing/clinic-senders.ts'
import { fhirBundle } from '../../testing/make-dicom/index.ts'
import { eventually, type TestZone, testZone } from '../../testing/zones.ts'

type Json = Record<string, unknown>
const data = process.env['CLIC_DATA'] ?? join(import.meta.dirname, '../../../shared/data')

describe('health records', () => {
  let clinic: TestZone
  beforeAll(async () => {
    clinic = await testZone('clinic', { modules: ['acquire'], settings: { acquire: { dicomPort: 0, quietMs: 200 } } })
    await registerSender(clinic, 'EHR', { kind: 'stow' })
    await registerSender(clinic, 'MR1')
  })
  afterAll(() => clinic.close())

  const send = async (bundle: unknown, given: { source?: string; roles?: 'data-engineer' | 'clinician' } = {}) => {
    const response = await fetch(`${clinic.url}/fhir?source=${given.source ?? 'EHR'}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await clinic.token('engineer', [given.roles ?? 'data-engineer'])}`,
        'content-type': 'application/fhir+json',
      },
      body: typeof bundle === 'string' ? bundle : JSON.stringify(bundle),
    })
    return { status: response.status, json: (await response.json()) as Json & Problem }
  }
  const view = () => clinic.ports.port<StudyView>('acquire.studies')

  it('joins the images of the same person by the CPR number, and knows what must not leave', async () => {
    const study = smallStudy('record')
    await sendFiles({ port: await dicomPort(clinic), callingAe: 'MR1' }, study.files)
    expect(await send(fhirBundle(study.identity, 'record'))).toMatchObject({
      status: 200,
      json: {
        patients: 1,
        resources: [
          { resourceType: 'Patient', stored: 1 },
          { resourceType: 'Condition', stored: 1 },
          { resourceType: 'Observation', stored: 1 },
        ],
      },
    })
    const [row] = await view().studiesOf('MR1')
    const record = await view().healthRecord(row?.patientKey ?? '')
    expect(record.map((one) => one['resourceType'])).toEqual(['Condition', 'Observation', 'Patient'])
    const identity = await view().identity(row?.patientKey ?? '')
    const { cpr, family, given, birthDate, accession, address, phone, email } = study.identity
    expect(identity).toMatchObject({
      names: [{ family, given }],
      birthDates: [birthDate],
      accessionNumbers: [accession],
      addresses: [address],
      emails: [email],
    })
    expect(identity.patientIds.map((one) => one.value)).toContain(cpr.replace('-', ''))
    expect(identity.phones).toContain(phone)
    expect(identity.staffNames).toEqual(expect.arrayContaining(['Ørskov^Læge', 'Nygård^Radiograf']))
    const listed = await clinic.as('engineer', ['data-engineer'])(acquireEndpoints.studies, {})
    expect(listed.ok && listed.value[0]?.hasHealthRecord).toBe(true)
  })

  it('keeps every version, and the same content again is none', async () => {
    const { identity } = smallStudy('versions', { slices: 1 })
    const bundle = fhirBundle(identity, 'versions')
    await send(bundle)
    expect(await send(bundle)).toMatchObject({
      json: { resources: [{ stored: 0, unchanged: 1 }, { stored: 0 }, { stored: 0 }] },
    })
    const changed = structuredClone(bundle) as { entry: { resource: { valueQuantity?: { value: number } } }[] }
    for (const { resource } of changed.entry) if (resource.valueQuantity) resource.valueQuantity.value = 3
    expect(await send(changed)).toMatchObject({
      json: { resources: [{ stored: 0 }, { stored: 0 }, { resourceType: 'Observation', stored: 1 }] },
    })
    const ledger = await clinic.as('auditor', ['auditor'])(governEndpoints.ledger, {
      query: { action: 'health-record.received' },
    })
    const key = ledger.ok ? (ledger.value[0]?.subject.id ?? '') : ''
    const observation = (await view().healthRecord(key)).find((one) => one['resourceType'] === 'Observation')
    expect(observation).toMatchObject({ valueQuantity: { value: 3 } })
  })

  it('refuses a bundle with a broken reference, names the entry, and stores nothing of it', async () => {
    const { identity } = smallStudy('reference', { slices: 1 })
    const bundle = fhirBundle(identity, 'reference') as { entry: { resource: { encounter?: Json } }[] }
    const last = bundle.entry[2] as { resource: { encounter?: Json } }
    last.resource.encounter = { reference: 'urn:uuid:00000000-0000-0000-0000-000000000000' }
    const before = await clinic.as('auditor', ['auditor'])(governEndpoints.ledger, {
      query: { action: 'health-record.received' },
    })
    const answer = await send(bundle)
    expect(answer).toMatchObject({
      status: 422,
      json: {
        type: 'urn:clic:problem:fhir-bundle',
        detail: expect.stringContaining('Bundle.entry[2].resource.encounter'),
        findings: [{ rule: 'fhir/bundle' }],
      },
    })
    last.resource.encounter = { reference: 'Encounter/nowhere' }
    expect((await send(bundle)).json.detail).toContain('Encounter/…')
    expect(
      await clinic.as('auditor', ['auditor'])(governEndpoints.ledger, { query: { action: 'health-record.received' } }),
    ).toEqual(before)
    last.resource.encounter = undefined
    expect((await send(bundle)).status).toBe(200)
  })

  it('refuses what is no bundle, a person without identifier, and two persons’ numbers in one', async () => {
    const [first, second] = [smallStudy('one', { slices: 1 }), smallStudy('two', { slices: 1 })]
    const resources = async () => {
      const reception = await clinic.as('engineer', ['data-engineer'])(acquireEndpoints.reception, {})
      return reception.ok ? reception.value.arrived.healthRecords : 0
    }
    const before = await resources()
    const bundles = [fhirBundle(first.identity, 'one'), fhirBundle(second.identity, 'two')]
    for (const bundle of bundles) await send(bundle)
    // The screen counts resources; the same ones again are no more.
    const sent = bundles.reduce((sum, one) => sum + (one as { entry: unknown[] }).entry.length, 0)
    expect((await resources()) - before).toBe(sent)
    await send(bundles[0])
    expect((await resources()) - before).toBe(sent)
    const both = fhirBundle(first.identity, 'both') as { entry: { resource: { identifier: Json[] } }[] }
    both.entry[0]?.resource.identifier.push({ system: 'urn:oid:1.2.208.176.1.2', value: second.identity.cpr })
    expect((await send(both)).json.detail).toContain('two patients')
    const nobody = fhirBundle(first.identity, 'nobody') as { entry: { resource: { identifier: Json[] } }[] }
    for (const entry of nobody.entry.slice(0, 1)) entry.resource.identifier = []
    expect((await send(nobody)).json.detail).toContain('no identifier')
    expect((await send('{"resourceType": "Pat')).json).toMatchObject({ type: 'urn:clic:problem:not-json' })
    expect((await send({ resourceType: 'Patient' })).status).toBe(422)
    expect((await send(fhirBundle(first.identity, 'one'), { source: 'NOBODY' })).status).toBe(403)
    expect((await send(fhirBundle(first.identity, 'one'), { roles: 'clinician' })).status).toBe(403)
  })

  it.skipIf(!existsSync(join(data, 'ehr')))('takes forty real bundles of two makers', async () => {
    for (const folder of ['synthea_r4', 'dk_synthetic_linked']) {
      for (const name of readdirSync(join(data, 'ehr', folder))) {
        const answer = await send(readFileSync(join(data, 'ehr', folder, name), 'utf8'))
        expect([folder, answer.status, answer.json.detail]).toEqual([folder, 200, undefined])
      }
    }
    await eventually(async () => {
      const reception = await clinic.as('engineer', ['data-engineer'])(acquireEndpoints.reception, {})
      return reception.ok && reception.value.arrived.healthRecords >= 40 ? true : undefined
    })
  })
})
