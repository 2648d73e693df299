import { closeSync, fstatSync, openSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  type DeidentificationTerms,
  deidentifyStream,
  type FactsMemory,
  fileKind,
  type HeaderMemory,
  type IdentitySweep,
  type KnownIdentity,
  kindBytes,
  nobody,
  ownSink,
  type PixelsThrough,
  type PreparedProfile,
  prepareSweep,
  rewriteParts,
  type SeriesFace,
  type StreamResult,
  type StreamSink,
  type Subject,
} from '@clic/deidentification'
import type { PixelReader } from '@clic/pixels'
import { longestChecked } from './check-ring.ts'
import type { ChecksBeside } from './checks-beside.ts'
import type { facelessFile } from './faceless-file.ts'
import { aroundPixels, putBeside, type ToJudge } from './file-beside.ts'
import {
  makeFolder,
  nameOutput,
  openInput,
  partOf,
  readFully,
  readInput,
  writeFully,
  writeOutput,
} from './file-bytes.ts'
import type { FileRow } from './file-row.ts'
import { asksForLook, failedRow, judgedRow, outputOf } from './judged-row.ts'
import { subjectOf } from './key-file.ts'
import type { LongBeside } from './long-beside.ts'
import type { otherFile } from './other-file.ts'
import { type StreamBeside, streamBeside } from './stream-beside.ts'

/** Everything that one thread needs and keeps from file to file. */
export interface FileWorker {
  profile: PreparedProfile
  secret: Uint8Array
  known: ReadonlyMap<string, KnownIdentity>
  /** For measuring alone. */
  unchecked: boolean
  /** See `WorkerStart`. */
  crowded: boolean
  /** Undefined on a dry run. */
  output: string | undefined
  patients: Map<string, { subject: Subject; sweep: IdentitySweep }>
  /** The UID key is the same for all patients. */
  uids: Map<string, string>
  /** Of the object before. */
  headers: HeaderMemory
  facts: FactsMemory
  folders: Set<string>
  /** Reused for every file that fits. */
  buffer: Buffer
  /** For a file of which the pixels are not read here; nothing but zeros between two files. */
  around: Buffer
  /** Where another thread searches and digests what this one rewrites. */
  checks?: ChecksBeside
  /** Started for the first file that goes through in pieces, where the run has no other threads. */
  beside?: StreamBeside
  /** Where several long files come: another thread writes every second. */
  long?: LongBeside
  /** As `around`, for these. */
  longAround?: Buffer
  /** Opened when the first picture has to be looked at. */
  pixels?: Promise<PixelReader | undefined>
  /** The series at work where faces are removed, and where its face lies once that was asked. */
  series: { paths: readonly string[]; face?: Promise<SeriesFace> } | undefined
}

/** A file to be worked: its place in the list, its path, whose it is, and how many files before it have the same UID. */
export interface WorkedFile {
  number: number
  path: string
  patient: string
  repeat: number
  /** What of it need not be read to rewrite it. */
  through?: PixelsThrough & { size: number }
  /** No long file follows it. */
  last?: boolean
}

/**
 * De-identifies one file and writes it under its new name. Never throws: what goes wrong becomes a row. A promise only for what is no plain
 * image object: files of other kinds, and objects whose pixels or document have to be looked at. `beside`: the row comes from
 * `worker.checks`, or from `worker.long`, when the other thread has searched the output.
 */
export function processFile(worker: FileWorker, file: WorkedFile): FileRow | Promise<FileRow> | 'beside' {
  const { number } = file
  try {
    const { subject, sweep } = patientOf(worker, file.patient)
    const { profile, uids, headers, facts, unchecked } = worker
    const terms = { profile, subject, sweep, uids, headers, facts, unchecked }
    const room = worker.checks?.room()
    // Asked for later the buffer holds another file.
    const look = () => other(worker, file, terms, readFileSync(file.path))
    const { through } = file
    const isLong = through !== undefined && through.size > longestChecked
    const isBeside = isLong ? !file.last && through.size <= mostLookedAt && worker.long?.hasRoom() : room
    if (isBeside && through && aroundPixels(worker, file, through, terms, look)) return 'beside'
    const opened = openInput(file.path, room ?? worker.buffer)
    const { size } = opened
    const streamed = opened.input ? undefined : streamFile(worker, file, terms)
    const input = opened.input ?? (streamed || isTiff(file.path) ? undefined : readInput(file.path, worker.buffer))
    if (!streamed && (!input || fileKind(input) !== 'dicom')) return other(worker, file, terms, input)
    const whole = input ? rewriteParts(input, terms) : undefined
    const result = (streamed ?? whole)!
    if (result.status === 'quarantined') {
      if (result.code === 'face-not-removed') return faceless(worker, file, terms)
      const looks = asksForLook(result) && size <= mostLookedAt
      // What went through in pieces is read whole for the look: every frame has to be decoded.
      if (looks) return other(worker, file, terms, input ?? readInput(file.path, worker.buffer))
      return { number, kind: 'dicom', ...result }
    }
    if (result.status === 'rewritten') {
      const made = { subject, input: input!, rewritten: result, look }
      // Letters may be drawn into it: it is decoded and asked.
      if (result.compressed && !unchecked) return other(worker, file, terms, input)
      return room && putBeside(worker, file, made) ? 'beside' : releasedOrHeld(worker, file, made)
    }
    const output = outputOf(file, subject, result.proof)
    if (worker.output !== undefined) nameOutput(worker, partOf(worker, file.path), join(worker.output, output))
    return { number, status: 'released', output, proof: result.proof }
  } catch (error) {
    return failedRow(number, error)
  }
}

/** It is searched here before a byte is written. */
function releasedOrHeld(worker: FileWorker, file: WorkedFile, { subject, rewritten, look }: ToJudge) {
  const output = outputOf(file, subject, rewritten)
  const result = rewritten.judged()
  if (asksForLook(result)) return look()
  if (worker.output !== undefined && result.status === 'released') {
    const path = join(worker.output, output)
    makeFolder(worker, dirname(path))
    writeOutput(path, rewritten.parts)
  }
  return judgedRow(file, output, result)
}

/** Loaded when first met: a run over plain images needs nothing of it. */
async function other(...[worker, file, terms, input]: Parameters<typeof otherFile>): Promise<FileRow> {
  try {
    const { otherFile } = await import('./other-file.ts')
    return await otherFile(worker, file, terms, input)
  } catch (error) {
    return failedRow(file.number, error)
  }
}

async function faceless(...[worker, file, terms]: Parameters<typeof facelessFile>): Promise<FileRow> {
  try {
    const { facelessFile } = await import('./faceless-file.ts')
    return await facelessFile(worker, file, terms)
  } catch (error) {
    return failedRow(file.number, error)
  }
}

/** Bytes of the longest object whose pixels are looked at; longer ones stay in quarantine, for memory ends before they do. */
export const mostLookedAt = 512 << 20

function isTiff(path: string): boolean {
  const head = Buffer.alloc(kindBytes)
  const handle = openSync(path, 'r')
  try {
    return fileKind(head.subarray(0, readFully(handle, head, 0))) === 'tiff'
  } finally {
    closeSync(handle)
  }
}

function patientOf(worker: FileWorker, patient: string) {
  const found = worker.patients.get(patient)
  if (found) return found
  const made = {
    subject: subjectOf(worker.secret, patient),
    sweep: prepareSweep(worker.known.get(patient) ?? nobody()),
  }
  // A search takes 0.3 MB: a folder of a whole department has more patients than fit in memory.
  if (worker.patients.size >= mostPatients) worker.patients.clear()
  worker.patients.set(patient, made)
  return made
}

const mostPatients = 200

/** A file too long to hold goes through in pieces, into a file that gets its name only when all went well. */
function streamFile(worker: FileWorker, file: WorkedFile, terms: DeidentificationTerms): StreamResult | undefined {
  const { path } = file
  const from = openSync(path, 'r')
  const part = worker.output === undefined ? undefined : partOf(worker, path)
  if (worker.output !== undefined) makeFolder(worker, worker.output)
  const to = part === undefined ? undefined : openSync(part, 'w')
  let result: StreamResult | undefined
  const sink = sinkOf(worker, to, worker.crowded || worker.long?.isBusy() === true)
  try {
    const source = { size: fstatSync(from).size, read: (at: number, into: Uint8Array) => readFully(from, into, at) }
    result = deidentifyStream(source, sink, terms)
    return result
  } finally {
    closeSync(from)
    // Its number would be another file's: one that is still written to stays open.
    if ((sink.rest?.() ?? true) && to !== undefined) closeSync(to)
    if (part !== undefined && result?.status !== 'released') rmSync(part, { force: true })
  }
}

/** `alone`: the other processors have other files. */
function sinkOf(worker: FileWorker, to: number | undefined, alone: boolean): StreamSink & { rest?(): boolean } {
  if (alone)
    return ownSink((bytes) => {
      if (to !== undefined) writeFully(to, [bytes])
    }, !worker.unchecked)
  worker.beside ??= streamBeside(!worker.unchecked)
  return worker.beside.sink(to)
}
