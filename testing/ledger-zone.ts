import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { fixedClock } from '@clic/platform/clock'
import { type AnyDatabase, migrate, openDatabase } from '@clic/platform/db'
import { createJobs, type Jobs } from '@clic/platform/jobs'
import type { ZoneKeys } from '@clic/platform/keys'
import { silentLog } from '@clic/platform/log'
import { createLedgerReader, createTransact, type LedgerReader } from '@clic/platform/record'
import { testDatabase } from './database.ts'

export interface LedgerZone {
  query: ReturnType<typeof openDatabase>['query']
  db: AnyDatabase
  jobs: Jobs
  transact: ReturnType<typeof createTransact>
  ledger: LedgerReader
  keys: ZoneKeys
  close(): Promise<void>
}

export function testKeys(): ZoneKeys {
  const { privateKey, publicKey }: { privateKey: KeyObject; publicKey: KeyObject } = generateKeyPairSync('ed25519')
  return { privateKey, publicKey, publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString() }
}

/** Database, jobs and ledger of one zone, without a server. Started jobs run none until the test gives handlers. */
export async function ledgerZone(name: string): Promise<LedgerZone> {
  const database = await testDatabase(name)
  const { db, query, close } = openDatabase(database.url)
  await migrate(db, [
    { owner: 'ledger', folder: fileURLToPath(new URL('../platform/record/migrations', import.meta.url)) },
  ])
  const clock = fixedClock('2026-11-24T12:00:00.000Z')
  const keys = testKeys()
  const jobs = createJobs({ query, log: silentLog, pollSeconds: 0.5 })
  return {
    query,
    db,
    jobs,
    keys,
    transact: createTransact({
      db,
      clock,
      zone: 'clinic',
      jobs,
      listeners: (event) => (event === 'thing.happened' ? ['on.thing.one', 'on.thing.two'] : []),
    }),
    ledger: createLedgerReader({ db, clock, zone: 'clinic', keys }),
    async close() {
      await jobs.stop()
      await close()
      await database.drop()
    },
  }
}
