import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { askRestingRunner, askRunner } from './ask-runner.ts'
import { takeOutput } from './check-output.ts'
import type { Fence, OsUser } from './confine.ts'
import { explainEnd, type ForeignProblem } from './explain-end.ts'
import { type Limits, usualLimits } from './limits.ts'
import { findFence } from './probe.ts'
import { foldersOfProgram } from './programs.ts'
import { bringFolder, emptyRoom, makeRoom, type Room } from './rooms.ts'
import { type ConfinedEnd, runConfined } from './run-confined.ts'
import { socketName } from './runner.ts'
import type { RunnerQuestion } from './runner-words.ts'

export { hangBell, ringBell } from './bell.ts'
export { type Fence, jail } from './confine.ts'
export { identifiersIn } from './identifiers.ts'
export { foldersOfProgram } from './programs.ts'

export interface SandboxSettings {
  /** Folder between the zone and its runner, where one was started as a user of its own. */
  exchange?: string | undefined
  /** Where that runner rests until it is needed: the socket that wakes it, and the fence that it found when it was tried. */
  rests?: { bell: string; fence: Fence } | undefined
  /** The site wants no foreign package to run where the fence is not whole. */
  demanded: boolean
  /** Folders that every foreign package may read, besides the system's: the interpreters that stand for those of its image. */
  programs: string[]
  limits: Partial<Limits>
}

export interface SandboxState {
  fence: Fence
  /** The package runs as an operating-system user that owns nothing of the platform. */
  ownUser: boolean
  /** What a person is told. Begins with “absent” or “in part” where the isolation is not whole. */
  sentence: string
}

/** One run of a foreign package: bring files, run, take the output over, close. */
export interface ForeignRun {
  room: Room
  /** Files of the platform into the room, where the package can read them. */
  bring(folder: string, into: 'package' | 'input'): void
  execute(order: {
    argv: string[]
    env: Record<string, string>
    timeoutS: number
    signal?: AbortSignal | undefined
  }): Promise<ConfinedEnd>
  /** The output, checked and copied to `folder`; or why there is none. `known` are words that its log must not hold. */
  finish(
    end: ConfinedEnd,
    folder: string,
    known?: readonly string[],
  ): { ok: true } | { ok: false; problem: ForeignProblem }
  close(): Promise<void>
}

export interface Sandbox {
  state(): Promise<SandboxState>
  /** Refused where the site demands a whole fence and it is not. */
  open(): Promise<{ ok: true; run: ForeignRun } | { ok: false; problem: ForeignProblem }>
  close(): void
}

/** A user that owns no file: a number that no system gives out by itself. */
const nobodyElse: OsUser = { uid: 64_742, gid: 64_742 }

/** Where packages that others made are run. Nothing is made or tried before it is asked for. */
export function createSandbox(settings: SandboxSettings): Sandbox {
  const limits = { ...usualLimits, ...settings.limits }
  const programs = settings.programs.flatMap(foldersOfProgram)
  const asRoot = process.getuid?.() === 0
  let user = asRoot ? nobodyElse : undefined
  const socket = settings.exchange ? join(settings.exchange, socketName) : undefined
  let own: string | undefined
  const exchange = (): string => {
    if (settings.exchange) return settings.exchange
    if (own) return own
    own = mkdtempSync(join(tmpdir(), 'clic-foreign-'))
    // Root's own folders are closed to the foreign user: it may go through this one, and read nothing in it that it is not given.
    if (user) chownSync(own, 0, user.gid)
    chmodSync(own, user ? 0o710 : 0o700)
    return own
  }
  let found: Promise<SandboxState> | undefined
  const ask = (runner: string, question: RunnerQuestion, signal?: AbortSignal) =>
    settings.rests
      ? askRestingRunner(settings.rests.bell, runner, question, signal)
      : askRunner(runner, question, signal)
  const askState = async (runner: string): Promise<SandboxState> => {
    const said = await ask(runner, { op: 'about' })
    return stateOf('fence' in said ? said.fence : 'limits-only', true)
  }
  const find = async (): Promise<SandboxState> => {
    if (socket) return settings.rests ? stateOf(settings.rests.fence, true) : askState(socket)
    const here = await findFence(exchange(), programs, user)
    user = here.user
    return stateOf(here.fence, user !== undefined)
  }
  const state = (): Promise<SandboxState> => {
    found ??= find()
    // Asked again, it is tried again: the runner may be starting.
    found.catch(() => {
      found = undefined
    })
    return found
  }
  return {
    state,
    async open() {
      let now: SandboxState
      try {
        // Before something runs the runner itself is asked: the kernel's rules may have changed since it was tried.
        now = socket && settings.rests ? await askState(socket) : await state()
      } catch {
        return refused(
          'foreign-runner',
          'The process that runs foreign packages does not answer.',
          './clic status tells how it stands.',
        )
      }
      if (settings.demanded && (now.fence === 'limits-only' || !now.ownUser))
        return refused(
          'foreign-isolation',
          `This site demands the whole fence around foreign packages; it is ${now.sentence}.`,
          'See docs/operate/foreign-packages.md.',
        )
      const room = makeRoom(exchange())
      let within = limits
      const { package: pack, input, output, scratch, root } = room
      return {
        ok: true,
        run: {
          room,
          bring: (folder, into) => bringFolder(folder, room[into]),
          async execute({ argv, env, timeoutS, signal }) {
            within = { ...limits, wallS: Math.min(limits.wallS, timeoutS) }
            const order = { argv, cwd: scratch, env, limits: within }
            if (socket) {
              const said = await ask(socket, { op: 'run', room: basename(room.folder), ...order }, signal)
              if ('end' in said) return said.end
              throw new Error('refused' in said ? said.refused : 'the runner answered something else')
            }
            const reads = [...programs, pack, input]
            const given = { ...(user ? { user } : {}), ...(signal ? { signal } : {}) }
            return runConfined({ ...order, reads, writes: [output, scratch], root }, now.fence, given)
          },
          finish(end, folder, known = []) {
            const problem = explainEnd(end, within, known)
            if (problem) return { ok: false, problem }
            const taken = takeOutput(output, folder, limits)
            return taken.ok ? { ok: true } : taken
          },
          async close() {
            // What it wrote belongs to its user, who alone can remove folders of its own.
            if (socket) await ask(socket, { op: 'empty', room: basename(room.folder) }).catch(() => undefined)
            else emptyRoom(room)
            rmSync(room.folder, { recursive: true, force: true })
          },
        },
      }
    },
    close() {
      if (own) rmSync(own, { recursive: true, force: true })
      own = undefined
      found = undefined
    },
  }
}

function stateOf(fence: Fence, ownUser: boolean): SandboxState {
  if (fence === 'limits-only')
    return {
      fence,
      ownUser,
      sentence: ownUser
        ? 'in part: foreign packages run as an operating-system user of their own with limits, but the kernel gives them no file system and network of their own'
        : 'absent: the kernel gives foreign packages no file system and network of their own, so they can read what this server can',
    }
  return {
    fence,
    ownUser,
    sentence: `${ownUser ? '' : 'in part: '}foreign packages run in a file system of their own, without a network, within limits${
      ownUser ? ', as an operating-system user of their own' : ', but as the server’s own operating-system user'
    }`,
  }
}

function refused(code: string, detail: string, next: string): { ok: false; problem: ForeignProblem } {
  return { ok: false, problem: { code, title: 'Foreign packages are not run', detail, next } }
}

/** Made by the installation as root: closed to all but the zone, which brings and takes, and the foreign user. */
export function layExchange(folder: string, foreign: OsUser, zone: OsUser): void {
  mkdirSync(folder, { recursive: true })
  chownSync(folder, foreign.uid, zone.gid)
  chmodSync(folder, 0o2770)
}
