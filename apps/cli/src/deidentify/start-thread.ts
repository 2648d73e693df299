import type { Worker } from 'node:worker_threads'
import { codeCache } from '../code-cache.ts'

/** Starts a thread that waits to be told what to do. `rewrites`: it loads meanwhile what rewriting files needs. */
export function startThread(file: URL, rewrites: boolean): Worker {
  const threads = process.getBuiltinModule('node:worker_threads')
  const thread = new threads.Worker(file, { workerData: { codeCache: codeCache(), rewrites } })
  // Whoever gives it work waits for it; a command that ends before does not.
  thread.unref()
  return thread
}

/** How many threads the arguments ask for beside this one, before they are checked; 0 where they are not understood. */
export function threadsAsked(args: readonly string[]): number {
  const at = args.findLastIndex((one) => one === '--jobs' || one.startsWith('--jobs='))
  const text = at < 0 ? '' : args[at] === '--jobs' ? args[at + 1] : args[at]!.slice(7)
  return /^(?:[2-9]|[1-5]\d|6[0-4])$/.test(text ?? '') ? Number(text) - 1 : 0
}
