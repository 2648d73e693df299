import { Worker } from 'node:worker_threads'
import { type Profile, prepareProfile } from '@clic/deidentification'
import type { FileRow } from './file-row.ts'
import { type FileWorker, processFile } from './process-file.ts'
import type { Survey } from './survey-patients.ts'

export interface Run {
  files: readonly string[]
  survey: Survey
  profile: Profile
  key: Buffer
  output: string | undefined
  jobs: number
  told(done: number): void
}

/** What a thread is started with. */
export interface WorkerStart {
  profile: Profile
  secret: Uint8Array
  known: Survey['known']
  output: string | undefined
}

/** How many files a thread takes at a time. */
const batch = 16

/** All files, in this thread or over `jobs` threads; rows in the order of the files. */
export async function runFiles(run: Run): Promise<FileRow[]> {
  const start: WorkerStart = { profile: run.profile, secret: run.key, known: run.survey.known, output: run.output }
  if (run.jobs === 1) {
    const worker = fileWorker(start)
    return run.files.map((_, number) => {
      const row = processFile(worker, fileAt(run, number))
      run.told(number + 1)
      return row
    })
  }
  const rows: FileRow[] = []
  let next = 0
  let done = 0
  const take = () => {
    const from = next
    next = Math.min(run.files.length, next + batch)
    return Array.from({ length: next - from }, (_, i) => fileAt(run, from + i))
  }
  await Promise.all(
    Array.from(
      { length: Math.min(run.jobs, run.files.length) },
      () =>
        new Promise<void>((resolve, reject) => {
          const thread = new Worker(new URL('./worker.ts', import.meta.url), { workerData: start })
          thread.on('error', reject)
          thread.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a thread ended with ${code}`))))
          thread.on('message', (finished: FileRow[]) => {
            for (const row of finished) rows[row.number] = row
            done += finished.length
            run.told(done)
            thread.postMessage(take())
          })
          thread.postMessage(take())
        }),
    ),
  )
  return rows
}

export function fileWorker(start: WorkerStart): FileWorker {
  return {
    profile: prepareProfile(start.profile),
    secret: start.secret,
    known: start.known,
    output: start.output,
    patients: new Map(),
    uids: new Map(),
    folders: new Set(),
    buffer: Buffer.allocUnsafe(8 << 20),
  }
}

function fileAt(run: Run, number: number) {
  return {
    number,
    path: run.files[number]!,
    patient: run.survey.patientOf[number]!,
    repeat: run.survey.repeats[number]!,
  }
}
