import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { type CallResult, type Permit, type SharedRun, sharedPatientsEndpoints } from '@clic/contracts'
import { canonicalJson } from '@clic/ledger'
import { fixedClock } from '@clic/platform/clock'
import { sql } from '@clic/platform/db'
import { signDoorCall } from '@clic/platform/doors'
import { newId } from '@clic/platform/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { grantPermit } from '../../../testing/permits.ts'
import { eventually, type TestZone, testZone } from '../../../testing/zones.ts'
import { fingerprint } from './agreements.ts'

const must = <T>(answer: CallResult<T>): T => {
  if (!answer.ok) throw new Error(answer.problem.detail)
  return answer.value
}
const reason = 'How many patients would a joint study have twice?'
/** Nobody's: there is no 35th day. */
const cpr = (n: number) => `3502${String(n).padStart(6, '0')}`
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => cpr(from + i))

describe('two regions that count the patients they share', () => {
  const clock = fixedClock(new Date().toISOString())
  const wire: Buffer[] = []
  let tap: Server
  let tapUrl: string
  let [north, south] = [undefined, undefined] as unknown as [TestZone, TestZone]
  const steward = (zone: TestZone) => zone.as('steward', ['data-steward'])
  const dpo = (zone: TestZone) => zone.as('dpo', ['dpo'])
  const zoneOf = () =>
    testZone('clinic', {
      clock,
      modules: ['acquire', 'deidentify'],
      settings: { acquire: { dicomPort: 0 }, deidentify: { sharedPatients: { countsADay: 2, mostAsking: 100 } } },
    })
  beforeAll(async () => {
    north = await zoneOf()
    south = await zoneOf()
    tap = createServer((from) => {
      const to = connect(south.port, '127.0.0.1')
      for (const [one, other] of [
        [from, to],
        [to, from],
      ] as const) {
        one.on('data', (chunk: Buffer) => {
          wire.push(chunk)
          other.write(chunk)
        })
        one.on('end', () => other.end())
        one.on('error', () => other.destroy())
      }
    })
    await new Promise<void>((resolve) => tap.listen(0, '127.0.0.1', resolve))
    tapUrl = `http://127.0.0.1:${(tap.address() as { port: number }).port}`
  })
  afterAll(async () => {
    await north?.close()
    await south?.close()
    await new Promise((resolve) => tap?.close(resolve))
  })

  /** De-identified patients of a permit, as the two stations before leave them. */
  const patients = async (zone: TestZone, permit: Permit, numbers: string[]) => {
    const { db } = zone
    for (const number of numbers) {
      const known = await sql<{ patient_key: string }>`
        select patient_key from acquire.patient_id where value = ${number}`.execute(db)
      const key = known.rows[0]?.patient_key ?? newId('patient', clock)
      if (known.rows.length === 0) {
        await sql`insert into acquire.patient (key, created_at) values (${key}, now())`.execute(db)
        await sql`insert into acquire.patient_id (issuer, value, patient_key)
          values ('dk-person-number', ${number}, ${key})`.execute(db)
      }
      await sql`insert into deidentify.place (permit_id, patient_key) values (${permit.id}, ${key})`.execute(db)
    }
  }
  const agree = async (zone: TestZone, with_: TestZone, project: string, url: string) => {
    const permit = await grantPermit(zone)
    const { publicKey } = must(await steward(with_)(sharedPatientsEndpoints.agreements, {}))
    const body = { project, partner: 'The other region', url, publicKey, permitId: permit.id }
    const proposed = must(await steward(zone)(sharedPatientsEndpoints.propose, { body }))
    const agreement = must(await dpo(zone)(sharedPatientsEndpoints.approve, { params: { agreementId: proposed.id } }))
    return { permit, agreement }
  }
  const project = async (name: string, norths: string[], souths: string[]) => {
    const mine = await agree(north, south, name, tapUrl)
    const theirs = await agree(south, north, name, north.url)
    await patients(north, mine.permit, norths)
    await patients(south, theirs.permit, souths)
    return { mine, theirs }
  }
  const start = ({ mine }: Awaited<ReturnType<typeof project>>) =>
    steward(north)(sharedPatientsEndpoints.count, {
      body: { agreementId: mine.agreement.id, permitId: mine.permit.id, reason },
    })
  const ended = (zone: TestZone, id: string) =>
    eventually(async () => {
      const run = must(await steward(zone)(sharedPatientsEndpoints.runs, {})).find((one) => one.id === id)
      return run && ['done', 'failed', 'refused'].includes(run.state) ? run : undefined
    }, 60)
  const counted = async (of: Awaited<ReturnType<typeof project>>): Promise<[SharedRun, SharedRun]> => {
    const { id } = must(await start(of))
    return [await ended(north, id), await ended(south, id)]
  }
  const ledgerOf = async (zone: TestZone) =>
    JSON.stringify((await sql`select * from ledger.event`.execute(zone.db)).rows)

  it('are told how many, in both ledgers, and nothing on the wire, in logs or ledgers names one', async () => {
    const of = await project('lung', range(0, 40), range(20, 80))
    const [here, there] = await counted(of)
    expect(here).toMatchObject({ state: 'done', count: 20, suppressed: null, sizes: { own: 100, partner: 100 } })
    expect(there).toMatchObject({ direction: 'answered', state: 'done', count: 20, sizes: { own: 100, partner: 100 } })
    const first = Buffer.concat(wire.splice(0))
    // The same sets again: the same count, and not one masked element that was seen before.
    const [again] = await counted(of)
    expect(again.count).toBe(20)
    const second = Buffer.concat(wire.splice(0))
    const [masks, laterMasks] = [elementsOf(first), elementsOf(second)]
    expect(masks.size).toBeGreaterThanOrEqual(300)
    expect([...laterMasks].filter((one) => masks.has(one))).toEqual([])

    const kept = [north, south].map((zone) => readFileSync(join(zone.folder, 'server.log'), 'latin1'))
    kept.push(await ledgerOf(north), await ledgerOf(south))
    expect(kept.slice(2).every((one) => one.includes('shared-count.finished'))).toBe(true)
    const text = [first, second].flatMap((one) => [one, decoded(one)]).map((one) => one.toString('latin1'))
    for (const number of range(0, 80)) {
      const hyphened = `${number.slice(0, 6)}-${number.slice(6)}`
      for (const plain of [number, hyphened])
        for (const trace of tracesOf(plain))
          for (const place of [...text, ...kept]) expect(place.includes(trace)).toBe(false)
    }
    for (const mask of masks) for (const place of kept) expect(place.includes(mask)).toBe(false)
  })

  it('are told that it is suppressed at nine, and where all but nine are shared', async () => {
    const few = await counted(await project('nine', range(100, 130), range(121, 160)))
    expect(few).toMatchObject([
      { state: 'done', count: null, suppressed: 'fewer-than-10' },
      { state: 'done', count: null, suppressed: 'fewer-than-10' },
    ])
    const most = await counted(await project('most', range(100, 130), range(100, 121)))
    expect(most[0]).toMatchObject({ count: null, suppressed: 'fewer-than-10-others' })
  })

  it('count a set that stands still: one patient more changes nothing, on no day, and ten more do on the next', async () => {
    const of = await project('still', range(200, 230), range(210, 240))
    expect((await counted(of))[0].count).toBe(20)
    await patients(north, of.mine.permit, [cpr(235)])
    clock.advance(86_400_000)
    expect((await counted(of))[0].count).toBe(20)
    await patients(north, of.mine.permit, range(300, 309))
    expect((await counted(of))[0].count).toBe(20)
    clock.advance(86_400_000)
    expect((await counted(of))[0].count).toBe(21)
  })

  it('have a number of counts a day and a largest set, and are refused by the gate beyond them', async () => {
    const of = await project('often', range(400, 430), range(410, 440))
    await counted(of)
    await counted(of)
    const third = await start(of)
    expect(third).toMatchObject({
      ok: false,
      problem: { status: 403, title: expect.stringContaining('patients.count') },
    })
    expect(!third.ok && third.problem.detail).toContain('2 of 2 counts a day')
    // The partner counts for itself, whatever the region that asks says of its own.
    await sql`delete from deidentify.shared_run where direction = 'asked'`.execute(north.db)
    const other = await ended(north, must(await start(of)).id)
    expect(other).toMatchObject({ state: 'failed', problem: expect.stringContaining('2 of 2 counts a day') })

    const large = await project('large', range(500, 601), range(590, 640))
    const refused = await start(large)
    expect(!refused.ok && refused.problem.detail).toContain('the asking set holds 200 of at most 100')
  })

  it('agree by two people each, under a permit that is active, and only with a key that is another zone’s', async () => {
    const permit = await grantPermit(north)
    const keys = must(await steward(south)(sharedPatientsEndpoints.agreements, {}))
    const own = must(await steward(north)(sharedPatientsEndpoints.agreements, {}))
    const body = { project: 'two', partner: 'South', url: tapUrl, publicKey: keys.publicKey, permitId: permit.id }
    const propose = (change: object, who = 'both') =>
      north.as(who, ['data-steward', 'dpo'])(sharedPatientsEndpoints.propose, { body: { ...body, ...change } })
    const proposed = must(await propose({}))
    const params = { agreementId: proposed.id }
    const both = north.as('both', ['data-steward', 'dpo'])
    expect(await both(sharedPatientsEndpoints.approve, { params })).toMatchObject({
      ok: false,
      problem: { status: 403 },
    })
    const asked = { body: { agreementId: proposed.id, permitId: permit.id, reason } }
    const early = await steward(north)(sharedPatientsEndpoints.count, asked)
    expect(!early.ok && early.problem.detail).toContain('the agreement is proposed')
    expect(await propose({ project: 'other', publicKey: own.publicKey })).toMatchObject({
      ok: false,
      problem: { status: 400 },
    })
    expect(await propose({ project: 'other', url: 'http://region.example' })).toMatchObject({
      ok: false,
      problem: { status: 400 },
    })
    expect(await propose({ project: 'other', permitId: newId('permit', clock) })).toMatchObject({ ok: false })
    expect(await propose({})).toMatchObject({ ok: false, problem: { status: 409 } })
  })

  it('take a signed question once, and only when it is meant for them and unchanged', async () => {
    await project('once', range(800, 830), range(810, 840))
    const { privateKey } = north.context('deidentify').keys
    const { publicKey } = must(await steward(south)(sharedPatientsEndpoints.agreements, {}))
    const question = (to: string, elements = 'AAAA') => ({
      runId: newId('run', clock),
      project: 'once',
      to,
      size: 100,
      elements,
    })
    const post = async (signed: object, sent = signed) => {
      const path = sharedPatientsEndpoints.answer.path
      const answer = await fetch(`${south.url}${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...signDoorCall({ method: 'POST', url: path, body: canonicalJson(signed) }, privateKey, clock.now()),
        },
        body: JSON.stringify(sent),
      })
      return [answer.status, ((await answer.json()) as { type: string }).type]
    }
    const good = question(fingerprint(publicKey))
    expect(await post({ ...good, to: 'a'.repeat(64) })).toEqual([401, 'urn:clic:problem:door-signature'])
    expect(await post(good, { ...good, size: 200 })).toEqual([401, 'urn:clic:problem:door-signature'])
    // Signed and meant for it: the door opens, and the masked elements are none.
    expect(await post(good)).toEqual([400, 'urn:clic:problem:masked-elements'])
    expect(await post(good)).toEqual([409, 'urn:clic:problem:count-replayed'])
  })

  it('hear why when the partner ended the agreement, its permit has expired, or it asks in another name', async () => {
    const of = await project('over', range(700, 730), range(710, 740))
    await sql`update deidentify.shared_agreement set project = 'elsewhere' where id = ${of.mine.agreement.id}`.execute(
      north.db,
    )
    expect(await ended(north, must(await start(of)).id)).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('No active agreement'),
    })
    const gone = await project('gone', range(700, 730), range(710, 740))
    must(await dpo(south)(sharedPatientsEndpoints.end, { params: { agreementId: gone.theirs.agreement.id } }))
    expect(await ended(north, must(await start(gone)).id)).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('No active agreement'),
    })
    clock.advance(100 * 86_400_000)
    expect((await start(gone)).ok).toBe(false)
  })
})

/** Every base64 word of a conversation, read. */
function decoded(conversation: Buffer): Buffer {
  const words = conversation.toString('latin1').match(/[A-Za-z0-9+/]{40,}={0,2}/g) ?? []
  return Buffer.concat(words.map((word) => Buffer.from(word, 'base64')))
}

/** Points of P-256 in their compressed form as the messages hold them: tag, length 33, 02 or 03, and 32 bytes. */
function elementsOf(conversation: Buffer): Set<string> {
  const bytes = decoded(conversation)
  const found = new Set<string>()
  for (let i = 0; i + 34 <= bytes.length; i++)
    if (bytes[i] === 33 && (bytes[i + 1] === 2 || bytes[i + 1] === 3)) {
      found.add(bytes.subarray(i + 1, i + 34).toString('base64'))
      i += 33
    }
  return found
}

/** A number itself and what anybody could compute of it without a key. */
function tracesOf(number: string): string[] {
  const hashes = ['md5', 'sha1', 'sha256', 'sha512'].map((name) => createHash(name).update(number).digest())
  return [
    number,
    Buffer.from(number).toString('hex'),
    ...hashes.flatMap((hash) => [
      hash.toString('hex'),
      hash.toString('base64').replace(/=+$/, ''),
      hash.toString('latin1'),
    ]),
  ]
}
