import { governEndpoints, permitEndpoints } from '@clic/contracts'
import { generateKeyPair, signEnvelope } from '@clic/ledger'
import type { PermitView } from '@clic/platform/gates'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { grantPermit, projectTerms } from '../../testing/permits.ts'
import { eventually, type TestPair, testPair } from '../../testing/zones.ts'
import { permitPayloadType } from './decide-permit.ts'

describe('a permit on its way', () => {
  let pair: TestPair
  beforeAll(async () => {
    pair = await testPair()
  })
  afterAll(() => pair.close())

  it('is valid in both zones once a second person has signed it', async () => {
    const permit = await grantPermit(pair.clinic)
    expect(permit).toMatchObject({ state: 'active', signed: true, approvedBy: { id: 'dpo' } })
    const there = await eventually(async () => {
      const read = await pair.research.as('dev', ['developer'])(permitEndpoints.read, {
        params: { permitId: permit.id },
      })
      return read.ok ? read.value : undefined
    })
    expect(there).toMatchObject({ id: permit.id, state: 'active', signed: true })
  })

  it('is refused when its proposer approves it, and the refusal names the rule and who can act', async () => {
    const both = pair.clinic.as('both', ['clinical-lead', 'data-steward'])
    const asked = await both(permitEndpoints.request, { body: projectTerms() })
    if (!asked.ok) throw new Error(asked.problem.detail)
    const params = { permitId: asked.value.id }
    await both(permitEndpoints.screen, { params })
    const answer = await both(permitEndpoints.approve, { params })
    expect(answer).toMatchObject({
      ok: false,
      problem: { status: 403, findings: [{ rule: 'permit.approve/four-eyes' }] },
    })
    const after = await both(permitEndpoints.read, { params })
    expect(after).toMatchObject({ ok: true, value: { state: 'screened', signed: false } })
  })

  it('is not approved before it is screened, nor when the screening found something against it', async () => {
    const lead = pair.clinic.as('lead', ['clinical-lead'])
    const dpo = pair.clinic.as('dpo', ['dpo'])
    const asked = await lead(permitEndpoints.request, { body: projectTerms({ columns: ['PatientName'] }) })
    if (!asked.ok) throw new Error(asked.problem.detail)
    const params = { permitId: asked.value.id }
    expect(await dpo(permitEndpoints.approve, { params })).toMatchObject({ ok: false, problem: { status: 403 } })
    const screened = await dpo(permitEndpoints.screen, { params })
    expect(screened.ok && screened.value.screening.filter((one) => !one.ok).map((one) => one.rule)).toEqual([
      'minimised',
    ])
    expect(await dpo(permitEndpoints.approve, { params })).toMatchObject({
      ok: false,
      problem: { findings: [{ rule: 'permit.approve/screened' }] },
    })
    expect(await dpo(permitEndpoints.refuse, { params, body: { reason: 'asks for names' } })).toMatchObject({
      ok: true,
      value: { state: 'refused' },
    })
    expect(await dpo(permitEndpoints.approve, { params })).toMatchObject({ ok: false, problem: { status: 403 } })
  })

  it('stops in both zones when it is suspended, and a late older statement does not bring it back', async () => {
    const permit = await grantPermit(pair.clinic)
    const params = { permitId: permit.id }
    const inResearch = async () => {
      const read = await pair.research.as('dev', ['developer'])(permitEndpoints.read, { params })
      return read.ok ? read.value.state : undefined
    }
    await eventually(async () => ((await inResearch()) === 'active' ? true : undefined))
    const { sql } = await import('@clic/platform/db')
    const { db, transact, door } = pair.clinic.context('govern')
    const older =
      (await sql<{ envelope: string }>`select envelope from govern.permit where id = ${permit.id}`.execute(db)).rows[0]
        ?.envelope ?? ''
    const dpo = pair.clinic.as('dpo', ['dpo'])
    expect(await dpo(permitEndpoints.suspend, { params, body: { reason: 'a complaint' } })).toMatchObject({
      ok: true,
      value: { state: 'suspended' },
    })
    await eventually(async () => ((await inResearch()) === 'suspended' ? true : undefined))
    const late = await transact((change) =>
      door.send(change, { kind: 'permit', permitId: permit.id, header: {}, content: Buffer.from(older) }),
    )
    if (!late.ok) throw new Error(late.problem.detail)
    await eventually(async () => {
      const parcels = await dpo(governEndpoints.parcels, { query: {} })
      return parcels.ok && parcels.value.find((one) => one.id === late.id)?.state === 'delivered' ? true : undefined
    })
    expect(await inResearch()).toBe('suspended')
  })

  const stranger = generateKeyPair()
  it.each([
    [
      'that nobody trusted has signed',
      JSON.stringify(signEnvelope(permitPayloadType, '{"id":"permit-x","state":"active"}', stranger)),
    ],
    ['that is cut off', '{"payload":"eyJpZCI6'],
    ['that is JSON and no envelope', '[]'],
  ])('%s is refused at the door of research, and shown', async (_, content) => {
    const { keys, transact, door } = pair.clinic.context('govern')
    expect(stranger.publicKey.equals(keys.publicKey)).toBe(false)
    const sent = await transact((change) =>
      door.send(change, { kind: 'permit', permitId: 'permit-x', header: {}, content: Buffer.from(content) }),
    )
    if (!sent.ok) throw new Error(sent.problem.detail)
    const refused = await eventually(async () => {
      const parcels = await pair.research.as('dpo', ['dpo'])(governEndpoints.parcels, { query: {} })
      return parcels.ok ? parcels.value.find((one) => one.id === sent.id) : undefined
    })
    expect(refused).toMatchObject({
      direction: 'in',
      state: 'refused',
      reason: expect.stringContaining('not signed by a zone'),
    })
  })

  it('that stands for a source is the active one of several; without one a gate hears of the last', async () => {
    const view = pair.clinic.ports.port<PermitView>('govern.permits')
    const standing = () => view.standing('standing-source', 'MR7')
    const dpo = pair.clinic.as('dpo', ['dpo'])
    const suspend = (permitId: string) =>
      dpo(permitEndpoints.suspend, { params: { permitId }, body: { reason: 'a complaint' } })
    expect(await standing()).toBeUndefined()
    const terms = { kind: 'standing-source', about: 'MR7', people: [] } as const
    const older = await grantPermit(pair.clinic, { ...terms, people: [] })
    const newer = await grantPermit(pair.clinic, { ...terms, people: [] })
    await suspend(newer.id)
    expect(await standing()).toMatchObject({ id: older.id, state: 'active' })
    expect(await view.standing('standing-release', 'MR7')).toBeUndefined()
    await suspend(older.id)
    expect(await standing()).toMatchObject({ id: newer.id, state: 'suspended' })
  })

  it('has its decisions and the rules behind them on view, filtered by gate and outcome', async () => {
    const auditor = pair.clinic.as('auditor', ['auditor'])
    const closed = await auditor(governEndpoints.decisions, { query: { gate: 'permit.approve', open: 'false' } })
    expect(closed.ok && closed.value.length).toBeGreaterThan(1)
    expect(
      closed.ok &&
        closed.value.every((one) => !one.open && one.gate === 'permit.approve' && /^[0-9a-f]{64}$/.test(one.evidence)),
    ).toBe(true)
    const rules = await auditor(governEndpoints.rules, {})
    expect(rules.ok && rules.value.find((one) => one.rule === 'permit.approve/four-eyes')).toMatchObject({
      gate: 'permit.approve',
      citation: expect.stringContaining('GDPR'),
    })
  })

  it('leaves a ledger that verifies, and a changed event is found', async () => {
    const auditor = pair.clinic.as('auditor', ['auditor'])
    const before = await auditor(governEndpoints.verify, {})
    expect(before).toMatchObject({ ok: true, value: { ok: true, faults: [] } })
    const { db } = pair.clinic
    const { sql } = await import('@clic/platform/db')
    await expect(
      sql`update ledger.event set envelope = replace(envelope, 'permit', 'permat') where seq = 0`.execute(db),
    ).rejects.toThrow(/append-only/)
    await sql`alter table ledger.event disable trigger append_only`.execute(db)
    await sql`update ledger.event set payload = replace(payload, 'project', 'prospect') where seq = 0`.execute(db)
    const after = await auditor(governEndpoints.verify, {})
    expect(after).toMatchObject({ ok: true, value: { ok: false } })
  })

  it('is shown to nobody without a sign-in', async () => {
    const response = await fetch(`${pair.clinic.url}/api/permits`)
    expect(response.status).toBe(401)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
  })
})
