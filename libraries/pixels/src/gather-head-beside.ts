import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import { faceNext, type gatherHead } from './dicom/gather-head.ts'
import type { HeadAnswer, HeadObject } from './head-thread.ts'

/** Beyond this a thread is hung, not slow: a long CT of a head takes some seconds. */
const longestMs = 10 * 60_000

/**
 * `gatherHead` in a thread of its own, because decoding and finding a head take seconds in which a server answers nobody. Objects are read
 * one at a time. A thread that fails is a refusal, as a head that is not understood is one; an error in reading the objects is thrown.
 */
export async function gatherHeadBeside(
  objects: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): ReturnType<typeof gatherHead> {
  const thread = new Worker(createRequire(import.meta.url).resolve('@clic/pixels/head-thread'), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdout: true,
    stderr: true,
  })
  const upcoming = Symbol.asyncIterator in objects ? objects[Symbol.asyncIterator]() : objects[Symbol.iterator]()
  try {
    return await new Promise((resolve, reject) => {
      const hung = setTimeout(() => resolve(failed), longestMs).unref()
      thread.on('message', (answer: HeadAnswer) => {
        if ('found' in answer) return resolve(answer.found)
        Promise.resolve(upcoming.next()).then(({ done, value }) => {
          thread.postMessage((done ? 'no more' : value) satisfies HeadObject)
        }, reject)
      })
      thread.once('error', () => resolve(failed))
      thread.once('exit', () => {
        clearTimeout(hung)
        resolve(failed)
      })
    })
  } finally {
    await upcoming.return?.(undefined)
    await thread.terminate()
  }
}

const failed = {
  ok: false as const,
  code: 'face-search-failed',
  reason: 'The face was not removed. The search for it ended before it was done.',
  next: `Queue the study again. ${faceNext}`,
}
