import { sql } from 'kysely'
import type { AnyDatabase } from './index.ts'

/** The PostgreSQL role that a module's statements run as. It may do what it likes in its own schema and nothing in another's. */
export function roleOf(module: string): string {
  return `clic_module_${module}`
}

/**
 * Does a part of a transaction as another role, then goes back. For a port that writes in the caller's transaction: the caller may
 * not touch the owner's tables, the owner's own code may. When `work` throws, the transaction is lost and its role with it.
 */
export async function inRole<T>(tx: AnyDatabase, role: string, work: () => Promise<T>): Promise<T> {
  const before = (
    await sql<{ role: string }>`select current_setting('role') as role, set_config('role', ${role}, true)`.execute(tx)
  ).rows[0]?.role
  const result = await work()
  await sql`select set_config('role', ${before ?? 'none'}, true)`.execute(tx)
  return result
}

/**
 * What each module's role may do, granted anew at each start so that tables of a new migration are covered. Beside its own schema:
 * add to the ledger and post parcels but change neither, and queue jobs.
 * Throws a sentence for the operator when a role is missing or cannot be used.
 */
export async function grantModules(db: AnyDatabase, modules: readonly string[]): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(727001)`.execute(tx)
    await sql`create schema if not exists jobs`.execute(tx)
    await mayUse(tx, modules)
    for (const module of modules) await sql.raw(grantsOf(module)).execute(tx)
  })
}

async function mayUse(tx: AnyDatabase, modules: readonly string[]): Promise<void> {
  const roles = modules.map(roleOf)
  const known = await sql<{ name: string; me: string }>`
    select rolname as name, session_user::text as me from pg_roles
    where rolname = any(${roles}) and pg_has_role(session_user, oid, 'SET')`.execute(tx)
  const usable = new Set(known.rows.map((row) => row.name))
  const missing = roles.filter((role) => !usable.has(role))
  if (missing.length === 0) return
  const me = (await sql<{ me: string }>`select quote_ident(session_user) as me`.execute(tx)).rows[0]?.me
  const commands = missing.map((role) => `create role ${role} nologin; grant ${role} to ${me};`)
  throw new Error(
    `The database has no role that this zone may use for: ${missing.join(', ')}. As the database's administrator run: ${commands.join(' ')}`,
  )
}

function grantsOf(module: string): string {
  const role = roleOf(module)
  const rows = 'select, insert, update, delete'
  return `
    create schema if not exists ${module};
    grant usage on schema ${module}, ledger, doors, jobs to ${role};
    grant ${rows} on all tables in schema ${module} to ${role};
    grant usage on all sequences in schema ${module} to ${role};
    grant select, insert on all tables in schema ledger to ${role};
    grant update on ledger.frontier, ledger.head to ${role};
    grant select, insert on all tables in schema doors to ${role};
    grant ${rows} on all tables in schema jobs to ${role};
    alter default privileges in schema jobs grant ${rows} on tables to ${role};`
}
