import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { roles, type ZoneName } from '@clic/contracts'
import { createTokens } from '@clic/platform/auth/tokens'
import { systemClock } from '@clic/platform/clock'
import type { ZoneConfigInput } from '@clic/platform/config'
import { openZoneKeys } from '@clic/platform/keys'
import { freePort, testDatabase } from '../database.ts'
import { endNode } from '../server-process.ts'

export interface ModuleProcess {
  url: string
  /** Bearer token of a person who holds every role. */
  token: string
  /** Addresses of the files that the process has loaded so far. */
  loaded(): string[]
  /** Processes that it has started and that still run; undefined where the system does not tell. */
  children(): number[] | undefined
  log(): string
  /** Asks the process to end and waits; its exit code. */
  end(): Promise<number | null>
}

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** The server of one zone with one module, as a process of its own. */
export async function moduleProcess(module: string, zone: ZoneName): Promise<ModuleProcess> {
  const folder = mkdtempSync(join(tmpdir(), `clic-alone-${module}-`))
  const database = await testDatabase(`alone_${module}`, ['govern', module])
  const port = await freePort()
  const config: ZoneConfigInput = {
    zone,
    folder,
    port,
    databaseUrl: database.url,
    modules: [module],
    identity: { mode: 'host' },
    settings: { acquire: { dicomPort: 0 } },
  }
  const [file, list] = [join(folder, 'zone.json'), join(folder, 'loaded.txt')]
  writeFileSync(file, JSON.stringify(config))
  const args = [
    '--disable-warning=ExperimentalWarning',
    '--import',
    at('testing/modules-alone/record-modules.ts'),
    at('apps/server/src/main.ts'),
    file,
  ]
  const child: ChildProcess = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, CLIC_LOADED_FILES: list },
  })
  let errors = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).once('line', resolve)
    child.once('exit', (code) =>
      reject(new Error(`the server with ${module} alone ended with ${code}: ${errors.slice(-2000)}`)),
    )
  })
  const keys = openZoneKeys(join(folder, 'keys'))
  const token = await createTokens({
    clock: systemClock,
    issuer: 'clic',
    privateKey: keys.privateKey,
    publicKey: () => keys.publicKey,
  }).issue({ id: 'everybody', name: 'Everybody', roles: [...roles] })
  const children = `/proc/${child.pid}/task/${child.pid}/children`
  return {
    url: `http://127.0.0.1:${port}`,
    token,
    loaded: () => readFileSync(list, 'utf8').trim().split('\n'),
    children: () =>
      existsSync(children) ? readFileSync(children, 'utf8').trim().split(' ').filter(Boolean).map(Number) : undefined,
    log: () => readFileSync(join(folder, 'server.log'), 'utf8') + errors,
    async end() {
      await endNode(child)
      await database.drop()
      rmSync(folder, { recursive: true, force: true })
      return child.exitCode
    },
  }
}
