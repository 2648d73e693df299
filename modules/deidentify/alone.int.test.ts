import { deidentifyEndpoints } from '@clic/contracts'
import { sql } from '@clic/platform/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { grantPermit } from '../../testing/permits.ts'
import { type TestZone, testZone } from '../../testing/zones.ts'

describe('a clinic server with the module deidentify alone', () => {
  let clinic: TestZone
  beforeAll(async () => {
    clinic = await testZone('clinic', { modules: ['deidentify'] })
  })
  afterAll(() => clinic.close())
  const engineer = () => clinic.as('engineer', ['data-engineer'])

  it('shows its profiles with their hash and rules', async () => {
    const listed = await engineer()(deidentifyEndpoints.profiles, {})
    if (!listed.ok) throw new Error(listed.problem.detail)
    expect(listed.value.map((one) => [one.name, one.state])).toEqual([
      ['basic', 'released'],
      ['research', 'released'],
    ])
    const page = await engineer()(deidentifyEndpoints.profile, { params: { profileId: listed.value[1]?.id ?? '' } })
    expect(page.ok && page.value.document).toMatchObject({
      name: 'research',
      options: { retainLongModifiedDates: true },
    })
    const unknown = await engineer()(deidentifyEndpoints.profile, {
      params: { profileId: 'profile-00000000000000000000000000' },
    })
    expect(unknown).toMatchObject({ ok: false, problem: { status: 404 } })
  })

  it('says that there is no vault and no source of studies, and what to do', async () => {
    const progress = await engineer()(deidentifyEndpoints.progress, {})
    expect(progress).toMatchObject({
      ok: true,
      value: {
        vault: {
          up: false,
          reason: 'No vault is configured for this server.',
          next: expect.stringContaining('vaultSocket'),
        },
        studySource: {
          up: false,
          reason: 'No module of this server receives studies.',
          next: expect.stringContaining('acquire'),
        },
        studies: { waiting: 0, left: 0 },
        objectsPerSecond: null,
        runs: [],
      },
    })
    const permit = await grantPermit(clinic)
    const asked = await engineer()(deidentifyEndpoints.addAssignment, {
      body: { permitId: permit.id, sourceId: 'source-00000000000000000000000000' },
    })
    expect(asked).toMatchObject({ ok: false, problem: { status: 409, type: 'urn:clic:problem:no-study-source' } })
    const retried = await engineer()(deidentifyEndpoints.retry, {
      body: { permitId: permit.id, studyId: 'study-00000000000000000000000000' },
    })
    expect(retried).toMatchObject({ ok: false, problem: { status: 404 } })
  })

  it('releases each profile once, however often it starts', async () => {
    const events = await sql<{
      n: number
    }>`select count(*)::int as n from ledger.event where action = 'profile.released'`.execute(clinic.db)
    expect(events.rows[0]?.n).toBe(2)
  })
})
