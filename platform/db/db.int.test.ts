import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase, testServer } from '../../testing/database.ts'
import { ensureDatabase, migrate, openDatabase, sql } from './index.ts'
import { patiently } from './patient-pool.ts'

describe('the database of a zone', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>
  let open: ReturnType<typeof openDatabase>
  let folder = ''
  beforeEach(async () => {
    database = await testDatabase('db')
    open = openDatabase(database.url)
    folder = mkdtempSync(join(tmpdir(), 'clic-migrations-'))
  })
  afterEach(async () => {
    await open.close()
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  })

  const file = (name: string, text: string) => writeFileSync(join(folder, name), text)
  const count = async (table: string) =>
    (await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(open.db)).rows[0]?.n

  it('takes each migration once, in the order of their names, into the schema of its owner', async () => {
    file('002-second.sql', 'insert into thing.note values (2);')
    file('001-first.sql', 'create table thing.note (n int);')
    file('readme.txt', 'no migration')
    for (let i = 0; i < 3; i++) await migrate(open.db, [{ owner: 'thing', folder }])
    expect(await count('thing.note')).toBe(1)
    file('003-third.sql', 'insert into thing.note values (3);')
    await migrate(open.db, [{ owner: 'thing', folder }])
    expect(await count('thing.note')).toBe(2)
  })

  it('takes all migrations of a start or none', async () => {
    file('001-first.sql', 'create table thing.note (n int);')
    file('002-broken.sql', 'create table thing.other (n nonsense);')
    await expect(migrate(open.db, [{ owner: 'thing', folder }])).rejects.toThrow()
    await expect(count('thing.note')).rejects.toThrow(/does not exist/)
    file('002-broken.sql', 'create table thing.other (n int);')
    await migrate(open.db, [{ owner: 'thing', folder }])
    expect(await count('thing.note')).toBe(0)
  })

  it('is migrated once when two servers start at the same moment', async () => {
    file('001-first.sql', 'create table thing.note (n int); insert into thing.note values (1);')
    const other = openDatabase(database.url)
    await Promise.all([migrate(open.db, [{ owner: 'thing', folder }]), migrate(other.db, [{ owner: 'thing', folder }])])
    await other.close()
    expect(await count('thing.note')).toBe(1)
  })

  it('reads counts and sizes as numbers', async () => {
    expect(
      (await sql`select 9007199254740991::bigint as n, count(*) as c from (values (1), (2)) as v`.execute(open.db))
        .rows,
    ).toEqual([{ n: Number.MAX_SAFE_INTEGER, c: 2 }])
  })

  it('goes on after its connections were cut', async () => {
    await sql`select 1`.execute(open.db)
    const admin = new pg.Client({ connectionString: await testServer() })
    await admin.connect()
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
      new URL(database.url).pathname.slice(1),
    ])
    await admin.end()
    await expect
      .poll(async () => (await sql<{ n: number }>`select 1 as n`.execute(open.db).catch(() => ({ rows: [] }))).rows)
      .toEqual([{ n: 1 }])
  })

  it('opens no second connection for work that one can do in a moment', async () => {
    const pool = new pg.Pool({ connectionString: database.url, max: 8 })
    const take = patiently(pool, 60_000)
    const ask = async (n: number) => {
      const client = await take()
      try {
        return (await client.query('select $1::int as n', [n])).rows[0]?.n
      } finally {
        client.release()
      }
    }
    await ask(0)
    expect(await Promise.all([1, 2, 3, 4, 5].map(ask))).toEqual([1, 2, 3, 4, 5])
    expect(pool.totalCount).toBe(1)
    await pool.end()
  })

  it('opens a second connection when the first stays busy', async () => {
    const pool = new pg.Pool({ connectionString: database.url, max: 8 })
    const take = patiently(pool, 1)
    const [first, second] = [await take(), await take()]
    expect(pool.totalCount).toBe(2)
    first.release()
    second.release()
    await pool.end()
  })

  it('is closed to the role of another database of the same cluster', async () => {
    const other = await testDatabase('vault')
    const foreign = new URL(other.url)
    foreign.username = new URL(database.url).username
    const client = new pg.Client({ connectionString: foreign.toString() })
    await expect(client.connect()).rejects.toThrow(/permission denied/)
    await other.drop()
  })

  it('is made once, and again found, by its name and role', async () => {
    const admin = await testServer()
    const [name, role] = [
      `again_${process.pid}_${Math.random().toString(36).slice(2, 8)}`,
      { name: `again_${process.pid}`, password: "it's “quoted” \\ %" },
    ]
    const url = await ensureDatabase(admin, name, role)
    expect(await ensureDatabase(admin, name, role)).toBe(url)
    const again = openDatabase(url)
    expect((await sql`select 1 as n`.execute(again.db)).rows).toEqual([{ n: 1 }])
    await again.close()
    const client = new pg.Client({ connectionString: admin })
    await client.connect()
    await client.query(`drop database ${pg.escapeIdentifier(name)} with (force)`)
    await client.query(`drop role ${pg.escapeIdentifier(role.name)}`)
    await client.end()
  })
})
