import { type KeyObject, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canonicalJson } from '@clic/ledger'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { mailbox } from '../../testing/parts/mailbox.ts'
import { zoneProcess } from '../../testing/server-process.ts'
import { eventually, type TestZone, testZone } from '../../testing/zones.ts'
import { systemClock } from '../clock/index.ts'
import { openDatabase, sql } from '../db/index.ts'
import { newId } from '../ids/index.ts'
import { openZoneKeys } from '../keys/index.ts'
import { type SignedParcel, signDoorCall, signParcel } from './index.ts'

/** The lock that holds up the answer of one look into the list of booked parcels. */
const held = 4711

const statement = (key: KeyObject, content: Uint8Array): SignedParcel =>
  signParcel(
    { id: newId('parcel', systemClock), kind: 'facts', from: 'clinic', permitId: 'p', header: {}, content },
    key,
  )

/** A call at the door of a zone, signed as the clinic does; status and JSON of the answer. */
async function knock(url: string, key: KeyObject, method: 'PUT' | 'POST', path: string, body: Uint8Array | object) {
  const raw = body instanceof Uint8Array ? body : canonicalJson(body)
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...signDoorCall({ method, url: path, body: raw }, key, systemClock.now()),
      'content-type': 'application/json',
    },
    body: Buffer.from(raw),
  })
  return { status: answer.status, ...((await answer.json()) as Record<string, unknown>) }
}

describe('bytes of a parcel that come while it is booked', () => {
  const root = mkdtempSync(join(tmpdir(), 'clic-late-'))
  const folder = join(root, 'research')
  const keys = openZoneKeys(join(root, 'clinic', 'keys'))
  let research: TestZone
  let accepting: Promise<void>
  let begun: () => void
  const inbox = mailbox(['facts'])
  /** Takes a parcel when the test says so, while its booking is under way. */
  const slow = {
    ...inbox.part,
    create: async (context: Parameters<typeof inbox.part.create>[0]) => {
      const made = await inbox.part.create(context)
      return {
        ...made,
        parcels: (made.parcels ?? []).map((one) => ({
          ...one,
          accept: async (...given: Parameters<typeof one.accept>) => {
            begun()
            await accepting
            return one.accept(...given)
          },
        })),
      }
    },
  }
  beforeAll(async () => {
    mkdirSync(join(folder, 'trust'), { recursive: true })
    writeFileSync(join(folder, 'trust', 'clinic.pub.pem'), keys.publicPem)
    research = await testZone('research', { folder, identity: 'trust', parts: [slow] })
  })
  beforeEach(() => {
    accepting = Promise.resolve()
    begun = () => undefined
  })
  afterAll(async () => {
    await research.close()
    rmSync(root, { recursive: true, force: true })
  })

  const put = (id: string, offset: number, bytes: Uint8Array) =>
    knock(research.url, keys.privateKey, 'PUT', `/door/inbox/${id}/content?offset=${offset}`, bytes)
  const arrived = async (content: Uint8Array): Promise<SignedParcel> => {
    const signed = statement(keys.privateKey, content)
    expect(await put(signed.id, 0, content)).toEqual({ status: 200, received: content.byteLength })
    return signed
  }
  const book = (parcel: SignedParcel) =>
    knock(research.url, keys.privateKey, 'POST', `/door/inbox/${parcel.id}`, parcel)
  const atTheDoor = () => readdirSync(join(folder, 'door'))

  it('do not stay when they are written before the booking and the call that books is not over', async () => {
    const content = randomBytes(1000)
    const parcel = await arrived(content)
    const taken = Promise.withResolvers<void>()
    const reached = Promise.withResolvers<void>()
    accepting = taken.promise
    begun = reached.resolve
    const booking = book(parcel)
    await reached.promise
    expect(await put(parcel.id, content.byteLength, randomBytes(10))).toEqual({ status: 200, received: 1010 })
    expect(atTheDoor()).toEqual([parcel.id])
    taken.resolve()
    expect(await booking).toMatchObject({ status: 200, state: 'accepted' })
    expect(Buffer.compare(Buffer.from(inbox.received.at(-1)?.content ?? []), content)).toBe(0)
    expect(atTheDoor()).toEqual([])
  })

  /**
   * The first look into the list of booked parcels, and no later one, waits in the database after it has seen how things stand and
   * before it tells: as a slow answer would.
   */
  const holdFirstLook = async () => {
    const { db } = research
    const booked = `create function doors.seen() returns setof doors.booked language plpgsql as $$ begin
      return query select * from doors.booked;
      if nextval('doors.looks') = 1 then perform pg_advisory_xact_lock(${held}); end if; end $$`
    const book = `create function doors.book() returns trigger language plpgsql as $$ begin
      insert into doors.booked select new.*; return new; end $$`
    for (const one of [
      'create sequence doors.looks',
      'alter table doors.inbox rename to booked',
      booked,
      'create view doors.inbox as select * from doors.seen()',
      book,
      'create trigger book instead of insert on doors.inbox for each row execute function doors.book()',
    ])
      await sql.raw(one).execute(db)
    const beside = openDatabase(research.databaseUrl, 1)
    await sql`select pg_advisory_lock(${sql.lit(held)})`.execute(beside.db)
    return {
      isHeld: () =>
        eventually(async () => {
          const waits = await sql`select 1 from pg_locks
            where locktype = 'advisory' and objid = ${held} and not granted
            and database = (select oid from pg_database where datname = current_database())`.execute(db)
          return waits.rows.length === 1 ? true : undefined
        }),
      letGo: () => sql`select pg_advisory_unlock(${sql.lit(held)})`.execute(beside.db),
      async end() {
        await beside.close()
        for (const one of [
          'drop view doors.inbox',
          'drop function doors.seen(), doors.book()',
          'alter table doors.booked rename to inbox',
          'drop sequence doors.looks',
        ])
          await sql.raw(one).execute(db)
      },
    }
  }

  it.each([
    // The door is empty again, so that the first bytes of the parcel look like those of a new one.
    { from: 0, answer: { status: 200, received: 1000 } },
    { from: 1000, answer: { status: 409, received: 0 } },
  ])('do not stay when their call looked before the booking and writes after it, from byte $from on', async (given) => {
    const content = randomBytes(1000)
    const parcel = await arrived(content)
    const look = await holdFirstLook()
    try {
      const late = put(parcel.id, given.from, content)
      await look.isHeld()
      expect(await book(parcel)).toMatchObject({ state: 'accepted' })
      expect(atTheDoor()).toEqual([])
      await look.letGo()
      expect(await late).toEqual(given.answer)
      expect(atTheDoor()).toEqual([])
    } finally {
      await look.end()
    }
  })
})

describe('a research zone that dies with bytes at its door', () => {
  it('lets go those of a parcel that it had booked, and keeps those of one that comes on', async () => {
    const root = mkdtempSync(join(tmpdir(), 'clic-late-'))
    const folder = join(root, 'research')
    const keys = openZoneKeys(join(root, 'clinic', 'keys'))
    mkdirSync(join(folder, 'trust'), { recursive: true })
    writeFileSync(join(folder, 'trust', 'clinic.pub.pem'), keys.publicPem)
    const zone = await zoneProcess({ zone: 'research', modules: [], identity: { mode: 'trust' } }, { folder })
    try {
      await zone.start()
      const booked = statement(keys.privateKey, new Uint8Array())
      // Nobody takes facts here: it is booked as refused.
      expect(await knock(zone.url, keys.privateKey, 'POST', `/door/inbox/${booked.id}`, booked)).toMatchObject({
        state: 'refused',
      })
      await zone.kill()
      const unfinished = newId('parcel', systemClock)
      for (const id of [booked.id, unfinished]) writeFileSync(join(folder, 'door', id), randomBytes(10))
      await zone.start()
      expect(readdirSync(join(folder, 'door'))).toEqual([unfinished])
    } finally {
      await zone.close()
      rmSync(root, { recursive: true, force: true })
    }
  })
})
