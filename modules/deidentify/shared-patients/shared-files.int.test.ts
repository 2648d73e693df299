import { type CallResult, type Permit, type SharedFile, sharedPatientsEndpoints } from '@clic/contracts'
import { fixedClock } from '@clic/platform/clock'
import { sql } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { grantPermit } from '../../../testing/permits.ts'
import { type TestZone, testZone } from '../../../testing/zones.ts'

const must = <T>(answer: CallResult<T>): T => {
  if (!answer.ok) throw new Error(answer.problem.detail)
  return answer.value
}
const reason = 'How many patients would a joint study have twice?'
/** Nobody's: there is no 35th day. */
const cpr = (n: number) => `3502${String(n).padStart(6, '0')}`
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => cpr(from + i))

describe('two regions that carry files between them', () => {
  const clock = fixedClock(new Date().toISOString())
  let [north, south] = [undefined, undefined] as unknown as [TestZone, TestZone]
  const steward = (zone: TestZone) => zone.as('steward', ['data-steward'])
  beforeAll(async () => {
    const zone = () =>
      testZone('clinic', {
        clock,
        modules: ['acquire', 'deidentify'],
        settings: { acquire: { dicomPort: 0 }, deidentify: { sharedPatients: { countsADay: 2 } } },
      })
    north = await zone()
    south = await zone()
  })
  afterAll(async () => {
    await north?.close()
    await south?.close()
  })

  /** De-identified patients of a permit, as the two stations before leave them. */
  const patients = async ({ db }: TestZone, permit: Permit, numbers: string[]) => {
    for (const number of numbers) {
      const key = newId('patient', clock)
      await sql`insert into acquire.patient (key, created_at) values (${key}, now())`.execute(db)
      await sql`insert into acquire.patient_id (issuer, value, patient_key)
        values ('dk-person-number', ${number}, ${key})`.execute(db)
      await sql`insert into deidentify.place (permit_id, patient_key) values (${permit.id}, ${key})`.execute(db)
    }
  }
  const side = async (zone: TestZone, with_: TestZone, project: string, numbers: string[]) => {
    const permit = await grantPermit(zone)
    const { publicKey } = must(await steward(with_)(sharedPatientsEndpoints.agreements, {}))
    // Nothing listens there: whatever is told goes by file.
    const body = { project, partner: 'The other', url: 'https://unreachable.example', publicKey, permitId: permit.id }
    const proposed = must(await steward(zone)(sharedPatientsEndpoints.propose, { body }))
    const params = { agreementId: proposed.id }
    must(await zone.as('dpo', ['dpo'])(sharedPatientsEndpoints.approve, { params }))
    await patients(zone, permit, numbers)
    return { zone, body: { agreementId: proposed.id, permitId: permit.id } }
  }
  type Side = Awaited<ReturnType<typeof side>>
  const ask = (one: Side) => steward(one.zone)(sharedPatientsEndpoints.requestFile, { body: { ...one.body, reason } })
  const read = (one: Side, file: SharedFile) =>
    steward(one.zone)(sharedPatientsEndpoints.readFile, { body: { ...one.body, file } })
  const fileOf = (given: { file: SharedFile | null }) => {
    if (!given.file) throw new Error('no file was made')
    return given.file
  }

  it('count by question, answer and outcome: both ledgers hold it, the key is gone, and no file counts twice', async () => {
    const here = await side(north, south, 'by-hand', range(0, 40))
    const there = await side(south, north, 'by-hand', range(20, 80))
    const asked = must(await ask(here))
    expect(asked.run).toMatchObject({ byFile: true, state: 'waiting', reason })
    const answered = must(await read(there, asked.file))
    expect(answered).toMatchObject({ kind: 'question', run: { direction: 'answered', state: 'answered' } })
    // A question counts once, on whichever way it comes again.
    expect(await read(there, asked.file)).toMatchObject({ ok: false, problem: { status: 409 } })
    const counted = must(await read(here, fileOf(answered)))
    expect(counted).toMatchObject({ kind: 'answer', run: { state: 'done', count: 20, suppressed: null } })
    expect(await read(here, fileOf(answered))).toMatchObject({
      ok: false,
      problem: { type: 'urn:clic:problem:answer-unasked' },
    })
    expect(must(await read(there, fileOf(counted)))).toMatchObject({
      kind: 'outcome',
      run: { state: 'done', count: 20 },
      file: null,
    })
    const keys = await sql`select 1 from deidentify.shared_run where client_key is not null`.execute(north.db)
    expect(keys.rows).toEqual([])
    for (const zone of [north, south]) {
      const events = JSON.stringify((await sql`select * from ledger.event`.execute(zone.db)).rows)
      expect(events).toContain('shared-count.finished')
      for (const number of range(0, 80)) expect(events.includes(number)).toBe(false)
    }
    const text = [asked.file, fileOf(answered), fileOf(counted)]
      .map((file) => Buffer.from(file.payload, 'base64').toString('utf8'))
      .join()
    for (const number of range(0, 80)) expect(text.includes(number)).toBe(false)
    const { agreements } = must(await steward(north)(sharedPatientsEndpoints.agreements, {}))
    expect(agreements.find((one) => one.id === here.body.agreementId)?.left).toEqual({ asked: 1, answered: 2, aDay: 2 })
  })

  it('are refused a file that was changed, that is meant for another, too old or beyond the day’s counts', async () => {
    const here = await side(north, south, 'refused', range(100, 140))
    const there = await side(south, north, 'refused', range(120, 160))
    const { file, run } = must(await ask(here))
    const content = JSON.parse(Buffer.from(file.payload, 'base64').toString('utf8'))
    content.message.project = 'by-hand'
    const payload = Buffer.from(JSON.stringify(content)).toString('base64')
    const refused = (type: string) => ({ ok: false, problem: { type: `urn:clic:problem:${type}` } })
    expect(await read(there, { ...file, payload })).toMatchObject(refused('file-signature'))
    // Back where it came from: signed by no partner of that zone.
    expect(await read(here, file)).toMatchObject(refused('file-signature'))
    must(await ask(here))
    expect(await ask(here)).toMatchObject({ ok: false, problem: { status: 403 } })
    clock.advance(8 * 86_400_000)
    expect(await read(there, file)).toMatchObject(refused('file-age'))
    must(await ask(here))
    const runs = must(await steward(north)(sharedPatientsEndpoints.runs, {}))
    expect(runs.find((one) => one.id === run.id)).toMatchObject({ state: 'failed' })
  })

  it('are suppressed under ten as every count is, and the outcome says no more', async () => {
    const here = await side(north, south, 'few', range(200, 240))
    const there = await side(south, north, 'few', range(235, 280))
    const answered = must(await read(there, must(await ask(here)).file))
    const counted = must(await read(here, fileOf(answered)))
    expect(counted.run).toMatchObject({ state: 'done', count: null, suppressed: 'fewer-than-10' })
    const outcome = JSON.parse(Buffer.from(fileOf(counted).payload, 'base64').toString('utf8'))
    expect(outcome.message.count).toBeNull()
    expect(must(await read(there, fileOf(counted))).run).toMatchObject({ count: null, suppressed: 'fewer-than-10' })
  })
})
