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
  const lanes = [here.do, ...threads.flatMap((thread) => Array.from<Lane>({ length: ahead }).fill(laneTo(thread)))]
  return {
    async work(next, done) {
      const mates = lanes.map(async (lane, i) => {
        // Lanes of one thread are one mate.
        const mate = Math.ceil(i / ahead)
        for (let batch = next(mate); batch; batch = next(mate)) {
          done(await lane(batch))
          // The others' messages and the person's keys come in between.
          if (i === 0) await setImmediate()
        }
      })
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

type Lane = (batch: Batch) => Promise<BatchDone>

/** Batches that a thread holds: while this one is busy with its own, it could give out none. */
const ahead = 2

/** Puts batches to a thread, which answers in their order. */
function laneTo(thread: Worker): Lane {
  const waiting: ((done: BatchDone) => void)[] = []
  thread.on('message', (done: BatchDone) => waiting.shift()?.(done))
  return (batch) =>
    new Promise((resolve) => {
      waiting.push(resolve)
      thread.postMessage(batch)
    })
}
