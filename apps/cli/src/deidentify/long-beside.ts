import { Worker } from 'node:worker_threads'
import type { RewrittenObject, SeenOutput } from '@clic/deidentification'
import { codeCache } from '../code-cache.ts'
import type { LongFile } from './copy-long.ts'
import { writeError } from './file-bytes.ts'
import type { FileRow } from './file-row.ts'
import type { LongSearch, PixelsSeen } from './see-long.ts'
import { threadFile } from './thread-file.ts'

/** What the other thread is told of a file. */
export interface LongTask {
  file: LongFile
  /** Undefined for measuring alone. */
  search: LongSearch | undefined
}

/** Its answer: the number of the error, 0 for none, and what it saw. */
export interface LongSeen {
  problem: number
  seen?: PixelsSeen
}

/** Long files in a thread beside this one, which does others meanwhile. */
export interface LongBeside {
  /** Whether it takes one more: it has one at work and one that waits at most, for while this thread is at a file itself it gives out none. */
  hasRoom(): boolean
  /** Whether it is at work: then the other threads that a long file may have would only take its processor. */
  isBusy(): boolean
  /** A file whose header was rewritten: `judge` is asked when it is written. */
  put(file: LongFile, rewritten: RewrittenObject, header: SeenOutput['residual'], judge: LongJudge): void
  /** Rows of what was written since; `all`: of all that was put. */
  settled(all?: 'all'): Promise<FileRow[]>
  close(): void
}

/** `seen`: undefined where the file went through unread for measuring alone. */
type LongJudge = (seen: SeenOutput | undefined, part: string | Error | undefined) => FileRow | Promise<FileRow>

/** What a thread that is gone would have said: an error of input or output. */
const eio = -5

export function longBeside(searched = true): LongBeside {
  const thread = new Worker(threadFile('long-thread', import.meta.url), { workerData: { codeCache: codeCache() } })
  // A run that breaks off does not wait for it.
  thread.unref()
  const waiting: ((seen: LongSeen) => void)[] = []
  let gone = false
  const leave = () => {
    gone = true
    for (const answer of waiting.splice(0)) answer({ problem: eio })
  }
  thread.on('message', (seen: LongSeen) => waiting.shift()?.(seen))
  thread.once('error', leave)
  thread.once('exit', leave)
  let working = Promise.resolve()
  const told: (() => ReturnType<LongJudge>)[] = []
  return {
    hasRoom: () => waiting.length < 2 && !gone,
    isBusy: () => waiting.length > 0,
    put(file, { headerBytes, sweep, slice }, header, judge) {
      const search = searched ? { needles: sweep.longNeedles, headerBytes, slice } : undefined
      const answered = new Promise<LongSeen>((resolve) => waiting.push(resolve))
      // Who waits for it keeps the program alive.
      thread.ref()
      thread.postMessage({ file, search } satisfies LongTask)
      const before = working
      working = answered.then(async ({ problem, seen }) => {
        if (waiting.length === 0) thread.unref()
        await before
        const part = problem === 0 ? file.part : writeError(problem)
        told.push(() => judge(seen && withHeader(seen, header), part))
      })
    },
    async settled(all) {
      if (all) await working
      const rows: FileRow[] = []
      // Judged here and not when it is told: a look at pixels has the program for itself.
      for (let next = told.shift(); next; next = told.shift()) rows.push(await next())
      return rows
    },
    close: () => void thread.terminate(),
  }
}

function withHeader({ certain, ...seen }: PixelsSeen, header: SeenOutput['residual']): SeenOutput {
  return { ...seen, residual: { ...header, certain: header.certain + certain } }
}
