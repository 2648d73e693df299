import { setImmediate } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { type CheckRing, makeCheckRing } from './check-ring.ts'
import { type Batch, type BatchDone, type FromThread, fileWork, type ToThread, type WorkerStart } from './file-work.ts'
import { startThread } from './start-thread.ts'
import { threadFile } from './thread-file.ts'

/** This thread and those beside it. */
export interface Crew {
  /**
   * Gives out batches until there is none; whoever is free takes the next. `mate` tells who: 0 is this thread. A thread that is not ready
   * when this one has found all done is not waited for.
   */
  work(next: (mate: number) => Batch | undefined, done: (finished: BatchDone) => void): Promise<void>
  /**
   * Said once, before the first batch to rewrite. `check`: one thread alone beside this one searches and digests what this one rewrites;
   * else, and when there are more, each rewrites batches of its own.
   */
  share(work: 'check' | 'rewrite'): void
  end(): Promise<void>
}

/** `started`: threads that load their code already, see `startThread`; those that lack are started now, those too many are ended. */
export function openCrew(jobs: number, start: WorkerStart, started: readonly Worker[] = []): Crew {
  const here = fileWork(start)
  for (const thread of started.slice(jobs - 1)) void thread.terminate()
  const threads = Array.from({ length: jobs - 1 }, (_, i) =>
    mateOf(started[i] ?? startThread(threadFile('worker', import.meta.url), jobs > 2)),
  )
  let mates = threads
  const failed = Promise.race(threads.map((thread) => thread.failed))
  failed.catch(() => undefined)
  return {
    async work(next, done) {
      const ended = Promise.withResolvers<false>()
      const own = async () => {
        // Those who are ready get theirs first: this one's first batch is its slowest.
        if (mates.length > 0) await setImmediate()
        for (let batch = next(0); batch; batch = next(0)) {
          done(await here.do(batch))
          // The others' messages and the person's keys come in between.
          await setImmediate()
        }
        const files = here.rest()
        if (files.length > 0) done({ kind: 'rewrite', files })
        ended.resolve(false)
      }
      const lanes = mates.flatMap(({ ready, lane }, i) =>
        Array.from({ length: ahead }, async () => {
          if (!(await Promise.race([ready(), ended.promise]))) return
          for (let batch = next(i + 1); batch; batch = next(i + 1)) done(await lane(batch))
        }),
      )
      const all = Promise.all([own(), ...lanes])
      await (threads.length > 0 ? Promise.race([all, failed]) : all)
    },
    share(work) {
      const [only] = threads
      if (!only || threads.length > 1 || work === 'rewrite') {
        for (const thread of threads) thread.rewrite(start)
        return
      }
      mates = []
      const ring = makeCheckRing()
      only.check(ring)
      here.checkBeside(only.thread, ring)
    },
    async end() {
      await here.end()
      await Promise.all(threads.map((thread) => thread.end()))
    },
  }
}

interface Mate {
  thread: Worker
  /** True when it has loaded what the next batches need. */
  ready(): Promise<true>
  rewrite(start: WorkerStart): void
  check(ring: CheckRing): void
  lane: (batch: Batch) => Promise<BatchDone>
  failed: Promise<never>
  end(): Promise<unknown>
}

/** Batches that a thread holds: while this one is busy with its own, it could give out none. */
const ahead = 2

/** Puts batches to a thread, which answers in their order. */
function mateOf(thread: Worker): Mate {
  const waiting: ((done: BatchDone) => void)[] = []
  const failed = Promise.withResolvers<never>()
  const [reads, rewrites] = [Promise.withResolvers<true>(), Promise.withResolvers<true>()]
  let ready = reads.promise
  thread.ref()
  thread.on('message', (message: FromThread) => {
    if (message === 'reads') reads.resolve(true)
    else if (message === 'rewrites') rewrites.resolve(true)
    else waiting.shift()?.(message)
  })
  thread.once('error', failed.reject)
  thread.once('exit', (code) => code !== 0 && failed.reject(new Error(`a thread ended with ${code}`)))
  const put = (message: ToThread) => thread.postMessage(message)
  return {
    thread,
    ready: () => ready,
    rewrite(start) {
      ready = rewrites.promise
      put(start)
    },
    check: put,
    failed: failed.promise,
    lane: (batch) =>
      new Promise((resolve) => {
        waiting.push(resolve)
        put(batch)
      }),
    end: () =>
      new Promise((resolve) => {
        thread.once('exit', resolve)
        put('end')
      }),
  }
}
