import { servicePerson } from '@clic/contracts'
import { describeState, ERASURE_ACTION } from '@clic/ledger'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type LedgerZone, ledgerZone, testKeys } from '../../testing/ledger-zone.ts'
import { fixedClock } from '../clock/index.ts'
import { createLedgerReader } from './index.ts'

const actor = servicePerson('test')
const event = (id: string, payload: Record<string, unknown> = { of: id }) => ({
  actor,
  action: 'thing.changed',
  subject: { kind: 'thing', id },
  payload,
})

describe('the ledger of a zone', () => {
  let zone: LedgerZone
  beforeAll(async () => {
    zone = await ledgerZone('ledger')
    await sql`create schema app; create table app.thing (id text primary key)`.execute(zone.db)
    await zone.jobs.start([])
  })
  afterAll(() => zone.close())
  beforeEach(async () => {
    await tamper(sql`truncate ledger.event, ledger.frontier, ledger.head, app.thing`)
  })

  const change = (id: string, after?: () => void) =>
    zone.transact(async (tx) => {
      await sql`insert into app.thing values (${id})`.execute(tx.db)
      tx.record(event(id))
      after?.()
      return { ok: true as const }
    })
  const things = async () =>
    (await sql<{ id: string }>`select id from app.thing order by id`.execute(zone.db)).rows.map((row) => row.id)
  /** What somebody does who owns the database: the trigger does not stop them, the tree has to find it. */
  const tamper = async (statement: ReturnType<typeof sql>) => {
    await sql`alter table ledger.event disable trigger append_only`.execute(zone.db)
    await statement.execute(zone.db)
    await sql`alter table ledger.event enable trigger append_only`.execute(zone.db)
  }

  it('numbers events that arrive at once without a gap or a double, and verifies', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, i) => change(`c${i}`)))
    const events = await zone.ledger.excerpt()
    expect(events.map((one) => one.event.seq)).toEqual(Array.from({ length: 40 }, (_, i) => i))
    expect(new Set(events.map((one) => one.event.subject.id)).size).toBe(40)
    expect(await zone.ledger.verify()).toMatchObject({ ok: true, size: 40, faults: [] })
  })

  it('holds an event exactly when the change it tells of is there', async () => {
    await change('kept')
    expect(
      await zone.transact(async (tx) => {
        await sql`insert into app.thing values ('refused')`.execute(tx.db)
        tx.record(event('refused'))
        return { ok: false as const, problem: 'no' }
      }),
    ).toEqual({ ok: false, problem: 'no' })
    await expect(
      change('thrown', () => {
        throw new Error('a bug')
      }),
    ).rejects.toThrow('a bug')
    await expect(change('kept')).rejects.toThrow(/duplicate/)
    expect(await things()).toEqual(['kept'])
    expect((await zone.ledger.events({ limit: 9 })).map((one) => one.subject.id)).toEqual(['kept'])
  })

  it('goes on after a connection died between the change and its event: neither is there', async () => {
    await change('before')
    await expect(
      zone.transact(async (tx) => {
        await sql`insert into app.thing values ('lost')`.execute(tx.db)
        tx.record(event('lost'))
        await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx.db)
        return { ok: true as const }
      }),
    ).rejects.toThrow()
    await change('after')
    expect(await things()).toEqual(['after', 'before'])
    expect(await zone.ledger.verify()).toMatchObject({ ok: true, size: 2 })
  })

  it('is append-only for the server: no event is changed or removed, only a payload erased', async () => {
    await change('a')
    await expect(sql`update ledger.event set envelope = 'x'`.execute(zone.db)).rejects.toThrow(/append-only/)
    await expect(sql`update ledger.event set payload = '{"of":"b"}'`.execute(zone.db)).rejects.toThrow(/append-only/)
    await expect(sql`update ledger.event set salt = 'x'`.execute(zone.db)).rejects.toThrow(/append-only/)
    await expect(sql`update ledger.event set seq = 7`.execute(zone.db)).rejects.toThrow(/append-only/)
    await expect(sql`delete from ledger.event`.execute(zone.db)).rejects.toThrow(/append-only/)
  })

  it.each([
    [
      'a payload',
      sql`update ledger.event set payload = replace(payload, 'e2', 'e9') where seq = 2`,
      /event 2: tampered: the payload does not open/,
    ],
    [
      'an envelope',
      sql`update ledger.event set envelope = replace(envelope, '"e2"', '"e9"') where seq = 2`,
      /event 2: tampered/,
    ],
    [
      'an envelope with its leaf',
      sql`update ledger.event set envelope = (select envelope from ledger.event where seq = 3), leaf = (select leaf from ledger.event where seq = 3) where seq = 2`,
      /event 2: missing or out of order/,
    ],
    ['the salt of a payload', sql`update ledger.event set salt = repeat('0', 64) where seq = 2`, /event 2: tampered/],
    [
      'a leaf',
      sql`update ledger.event set leaf = decode(repeat('ab', 32), 'hex') where seq = 2`,
      /event 2: tampered: the envelope does not give the stored leaf/,
    ],
    [
      'a payload that was taken away without an erasure',
      sql`update ledger.event set payload = null, salt = null where seq = 2`,
      /event 2: tampered: the payload is missing and no erasure/,
    ],
    ['an event that was removed', sql`delete from ledger.event where seq = 2`, /event 2: missing or out of order/],
    [
      'events that were cut off the end',
      sql`delete from ledger.event where seq >= 3`,
      /the log has 3 events, a signed head has 5/,
    ],
    [
      'a signed head',
      sql`update ledger.head set envelope = replace(envelope, '"payload":"', '"payload":"A')`,
      /signed head of size 5/,
    ],
  ])('finds %s that was changed in the database', async (_, statement, fault) => {
    for (let i = 0; i < 5; i++) await change(`e${i}`)
    expect(await zone.ledger.verify()).toMatchObject({ ok: true })
    await tamper(statement)
    const { ok, faults } = await zone.ledger.verify()
    expect({ ok, faults: faults.join('\n') }).toEqual({ ok: false, faults: expect.stringMatching(fault) })
  })

  it('finds an event that was changed together with everything that is computed from it', async () => {
    for (let i = 0; i < 5; i++) await change(`e${i}`)
    await zone.ledger.head()
    const other = await ledgerZone('forger')
    await other.jobs.start([])
    for (let i = 0; i < 5; i++) {
      await other.transact(async (tx) => {
        tx.record(event(i === 2 ? 'forged' : `e${i}`))
        return { ok: true as const }
      })
    }
    const forged = (
      await sql<{
        envelope: string
        leaf: Buffer
        payload: string
        salt: string
        seq: number
      }>`select * from ledger.event`.execute(other.db)
    ).rows
    const state = (await sql<{ state: string }>`select state from ledger.frontier`.execute(other.db)).rows[0]?.state
    for (const row of forged)
      await tamper(
        sql`update ledger.event set envelope = ${row.envelope}, leaf = ${row.leaf}, payload = ${row.payload}, salt = ${row.salt} where seq = ${row.seq}`,
      )
    await tamper(sql`update ledger.frontier set state = ${state}`)
    await other.close()
    const { ok, faults } = await zone.ledger.verify()
    expect({ ok, faults }).toEqual({
      ok: false,
      faults: [expect.stringMatching(/tampered: the first 5 events do not give the root/)],
    })
  })

  it('does not take a head that another key signed', async () => {
    await change('a')
    const stranger = createLedgerReader({
      db: zone.db,
      clock: fixedClock('2026-11-24T12:00:00.000Z'),
      zone: 'clinic',
      keys: testKeys(),
    })
    await stranger.head()
    expect(await zone.ledger.verify()).toMatchObject({
      ok: false,
      faults: [expect.stringContaining('signed head of size 1')],
    })
  })

  it('tells a payload that was erased from one that was tampered with', async () => {
    for (let i = 0; i < 3; i++) await change(`e${i}`)
    await zone.ledger.head()
    await zone.transact(async (tx) => {
      await sql`update ledger.event set payload = null, salt = null where seq = 1`.execute(tx.db)
      tx.record({
        actor,
        action: ERASURE_ACTION,
        subject: { kind: 'person', id: 'p' },
        payload: { seqs: [1], reason: 'GDPR Art. 17' },
      })
      return { ok: true as const }
    })
    const result = await zone.ledger.verify()
    expect(result).toMatchObject({ ok: true, faults: [] })
    expect(result.states.filter((one) => one.state === 'erased').map(describeState)).toEqual([
      'event 1: erased by event 3: GDPR Art. 17',
    ])
    expect((await zone.ledger.events({ subject: { kind: 'thing', id: 'e1' }, limit: 1 }))[0]).toMatchObject({
      erased: true,
      payload: null,
    })
  })

  it('enqueues a job for each listener of a contract event only when the change is there', async () => {
    const seen: string[] = []
    await zone.jobs.start(
      ['on.thing.one', 'on.thing.two'].map((name) => ({
        name,
        handle: async (data) => void seen.push(`${name} ${(data as { id: string }).id}`),
      })),
    )
    await zone.transact(async (tx) => {
      await tx.emit('thing.happened', { id: 'no' })
      return { ok: false as const }
    })
    await zone.transact(async (tx) => {
      await tx.emit('thing.happened', { id: 'yes' })
      return { ok: true as const }
    })
    await expect.poll(() => [...seen].sort(), { timeout: 10_000 }).toEqual(['on.thing.one yes', 'on.thing.two yes'])
  })
})
