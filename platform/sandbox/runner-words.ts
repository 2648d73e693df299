import type { Fence } from './confine.ts'
import type { Limits } from './limits.ts'
import type { ConfinedEnd } from './run-confined.ts'

/** What a zone asks the runner of its foreign packages: one JSON line, answered by one. Ending the connection cancels the run. */
export type RunnerQuestion =
  | { op: 'about' }
  | { op: 'run'; room: string; argv: string[]; cwd: string; env: Record<string, string>; limits: Limits }
  | { op: 'empty'; room: string }

export type RunnerAnswer = { fence: Fence } | { end: ConfinedEnd } | { emptied: true } | { refused: string }
