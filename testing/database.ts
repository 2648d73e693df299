import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureDatabase, type OsUser, startEmbedded } from '@clic/platform/db'
import pg from 'pg'
import { freePort } from './free-port.ts'

export { freePort } from './free-port.ts'

/**
 * One embedded PostgreSQL for a whole test run (started on first use, kept for the next run), a fresh database per caller.
 * The zone's role may act as each of `modules`. PostgreSQL refuses to run as root, so root runs it as `nobody`.
 */
export async function testDatabase(
  name: string,
  modules: readonly string[] = [],
): Promise<{ url: string; drop(): Promise<void> }> {
  const admin = await testServer()
  const database = `${name.replace(/[^a-z0-9]/g, '_')}_${process.pid}_${Math.random().toString(36).slice(2, 8)}`
  const url = await ensureDatabase(admin, database, { name: `owner_${database}`, password: 'test-only' }, modules)
  return {
    url,
    drop: async () => {
      const client = new pg.Client({ connectionString: admin })
      await client.connect()
      await client.query(`drop database if exists ${pg.escapeIdentifier(database)} with (force)`)
      await client.query(`drop role if exists ${pg.escapeIdentifier(`owner_${database}`)}`)
      await client.end()
    },
  }
}

export async function testServer(): Promise<string> {
  const nobody: OsUser | undefined = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined
  const folder = join(tmpdir(), `clic-test-postgres-${process.getuid?.() ?? 0}`)
  mkdirSync(folder, { recursive: true })
  const lock = join(folder, 'lock')
  // Two test workers that start at the same moment must not both run initdb.
  for (let attempt = 0; ; attempt++) {
    try {
      mkdirSync(lock)
      break
    } catch {
      if (attempt > 600) throw new Error(`another test run holds ${lock}; remove it if none is running`)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  try {
    const server = await startEmbedded({
      folder: join(folder, 'cluster'),
      port: await freePort(),
      password: 'test-only',
      user: nobody,
      small: true,
    })
    return server.url
  } finally {
    const { rmdirSync } = await import('node:fs')
    rmdirSync(lock)
  }
}
