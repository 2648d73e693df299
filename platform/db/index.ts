import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Kysely, Kysely as KyselyClass, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { patiently } from './patient-pool.ts'

export { sql } from 'kysely'
export {
  type EmbeddedDatabase,
  embeddedBinaries,
  ensureDatabase,
  listClusters,
  type OsUser,
  startEmbedded,
} from './embedded.ts'
export { grantModules, inRole, roleOf } from './roles.ts'

/** A database of tables that this code does not know; a module narrows it with `tables<Its>(db)`. */
// biome-ignore lint/suspicious/noExplicitAny: the platform does not know its modules' tables
export type AnyDatabase = Kysely<any>
// biome-ignore lint/suspicious/noExplicitAny: the platform does not know its modules' tables
export type AnyTransaction = Transaction<any>

export interface OpenDatabase {
  /** Runs as the role of the connection string: a zone's own, which owns every schema. */
  db: AnyDatabase
  /** The same connections, every statement as another role that this one is a member of. */
  as(role: string): AnyDatabase
  /** One statement as `db` runs it, for a library that brings its own SQL. */
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
  close(): Promise<void>
}

export function openDatabase(url: string, max = 8): OpenDatabase {
  // bigint arrives as text by default; our counts and sizes stay below 2^53.
  const types = {
    getTypeParser: ((oid: number, format?: 'text') =>
      oid === 20 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
  }
  // None is kept for ever: PostgreSQL's process at the other end holds on to whatever it once touched.
  const pool = new pg.Pool({ connectionString: url, max, idleTimeoutMillis: 3000, maxLifetimeSeconds: 300, types })
  // A lost connection, idle or in a transaction, is not a crash: the query fails with its own error, the next opens a new one.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  const roles = new WeakMap<pg.PoolClient, string>()
  const take = patiently(pool)
  const as = (role: string) =>
    new KyselyClass({
      dialect: new PostgresDialect({
        pool: { options: pool.options, connect: () => connectAs(take, roles, role), end: () => pool.end() },
      }),
    })
  const db = as('none')
  const query = async (text: string, values?: unknown[]) => {
    const client = await connectAs(take, roles, 'none')
    try {
      return await client.query(text, values)
    } finally {
      client.release()
    }
  }
  return { db, as, query, close: () => db.destroy() }
}

/** A connection keeps its role until it is needed for another, so that one busy module pays nothing. */
async function connectAs(
  take: () => Promise<pg.PoolClient>,
  roles: WeakMap<pg.PoolClient, string>,
  role: string,
): Promise<pg.PoolClient> {
  const client = await take()
  if ((roles.get(client) ?? 'none') === role) return client
  try {
    await client.query(role === 'none' ? 'set role none' : `set role ${pg.escapeIdentifier(role)}`)
    roles.set(client, role)
    return client
  } catch (error) {
    client.release(true)
    throw error
  }
}

/** The same connection or transaction, typed with a module's own tables (keys like `acquire.study`). */
export function tables<T>(db: AnyDatabase): Kysely<T> {
  return db as unknown as Kysely<T>
}

export interface MigrationSet {
  /** The module's name, and the PostgreSQL schema it owns. */
  owner: string
  /** Folder of `NNN-name.sql` files, applied in order, each once. */
  folder: string
}

export async function migrate(db: AnyDatabase, sets: MigrationSet[]): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(727001)`.execute(tx)
    await sql`create schema if not exists platform`.execute(tx)
    await sql`create table if not exists platform.migration (owner text, name text, at timestamptz not null default now(), primary key (owner, name))`.execute(
      tx,
    )
    for (const set of sets) {
      await sql`create schema if not exists ${sql.id(set.owner)}`.execute(tx)
      const done = await sql<{ name: string }>`select name from platform.migration where owner = ${set.owner}`.execute(
        tx,
      )
      const seen = new Set(done.rows.map((row) => row.name))
      for (const name of readdirSync(set.folder)
        .filter((file) => file.endsWith('.sql'))
        .sort()) {
        if (seen.has(name)) continue
        await sql.raw(readFileSync(join(set.folder, name), 'utf8')).execute(tx)
        await sql`insert into platform.migration (owner, name) values (${set.owner}, ${name})`.execute(tx)
      }
    }
  })
}
