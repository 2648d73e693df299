import { existsSync, mkdirSync, statfsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { ZoneConfigInput } from '@clic/platform/config'
import { type EmbeddedDatabase, ensureDatabase, startEmbedded } from '@clic/platform/db'
import { openZoneKeys } from '@clic/platform/keys'
import { CommandError } from '../command-error.ts'
import { repository } from '../repository.ts'
import { codeCache } from './code-cache.ts'
import { stopPlatform } from './down.ts'
import { foreignRunners } from './foreign-runners.ts'
import type { Runtime } from './install-runtime.ts'
import { type Layout, layOut, own, ownFile, secret } from './layout.ts'
import { type OsUsers, osUsers } from './os-users.ts'
import { isOurs, startProcess } from './processes.ts'
import { putTogether } from './put-together.ts'
import { type Program, readSupervisorState, usualPatience } from './supervise.ts'

export interface Ports {
  clinic: number
  research: number
  dicom: number
}

export interface RunningPlatform {
  layout: Layout
  users: OsUsers
  clinicUrl: string
  researchUrl: string
  dicom: { aeTitle: string; port: number }
  /** As they were started; a program that ended and was started again has another. */
  pids: Record<'supervisor' | 'clinic' | 'research' | 'vault' | 'databaseClinic' | 'databaseResearch', number>
  databaseUrls: { clinic: string; research: string }
  isolation: string
}

const clinicModules = ['acquire', 'deidentify', 'deploy', 'monitor']
const researchModules = ['link', 'curate', 'annotate', 'develop', 'register', 'validate', 'report']

/**
 * Both zones on this machine: two databases, the vault, two servers. Durable: starting again goes on where it stopped. A start that
 * fails, or that the person breaks off, leaves nothing running.
 */
export async function startZones(input: StartInput): Promise<RunningPlatform> {
  await portsMustBeFree(input.ports)
  enoughSpace(input.root)
  const asked = heedSignals(input.root)
  try {
    return await startAll(input, asked.heed)
  } catch (error) {
    await stopPlatform(input.root)
    asked.heed()
    throw error
  } finally {
    asked.end()
  }
}

interface StartInput {
  root: string
  ports: Ports
  runtime: Runtime
  codeCommit: string
  settings?: Record<string, Record<string, unknown>>
  /** No foreign package runs where its fence is not whole. */
  demandIsolation?: boolean
  say: (line: string) => void
}

async function startAll(input: StartInput, heed: () => void): Promise<RunningPlatform> {
  const users = osUsers()
  const layout = layOut(input.root, users)
  input.say('Starting two databases, the vault and both zones ...')
  const together = putTogether()
  // Both are awaited below; a start of a database that fails before must not leave them unheard.
  together.catch(() => undefined)
  const runners = foreignRunners(layout, users, input.runtime.python)
  runners.catch(() => undefined)
  const cluster = async (zone: 'clinic' | 'research') => {
    const folder = layout.databases[zone]
    const password = secret(layout, `postgres-${zone}`)
    try {
      return await startEmbedded({ folder, port: await freePort(), password, user: users.postgres })
    } catch (error) {
      throw new CommandError(
        `The database of the ${zone} zone did not start: ${error instanceof Error ? error.message : error}. Its log, if it has one, is ${join(folder, 'postgres.log')}.`,
        1,
      )
    } finally {
      heed()
    }
  }
  const databases = { clinic: await cluster('clinic'), research: await cluster('research') }
  const database = (zone: 'clinic' | 'research', name: string, modules: readonly string[]) =>
    ensureDatabase(
      databases[zone].url,
      name,
      { name: `clic_${name}`, password: secret(layout, `role-${name}`) },
      modules,
    )
  const urls = {
    clinic: await database('clinic', 'clinic', ['govern', ...clinicModules]),
    vault: await database('clinic', 'vault', []),
    research: await database('research', 'research', ['govern', ...researchModules]),
  }
  pair(layout, users)
  const socket = join(layout.vaultRun, 'vault.sock')
  const vaultConfig = join(layout.vault, 'vault.json')
  ownFile(
    vaultConfig,
    JSON.stringify({ socket, databaseUrl: urls.vault, keyFile: join(layout.vault, 'vault.key') }),
    users.vault,
  )
  const script = (path: string) => join(repository, path)
  const publicUrl = {
    clinic: `http://localhost:${input.ports.clinic}`,
    research: `http://localhost:${input.ports.research}`,
  }
  const shared = {
    web: webFolder(),
    isolation: users.isolation,
    pollSeconds: 2,
    foreign: { programs: [input.runtime.python], demanded: input.demandIsolation ?? false },
  }
  const python = {
    python: input.runtime.python,
    environmentLock: input.runtime.environmentLock,
    codeCommit: input.codeCommit,
    runtimeFolder: script('runtime'),
  }
  const configs: Record<'clinic' | 'research', ZoneConfigInput> = {
    research: {
      ...shared,
      zone: 'research',
      codeCache: codeCache('research', users.research),
      folder: layout.research,
      port: input.ports.research,
      databaseUrl: urls.research,
      modules: researchModules,
      identity: { mode: 'trust' },
      publicUrl: publicUrl.research,
      otherPublicUrl: publicUrl.clinic,
      settings: { ...input.settings, develop: python, validate: python, register: python },
    },
    clinic: {
      ...shared,
      zone: 'clinic',
      codeCache: codeCache('clinic', users.clinic),
      folder: layout.clinic,
      port: input.ports.clinic,
      databaseUrl: urls.clinic,
      modules: clinicModules,
      identity: { mode: 'host' },
      otherUrl: `http://127.0.0.1:${input.ports.research}`,
      publicUrl: publicUrl.clinic,
      otherPublicUrl: publicUrl.research,
      settings: {
        ...input.settings,
        acquire: { dicomPort: input.ports.dicom, aeTitle: 'CLIC' },
        deidentify: { vaultSocket: socket },
        deploy: { ...python, aeTitle: 'CLIC' },
      },
    },
  }
  for (const { zone, bell, fence } of await runners)
    configs[zone].foreign = { ...configs[zone].foreign, exchange: layout.foreign[zone], rests: { bell, fence } }
  const code = await together
  const programs: Program[] = [
    {
      name: 'vault',
      script: code.vault,
      config: vaultConfig,
      user: users.vault,
      log: join(layout.secrets, 'vault.log'),
      ...sizes.vault,
    },
  ]
  programs.push(...(await runners).map((one) => one.program))
  for (const zone of ['research', 'clinic'] as const) {
    const config = join(layout[zone], 'zone.json')
    ownFile(config, JSON.stringify(configs[zone], null, 2), users[zone])
    programs.push({
      name: zone,
      script: code.zone,
      config,
      user: users[zone],
      log: join(layout.secrets, `${zone}.log`),
      ...sizes.zone,
    })
  }
  heed()
  const { pid: supervisor, pids } = await startSupervisor(layout, programs, code.supervisor)
  heed()
  const running: RunningPlatform = {
    layout,
    users,
    clinicUrl: publicUrl.clinic,
    researchUrl: publicUrl.research,
    dicom: { aeTitle: 'CLIC', port: input.ports.dicom },
    pids: {
      supervisor,
      clinic: pids['clinic'] ?? 0,
      research: pids['research'] ?? 0,
      vault: pids['vault'] ?? 0,
      databaseClinic: databases.clinic.pid,
      databaseResearch: databases.research.pid,
    },
    databaseUrls: { clinic: urls.clinic, research: urls.research },
    isolation: users.isolation,
  }
  writeFileSync(
    layout.platformFile,
    JSON.stringify({
      pids: running.pids,
      clinicUrl: running.clinicUrl,
      researchUrl: running.researchUrl,
      dicom: running.dicom,
      clusters: clusters(databases),
      supervisorFile: layout.supervisorFile,
    }),
    { mode: 0o600 },
  )
  return running
}

const sizes = {
  supervisor: { heapMb: 48, light: true },
  vault: { heapMb: 64, light: true },
  zone: { heapMb: 512 },
}

/** One process that outlives this command, starts the programs and keeps them up. */
async function startSupervisor(
  layout: Layout,
  programs: Program[],
  script: string,
): Promise<{ pid: number; pids: Record<string, number> }> {
  const spec = join(layout.secrets, 'supervisor.json')
  ownFile(spec, JSON.stringify({ programs, patience: usualPatience, stateFile: layout.supervisorFile }))
  const child = await startProcess({
    name: 'The platform',
    script,
    config: spec,
    log: join(layout.secrets, 'supervisor.log'),
    ...sizes.supervisor,
    detached: true,
    seconds: 200,
  })
  return { pid: child.pid, pids: child.ready['pids'] as Record<string, number> }
}

function clusters(databases: Record<string, EmbeddedDatabase>): number[] {
  return Object.values(databases).map((one) => one.pid)
}

/** Each zone gets the other's public key: what makes a parcel or a sign-in trusted across the wall. */
function pair(layout: Layout, users: OsUsers): void {
  for (const [zone, other] of [
    ['clinic', 'research'],
    ['research', 'clinic'],
  ] as const) {
    const keys = join(layout[zone], 'keys')
    const publicPem = openZoneKeys(keys).publicPem
    own(keys, users[zone])
    ownFile(
      join(keys, 'zone.key.pem'),
      openZoneKeys(keys).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      users[zone],
    )
    own(join(layout[other], 'trust'), users[other])
    ownFile(join(layout[other], 'trust', `${zone}.pub.pem`), publicPem, users[other])
  }
}

function webFolder(): string | undefined {
  const folder = join(repository, 'apps', 'web', 'dist')
  return existsSync(join(folder, 'index.html')) ? folder : undefined
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** Space for two empty databases and what they write first. */
const neededMegabytes = 400

function enoughSpace(root: string): void {
  mkdirSync(root, { recursive: true, mode: 0o755 })
  const { bavail, bsize } = statfsSync(root)
  const free = Math.floor((bavail * bsize) / 1024 ** 2)
  if (free < neededMegabytes)
    throw new CommandError(
      `${root} has ${free} MB free and the databases need ${neededMegabytes} MB to begin with. Free some space, or give another folder with --state.`,
    )
}

/** Ctrl-C while things start: what is being started now is let finish, and then all of it is stopped. */
function heedSignals(root: string) {
  let asked = false
  const note = () => {
    asked = true
    const supervisor = readSupervisorState(join(root, 'secrets', 'supervisor-state.json'))?.supervisor
    if (supervisor && isOurs(supervisor, root)) process.kill(supervisor, 'SIGTERM')
  }
  process.on('SIGINT', note).on('SIGTERM', note)
  return {
    heed() {
      if (asked) throw new CommandError('Broken off; nothing is left running.', 130)
    },
    end: () => void process.off('SIGINT', note).off('SIGTERM', note),
  }
}

/** Asked before anything is installed, and again before anything is started. */
export async function portsMustBeFree(ports: Ports): Promise<void> {
  const chosen = Object.values(ports).filter((port) => port !== 0)
  if (new Set(chosen).size < chosen.length)
    throw new CommandError('--clinic-port, --research-port and --dicom-port must be three different ports.')
  for (const [name, port] of Object.entries(ports)) await mustBeFree(port, name)
}

function mustBeFree(port: number, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (port === 0) return resolve()
    const server = createServer()
    server.once('error', () =>
      reject(
        new CommandError(
          `Port ${port} is taken by another program. Stop it (./clic down, if it is CLIC), or choose another with --${name}-port.`,
        ),
      ),
    )
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()))
  })
}
