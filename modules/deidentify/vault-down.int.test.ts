import { deidentifyEndpoints, governEndpoints, type LinkedView } from '@clic/contracts'
import { sql } from '@clic/platform/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { smallStudy } from '../../testing/clinic-senders.ts'
import { type LeavingStudies, leavingStudies } from '../../testing/leaving-studies.ts'
import { danishIdentity, fhirBundle } from '../../testing/make-dicom/index.ts'
import { eventually } from '../../testing/zones.ts'

describe('a clinic whose vault is down', () => {
  let way: LeavingStudies
  beforeAll(async () => {
    way = await leavingStudies(['MR1'], { vaultUp: false, settings: { maxParcelBytes: 10_000 } })
  })
  afterAll(() => way.close())

  const linked = () => way.research.ports.port<LinkedView>('link.studies')
  const identity = danishIdentity('vault down')

  it('keeps its studies waiting with the reason, and lets them go on when the vault is back', async () => {
    const permit = await way.project('MR1')
    await way.send('MR1', smallStudy('vault down', { slices: 5, identity }).files)
    const waiting = await eventually(async () => {
      const now = await way.progress()
      return now.runs[0]?.reason ? now : undefined
    })
    expect(waiting).toMatchObject({
      studies: { waiting: 1, left: 0 },
      vault: { up: false, reason: 'The vault is not running.', next: expect.stringContaining('Start the vault') },
      runs: [{ state: 'waiting', reason: 'The vault is not running.', objectsReleased: 0 }],
    })
    await way.vault.start()
    expect(await way.run(permit.id, ['left', 'quarantined', 'refused'])).toMatchObject({
      state: 'left',
      objectsReleased: 5,
    })
    expect(await way.progress()).toMatchObject({ studies: { waiting: 0, left: 1 }, vault: { up: true, reason: null } })
    // Each slice is some 4 kB, so the study left in several parcels and is one study there.
    const there = await eventually(async () => {
      const all = await linked().studies(permit.id)
      return all[0]?.series[0]?.objects.length === 5 ? all : undefined
    })
    expect(there).toHaveLength(1)
    const parcels = await sql<{
      n: number
    }>`select count(*)::int as n from doors.outbox where kind = 'deidentified-study'`.execute(way.clinic.db)
    expect(parcels.rows[0]?.n).toBeGreaterThan(1)
  })

  it('gives the same patient the same pseudonym after the vault was killed', async () => {
    const before = (await way.progress()).runs[0]
    const pseudonym = (await linked().studies(before?.permitId ?? ''))[0]?.pseudonym
    await way.vault.kill()
    await way.send('MR1', smallStudy('the next examination', { slices: 2, identity }).files)
    await eventually(async () =>
      (await way.progress()).runs.some((run) => run.state === 'waiting' && run.reason) ? true : undefined,
    )
    await way.vault.start()
    const studies = await eventually(async () => {
      const all = await linked().studies(before?.permitId ?? '')
      return all.length === 2 ? all : undefined
    }, 60)
    expect(studies.map((one) => one.pseudonym)).toEqual([pseudonym, pseudonym])
  })

  it('keeps facts waiting as well', async () => {
    await way.vault.kill()
    const token = await way.clinic.token('engineer', ['data-engineer'])
    await fetch(`${way.clinic.url}/fhir?source=MR1`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify(fhirBundle(identity, 'vd')),
    })
    await eventually(async () => ((await way.progress()).facts.waiting === 1 ? true : undefined))
    await way.vault.start()
    await eventually(async () => ((await way.progress()).facts.left === 1 ? true : undefined), 60)
  })

  it('refuses a re-identification with a sentence while the vault is down', async () => {
    await way.vault.stop()
    const listed = await way.clinic.as('dpo', ['dpo'])(deidentifyEndpoints.reidentifications, {})
    expect(listed).toMatchObject({
      ok: false,
      problem: { status: 503, detail: 'The vault is not running.', next: expect.stringContaining('Start the vault') },
    })
    await way.vault.start()
  })

  it('needs two people for a name, and writes both in the ledger', async () => {
    const run = (await way.progress()).runs[0]
    const permitId = run?.permitId ?? ''
    const pseudonym = (await linked().studies(permitId))[0]?.pseudonym ?? ''
    const body = { permitId, pseudonym, reason: 'An incidental finding needs a call.' }
    // One person with both roles: the role alone would allow it.
    const steward = way.clinic.as('both', ['data-steward', 'dpo'])
    const asked = await steward(deidentifyEndpoints.requestReidentification, { body })
    if (!asked.ok) throw new Error(asked.problem.detail)
    const params = { reidentificationId: asked.value.id }
    expect(await steward(deidentifyEndpoints.approveReidentification, { params })).toMatchObject({
      ok: false,
      problem: { status: 403, type: 'urn:clic:problem:same-person' },
    })
    const agreed = await way.clinic.as('dpo', ['dpo'])(deidentifyEndpoints.approveReidentification, { params })
    if (!agreed.ok) throw new Error(agreed.problem.detail)
    const key = await sql<{ patient_key: string }>`select distinct patient_key from deidentify.run`.execute(
      way.clinic.db,
    )
    expect(agreed.value).toMatchObject({
      state: 'approved',
      requestedBy: 'both',
      decidedBy: 'dpo',
      patientKey: key.rows[0]?.patient_key,
    })
    const listed = await way.clinic.as('auditor', ['auditor'])(deidentifyEndpoints.reidentifications, {})
    expect(listed.ok && listed.value[0]).toMatchObject({ id: asked.value.id, state: 'approved' })
    expect(JSON.stringify(listed)).not.toContain(key.rows[0]?.patient_key)
    const ledger = await way.clinic.as('auditor', ['auditor'])(governEndpoints.ledger, {
      query: { kind: 'reidentification', id: asked.value.id },
    })
    if (!ledger.ok) throw new Error(ledger.problem.detail)
    expect(ledger.value.map((one) => [one.action, one.actor])).toEqual([
      ['reidentification.approved', 'dpo'],
      ['reidentification.denied', 'both'],
      ['reidentification.requested', 'both'],
    ])
    expect(JSON.stringify(ledger.value)).not.toContain('incidental')
    expect(JSON.stringify(ledger.value)).not.toContain(key.rows[0]?.patient_key)
  })
})
