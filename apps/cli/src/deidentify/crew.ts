import { setImmediate, setTimeout } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { type CheckRing, makeCheckRing } from './check-ring.ts'
import type { FileRow } from './file-row.ts'
import type { BesideLong, FileWork, FromThread, RewriteBatch, SurveyBatch, ToThread, WorkerStart } from './file-work.ts'
import { startThread } from './start-thread.ts'
import { type SurveyedFile, surveyWork } from './survey-patients.ts'
import { threadFile } from './thread-file.ts'

/** This thread and those beside it. Batches are given out until there are none; whoever is free takes the next. */
export interface Crew {
  read(next: () => SurveyBatch | undefined, done: (files: SurveyedFile[]) => void): Promise<void>
  /**
   * Said once, when all headers are read. `check`: one thread alone beside this one searches, digests and writes what this one rewrites; else, and
   * when there are more, each rewrites batches of its own: `rewrite-long` files that each take longer than a thread takes to load. `alone`: this
   * thread does all, and those beside it end.
   */
  share(work: 'check' | 'rewrite' | 'rewrite-long' | 'alone'): Promise<void>
  /** `mate` tells who asks: 0 is this thread. */
  rewrite(next: (mate: number) => RewriteBatch | undefined, done: (rows: FileRow[]) => void): Promise<void>
  end(): Promise<void>
}

/**
 * `started`: threads that load their code already, see `startThread`; those that lack are started now, those too many are ended. `beside`: for
 * long files of this thread, started already.
 */
export function openCrew(
  jobs: number,
  start: WorkerStart,
  started: readonly Worker[] = [],
  beside: BesideLong = {},
): Crew {
  for (const thread of started.slice(jobs - 1)) void thread.terminate()
  const threads = Array.from({ length: jobs - 1 }, (_, i) =>
    mateOf(started[i] ?? startThread(threadFile('worker', import.meta.url), jobs > 2)),
  )
  const failed = Promise.race(threads.map((thread) => thread.failed))
  failed.catch(() => undefined)
  let [mates, work] = [threads, undefined as FileWork | undefined]
  let givenAtOnce = false
  let checking: Mate | undefined
  const rewriting = async () => {
    work ??= (await import('./file-work.ts')).fileWork(start, beside)
    return work
  }
  const together = async (all: Promise<unknown>[]) => {
    await (threads.length > 0 ? Promise.race([Promise.all(all), failed]) : Promise.all(all))
  }
  return {
    async read(next, done) {
      const survey = surveyWork()
      const late = threads.length === 1 ? setTimeout(lateMs, true, { ref: false }) : true
      const ended = Promise.withResolvers<false>()
      const lane = async (mate: Mate) => {
        if (!(await Promise.race([late, ended.promise])) || !(await Promise.race([mate.reads, ended.promise]))) return
        for (let batch = next(); batch; batch = next()) done(await mate.read(batch))
      }
      const own = async () => {
        for (let batch = next(); batch; batch = next()) {
          done(survey(batch.files))
          // The others' messages and the person's keys come in between.
          await setImmediate()
        }
        ended.resolve(false)
      }
      const lanes = threads.flatMap((mate) => Array.from({ length: ahead }, () => lane(mate)))
      await together([own(), ...lanes])
    },
    async share(task) {
      const [only] = threads
      givenAtOnce = task === 'rewrite-long'
      if (task === 'alone') {
        for (const thread of threads.splice(0)) void thread.end()
        return
      }
      if (!only || threads.length > 1 || task !== 'check') {
        for (const thread of threads) thread.start(start)
        return
      }
      mates = []
      const ring = makeCheckRing(start.output, start.unchecked)
      only.check(ring)
      checking = only
      ;(await rewriting()).checkBeside(only.thread, ring)
    },
    async rewrite(next, done) {
      const here = await rewriting()
      const ended = Promise.withResolvers<false>()
      const lane = async (mate: Mate, number: number) => {
        // Given before it can begin, for this thread gives out nothing while it is at a long file itself.
        if (!givenAtOnce && !(await Promise.race([mate.rewrites, ended.promise]))) return
        for (let batch = next(number); batch; batch = next(number)) done(await mate.rewrite(batch))
      }
      const own = async () => {
        // Those who are ready get theirs first: this one's first batch is its slowest.
        if (mates.length > 0) await setImmediate()
        for (let batch = next(0); batch; batch = next(0)) {
          done(await here.rewrite(batch))
          await setImmediate()
        }
        done(await here.rest())
        ended.resolve(false)
      }
      await together([own(), ...mates.flatMap((mate, i) => Array.from({ length: ahead }, () => lane(mate, i + 1)))])
    },
    async end() {
      if (work) await work.end()
      else for (const one of [beside.stream, beside.long]) one?.close()
      // What it checked is done with: the run does not wait until it has gone.
      checking?.thread.unref()
      const ended = threads.map((thread) => thread.end())
      if (!checking) await Promise.all(ended)
    },
  }
}

/** So long one alone leaves this one to read headers: two that begin at once read some thousands no faster than one. */
const lateMs = 250

/** Batches that a thread holds: while this one is busy with its own, it could give out none. */
const ahead = 2

interface Mate {
  thread: Worker
  /** When it has loaded what it needs to read headers, and to rewrite. */
  reads: Promise<true>
  rewrites: Promise<true>
  read(batch: SurveyBatch): Promise<SurveyedFile[]>
  start(start: WorkerStart): void
  rewrite(batch: RewriteBatch): Promise<FileRow[]>
  check(ring: CheckRing): void
  failed: Promise<never>
  end(): Promise<unknown>
}

/** Puts batches to a thread, which answers in their order. */
function mateOf(thread: Worker): Mate {
  const waiting: ((done: never) => void)[] = []
  const failed = Promise.withResolvers<never>()
  const [reads, rewrites] = [Promise.withResolvers<true>(), Promise.withResolvers<true>()]
  thread.ref()
  thread.on('message', (message: FromThread) => {
    if (message === 'reads') reads.resolve(true)
    else if (message === 'rewrites') rewrites.resolve(true)
    else waiting.shift()?.(message as never)
  })
  thread.once('error', failed.reject)
  thread.once('exit', (code) => code !== 0 && failed.reject(new Error(`a thread ended with ${code}`)))
  const put = (message: ToThread) => thread.postMessage(message)
  const answered = <Done>(batch: SurveyBatch | RewriteBatch) =>
    new Promise<Done>((resolve) => {
      waiting.push(resolve)
      put(batch)
    })
  return {
    thread,
    reads: reads.promise,
    rewrites: rewrites.promise,
    read: answered<SurveyedFile[]>,
    start: put,
    rewrite: answered<FileRow[]>,
    check: put,
    failed: failed.promise,
    end: () =>
      new Promise((resolve) => {
        thread.once('exit', resolve)
        put('end')
      }),
  }
}
