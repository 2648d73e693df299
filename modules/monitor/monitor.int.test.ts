import { governEndpoints, monitorEndpoints } from '@clic/contracts'
import { sql } from '@clic/platform/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seeded } from '../../testing/make-dicom/index.ts'
import { eventually, loadParts, type TestZone, testZone } from '../../testing/zones.ts'
import { fakeDeploy } from './fakes.ts'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const releaseOf = (n: number) => `release-${(alphabet[n] as string).repeat(26)}`

describe('the monitoring of a release', () => {
  const deploy = fakeDeploy()
  let clinic: TestZone
  let count = 0
  const lead = (name = 'lead') => clinic.as(name, ['clinical-lead'])

  /** Runs as they finish: numbers around the usual ones, or from another scanner. */
  const finish = async (
    releaseId: string,
    howMany: number,
    kind: 'usual' | 'shifted' | 'nothing-found' = 'usual',
  ): Promise<string[]> => {
    const ids: string[] = []
    for (let i = 0; i < howMany; i++) {
      const n = count++
      const random = seeded(`monitored ${n}`)
      const id = `run-${String(n).padStart(26, '0')}`
      const input = {
        mean: 400 + 200 * random(),
        sd: 90 + 20 * random(),
        edge_energy: (kind === 'shifted' ? 0.2 : 0.02) + 0.01 * random(),
      }
      const output = {
        'volume front': kind === 'nothing-found' ? 0 : 1500 + 600 * random(),
        ...(kind === 'nothing-found' ? {} : { foreground_probability: 0.9 + 0.08 * random() }),
      }
      deploy.runs.set(id, {
        id,
        releaseId,
        studyId: `study-${String(n).padStart(26, '0')}`,
        finishedAt: new Date(Date.UTC(2026, 10, 25, 8, n)).toISOString(),
        seconds: 0.1,
        input,
        output,
      })
      await clinic
        .context('deploy')
        .transact((change) => change.emit('run.finished', { runId: id, releaseId, studyId: `study-${n}` }))
      ids.push(id)
    }
    await eventually(async () => {
      const { rows } = await sql<{
        n: number
      }>`select count(*)::int as n from monitor.observation where run_id = any(${ids})`.execute(clinic.db)
      return rows[0]?.n === howMany ? true : undefined
    })
    return ids
  }
  const release = (n: number) => {
    deploy.releases.set(releaseOf(n), { state: 'active', builders: ['dev'], reasons: [] })
    return releaseOf(n)
  }
  const findings = async (releaseId: string) => {
    const listed = await lead()(monitorEndpoints.findings, {})
    return listed.ok
      ? listed.value.filter((one) => one.releaseId === releaseId).sort((a, b) => a.openedAt.localeCompare(b.openedAt))
      : []
  }
  const signals = async (releaseId: string) => {
    const read = await lead()(monitorEndpoints.signals, { params: { releaseId } })
    if (!read.ok) throw new Error(read.problem.detail)
    return read.value
  }
  const close = (findingId: string) =>
    lead()(monitorEndpoints.closeFinding, {
      params: { findingId },
      body: { conclusion: 'Another scanner; the results were read again.' },
    })

  beforeAll(async () => {
    clinic = await testZone('clinic', { parts: [...(await loadParts(['monitor'], 'clinic')), deploy.part] })
  })
  afterAll(() => clinic.close())

  it('charts every number of a release, and is quiet while they stay as they were', async () => {
    const id = release(1)
    await finish(id, 26)
    const read = await signals(id)
    expect(read).toMatchObject({ referenceRuns: 14, windowRuns: 6, runs: 26 })
    expect(read.signals.map((one) => one.name)).toEqual([
      'edge_energy',
      'mean',
      'sd',
      'foreground_probability',
      'volume front',
    ])
    const volume = read.signals.find((one) => one.name === 'volume front')
    expect(volume).toMatchObject({ direction: 'output', unit: 'mm³', reference: { n: 14 } })
    expect(volume?.points).toHaveLength(26)
    expect(read.signals.every((one) => one.windows.length === 2 && one.windows.every((window) => !window.alarm))).toBe(
      true,
    )
    expect(await findings(id)).toEqual([])
  })

  it('opens a finding at the first shifted window, suspends at the second in a row, and takes no run twice', async () => {
    const id = release(2)
    await finish(id, 20)
    const shifted = await finish(id, 6, 'shifted')
    const [first] = await eventually(async () => ((await findings(id)).length === 1 ? findings(id) : undefined))
    expect(first).toMatchObject({ signal: 'edge_energy', state: 'open', inARow: 1, suspended: false })
    expect(deploy.releases.get(id)?.state).toBe('active')
    for (const runId of shifted)
      await clinic
        .context('deploy')
        .transact((change) => change.emit('run.finished', { runId, releaseId: id, studyId: 'again' }))
    await finish(id, 6, 'shifted')
    const [, second] = await eventually(async () => ((await findings(id)).length === 2 ? findings(id) : undefined))
    expect(second).toMatchObject({ inARow: 2, suspended: true })
    expect(deploy.releases.get(id)).toMatchObject({
      state: 'suspended',
      reasons: [expect.stringContaining('edge_energy')],
    })
    expect((await signals(id)).runs).toBe(32)
    const ledger = await clinic.as('auditor', ['auditor'])(governEndpoints.ledger, {
      query: { action: 'release.suspended', kind: 'release', id },
    })
    expect(ledger.ok && ledger.value).toHaveLength(1)
  })

  it('stays suspended until each finding is closed, by somebody who did not build it; then two alarms count anew', async () => {
    const id = releaseOf(2)
    const resume = (name: string) => lead(name)(monitorEndpoints.resume, { params: { releaseId: id } })
    expect(await resume('lead')).toMatchObject({
      ok: false,
      problem: { findings: [{ rule: 'release.resume/findings-closed' }] },
    })
    for (const one of await findings(id))
      expect(await close(one.id)).toMatchObject({ ok: true, value: { state: 'closed' } })
    expect(await close((await findings(id))[0]?.id ?? '')).toMatchObject({ ok: false, problem: { status: 409 } })
    expect(await resume('dev')).toMatchObject({
      ok: false,
      problem: { findings: [{ rule: 'release.resume/not-by-builders' }] },
    })
    expect(deploy.releases.get(id)?.state).toBe('suspended')
    expect(await resume('lead')).toMatchObject({ ok: true, value: { state: 'active' } })
    expect(await resume('lead')).toMatchObject({ ok: false, problem: { status: 409 } })
    await finish(id, 6, 'shifted')
    const after = await eventually(async () => ((await findings(id)).length === 3 ? findings(id) : undefined))
    expect(after[2]).toMatchObject({ inARow: 1, suspended: false })
    expect(deploy.releases.get(id)?.state).toBe('active')
    expect(
      await clinic.as('doctor', ['clinician'])(monitorEndpoints.resume, { params: { releaseId: id } }),
    ).toMatchObject({ ok: false, problem: { status: 403 } })
  })

  it('forgets a quiet window between two alarms', async () => {
    const id = release(3)
    await finish(id, 14)
    await finish(id, 6, 'shifted')
    await finish(id, 6)
    await finish(id, 6, 'shifted')
    const found = await eventually(async () => ((await findings(id)).length === 2 ? findings(id) : undefined))
    expect(found.map((one) => one.inARow)).toEqual([1, 1])
    expect(deploy.releases.get(id)?.state).toBe('active')
  })

  it('takes an output that goes missing for a change', async () => {
    const id = release(4)
    await finish(id, 14)
    await finish(id, 6, 'nothing-found')
    const [found] = await eventually(async () => ((await findings(id)).length === 1 ? findings(id) : undefined))
    expect(found?.signal).toContain('foreground_probability')
    expect(found?.signal).toContain('volume front')
  })

  it('keeps what clinicians say of results, one word a person, and puts no comment into the ledger', async () => {
    const id = release(5)
    const [runId = ''] = await finish(id, 1)
    const give = (name: string, verdict: 'accepted' | 'rejected', comment = '') =>
      clinic.as(name, ['clinician'])(monitorEndpoints.give, { params: { runId }, body: { verdict, comment } })
    expect(await give('anna', 'accepted')).toMatchObject({ ok: true, value: { verdict: 'accepted', person: 'anna' } })
    expect(await give('anna', 'rejected', 'The border at Jørgensen is wrong.')).toMatchObject({
      ok: true,
      value: { verdict: 'rejected' },
    })
    expect(await give('bo', 'accepted')).toMatchObject({ ok: true })
    expect((await signals(id)).feedback).toEqual({ accepted: 1, rejected: 1 })
    const ledger = await clinic.as('auditor', ['auditor'])(governEndpoints.ledger, {
      query: { kind: 'run', id: runId },
    })
    expect(ledger.ok && ledger.value.map((one) => one.action).sort()).toEqual([
      'result.accepted',
      'result.accepted',
      'result.rejected',
    ])
    expect(JSON.stringify(ledger)).not.toContain('Jørgensen')
    const unknown = await clinic.as('anna', ['clinician'])(monitorEndpoints.give, {
      params: { runId: `run-${'z'.repeat(26)}` },
      body: { verdict: 'accepted', comment: '' },
    })
    expect(unknown).toMatchObject({ ok: false, problem: { status: 404 } })
    expect(
      await clinic.as('engineer', ['data-engineer'])(monitorEndpoints.give, {
        params: { runId },
        body: { verdict: 'accepted', comment: '' },
      }),
    ).toMatchObject({ ok: false, problem: { status: 403 } })
  })
})
