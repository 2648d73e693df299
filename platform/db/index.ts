import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Kysely, Kysely as KyselyClass, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'

export { sql } from 'kysely'
export {
  type EmbeddedDatabase,
  embeddedBinaries,
  ensureDatabase,
  listClusters,
  type OsUser,
  startEmbedded,
} from './embedded.ts'

/** A database of tables that this code does not know; a module narrows it with `tables<Its>(db)`. */
// biome-ignore lint/suspicious/noExplicitAny: the platform does not know its modules' tables
export type AnyDatabase = Kysely<any>
// biome-ignore lint/suspicious/noExplicitAny: the platform does not know its modules' tables
export type AnyTransaction = Transaction<any>

export function openDatabase(url: string, max = 8): { db: AnyDatabase; pool: pg.Pool; close(): Promise<void> } {
  // bigint arrives as text by default; our counts and sizes stay below 2^53.
  const types = {
    getTypeParser: ((oid: number, format?: 'text') =>
      oid === 20 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
  }
  const pool = new pg.Pool({ connectionString: url, max, idleTimeoutMillis: 5000, types })
  // A lost connection, idle or in a transaction, is not a crash: the query fails with its own error, the next opens a new one.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  const db = new KyselyClass({ dialect: new PostgresDialect({ pool }) })
  return { db, pool, close: () => db.destroy() }
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
