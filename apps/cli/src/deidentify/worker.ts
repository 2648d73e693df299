import { enableCompileCache } from 'node:module'
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import type { FileWork, FromThread, ToThread } from './file-work.ts'

/**
 * A thread of `clic deidentify --jobs`: reads headers of files, then rewrites files, or checks what another thread rewrites. Loads for each
 * what it needs, when it is asked; `workerData.rewrites`: at once. Says when it is ready to read, and when to
 * rewrite.
 */
enableCompileCache(workerData.codeCache)
const { surveyWork } = await import('./survey-patients.ts')
const survey = surveyWork()
const tell = (message: FromThread) => parentPort?.postMessage(message)
let work: FileWork | undefined
let before = Promise.resolve()
parentPort?.on('message', (message: ToThread) => {
  // One after the other: they share a buffer, and a look at pixels is awaited.
  before = before.then(async () => {
    if (message === 'end') {
      await work?.end()
      parentPort?.close()
    } else if ('slots' in message) {
      const { checkFiles } = await import('./check-files.ts')
      checkFiles(message, () => receiveMessageOnPort(parentPort!)?.message)
    } else if ('profile' in message) {
      const { fileWork } = await import('./file-work.ts')
      work = fileWork(message)
      tell('rewrites')
    } else if (message.kind === 'survey') tell(survey(message.files))
    else if (work) tell(await work.rewrite(message))
  })
})
tell('reads')
if (workerData.rewrites) await import('./file-work.ts')
