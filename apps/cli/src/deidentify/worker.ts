import { enableCompileCache } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import type { FileWork, FromThread, ToThread } from './file-work.ts'

/** A thread of `clic deidentify --jobs`: takes batches of files until it is told to end. The first message says what to do with them. */
enableCompileCache(workerData.codeCache)
const { fileWork } = await import('./file-work.ts')
let work: FileWork | undefined
let before = Promise.resolve()
parentPort?.on('message', (message: ToThread) => {
  // One after the other: they share a buffer, and a look at pixels is awaited.
  before = before.then(async () => {
    if (message === 'end') {
      await work?.end()
      parentPort?.close()
    } else if ('profile' in message) {
      work = fileWork(message)
      parentPort?.postMessage('ready' satisfies FromThread)
    } else if (work) parentPort?.postMessage((await work.do(message)) satisfies FromThread)
  })
})
