import { enableCompileCache } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import { copyLong } from './copy-long.ts'
import { changed, errorNumber } from './file-bytes.ts'
import type { LongSeen, LongTask } from './long-beside.ts'

/**
 * A thread beside one that rewrites the headers of long files: reads one after the other, digests it, searches its pixels and writes it with its new
 * header, until it is ended.
 */
enableCompileCache(workerData.codeCache)
let before = Promise.resolve()
parentPort!.on('message', (task: LongTask) => {
  before = before.then(async () => parentPort!.postMessage((await answerTo(task)) satisfies LongSeen))
})

async function answerTo({ file, search }: LongTask): Promise<LongSeen> {
  try {
    if (!search) return { problem: copyLong(file) ? 0 : changed }
    // Loaded with the first that is searched: for measuring alone there is none.
    const seen = (await import('./see-long.ts')).seeLong(file, search)
    return seen ? { problem: 0, seen } : { problem: changed }
  } catch (error) {
    return { problem: errorNumber(error) }
  }
}
