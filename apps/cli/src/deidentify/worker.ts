import { parentPort, workerData } from 'node:worker_threads'
import { processFile } from './process-file.ts'
import { fileWorker, type WorkerStart } from './run-files.ts'

/** A thread of `clic deidentify --jobs`: takes batches of files until an empty one comes. */
const worker = fileWorker(workerData as WorkerStart)
parentPort?.on('message', (files: Parameters<typeof processFile>[1][]) => {
  if (files.length === 0) parentPort?.close()
  else parentPort?.postMessage(files.map((file) => processFile(worker, file)))
})
