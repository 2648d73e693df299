import { grantModules, openDatabase, sql } from '@clic/platform/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../testing/database.ts'
import { loadParts, type TestZone, testZone } from '../../../testing/zones.ts'

describe('a module’s database role', () => {
  let clinic: TestZone
  beforeAll(async () => {
    clinic = await testZone('clinic', { parts: await loadParts(['acquire', 'monitor'], 'clinic') })
  })
  afterAll(() => clinic?.close())

  const monitor = () => clinic.context('monitor')

  it('reads and writes its own schema', async () => {
    const mine = await sql<{
      me: string
    }>`select current_user as me, (select count(*) from monitor.finding) as n`.execute(monitor().db)
    expect(mine.rows[0]?.me).toBe('clic_module_monitor')
  })

  it.each(['acquire.study', 'govern.permit', 'session.standing'])('cannot read %s of another', async (table) => {
    await expect(sql.raw(`select count(*) from ${table}`).execute(monitor().db)).rejects.toThrow(/permission denied/)
  })

  it.each([
    'update ledger.event set actor = actor',
    'delete from ledger.event',
    'truncate ledger.event',
    'delete from doors.outbox',
    'drop table monitor.finding',
    'create table monitor.mine (n int)',
  ])('cannot do “%s”', async (statement) => {
    await expect(sql.raw(statement).execute(monitor().db)).rejects.toThrow(/permission denied|must be owner/)
  })

  it('is left for the owner’s in the part of a transaction that a port does, and taken up again', async () => {
    const seen = await monitor().transact(async (change) => {
      const who = async () => (await sql<{ me: string }>`select current_user as me`.execute(change.db)).rows[0]?.me
      const inside = await clinic.context('acquire').owning(change.db, async (db) => {
        await sql`select count(*) from acquire.study`.execute(db)
        return who()
      })
      return [inside, await who()]
    })
    expect(seen).toEqual(['clic_module_acquire', 'clic_module_monitor'])
    await expect(
      monitor().transact((change) => sql`select count(*) from acquire.study`.execute(change.db)),
    ).rejects.toThrow(/permission denied/)
  })

  it('does not stay on a connection that the zone itself uses next', async () => {
    const roles = await Promise.all(
      Array.from({ length: 24 }, async (_, i) => {
        const db = i % 3 ? (i % 3 === 1 ? monitor().db : clinic.context('acquire').db) : clinic.db
        return [i % 3, (await sql<{ me: string }>`select current_user as me`.execute(db)).rows[0]?.me] as const
      }),
    )
    for (const [which, me] of roles)
      expect(me).toMatch(
        which === 1 ? /^clic_module_monitor$/ : which === 2 ? /^clic_module_acquire$/ : /^owner_zone_clinic/,
      )
  })

  it('that is missing stops the start with the commands that make it', async () => {
    const database = await testDatabase('unready')
    const { db, close } = openDatabase(database.url, 2)
    await expect(grantModules(db, ['stranger'])).rejects.toThrow(
      /clic_module_stranger.*create role clic_module_stranger nologin; grant clic_module_stranger to owner_unready/s,
    )
    await close()
    await database.drop()
  })
})
