import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../../../testing/database.ts'

const cli = fileURLToPath(new URL('../../../cli/src/main.ts', import.meta.url))

/** A platform as `./clic up` starts it: two zones, two databases and the vault, each a process of its own. */
export interface Platform {
  clinic: string
  research: string
  dicom: { aeTitle: string; port: number }
  /** The administrator that an empty installation begins with. */
  signIn: { email: string; password: string }
  /** A folder for what the walk makes; gone with the platform. */
  folder: string
  state: string
  stop(): Promise<void>
}

export async function startPlatform(): Promise<Platform> {
  const folder = mkdtempSync(join(tmpdir(), 'clic-walk-'))
  // Other operating-system users have to pass through to what is theirs.
  spawnSync('chmod', ['755', folder])
  const state = join(folder, 'state')
  const ports = {
    '--clinic-port': await freePort(),
    '--research-port': await freePort(),
    '--dicom-port': await freePort(),
  }
  const given = Object.entries(ports).flatMap(([name, port]) => [name, String(port)])
  const said = await command(['up', '--json', '--state', state, ...given])
  if (said.code !== 0) throw new Error(`./clic up ended with ${said.code}: ${said.out.slice(-2000)}`)
  return {
    ...(JSON.parse(said.out.trim().split('\n').at(-1) ?? '') as Pick<
      Platform,
      'clinic' | 'research' | 'dicom' | 'signIn'
    >),
    folder,
    state,
    async stop() {
      await command(['down', '--state', state])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Runs `./clic` with arguments; standard output and errors together. */
export function command(args: string[]): Promise<{ code: number | null; out: string }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', cli, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  for (const stream of [child.stderr, child.stdout])
    stream.on('data', (chunk: Buffer) => {
      out += chunk.toString()
    })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, out }))
  })
}
