import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ok, type PermitState } from '@clic/contracts'
import { type Clock, systemClock } from '@clic/platform/clock'
import type { ZoneConfig } from '@clic/platform/config'
import { type AnyDatabase, grantModules, inRole, migrate, openDatabase, roleOf } from '@clic/platform/db'
import { createDoor, dialOtherZone, dropBooked, implementDoor } from '@clic/platform/doors'
import { createFiles, sweepStaging } from '@clic/platform/files'
import { createHttp, type Listening, listen, openApi, openApiEndpoint } from '@clic/platform/http'
import { createJobs, type JobHandler } from '@clic/platform/jobs'
import { openSecret, openZoneKeys, trustedKeys } from '@clic/platform/keys'
import { createLog, type Log } from '@clic/platform/log'
import {
  type Implementation,
  implement,
  type Parcel,
  type Part,
  type PartContext,
  type PartInstance,
} from '@clic/platform/parts'
import { type Change, createLedgerReader, createTransact } from '@clic/platform/record'
import { createSandbox } from '@clic/platform/sandbox'
import { openIdentity } from './identity.ts'
import { loadParts } from './parts.ts'
import { createPorts } from './ports.ts'
import { serveWeb } from './serve-web.ts'
import { sessionImplementations } from './session.ts'
import { hearStandings, tellStandings } from './tell-standings.ts'

export interface OpenZone {
  port: number
  url: string
  /** For tests and the command line: what the parts provide. */
  ports: ReturnType<typeof createPorts>
  endpoints: Implementation[]
  context(part: string): PartContext
  /** The zone's own database role, which owns every schema: for tests, never handed to a part. */
  db: AnyDatabase
  close(): Promise<void>
}

/** Composition of one zone: platform, parts, doors, one HTTP server. */
export async function openZone(
  config: ZoneConfig,
  given: { clock?: Clock; log?: Log; parts?: Part[] } = {},
): Promise<OpenZone> {
  const clock = given.clock ?? systemClock
  mkdirSync(config.folder, { recursive: true, mode: 0o700 })
  const log = given.log ?? createLog({ clock, zone: config.zone, file: join(config.folder, 'server.log') })
  const parts = given.parts ?? (await loadParts(config.modules, config.zone))
  const { db, as: databaseAs, query, close: closeDatabase } = openDatabase(config.databaseUrl)
  const platform = (name: string) => fileURLToPath(new URL(`../../../platform/${name}/migrations`, import.meta.url))
  await migrate(db, [
    { owner: 'ledger', folder: platform('record') },
    { owner: 'doors', folder: platform('doors') },
    { owner: 'session', folder: platform('auth') },
    ...parts.flatMap((part) => (part.migrations ? [{ owner: part.name, folder: part.migrations }] : [])),
  ])
  await grantModules(
    db,
    parts.map((part) => part.name),
  )
  const keys = openZoneKeys(join(config.folder, 'keys'))
  const trustFolder = join(config.folder, 'trust')
  mkdirSync(trustFolder, { recursive: true, mode: 0o700 })
  const files = createFiles(join(config.folder, 'files'))
  sweepStaging(files)
  const jobs = createJobs({ query, log, pollSeconds: config.pollSeconds })
  const listeners = new Map<string, string[]>()
  const transactIn = (database: AnyDatabase) =>
    createTransact({
      db: database,
      clock,
      zone: config.zone,
      jobs,
      listeners: (event) => listeners.get(event) ?? [],
    })
  const transact = transactIn(db)
  const ports = createPorts()
  const door = createDoor({ zone: config.zone, files, clock, keys, arriving: join(config.folder, 'door') })
  const sandbox = createSandbox(config.foreign)
  const ledger = createLedgerReader({ db, clock, zone: config.zone, keys })
  const context = (name: string): PartContext => {
    const folder = join(config.folder, 'work', name)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const role = roleOf(name)
    const own = databaseAs(role)
    return {
      zone: config.zone,
      db: own,
      transact: transactIn(own),
      owning: (caller, work) => inRole(caller as AnyDatabase, role, () => work(caller as AnyDatabase)),
      ledger,
      files,
      clock,
      log,
      keys,
      door,
      settings: config.settings[name] ?? {},
      folder,
      sandbox,
      secret: (of) => openSecret(join(config.folder, 'keys'), `${name}.${of}.secret`),
      trustFolder,
      port: ports.port,
      optionalPort: ports.optionalPort,
    }
  }
  const instances: PartInstance[] = []
  for (const part of parts) {
    const instance = await part.create(context(part.name))
    for (const [name, value] of Object.entries(instance.provides ?? {})) ports.provide(name, value)
    instances.push(instance)
  }
  for (const part of parts)
    for (const need of part.needs)
      if (!ports.has(need)) throw new Error(`Module “${part.name}” needs ${need}, which no started module provides.`)
  const handlers: JobHandler[] = instances.flatMap((instance) => instance.jobs ?? [])
  instances.forEach((instance, i) => {
    for (const one of instance.listens ?? []) {
      const queue = `on.${one.event}.${parts[i]?.name}`
      listeners.set(one.event, [...(listeners.get(one.event) ?? []), queue])
      handlers.push({ name: queue, handle: one.handle })
    }
  })
  const receiving = {
    zone: config.zone,
    db,
    transact,
    clock,
    trusted: () => trustedKeys(trustFolder),
    receivers: instances.flatMap((instance, i) =>
      (instance.parcels ?? []).map((one) => ({
        kind: one.kind,
        accept: (parcel: Parcel, change: Change) =>
          inRole(change.db, roleOf(parts[i]?.name ?? ''), () => one.accept(parcel, change)),
      })),
    ),
  }
  const dialler =
    config.zone === 'clinic'
      ? dialOtherZone({
          ...receiving,
          files,
          keys,
          log,
          otherUrl: () => config.otherUrl,
          pollSeconds: config.pollSeconds,
        })
      : undefined
  if (dialler) handlers.push(dialler.job)
  const identity = await openIdentity(config, { clock, keys, db, trusted: () => trustedKeys(trustFolder) })
  const teller =
    config.zone === 'clinic' && identity.host
      ? tellStandings({
          db,
          clock,
          log,
          privateKey: keys.privateKey,
          otherUrl: config.otherUrl,
          pollSeconds: config.pollSeconds,
          renewSeconds: Math.min(60, config.signInFreshSeconds / 3),
        })
      : undefined
  const permits = ports.optionalPort<{ state(id: string): Promise<PermitState | undefined> }>('govern.permits')
  const endpoints: Implementation[] = [
    implement(openApiEndpoint, async () =>
      ok(openApi(endpoints.map((one) => one.endpoint)) as Record<string, unknown>),
    ),
    ...sessionImplementations({
      config,
      identity,
      modules: parts.map((part) => part.name),
      transact,
      db,
      sandbox,
      tell: async () => (teller ? teller.tell() : true),
    }),
    ...instances.flatMap((instance) => instance.endpoints ?? []),
    ...(config.zone === 'research'
      ? [
          ...implementDoor({ ...receiving, files, folder: join(config.folder, 'door'), zoneName: config.zone }),
          hearStandings({ db, clock, trusted: () => trustedKeys(trustFolder) }),
        ]
      : []),
  ]
  const app = createHttp({
    implementations: endpoints,
    identify: identity.identify,
    signInDoubt: identity.doubt,
    permitState: async (id) => permits?.state(id),
    log,
  })
  if (config.web) serveWeb(app, config.web)
  await jobs.start(handlers)
  for (const instance of instances) await instance.start?.()
  await dropBooked(db, join(config.folder, 'door'))
  const listening: Listening = await listen(app, { port: config.port, host: config.host })
  dialler?.start()
  // Before anybody signs in here: the other zone takes sign-ins only from a zone that it has heard.
  await teller?.tell()
  teller?.start()
  log.info('zone.open', { port: listening.port, modules: parts.map((part) => part.name).join(' ') })
  return {
    port: listening.port,
    url: `http://${config.host}:${listening.port}`,
    ports,
    endpoints,
    context,
    db,
    async close() {
      await listening.close()
      await dialler?.stop()
      await teller?.stop()
      for (const instance of [...instances].reverse()) await instance.stop?.()
      await jobs.stop()
      sandbox.close()
      await identity.close()
      await closeDatabase()
    },
  }
}
