import type { Clock } from '@clic/platform/clock'
import { type AnyDatabase, sql, tables } from '@clic/platform/db'
import { createKeyFile, keyFileExists, readKeyFile, type VaultKeys } from './key-file.ts'
import { keyCheckValue } from './pseudonym.ts'
import type { VaultTables } from './tables.ts'

/** What the vault's use cases work with. */
export interface Vault {
  db: AnyDatabase
  clock: Clock
  keys: VaultKeys
}

/**
 * Opens the keys against the rows that were made with them. A missing or foreign key file is an error and never replaced: new
 * keys would give every patient a second pseudonym and make the first ones unanswerable.
 */
export async function openVault(input: { db: AnyDatabase; clock: Clock; keyFile: string }): Promise<Vault> {
  const db = tables<VaultTables>(input.db)
  const checks = await db.selectFrom('vault.key_check').selectAll().execute()
  if (!keyFileExists(input.keyFile)) {
    if (checks.length > 0)
      throw new Error(
        'The vault’s key file is missing, and its database holds pseudonyms made with it. Restore the file.',
      )
    createKeyFile(input.keyFile)
  }
  const keys = readKeyFile(input.keyFile)
  for (const check of checks)
    if (keyCheckValue(keys.key(check.key_version)) !== check.check_value)
      throw new Error('The vault’s key file is not the one that its database was made with. Restore the right one.')
  const known = new Set(checks.map((one) => one.key_version))
  for (const version of keys.versions.filter((one) => !known.has(one)))
    await db
      .insertInto('vault.key_check')
      .values({ key_version: version, check_value: keyCheckValue(keys.key(version)) })
      .execute()
  return { db: input.db, clock: input.clock, keys }
}

/** Writes in the vault's own log. Ids of permits, people and requests only. */
export async function logInVault(
  vault: Vault,
  db: AnyDatabase,
  entry: { operation: string; outcome: string; permitId?: string; person?: string; subject?: string },
): Promise<void> {
  await tables<VaultTables>(db)
    .insertInto('vault.log')
    .values({
      at: vault.clock.now(),
      operation: entry.operation,
      outcome: entry.outcome,
      permit_id: entry.permitId ?? null,
      person: entry.person ?? null,
      subject: entry.subject ?? null,
    })
    .execute()
}

/** One at a time, so that two askers of the same patient get the same answer. */
export async function lockProject(db: AnyDatabase, permitId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(727301, hashtext(${permitId}))`.execute(db)
}
