import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readOptions } from '../options.ts'
import { repository } from '../repository.ts'
import { stopProcess } from './processes.ts'
import { readSupervisorState } from './supervise.ts'

export const defaultRoot = join(repository, '.clic', 'state')

export async function downCommand(args: string[]): Promise<number> {
  const { values } = readOptions('down', args, { state: { type: 'string' } })
  const stopped = await stopPlatform(values.state ?? defaultRoot)
  process.stdout.write(stopped ? 'CLIC is stopped. Its data stay where they are.\n' : 'CLIC is not running here.\n')
  return 0
}

/** Servers first, so that they can finish what they do; then the vault; the databases last. */
export async function stopPlatform(root: string): Promise<boolean> {
  const file = join(root, 'platform.json')
  if (!existsSync(file)) return false
  const said = JSON.parse(readFileSync(file, 'utf8')) as { pids: Record<string, number>; supervisorFile?: string }
  const pids: Record<string, number> = { ...said.pids }
  // It stops what it started; were it asked last, it would start everything again.
  if (pids['supervisor']) await stopProcess(pids['supervisor'], 60)
  // A supervisor that was killed leaves its programs, under the ids that they had last.
  const state = said.supervisorFile ? readSupervisorState(said.supervisorFile) : undefined
  for (const [name, one] of Object.entries(state?.programs ?? {})) pids[name] = one.pid ?? 0
  for (const name of ['clinic', 'research', 'vault', 'databaseClinic', 'databaseResearch']) {
    // PostgreSQL ends quietly on SIGINT (“fast”); SIGTERM would wait for connections.
    if (pids[name] && name.startsWith('database')) interrupt(pids[name])
    if (pids[name]) await stopProcess(pids[name], name.startsWith('database') ? 20 : 15)
  }
  rmSync(file, { force: true })
  return true
}

function interrupt(pid: number): void {
  try {
    process.kill(pid, 'SIGINT')
  } catch {
    // It is gone already.
  }
}
