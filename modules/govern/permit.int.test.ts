import { governEndpoints, permitEndpoints } from '@clic/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { grantPermit, projectTerms } from '../../testing/permits.ts'
import { eventually, type TestPair, testPair } from '../../testing/zones.ts'

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

  it('leaves a ledger that verifies, and a changed event is found', async () => {
    const auditor = pair.clinic.as('auditor', ['auditor'])
    const before = await auditor(governEndpoints.verify, {})
    expect(before).toMatchObject({ ok: true, value: { ok: true, faults: [] } })
    const { db } = pair.clinic.context('govern')
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
