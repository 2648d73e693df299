import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readOptions } from '../options.ts'
import { repository } from '../repository.ts'
import { isOurs, stopProcess } from './processes.ts'
import { readSupervisorState } from './supervise.ts'

export const defaultRoot = join(repository, '.clic', 'state')
export const demoRoot = join(repository, '.clic', 'demo')

/** The installation that a command means: the one that was named, else the platform, else a demonstration that stays up. */
export function rootOf(state: string | undefined): string {
  const running = [defaultRoot, demoRoot].find((root) => existsSync(join(root, 'platform.json')))
  return state ?? running ?? defaultRoot
}

export async function downCommand(args: string[]): Promise<number> {
  const { values } = readOptions('down', args, { state: { type: 'path' } })
  const stopped = await stopPlatform(rootOf(values.state))
  process.stdout.write(stopped ? 'CLIC is stopped. Its data stay where they are.\n' : 'CLIC is not running here.\n')
  return 0
}

/**
 * Servers first, so that they can finish what they do; then the vault; the databases last. Also what a start that was broken off has
 * left behind. False when nothing ran.
 */
export async function stopPlatform(root: string): Promise<boolean> {
  const file = join(root, 'platform.json')
  const pids = startedPids(root, file)
  const ours = Object.entries(pids).filter(([, pid]) => isOurs(pid, root))
  const databases = ours.filter(([name]) => name.startsWith('database'))
  // The supervisor stops what it started; were it asked last, it would start everything again.
  for (const [name, pid] of ours)
    if (!name.startsWith('database')) await stopProcess(pid, name === 'supervisor' ? 60 : 15)
  // Side by side: each of them writes out what it holds, which takes seconds.
  await Promise.all(
    databases.map(([, pid]) => {
      // PostgreSQL ends quietly on SIGINT (“fast”); SIGTERM would wait for connections.
      interrupt(pid)
      return stopProcess(pid, 20)
    }),
  )
  const noted = existsSync(file)
  rmSync(file, { force: true })
  return noted || ours.length > 0
}

/** In the order of stopping: as they were noted when all was up, as the supervisor knows them now, and what the databases say. */
function startedPids(root: string, file: string): Record<string, number> {
  const said = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { pids: Record<string, number> }).pids : {}
  const state = readSupervisorState(join(root, 'secrets', 'supervisor-state.json'))
  const all: Record<string, number> = { supervisor: state?.supervisor ?? said['supervisor'] ?? 0 }
  for (const name of ['foreign-clinic', 'foreign-research', 'clinic', 'research', 'vault'])
    all[name] = state?.programs[name]?.pid ?? said[name] ?? 0
  all['databaseClinic'] = postmaster(join(root, 'db-clinic')) ?? said['databaseClinic'] ?? 0
  all['databaseResearch'] = postmaster(join(root, 'db-research')) ?? said['databaseResearch'] ?? 0
  return Object.fromEntries(Object.entries(all).filter(([, pid]) => pid > 0))
}

function postmaster(folder: string): number | undefined {
  const file = join(folder, 'postgres', 'postmaster.pid')
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined
}

function interrupt(pid: number): void {
  try {
    process.kill(pid, 'SIGINT')
  } catch {
    // It is gone already.
  }
}
