import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  type AnyEndpoint,
  type CallResult,
  call,
  type InputOf,
  type Person,
  type ReplyOf,
  type Role,
} from '@clic/contracts'
import { createTokens } from '@clic/platform/auth/tokens'
import { type Clock, systemClock } from '@clic/platform/clock'
import { type ZoneConfigInput, zoneConfigSchema } from '@clic/platform/config'
import { openZoneKeys } from '@clic/platform/keys'
import type { Part } from '@clic/platform/parts'
import { type OpenZone, openZone } from '../apps/server/src/open-zone.ts'

export { loadParts } from '../apps/server/src/parts.ts'

import { freePort, testDatabase } from './database.ts'
import { runtime } from './runtime.ts'

const repositoryFolder = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url))

export interface TestZone extends OpenZone {
  folder: string
  databaseUrl: string
  /** Calls an endpoint as a person with these roles; the person's id is the given name. */
  as(
    name: string,
    roles: Role[],
  ): <E extends AnyEndpoint>(endpoint: E, input: InputOf<E>) => Promise<CallResult<ReplyOf<E>>>
  token(name: string, roles: Role[]): Promise<string>
}

export interface TestPair {
  clinic: TestZone
  research: TestZone
  close(): Promise<void>
}

type Setup = {
  clock?: Clock
  settings?: ZoneConfigInput['settings']
  parts?: Part[]
  modules?: string[]
  web?: string
  otherPublicUrl?: string
  foreign?: ZoneConfigInput['foreign']
  /** Left out, it is the usual one in a pair, and none where a test moves the clock or has one zone alone. */
  signInFreshSeconds?: number
}

/** One zone in this process on a fresh database, with real HTTP on a port of its own. */
export async function testZone(
  zone: 'clinic' | 'research',
  setup: Setup & { folder?: string; port?: number; otherUrl?: string; identity?: 'host' | 'trust' } = {},
): Promise<TestZone> {
  const folder = setup.folder ?? mkdtempSync(join(tmpdir(), `clic-${zone}-`))
  const database = await testDatabase(`zone_${zone}`, [
    'govern',
    ...(setup.modules ?? []),
    ...(setup.parts ?? []).map((part) => part.name),
  ])
  const config = zoneConfigSchema.parse({
    zone,
    folder,
    port: setup.port ?? (await freePort()),
    databaseUrl: database.url,
    modules: setup.modules ?? [],
    settings: setup.settings ?? {},
    otherUrl: setup.otherUrl,
    identity: { mode: setup.identity ?? 'host' },
    ...(setup.web ? { web: setup.web } : {}),
    otherPublicUrl: setup.otherPublicUrl,
    // Packages made by tests run Node and the libraries of this repository.
    foreign: {
      programs: [process.execPath, runtime.python, repositoryFolder('libraries'), repositoryFolder('node_modules')],
      ...setup.foreign,
    },
    signInFreshSeconds: setup.signInFreshSeconds ?? Number.MAX_SAFE_INTEGER,
    pollSeconds: 0.5,
  })
  const opened = await openZone(config, { clock: setup.clock, parts: setup.parts })
  const token = (name: string, roles: Role[]) => {
    // The zone's own key signs, exactly as its sign-in does; only the password step is left out.
    const issuing = openZoneKeys(
      join(zone === 'research' && config.identity.mode === 'trust' ? join(folder, '..', 'clinic') : folder, 'keys'),
    )
    const person: Person = { id: name, name, roles }
    return createTokens({
      clock: setup.clock ?? systemClock,
      issuer: 'clic',
      privateKey: issuing.privateKey,
      publicKey: () => issuing.publicKey,
    }).issue(person)
  }
  return {
    ...opened,
    folder,
    databaseUrl: database.url,
    token,
    as: (name, roles) => async (endpoint, input) =>
      call(endpoint, input, { baseUrl: opened.url, token: await token(name, roles) }),
    async close() {
      await opened.close()
      await database.drop()
      if (!setup.folder) rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Clinic and research, paired: each trusts the other's key, the clinic dials, the clinic hosts the sign-in. */
export async function testPair(setup: { clinic?: Setup; research?: Setup } = {}): Promise<TestPair> {
  const root = mkdtempSync(join(tmpdir(), 'clic-pair-'))
  const folders = { clinic: join(root, 'clinic'), research: join(root, 'research') }
  for (const [zone, other] of [
    ['clinic', 'research'],
    ['research', 'clinic'],
  ] as const) {
    const keys = openZoneKeys(join(folders[zone], 'keys'))
    mkdirSync(join(folders[other], 'trust'), { recursive: true })
    writeFileSync(join(folders[other], 'trust', `${zone}.pub.pem`), keys.publicPem)
  }
  // Both ports are chosen first, because each zone tells a browser where the other one is.
  const clinicPort = await freePort()
  const research = await testZone('research', {
    otherPublicUrl: `http://127.0.0.1:${clinicPort}`,
    ...fresh(setup.research),
    folder: folders.research,
    identity: 'trust',
  })
  const clinic = await testZone('clinic', {
    otherPublicUrl: research.url,
    ...fresh(setup.clinic),
    folder: folders.clinic,
    port: clinicPort,
    otherUrl: research.url,
  })
  return {
    clinic,
    research,
    async close() {
      await clinic.close()
      await research.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

function fresh(setup: Setup = {}): Setup {
  return setup.clock ? setup : { signInFreshSeconds: 300, ...setup }
}

/** Asks again until the answer is there; a bounded wait for work that goes on in jobs. */
export async function eventually<T>(ask: () => Promise<T | undefined>, seconds = 20): Promise<T> {
  const end = Date.now() + seconds * 1000
  for (;;) {
    const value = await ask()
    if (value !== undefined) return value
    if (Date.now() > end) throw new Error(`nothing came within ${seconds} s`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
