import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { codeCache } from '../code-cache.ts'
import { type Batch, type BatchDone, fileWork, type WorkerStart } from './file-work.ts'
import { threadFile } from './thread-file.ts'

/** This thread and `jobs` − 1 beside it. */
export interface Crew {
  /** Gives out batches until there is none; whoever is free takes the next. `mate` tells who: 0 is this thread. */
  work(next: (mate: number) => Batch | undefined, done: (finished: BatchDone) => void): Promise<void>
  end(): Promise<void>
}

/** Starts the threads. They load their code while this one works already. */
export function openCrew(jobs: number, start: WorkerStart): Crew {
  const here = fileWork(start)
  const threads = Array.from(
    { length: jobs - 1 },
    () => new Worker(threadFile('worker', import.meta.url), { workerData: { start, codeCache: codeCache() } }),
  )
  const failed = Promise.race(
    threads.map(
      (thread) =>
        new Promise<never>((_, reject) => {
          thread.once('error', reject)
          thread.once('exit', (code) => code !== 0 && reject(new Error(`a thread ended with ${code}`)))
        }),
    ),
  )
  failed.catch(() => undefined)
  const there = (thread: Worker, batch: Batch) =>
    new Promise<BatchDone>((resolve) => {
      thread.once('message', resolve)
      thread.postMessage(batch)
    })
  return {
    async work(next, done) {
      const mates = [here.do, ...threads.map((thread) => (batch: Batch) => there(thread, batch))].map(
        async (mate, i) => {
          for (let batch = next(i); batch; batch = next(i)) {
            done(await mate(batch))
            // The others' messages and the person's keys come in between.
            if (i === 0) await setImmediate()
          }
        },
      )
      const all = Promise.all(mates)
      await (threads.length > 0 ? Promise.race([all, failed]) : all)
    },
    async end() {
      await here.end()
      await Promise.all(
        threads.map((thread) => {
          const gone = new Promise((resolve) => thread.once('exit', resolve))
          thread.postMessage('end')
          return gone
        }),
      )
    },
  }
}
