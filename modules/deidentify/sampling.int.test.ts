import { type Permit, type Sampling, type SamplingPolicy, samplingEndpoints } from '@clic/contracts'
import { sql } from '@clic/platform/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { smallStudy } from '../../testing/clinic-senders.ts'
import { type LeavingStudies, leavingStudies } from '../../testing/leaving-studies.ts'
import { eventually } from '../../testing/zones.ts'
import { eraseSamples } from './erase-samples.ts'
import { drawOrder, leakBound, neededFor } from './sampling.ts'

// Three clean objects: 1 − 0.05^(1/3) = 63.2 %.
const policy: SamplingPolicy = { limit: 0.64, every: 0 }
const sources = ['MR1', 'MR2', 'MR3', 'MR4', 'MR5', 'MR6'] as const

describe('studies whose project asks for a human sample', () => {
  let way: LeavingStudies
  const steward = () => way.clinic.as('steward', ['data-steward'])
  const dpo = () => way.clinic.as('dpo', ['dpo'])
  const db = () => way.clinic.db
  const must = <T>(answer: { ok: true; value: T } | { ok: false; problem: { detail: string } }): T => {
    if (!answer.ok) throw new Error(answer.problem.detail)
    return answer.value
  }
  const sampling = async (permit: Permit): Promise<Sampling> => {
    const one = must(await dpo()(samplingEndpoints.list, {})).find(({ permitId }) => permitId === permit.id)
    if (!one) throw new Error('the project has no sampling')
    return one
  }
  const states = async (permit: Permit) => {
    const rows = await sql<{
      state: string
    }>`select state from deidentify.run where permit_id = ${permit.id} order by study_id`.execute(db())
    return rows.rows.map((row) => row.state)
  }
  const parcels = async (permit: Permit) => {
    const rows = await sql<{
      n: number
    }>`select count(*)::int as n from deidentify.parcel where permit_id = ${permit.id}`.execute(db())
    return rows.rows[0]?.n
  }
  /** A project whose studies are held, `n` of them. */
  const held = async (source: string, n: number, given: SamplingPolicy = policy) => {
    for (let i = 0; i < n; i++) await way.send(source, smallStudy(`${source} ${i}`, { slices: 2, side: 16 }).files)
    await eventually(async () => ((await way.studies(source)).length === n ? true : undefined))
    const permit = await way.project(source, {}, given)
    await eventually(async () => {
      const now = await states(permit)
      return now.length === n && now.every((state) => state === 'held') ? true : undefined
    })
    return permit
  }
  const draw = async (permit: Permit) => {
    const { id } = await sampling(permit)
    const asked = must(await steward()(samplingEndpoints.draw, { params: { samplingId: id } }))
    await eventually(async () => ((await sampling(permit)).drawing ? undefined : true))
    return { ...asked, samples: must(await steward()(samplingEndpoints.samples, { params: { samplingId: id } })) }
  }
  const answer = async (
    who: ReturnType<typeof steward>,
    sampleId: string,
    body: Parameters<typeof answerBody>[0] = { seen: false },
  ) => {
    must(await who(samplingEndpoints.compare, { params: { sampleId } }))
    return who(samplingEndpoints.answer, { params: { sampleId }, body: answerBody(body) })
  }
  const seen = { seen: true, kind: 'name', where: { part: 'header', path: '(0008,1030)' } } as const
  const answerBody = (body: { seen: false } | typeof seen) => body

  beforeAll(async () => {
    way = await leavingStudies(sources)
  })
  afterAll(() => way.close())

  it('are held, and nothing leaves, until two people have reviewed as many objects as the bound needs', async () => {
    const permit = await held('MR1', 4)
    expect(neededFor(0.64)).toBe(3)
    expect(await sampling(permit)).toMatchObject({
      state: 'holding',
      needed: 3,
      reviewed: 0,
      bound: 1,
      studies: { held: 4, left: 0 },
      mayReview: true,
    })
    const run = await way.run(permit.id, ['held'])
    expect(run.reason).toContain('until two people have reviewed a sample')
    const { samples } = await draw(permit)
    expect(samples).toHaveLength(3)
    for (const sample of samples) must(await answer(steward(), sample.id))
    // One person alone, however often, is one person.
    for (const sample of samples) must(await answer(steward(), sample.id))
    expect(await sampling(permit)).toMatchObject({ state: 'holding', reviewed: 0, bound: 1, waits: 3, waitsForMe: 3 })
    for (const sample of samples.slice(0, 2)) must(await answer(dpo(), sample.id))
    expect(await sampling(permit)).toMatchObject({ state: 'holding', reviewed: 2 })
    expect(await parcels(permit)).toBe(0)
    const last = must(await answer(dpo(), samples[2]?.id ?? ''))
    expect(last.sampling).toMatchObject({ state: 'open', reviewed: 3, leaks: 0 })
    expect(last.sampling.bound).toBeCloseTo(1 - 0.05 ** (1 / 3), 12)
    await eventually(async () => ((await states(permit)).every((state) => state === 'left') ? true : undefined), 60)
    expect(await parcels(permit)).toBe(4)
    const evidence = await sql<{ open: boolean }>`
      select open from govern.decision where gate = 'study.leave' and subject_id in
        (select study_id from deidentify.run where permit_id = ${permit.id})`.execute(db())
    expect(evidence.rows.map((row) => row.open)).toEqual(Array(4).fill(true))
  })

  it('show original and result side by side, every look in the ledger and none of its values', async () => {
    const permit = await held('MR2', 2, { limit: 0.8, every: 0 })
    const { samples } = await draw(permit)
    const sampleId = samples[0]?.id ?? ''
    const params = { sampleId }
    expect(await steward()(samplingEndpoints.answer, { params, body: { seen: false } })).toMatchObject({
      ok: false,
      problem: { type: 'urn:clic:problem:not-looked-at' },
    })
    const compared = must(await steward()(samplingEndpoints.compare, { params }))
    const row = (name: string) => compared.rows.find((one) => one.name === name)
    const { study_id: studyId } = (
      await sql<{ study_id: string }>`select study_id from deidentify.sample where id = ${sampleId}`.execute(db())
    ).rows[0] ?? { study_id: '' }
    expect(row('PatientName')?.change).toBe('changed')
    expect(row('PatientName')?.after[0]?.text).toMatch(/^P-/)
    expect(row('Modality')).toMatchObject({ change: 'kept', after: [{ text: 'MR', same: true }] })
    expect(compared.pixels).toMatchObject({
      reason: null,
      original: { rows: 16, columns: 16, frames: 1, samples: 1, bits: 16 },
      result: { rows: 16, columns: 16 },
    })
    const token = await way.clinic.token('steward', ['data-steward'])
    const pixels = (side: string, who = token) =>
      fetch(`${way.clinic.url}/api/samples/${sampleId}/pixels?side=${side}`, {
        headers: { authorization: `Bearer ${who}` },
      })
    const [original, result] = [await pixels('original'), await pixels('result')]
    expect(original.headers.get('cache-control')).toBe('no-store')
    const [one, other] = [Buffer.from(await original.arrayBuffer()), Buffer.from(await result.arrayBuffer())]
    expect(one.length).toBe(16 * 16 * 2)
    expect(one.equals(other)).toBe(true)
    expect((await pixels('original', await way.clinic.token('dpo', ['dpo']))).status).toBe(409)
    expect((await pixels('original', await way.clinic.token('engineer', ['data-engineer']))).status).toBe(403)
    const events = await sql<{ actor: string; payload: string }>`
      select actor, payload::text as payload from ledger.event where action = 'sample.looked-at' and subject_id = ${sampleId}`.execute(
      db(),
    )
    expect(events.rows).toHaveLength(1)
    expect(events.rows[0]?.actor).toContain('steward')
    const name = row('PatientName')
      ?.before.map((piece) => piece.text)
      .join('')
    expect(name?.length).toBeGreaterThan(3)
    for (const table of ['sample', 'sample_look', 'sample_answer', 'draw', 'sampling'])
      expect(
        JSON.stringify((await sql`select * from ${sql.table(`deidentify.${table}`)}`.execute(db())).rows),
      ).not.toContain(name)
    expect(JSON.stringify(events.rows)).not.toContain(name)
    expect(studyId).not.toBe('')
  })

  it('stop for one person who sees an identifier: the gate closes, what comes later is held, what left is listed', async () => {
    const permit = await held('MR3', 4)
    const { samples } = await draw(permit)
    for (const sample of samples) {
      must(await answer(steward(), sample.id))
      must(await answer(dpo(), sample.id))
    }
    await eventually(async () => ((await states(permit)).every((state) => state === 'left') ? true : undefined), 60)
    // Seen only now, by one of the two who had said that nothing is seen.
    const stopped = must(await answer(dpo(), samples[1]?.id ?? '', seen)).sampling
    expect(stopped).toMatchObject({
      state: 'stopped',
      leaks: 1,
      reviewed: 3,
      bound: leakBound({ reviewed: 3, leaks: 1 }),
    })
    expect(await answer(dpo(), samples[1]?.id ?? '')).toMatchObject({
      ok: false,
      problem: { type: 'urn:clic:problem:answer-stands' },
    })
    const listed = must(await dpo()(samplingEndpoints.parcels, { params: { samplingId: stopped.id } }))
    expect(listed).toHaveLength(4)
    expect(listed.every((one) => one.objects === 2 && one.studyId.startsWith('study-'))).toBe(true)
    const before = await parcels(permit)
    await way.send('MR3', smallStudy('MR3 late', { slices: 2, side: 16 }).files)
    const run = await way.run(permit.id, ['held'])
    expect(run.reason).toContain('An identifier was seen')
    expect(await parcels(permit)).toBe(before)
    const where = await sql<{ place: unknown; kind: string }>`
      select kind, place from deidentify.sample_answer where seen and sample_id = ${samples[1]?.id}`.execute(db())
    expect(where.rows).toEqual([{ kind: 'name', place: { part: 'header', path: '(0008,1030)' } }])

    expect(
      await steward()(samplingEndpoints.restart, {
        params: { samplingId: stopped.id },
        body: { reason: 'the description is emptied now' },
      }),
    ).toMatchObject({ ok: false, problem: { status: 403 } })
    const anew = must(
      await dpo()(samplingEndpoints.restart, {
        params: { samplingId: stopped.id },
        body: { reason: 'the description is emptied now', policy: { limit: 0.96, every: 0 } },
      }),
    )
    expect(anew).toMatchObject({ epoch: 2, state: 'holding', reviewed: 0, leaks: 0, needed: 1 })
    const again = await draw(permit)
    expect(again).toMatchObject({ pool: 1, size: 1 })
    must(await answer(steward(), again.samples[0]?.id ?? ''))
    must(await answer(dpo(), again.samples[0]?.id ?? ''))
    await way.run(permit.id, ['left'])
    await eventually(async () => ((await parcels(permit)) === 5 ? true : undefined))
  })

  it('are drawn at random by a seed with which anybody draws the same again', async () => {
    const permit = await held('MR4', 6)
    const { drawId, samples, pool } = await draw(permit)
    expect(pool).toBe(6)
    const row = (
      await sql<{ seed: string; pool: string[] }>`select seed, pool from deidentify.draw where id = ${drawId}`.execute(
        db(),
      )
    ).rows[0]
    const sampled = await sql<{
      study_id: string
    }>`select study_id from deidentify.sample where draw_id = ${drawId} order by n`.execute(db())
    expect(sampled.rows.map((one) => one.study_id)).toEqual(drawOrder(row?.seed ?? '', row?.pool ?? []).slice(0, 3))
    expect(samples.map((one) => one.n)).toEqual([1, 2, 3])
    const told = await sql<{
      payload: string
    }>`select payload::text as payload from ledger.event where action = 'sample.drawn'`.execute(db())
    expect(told.rows.some((one) => one.payload.includes(row?.seed ?? 'none'))).toBe(true)
    // As many as are needed are drawn: there is nothing more to draw, and nobody draws until it suits.
    const { id } = await sampling(permit)
    expect(await steward()(samplingEndpoints.draw, { params: { samplingId: id } })).toMatchObject({
      ok: false,
      problem: { type: 'urn:clic:problem:nothing-to-draw' },
    })
  })

  it('are taken out of the samples when their patient is erased; what two people found stays as a count', async () => {
    const permit = must(await way.clinic.as('dpo', ['dpo'])(samplingEndpoints.list, {})).find(
      ({ source }) => source === 'MR1',
    )
    const rows = await sql<{ study_id: string; output_sha256: string }>`
      select study_id, output_sha256 from deidentify.sample where sampling_id = ${permit?.id} order by n limit 1`.execute(
      db(),
    )
    const [one] = rows.rows
    const before = { reviewed: permit?.reviewed, bound: permit?.bound, state: permit?.state }
    const files = await db()
      .transaction()
      .execute((change) => eraseSamples(change, permit?.permitId ?? '', [one?.study_id ?? '']))
    expect(files).toEqual([one?.output_sha256])
    const after = must(await dpo()(samplingEndpoints.list, {})).find(({ id }) => id === permit?.id)
    expect({ reviewed: after?.reviewed, bound: after?.bound, state: after?.state }).toEqual(before)
    const samples = must(await steward()(samplingEndpoints.samples, { params: { samplingId: permit?.id ?? '' } }))
    expect(await steward()(samplingEndpoints.compare, { params: { sampleId: samples[0]?.id ?? '' } })).toMatchObject({
      ok: false,
      problem: { type: 'urn:clic:problem:sample-gone' },
    })
    // One that waits is gone, and can be drawn anew.
    const waiting = must(await dpo()(samplingEndpoints.list, {})).find(({ source }) => source === 'MR4')
    const [other] = (
      await sql<{
        study_id: string
      }>`select study_id from deidentify.sample where sampling_id = ${waiting?.id} limit 1`.execute(db())
    ).rows
    await eraseSamples(db(), waiting?.permitId ?? '', [other?.study_id ?? ''])
    expect(must(await dpo()(samplingEndpoints.list, {})).find(({ id }) => id === waiting?.id)?.drawn).toBe(2)
  })

  it('are looked at afterwards when their turn comes, and who set them up looks at none', async () => {
    const permit = await way.project('MR5', {}, { limit: 'none', every: 1 })
    await way.send('MR5', smallStudy('MR5 a', { slices: 2, side: 16 }).files)
    await way.run(permit.id, ['left'])
    const { id } = await sampling(permit)
    const [sample] = must(await steward()(samplingEndpoints.samples, { params: { samplingId: id } }))
    expect(sample).toMatchObject({ drawnAs: 'left', state: 'waiting' })
    // The engineer of this test assigned the source; as a data steward he still may not judge it.
    const both = way.clinic.as('engineer', ['data-engineer', 'data-steward'])
    expect(await both(samplingEndpoints.compare, { params: { sampleId: sample?.id ?? '' } })).toMatchObject({
      ok: false,
      problem: { type: 'urn:clic:problem:not-your-review', status: 403 },
    })
    expect(must(await both(samplingEndpoints.list, {})).find((one) => one.id === id)?.mayReview).toBe(false)
    const stopped = must(await answer(steward(), sample?.id ?? '', seen)).sampling
    expect(stopped.state).toBe('stopped')
  })

  it('do not leave where the sampling was taken away: the gate closes on missing facts', async () => {
    const permit = await way.project('MR6', {}, { limit: 'none', every: 0 })
    await way.send('MR6', smallStudy('MR6 a', { slices: 1, side: 16 }).files)
    await way.run(permit.id, ['left'])
    const { id } = await sampling(permit)
    await sql`update deidentify.sampling set leak_limit = 0.05 where id = ${id}`.execute(db())
    await way.send('MR6', smallStudy('MR6 b', { slices: 1, side: 16 }).files)
    const run = await way.run(permit.id, ['refused'])
    expect(run.reason).toContain('0 reviewed objects bound it at 100 %, allowed are 5 %')
  })
})
