import { governEndpoints, monitorEndpoints } from '@clic/contracts'
import { sql } from '@clic/platform/db'
import type { Part, PartContext } from '@clic/platform/parts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, loadParts, type TestZone, testZone } from '../../testing/zones.ts'
import { fakeDeploy } from './fakes.ts'
import { tellRecalls } from './tell-recalls.ts'

const idOf = (kind: string, letter: string) => `${kind}-${letter.repeat(26)}`

describe('the recall of a release', () => {
  const deploy = fakeDeploy()
  let clinic: TestZone
  const lead = () => clinic.as('lead', ['clinical-lead'])
  const releaseId = idOf('release', 'a')
  const reason = 'It mixes up left and right on one scanner.'
  const recallIt = (of = releaseId) => lead()(monitorEndpoints.recall, { params: { releaseId: of }, body: { reason } })
  const listed = async () => {
    const read = await lead()(monitorEndpoints.recalls, {})
    return read.ok ? read.value[0] : undefined
  }
  const finish = async (letter: string, of = releaseId) => {
    const run = { id: idOf('run', letter), releaseId: of, studyId: idOf('study', letter) }
    deploy.runs.set(run.id, { ...run, finishedAt: '2026-11-25T08:00:00Z', seconds: 1, input: { mean: 1 }, output: {} })
    await clinic
      .context('deploy')
      .transact((change) => change.emit('run.finished', { runId: run.id, releaseId: of, studyId: run.studyId }))
    await eventually(async () => {
      const read = await lead()(monitorEndpoints.signals, { params: { releaseId: of } })
      return read.ok && read.value.signals.some((one) => one.points.some((point) => point.runId === run.id))
        ? true
        : undefined
    })
    return run
  }

  beforeAll(async () => {
    for (const id of [releaseId, idOf('release', 'b')])
      deploy.releases.set(id, { state: 'active', builders: ['dev'], reasons: [] })
    clinic = await testZone('clinic', { parts: [...(await loadParts(['monitor'], 'clinic')), deploy.part] })
    for (const letter of ['c', 'd']) await finish(letter)
    await finish('e', idOf('release', 'b'))
  })
  afterAll(() => clinic.close())

  it('stops it at once, lists its results and no other’s, and the ledger names them', async () => {
    expect(
      await clinic.as('eng', ['data-engineer'])(monitorEndpoints.recall, { params: { releaseId }, body: { reason } }),
    ).toMatchObject({ ok: false, problem: { status: 403 } })
    expect(deploy.releases.get(releaseId)?.state).toBe('active')
    const recalled = await recallIt()
    expect(recalled).toMatchObject({
      ok: true,
      value: {
        releaseId,
        reason,
        by: 'lead',
        results: [
          { runId: idOf('run', 'c'), studyId: idOf('study', 'c'), handled: null },
          { runId: idOf('run', 'd'), handled: null },
        ],
      },
    })
    expect(deploy.releases.get(releaseId)).toMatchObject({ state: 'suspended', reasons: [`Recalled: ${reason}`] })
    const told = await clinic.as('auditor', ['auditor'])(governEndpoints.ledger, {
      query: { action: 'release.recalled' },
    })
    expect(told.ok && told.value.map((one) => one.payload)).toMatchObject([
      { reason, runs: [idOf('run', 'c'), idOf('run', 'd')] },
    ])
    const posted = await sql<{ header: unknown; permit_id: string }>`
      select header, permit_id from doors.outbox where kind = 'release-recalled'`.execute(clinic.db)
    // The reason stays: a person wrote it beside patients.
    expect(posted.rows).toEqual([{ header: { releaseId, at: expect.any(String) }, permit_id: idOf('permit', 'p') }])
    expect(await recallIt()).toMatchObject({ ok: false, problem: { status: 409, title: 'Recalled already' } })
    expect(await recallIt(idOf('release', 'z'))).toMatchObject({ ok: false, problem: { status: 404 } })
  })

  it('cannot be undone by resuming it', async () => {
    expect(await lead()(monitorEndpoints.resume, { params: { releaseId } })).toMatchObject({
      ok: false,
      problem: { status: 409, title: 'Recalled' },
    })
    expect(deploy.releases.get(releaseId)?.state).toBe('suspended')
  })

  it('is followed until the responsible person has said of each result what was done, once', async () => {
    const recall = await listed()
    const handle = (runId: string, roles: ('clinical-lead' | 'data-engineer')[] = ['clinical-lead']) =>
      clinic.as('lead', roles)(monitorEndpoints.handle, {
        params: { recallId: recall?.id ?? '', runId },
        body: { what: 'Read again; the report was right.' },
      })
    expect(await handle(idOf('run', 'c'), ['data-engineer'])).toMatchObject({ ok: false, problem: { status: 403 } })
    expect(await handle(idOf('run', 'e'))).toMatchObject({ ok: false, problem: { status: 404 } })
    const both = await Promise.all([handle(idOf('run', 'c')), handle(idOf('run', 'c'))])
    expect(both.filter((one) => one.ok)).toHaveLength(1)
    expect((await listed())?.results).toMatchObject([
      { handled: { what: 'Read again; the report was right.', by: 'lead' } },
      { handled: null },
    ])
    const told = await clinic.as('auditor', ['auditor'])(governEndpoints.ledger, {
      query: { action: 'recall.handled' },
    })
    expect(told.ok && told.value.map((one) => one.payload)).toMatchObject([{ runId: idOf('run', 'c') }])
  })

  it('is told to research when the zone starts, if it was made before there was a way to tell; once, whoever tries', async () => {
    const [old, strange] = [idOf('release', 'g'), idOf('release', 'h')]
    const fake = fakeDeploy()
    fake.releases.set(old, { state: 'suspended', builders: ['dev'], reasons: [] })
    const parts = await loadParts(['monitor'], 'clinic')
    const at = '2026-11-20T08:00:00.000Z'
    const begun: PartContext[] = []
    const withOldRecalls = (part: Part): Part => ({
      ...part,
      async create(context) {
        const instance = await part.create(context)
        return {
          ...instance,
          async start() {
            begun.push(context)
            // The second one's release is not in this clinic any more: no permit says whom to tell.
            for (const release of [old, strange])
              await sql`insert into monitor.recall (id, release_id, reason, by_id, by_name, at)
                values (${release.replace('release', 'recall')}, ${release}, 'It mixes up left and right.', 'lead', 'Lead', ${at})`.execute(
                context.db,
              )
            await instance.start?.()
          },
        }
      },
    })
    const zone = await testZone('clinic', {
      parts: [...parts.map((one) => (one.name === 'monitor' ? withOldRecalls(one) : one)), fake.part],
    })
    try {
      const posted = async () =>
        (await sql`select header, permit_id from doors.outbox where kind = 'release-recalled'`.execute(zone.db)).rows
      const once = [{ header: { releaseId: old, at }, permit_id: idOf('permit', 'p') }]
      expect(await posted()).toEqual(once)
      await Promise.all(begun.flatMap((context) => [tellRecalls(context), tellRecalls(context)]))
      expect(await posted()).toEqual(once)
    } finally {
      await zone.close()
    }
  })

  it('also lists a result that comes in late', async () => {
    await finish('f')
    expect((await listed())?.results.map((one) => one.runId)).toContain(idOf('run', 'f'))
  })
})
