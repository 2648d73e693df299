import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { call, type Person, type Role } from '@clic/contracts'
import { createTokens } from '@clic/platform/auth/tokens'
import { systemClock } from '@clic/platform/clock'
import type { ZoneConfigInput } from '@clic/platform/config'
import { openZoneKeys } from '@clic/platform/keys'
import { freePort, testDatabase } from './database.ts'
import type { TestZone } from './zones.ts'

/** Starts a Node program of this repository and waits for its one ready line. */
export async function startNode(
  script: string,
  config: string,
): Promise<{ child: ChildProcess; ready: Record<string, unknown> }> {
  const path = fileURLToPath(new URL(`../${script}`, import.meta.url))
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', path, config], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Half of a start is reading TypeScript, and a test that kills starts often.
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), `clic-test-code-${process.getuid?.() ?? 0}`) },
  })
  let errors = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-2000)
  })
  const ready = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).once('line', resolve)
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}: ${errors}`)))
  })
  return { child, ready: JSON.parse(ready) as Record<string, unknown> }
}

/** Ends a process and waits until it is gone. */
export async function endNode(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  await gone
}

export interface ZoneProcess {
  folder: string
  databaseUrl: string
  url: string
  start(): Promise<void>
  kill(): Promise<void>
  as: TestZone['as']
  token: TestZone['token']
  close(): Promise<void>
}

/** A zone as a process of its own, so that a test can take its life; a clinic zone when nothing is said. Not started yet. */
export async function zoneProcess(
  given: Pick<ZoneConfigInput, 'modules' | 'settings'> &
    Partial<Pick<ZoneConfigInput, 'zone' | 'otherUrl' | 'identity'>>,
  /** The zone's folder, and that of the zone whose sign-in counts; its own when nothing is said. */
  at: { folder?: string; signedBy?: string } = {},
): Promise<ZoneProcess> {
  const folder = at.folder ?? mkdtempSync(join(tmpdir(), 'clic-process-'))
  mkdirSync(join(folder, 'keys'), { recursive: true })
  const database = await testDatabase(`process_${given.zone ?? 'clinic'}`, ['govern', ...(given.modules ?? [])])
  const port = await freePort()
  const file = join(folder, 'zone.json')
  const config: ZoneConfigInput = {
    zone: 'clinic',
    folder,
    port,
    databaseUrl: database.url,
    identity: { mode: 'host' },
    pollSeconds: 0.5,
    ...given,
  }
  writeFileSync(file, JSON.stringify(config))
  const url = `http://127.0.0.1:${port}`
  let child: ChildProcess | undefined
  const token = (name: string, roles: Role[]) => {
    const keys = openZoneKeys(join(at.signedBy ?? folder, 'keys'))
    const person: Person = { id: name, name, roles }
    return createTokens({
      clock: systemClock,
      issuer: 'clic',
      privateKey: keys.privateKey,
      publicKey: () => keys.publicKey,
    }).issue(person)
  }
  return {
    folder,
    databaseUrl: database.url,
    url,
    async start() {
      child = (await startNode('apps/server/src/main.ts', file)).child
    },
    kill: async () => {
      if (child) await endNode(child, 'SIGKILL')
    },
    token,
    as: (name, roles) => async (endpoint, input) =>
      call(endpoint, input, { baseUrl: url, token: await token(name, roles) }),
    async close() {
      if (child) await endNode(child, 'SIGKILL')
      await database.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Clinic and research as processes, paired: each trusts the other's key, the clinic dials and hosts the sign-in. Not started yet. */
export async function pairProcesses(
  given: Record<'clinic' | 'research', Pick<ZoneConfigInput, 'modules' | 'settings'>>,
): Promise<{ clinic: ZoneProcess; research: ZoneProcess; close(): Promise<void> }> {
  const root = mkdtempSync(join(tmpdir(), 'clic-process-pair-'))
  const folders = { clinic: join(root, 'clinic'), research: join(root, 'research') }
  for (const [zone, other] of [
    ['clinic', 'research'],
    ['research', 'clinic'],
  ] as const) {
    mkdirSync(join(folders[other], 'trust'), { recursive: true })
    writeFileSync(join(folders[other], 'trust', `${zone}.pub.pem`), openZoneKeys(join(folders[zone], 'keys')).publicPem)
  }
  const research = await zoneProcess(
    { ...given.research, zone: 'research', identity: { mode: 'trust' } },
    { folder: folders.research, signedBy: folders.clinic },
  )
  const clinic = await zoneProcess({ ...given.clinic, otherUrl: research.url }, { folder: folders.clinic })
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
