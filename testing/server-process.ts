import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { call, type Person } from '@clic/contracts'
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
  close(): Promise<void>
}

/** A clinic zone as a process of its own, so that a test can take its life. */
export async function zoneProcess(given: Pick<ZoneConfigInput, 'modules' | 'settings'>): Promise<ZoneProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'clic-process-'))
  mkdirSync(join(folder, 'keys'), { recursive: true })
  const database = await testDatabase('process')
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
    as: (name, roles) => async (endpoint, input) => {
      const keys = openZoneKeys(join(folder, 'keys'))
      const person: Person = { id: name, name, roles }
      const token = await createTokens({
        clock: systemClock,
        issuer: 'clic',
        privateKey: keys.privateKey,
        publicKey: () => keys.publicKey,
      }).issue(person)
      return call(endpoint, input, { baseUrl: url, token })
    },
    async close() {
      if (child) await endNode(child, 'SIGKILL')
      await database.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
