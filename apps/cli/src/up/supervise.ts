import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import type { OsUser } from '@clic/platform/db'
import type { Log } from '@clic/platform/log'
import { hangBell } from '@clic/platform/sandbox'
import { type Child, startProcess, stopChild } from './processes.ts'

/** A server of ours that has to be up. */
export interface Program {
  name: 'vault' | 'research' | 'clinic' | 'foreign-research' | 'foreign-clinic'
  script: string
  config: string
  user?: OsUser
  log: string
  heapMb: number
  light?: boolean
  /** Words before the command: what fences the process and makes it another user. */
  behind?: string[]
  /** It rests until somebody connects to the socket at this path, and may end by itself, with code 0, to rest again. */
  bell?: string
}

export interface Patience {
  /** Wait before the first new start, in ms; each further one waits twice as long, up to `longestWaitMs`. */
  firstWaitMs: number
  longestWaitMs: number
  /** So many ends within `withinMs`, and the program is left down. */
  mostEnds: number
  withinMs: number
}

export const usualPatience: Patience = { firstWaitMs: 1000, longestWaitMs: 30_000, mostEnds: 8, withinMs: 15 * 60_000 }

export interface ProgramState {
  state: 'up' | 'starting again' | 'given up' | 'rests'
  pid: number | null
  /** How often it was started again since the platform was started. */
  restarts: number
  lastEnd: { at: string; how: string } | null
}

export type SupervisorState = { supervisor: number; programs: Record<string, ProgramState> }

export function readSupervisorState(file: string): SupervisorState | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as SupervisorState) : undefined
}

/**
 * Starts programs in their order and keeps them up: what ends by itself is started again after a while, and left down, loudly, when
 * it ends again and again. How each stands is in `stateFile`, which `./clic status` reads.
 */
export function supervise(input: {
  programs: readonly Program[]
  patience: Patience
  stateFile: string
  log: Log
  now: () => Date
}) {
  const { patience, log } = input
  const kept = new Map<string, { program: Program; child?: Child; ends: number[] } & ProgramState>()
  const timers = new Set<NodeJS.Timeout>()
  const bells: { close(): void }[] = []
  let stopping = false

  const write = () => {
    const programs: Record<string, ProgramState> = {}
    for (const [name, { state, pid, restarts, lastEnd }] of kept) programs[name] = { state, pid, restarts, lastEnd }
    // Whole or not at all: somebody may read it now.
    writeFileSync(`${input.stateFile}.new`, JSON.stringify({ supervisor: process.pid, programs }), { mode: 0o600 })
    renameSync(`${input.stateFile}.new`, input.stateFile)
  }

  /** What is being started now; whoever stops waits for it, else it would stay behind. */
  let starting: Promise<unknown> = Promise.resolve()

  const begin = (program: Program): Promise<Child> => {
    const begun = beginNow(program)
    starting = begun.catch(() => undefined)
    return begun
  }

  const beginNow = async (program: Program): Promise<Child> => {
    const child = await startProcess(program)
    if (stopping) {
      await stopChild(child)
      throw new Error('it was stopped while it started')
    }
    const one = kept.get(program.name)
    kept.set(program.name, {
      program,
      child,
      ends: one?.ends ?? [],
      state: 'up',
      pid: child.pid,
      restarts: one ? one.restarts + (one.state === 'rests' ? 0 : 1) : 0,
      lastEnd: one?.lastEnd ?? null,
    })
    child.onEnd((how) => ended(program, how))
    return child
  }

  const ended = (program: Program, how: string) => {
    const one = kept.get(program.name)
    if (stopping || !one) return
    const at = input.now()
    one.child = undefined
    one.pid = null
    if (program.bell && how === 'exit code 0') {
      one.state = 'rests'
      return write()
    }
    one.lastEnd = { at: at.toISOString(), how }
    one.ends = [...one.ends, at.getTime()].filter((end) => end > at.getTime() - patience.withinMs)
    const times = one.ends.length
    if (times >= patience.mostEnds) {
      one.state = 'given up'
      log.error('program.given-up', { program: program.name, how, times, log: program.log })
      return write()
    }
    if (program.bell) {
      one.state = 'rests'
      log.error('program.ended', { program: program.name, how, times })
      return write()
    }
    one.state = 'starting again'
    const waitMs = Math.min(patience.longestWaitMs, patience.firstWaitMs * 2 ** (times - 1))
    log.error('program.ended', { program: program.name, how, times, startsAgainInMs: waitMs })
    write()
    const timer = setTimeout(() => {
      timers.delete(timer)
      begin(program).then(
        (child) => {
          log.info('program.started-again', { program: program.name, pid: child.pid })
          write()
        },
        // Why it did not start is in its own log.
        () => ended(program, 'did not start'),
      )
    }, waitMs)
    timers.add(timer)
  }

  /** Starts a program that rests, once for all who ring meanwhile. */
  const wake = async (program: Program): Promise<void> => {
    const one = kept.get(program.name)
    if (one?.state === 'up') return
    if (stopping || one?.state !== 'rests') throw new Error('it is not started')
    try {
      await begin(program)
    } catch (error) {
      ended(program, 'did not start')
      throw error
    }
    write()
  }

  const hang = async (program: Program, path: string) => {
    kept.set(program.name, { program, ends: [], state: 'rests', pid: null, restarts: 0, lastEnd: null })
    let waking: Promise<void> | undefined
    const ring = () => {
      waking ??= wake(program).finally(() => {
        waking = undefined
      })
      return waking
    }
    bells.push(await hangBell(path, ring))
  }

  const stop = async () => {
    stopping = true
    for (const bell of bells) bell.close()
    for (const timer of timers) clearTimeout(timer)
    await starting
    // The clinic first, so that it can finish what it does with the others.
    for (const { child } of [...kept.values()].reverse()) if (child) await stopChild(child)
  }

  return {
    async start(): Promise<Record<string, number>> {
      try {
        // Noted from the beginning: whoever breaks the start off has to find what runs.
        write()
        for (const program of input.programs) {
          if (program.bell) await hang(program, program.bell)
          else await begin(program)
          write()
        }
      } catch (error) {
        await stop()
        rmSync(input.stateFile, { force: true })
        throw error
      }
      return Object.fromEntries([...kept].map(([name, one]) => [name, one.pid ?? 0]))
    },
    stop,
  }
}
