import { type FactsMemory, type KnownIdentity, type Profile, prepareProfile } from '@clic/deidentification'
import type { FileRow } from './file-row.ts'
import { type EarlierRow, isFinished } from './finished-before.ts'
import { type FileWorker, processFile } from './process-file.ts'
import { headBytes, type SurveyedFile, surveyFile } from './survey-patients.ts'

/** What a thread is started with. */
export interface WorkerStart {
  profile: Profile
  secret: Uint8Array
  /** Undefined on a dry run. */
  output: string | undefined
  /** For measuring alone: neither digests nor the scan of the output. No command sets it. */
  unchecked: boolean
}

/** One file to rewrite. */
interface FileJob {
  number: number
  path: string
  patient: string
  repeat: number
  earlier?: EarlierRow
}

/**
 * A batch for a thread: headers to read, or files to rewrite with all that is known of their patients. `series`: the paths of all files of
 * the one series that the batch is, where faces are removed.
 */
export type Batch =
  | { kind: 'survey'; files: { number: number; path: string }[] }
  | { kind: 'rewrite'; files: FileJob[]; known?: ReadonlyMap<string, KnownIdentity>; series?: string[] }

export type BatchDone = { kind: 'survey'; files: SurveyedFile[] } | { kind: 'rewrite'; files: FileRow[] }

/** What a thread is told: once how to work, then batches, then that there are no more. */
export type ToThread = WorkerStart | Batch | 'end'

export type FromThread = 'ready' | BatchDone

/** The work of one thread, batch by batch. */
export interface FileWork {
  do(batch: Batch): Promise<BatchDone>
  /** Closes what digests and what reads pixels. */
  end(): Promise<void>
}

/**
 * How far the buffer lies from where a page begins. The kernel copies from pages of its own, and AMD's processors copy four times slower to a
 * place less than 64 bytes further on in its page than the source in its own.
 */
const halfPage = 2048

export function fileWork(start: WorkerStart): FileWork {
  const head = Buffer.alloc(headBytes)
  const surveyed: FactsMemory = {}
  const worker: FileWorker = {
    profile: prepareProfile(start.profile),
    secret: start.secret,
    known: new Map(),
    output: start.output,
    patients: new Map(),
    uids: new Map(),
    headers: new Map(),
    facts: {},
    folders: new Set(),
    buffer: Buffer.allocUnsafeSlow((8 << 20) + halfPage).subarray(halfPage),
    unchecked: start.unchecked,
    series: undefined,
  }
  const rewritten = ({ earlier, ...file }: FileJob): FileRow | Promise<FileRow> => {
    const { output, buffer } = worker
    if (earlier && output !== undefined && isFinished(file.path, output, earlier, buffer))
      return { number: file.number, status: 'kept' }
    return processFile(worker, file)
  }
  return {
    async do(batch) {
      if (batch.kind === 'survey')
        return {
          kind: 'survey',
          files: batch.files.map(({ number, path }) => surveyFile(number, path, head, surveyed)),
        }
      if (batch.known) worker.known = batch.known
      worker.series = batch.series && { paths: batch.series }
      const rows: FileRow[] = []
      for (const file of batch.files) rows.push(await rewritten(file))
      return { kind: 'rewrite', files: rows }
    },
    async end() {
      worker.digests?.close()
      await (await worker.pixels)?.close()
    },
  }
}
