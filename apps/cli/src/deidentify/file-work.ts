import type { Worker } from 'node:worker_threads'
import { type KnownIdentity, type PixelsThrough, type Profile, prepareProfile } from '@clic/deidentification'
import { type CheckRing, halfPage, longestChecked } from './check-ring.ts'
import { checksBeside } from './checks-beside.ts'
import type { FileRow } from './file-row.ts'
import { type EarlierRow, isFinished } from './finished-before.ts'
import type { LongBeside } from './long-beside.ts'
import { type FileWorker, processFile } from './process-file.ts'
import type { StreamBeside } from './stream-beside.ts'
import type { SurveyedFile } from './survey-patients.ts'

/** What a thread is started with. */
export interface WorkerStart {
  profile: Profile
  secret: Uint8Array
  /** Undefined on a dry run. */
  output: string | undefined
  /** For measuring alone: neither digests nor the scan of the output. No command sets it. */
  unchecked: boolean
  /** The run has threads enough: none is started beside one that streams a long file. */
  crowded: boolean
}

/** One file to rewrite. */
interface FileJob {
  number: number
  path: string
  patient: string
  repeat: number
  earlier?: EarlierRow
  /** What of it need not be read to rewrite it. */
  through?: PixelsThrough & { size: number }
  last?: boolean
}

/** Files whose headers are to be read. */
export interface SurveyBatch {
  kind: 'survey'
  files: { number: number; path: string }[]
}

/**
 * Files to rewrite, with all that is known of their patients. `series`: the paths of all files of the one series that the batch is, where
 * faces are removed.
 */
export interface RewriteBatch {
  kind: 'rewrite'
  files: FileJob[]
  known?: ReadonlyMap<string, KnownIdentity>
  series?: string[]
}

/** What a thread is told: headers to read; then how to work and batches, or what it is to check; then that there is no more. */
export type ToThread = SurveyBatch | WorkerStart | RewriteBatch | CheckRing | 'end'

/** `reads`, `rewrites`: it has loaded what it needs for that. */
export type FromThread = 'reads' | 'rewrites' | SurveyedFile[] | FileRow[]

/** The rewriting of one thread, batch by batch. */
export interface FileWork {
  /** Rows of this batch, and of those before it that were being checked beside. */
  rewrite(batch: RewriteBatch): Promise<FileRow[]>
  /** From now on `thread`, which was told of the ring, searches, digests and writes what is rewritten here. */
  checkBeside(thread: Worker, ring: CheckRing): void
  /** Rows of what is being checked beside, when all of it is. */
  rest(): Promise<FileRow[]>
  /** Closes what digests and what reads pixels. */
  end(): Promise<void>
}

/** Threads for long files that are started already. */
export interface BesideLong {
  stream?: StreamBeside
  long?: LongBeside
}

export function fileWork(start: WorkerStart, { stream, long }: BesideLong = {}): FileWork {
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
    buffer: Buffer.allocUnsafeSlow(longestChecked + halfPage).subarray(halfPage),
    around: Buffer.alloc(longestChecked),
    unchecked: start.unchecked,
    crowded: start.crowded,
    series: undefined,
    ...(stream && { beside: stream }),
    ...(long && { long }),
  }
  const rewritten = ({ earlier, ...file }: FileJob): ReturnType<typeof processFile> => {
    const { output, buffer } = worker
    if (earlier && output !== undefined && isFinished(file.path, output, earlier, buffer))
      return { number: file.number, status: 'kept' }
    return processFile(worker, file)
  }
  return {
    async rewrite(batch) {
      if (batch.known) worker.known = batch.known
      worker.series = batch.series && { paths: batch.series }
      const rows: FileRow[] = []
      for (const file of batch.files) {
        const row = await rewritten(file)
        if (row !== 'beside') rows.push(row)
        // Most are rows: what is awaited takes a turn of the program.
        for (const one of worker.checks?.settled() ?? []) rows.push(one instanceof Promise ? await one : one)
        if (worker.long) rows.push(...(await worker.long.settled()))
      }
      return rows
    },
    checkBeside(thread, ring) {
      worker.checks = checksBeside(thread, ring)
    },
    async rest() {
      const checked = await Promise.all(worker.checks?.settled('all') ?? [])
      return [...checked, ...((await worker.long?.settled('all')) ?? [])]
    },
    async end() {
      worker.checks?.end()
      worker.beside?.close()
      worker.long?.close()
      await (await worker.pixels)?.close()
    },
  }
}
