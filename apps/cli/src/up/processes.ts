import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs'
import type { OsUser } from '@clic/platform/db'
import { CommandError } from '../command-error.ts'

/** A running process of ours. */
export interface Child {
  pid: number
  ready: Record<string, unknown>
  /** Told once when it ends, with what ended it. */
  onEnd(listener: (how: string) => void): void
}

/**
 * Starts a Node process of ours as its own user and waits for its one ready line. Its settings come from a file, never from the
 * command line, where every user of the machine could read them.
 */
export function startProcess(input: {
  name: string
  script: string
  config: string
  user?: OsUser
  log: string
  heapMb: number
  /** Little code that runs seldom: it is interpreted, so that the pages of the compilers are never touched. */
  light?: boolean
  /** Words before the command: what fences the process and makes it another user. */
  behind?: string[]
  /** A process group of its own, which outlives the command that started it. */
  detached?: boolean
  /** Most seconds until the ready line. */
  seconds?: number
}): Promise<Child> {
  const errors = openSync(input.log, 'a', 0o600)
  const [program = '', ...words] = [
    ...(input.behind ?? []),
    process.execPath,
    ...nodeFlags(input),
    input.script,
    input.config,
  ]
  const child: ChildProcess = spawn(program, words, {
    uid: input.user?.uid,
    gid: input.user?.gid,
    stdio: ['ignore', 'pipe', errors],
    detached: input.detached ?? false,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: '/nonexistent',
      LANG: 'C.UTF-8',
      NODE_ENV: 'production',
      ...(process.env['NODE_EXTRA_CA_CERTS'] ? { NODE_EXTRA_CA_CERTS: process.env['NODE_EXTRA_CA_CERTS'] } : {}),
      // One heap of C for all threads: each of its own keeps what it once needed.
      MALLOC_ARENA_MAX: '1',
    },
  })
  // The child has it; a supervisor that starts it again and again must not keep one for each time.
  closeSync(errors)
  return new Promise((resolve, reject) => {
    const fail = () =>
      reject(new CommandError(`${input.name} did not start: ${lastLine(input.log)} (the whole log: ${input.log})`, 1))
    const timer = setTimeout(
      () => {
        child.kill('SIGKILL')
        fail()
      },
      (input.seconds ?? 60) * 1000,
    )
    child.once('error', fail)
    child.once('exit', () => {
      clearTimeout(timer)
      fail()
    })
    onFirstLine(child.stdout as NodeJS.ReadableStream, (line) => {
      clearTimeout(timer)
      child.stdout?.destroy()
      if (input.detached) child.unref()
      resolve({
        pid: child.pid as number,
        ready: JSON.parse(line) as Record<string, unknown>,
        onEnd(listener) {
          const tell = () => listener(child.signalCode ?? `exit code ${child.exitCode}`)
          if (child.exitCode !== null || child.signalCode !== null) tell()
          else child.once('exit', tell)
        },
      })
    })
  })
}

/** By hand: the supervisor has no other use for what Node loads to read lines. */
function onFirstLine(stream: NodeJS.ReadableStream, told: (line: string) => void): void {
  let text = ''
  const read = (chunk: Buffer | string) => {
    text += chunk
    const end = text.indexOf('\n')
    if (end < 0) return
    stream.off('data', read)
    told(text.slice(0, end))
  }
  stream.on('data', read)
}

function nodeFlags(input: { heapMb: number; light?: boolean }): string[] {
  return [
    '--disable-warning=ExperimentalWarning',
    `--max-old-space-size=${input.heapMb}`,
    // Room for what is short-lived: a third of the work on volumes was collecting it in 2 MB. Nothing of it stays when a process comes to rest.
    `--max-semi-space-size=${input.light ? 2 : 16}`,
    '--expose-gc',
    ...(input.light ? ['--no-sparkplug', '--no-maglev', '--no-opt'] : []),
  ]
}

function lastLine(file: string): string {
  return existsSync(file)
    ? (readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? '').slice(0, 300)
    : 'no reason was given'
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/**
 * Whether a process is still the one that was started for an installation: after a restart of the machine its number belongs to
 * somebody else. All of ours name a file below `root` on their command line; where no command line can be read, the number has to do.
 */
export function isOurs(pid: number, root: string): boolean {
  if (!isAlive(pid)) return false
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`${root}/`)
  } catch {
    return !existsSync('/proc/self/cmdline')
  }
}

/** Asks a process to end, and insists after a while. */
export async function stopProcess(pid: number, seconds = 15): Promise<void> {
  if (!isAlive(pid)) return
  process.kill(pid, 'SIGTERM')
  for (let i = 0; i < seconds * 20 && isAlive(pid); i++) await new Promise((resolve) => setTimeout(resolve, 50))
  if (isAlive(pid)) process.kill(pid, 'SIGKILL')
}

/** The same for a child of this process. */
export function stopChild(child: Child): Promise<void> {
  return stopProcess(child.pid)
}

/**
 * Memory of processes and all their children in MB: `pss` counts a page that n processes share as 1/n (the memory really used),
 * `rss` counts it n times. Linux only; undefined elsewhere.
 */
export function memoryOf(
  pids: number[],
  skip: (command: string) => boolean = () => false,
): { pss: number; rss: number } | undefined {
  if (!existsSync('/proc/self/smaps_rollup')) return undefined
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      parents.set(Number(name), Number(readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]))
    } catch {
      // The process ended meanwhile.
    }
  }
  const wanted = new Set(pids)
  for (let grown = true; grown; ) {
    grown = false
    for (const [pid, parent] of parents) if (wanted.has(parent) && !wanted.has(pid)) grown = Boolean(wanted.add(pid))
  }
  let pss = 0
  let rss = 0
  for (const pid of wanted) {
    try {
      if (skip(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))) continue
      const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
      pss += Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0)
      rss += Number(/^Rss:\s+(\d+)/m.exec(text)?.[1] ?? 0)
    } catch {
      // The process ended meanwhile.
    }
  }
  return { pss: Math.round(pss / 1024), rss: Math.round(rss / 1024) }
}
