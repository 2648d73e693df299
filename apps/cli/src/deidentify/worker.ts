import { enableCompileCache } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'

/** A thread of `clic deidentify --jobs`: takes batches of files until it is told to end. */
enableCompileCache(workerData.codeCache)
const { fileWork } = await import('./file-work.ts')
const work = fileWork(workerData.start)
let before = Promise.resolve()
parentPort?.on('message', (batch: Parameters<typeof work.do>[0] | 'end') => {
  // One after the other: they share a buffer, and a look at pixels is awaited.
  before = before.then(async () => {
    if (batch !== 'end') return parentPort?.postMessage(await work.do(batch))
    await work.end()
    parentPort?.close()
  })
})
