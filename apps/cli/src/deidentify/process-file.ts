import { createHash } from 'node:crypto'
import { closeSync, fstatSync, mkdirSync, openSync, readSync, renameSync, rmSync, writevSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  type DeidentificationTerms,
  deidentifyParts,
  deidentifyStream,
  type FactsMemory,
  fileKind,
  type HeaderMemory,
  type IdentitySweep,
  type KnownIdentity,
  kindBytes,
  type PreparedProfile,
  prepareSweep,
  type SeriesFace,
  type StreamResult,
  type Subject,
} from '@clic/deidentification'
import type { PixelReader } from '@clic/pixels'
import { digestsBeside } from './digests-beside.ts'
import type { facelessFile } from './faceless-file.ts'
import type { FileRow } from './file-row.ts'
import { subjectOf } from './key-file.ts'
import type { otherFile } from './other-file.ts'

/** Everything that one thread needs and keeps from file to file. */
export interface FileWorker {
  profile: PreparedProfile
  secret: Uint8Array
  known: ReadonlyMap<string, KnownIdentity>
  /** For measuring alone. */
  unchecked: boolean
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
  /** Started for the first file that goes through in pieces. */
  digests?: ReturnType<typeof digestsBeside>
  /** Opened when the first picture has to be looked at. */
  pixels?: Promise<PixelReader | undefined>
  /** The series at work where faces are removed, and where its face lies once that was asked. */
  series: { paths: readonly string[]; face?: Promise<SeriesFace> } | undefined
}

const nobody: KnownIdentity = {
  patientIds: [],
  names: [],
  staffNames: [],
  birthDates: [],
  accessionNumbers: [],
  addresses: [],
  phones: [],
  emails: [],
}

/**
 * De-identifies one file and writes it under its new name. Never throws: what goes wrong becomes a row. A promise only for what is no plain
 * image object: files of other kinds, and objects whose pixels or document have to be looked at.
 */
export function processFile(
  worker: FileWorker,
  file: { number: number; path: string; patient: string; repeat: number },
): FileRow | Promise<FileRow> {
  const { number } = file
  try {
    const { subject, sweep } = patientOf(worker, file.patient)
    const { profile, uids, headers, facts, unchecked } = worker
    const terms = { profile, subject, sweep, uids, headers, facts, unchecked }
    const opened = openInput(worker, file.path)
    const { size } = opened
    const streamed = opened.input ? undefined : streamFile(worker, file.path, terms)
    const input = opened.input ?? (streamed || isTiff(file.path) ? undefined : readInput(worker, file.path))
    if (!streamed && (!input || fileKind(input) !== 'dicom')) return other(worker, file, terms, input)
    const whole = input ? deidentifyParts(input, terms) : undefined
    const result = (streamed ?? whole)!
    if (result.status === 'quarantined') {
      if (result.code === 'face-not-removed') return faceless(worker, file, terms)
      const looks = lookCodes.test(result.code) && size <= mostLookedAt
      // What went through in pieces is read whole for the look: every frame has to be decoded.
      if (looks) return other(worker, file, terms, input ?? readInput(worker, file.path))
      return { number, kind: 'dicom', ...result }
    }
    const name = `${result.proof.sopInstanceUid}${file.repeat > 0 ? `-${file.repeat + 1}` : ''}.dcm`
    const output = join(subject.pseudonym, result.proof.seriesInstanceUid || 'no-series', name)
    if (worker.output !== undefined) {
      const path = join(worker.output, output)
      makeFolder(worker, dirname(path))
      if (whole?.status === 'released') writeOutput(path, whole.parts)
      else renameSync(partOf(worker, file.path), path)
    }
    return { number, status: 'released', output, proof: result.proof }
  } catch (error) {
    return failed(number, error)
  }
}

/** Loaded when first met: a run over plain images needs nothing of it. */
async function other(...[worker, file, terms, input]: Parameters<typeof otherFile>): Promise<FileRow> {
  try {
    const { otherFile } = await import('./other-file.ts')
    return await otherFile(worker, file, terms, input)
  } catch (error) {
    return failed(file.number, error)
  }
}

async function faceless(...[worker, file, terms]: Parameters<typeof facelessFile>): Promise<FileRow> {
  try {
    const { facelessFile } = await import('./faceless-file.ts')
    return await facelessFile(worker, file, terms)
  } catch (error) {
    return failed(file.number, error)
  }
}

/** Bytes of the longest object whose pixels are looked at; longer ones stay in quarantine, for memory ends before they do. */
export const mostLookedAt = 512 << 20

/** Codes of objects that may leave after their pixels or their document were seen to. */
const lookCodes = /^(?:look-|document-not-cleaned)/

function isTiff(path: string): boolean {
  const head = Buffer.alloc(kindBytes)
  const handle = openSync(path, 'r')
  try {
    return fileKind(head.subarray(0, readFully(handle, head, 0))) === 'tiff'
  } finally {
    closeSync(handle)
  }
}

function failed(number: number, error: unknown): FileRow {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'bug'
  const known: Record<string, string> = {
    ENOENT: 'The file is gone.',
    EACCES: 'The file may not be read or written.',
    ENOSPC: 'The disk is full.',
    EISDIR: 'It is a folder.',
  }
  return {
    number,
    status: 'failed',
    code,
    reason: known[code] ?? 'The program met something it was not made for.',
    next: known[code]
      ? 'Put it right and run again; finished files are written over with the same bytes.'
      : 'Report it with the code and the kind of object; do not send the object.',
  }
}

function patientOf(worker: FileWorker, patient: string) {
  const found = worker.patients.get(patient)
  if (found) return found
  const made = { subject: subjectOf(worker.secret, patient), sweep: prepareSweep(worker.known.get(patient) ?? nobody) }
  worker.patients.set(patient, made)
  return made
}

/** The whole file where it fits into the buffer; opened once, for its length is known only then. */
function openInput(worker: FileWorker, path: string): { size: number; input?: Uint8Array } {
  const handle = openSync(path, 'r')
  try {
    const { size } = fstatSync(handle)
    if (size > worker.buffer.length) return { size }
    return { size, input: worker.buffer.subarray(0, readFully(handle, worker.buffer.subarray(0, size), 0)) }
  } finally {
    closeSync(handle)
  }
}

/** A file that does not fit, and cannot go through in pieces. */
function readInput(worker: FileWorker, path: string): Uint8Array {
  const { input, size } = openInput(worker, path)
  if (input) return input
  const handle = openSync(path, 'r')
  try {
    const file = Buffer.allocUnsafe(size)
    return file.subarray(0, readFully(handle, file, 0))
  } finally {
    closeSync(handle)
  }
}

/** A file too long to hold goes through in pieces, into a file that gets its name only when all went well. */
function streamFile(worker: FileWorker, path: string, terms: DeidentificationTerms): StreamResult | undefined {
  const from = openSync(path, 'r')
  const part = worker.output === undefined ? undefined : partOf(worker, path)
  if (worker.output !== undefined) makeFolder(worker, worker.output)
  const to = part === undefined ? undefined : openSync(part, 'w')
  let result: StreamResult | undefined
  if (!worker.unchecked) worker.digests ??= digestsBeside()
  try {
    const source = { size: fstatSync(from).size, read: (at: number, into: Uint8Array) => readFully(from, into, at) }
    result = deidentifyStream(
      source,
      (bytes) => {
        if (to !== undefined) writeFully(to, [bytes])
      },
      terms,
      worker.digests,
    )
    return result
  } finally {
    closeSync(from)
    if (to !== undefined) closeSync(to)
    if (part !== undefined && result?.status !== 'released') rmSync(part, { force: true })
  }
}

export function partOf(worker: FileWorker, path: string): string {
  return join(
    worker.output ?? '',
    `${createHash('sha256').update(worker.secret).update(path).digest('hex').slice(0, 24)}.part`,
  )
}

export function readFully(handle: number, into: Uint8Array, at: number): number {
  let done = 0
  while (done < into.length) {
    const read = readSync(handle, into, done, into.length - done, at + done)
    if (read === 0) break
    done += read
  }
  return done
}

export function makeFolder(worker: FileWorker, folder: string): void {
  if (worker.folders.has(folder)) return
  mkdirSync(folder, { recursive: true })
  worker.folders.add(folder)
}

/** Written beside and renamed, so that an interrupted run leaves no half file under a finished name. */
export function writeOutput(path: string, parts: Uint8Array[]): void {
  const handle = openSync(`${path}.part`, 'w')
  try {
    writeFully(handle, parts)
  } finally {
    closeSync(handle)
  }
  renameSync(`${path}.part`, path)
}

export function writeFully(handle: number, parts: Uint8Array[]): void {
  let left = parts
  while (left.length > 0) left = after(left, writevSync(handle, left.length > 512 ? left.slice(0, 512) : left))
}

function after(parts: readonly Uint8Array[], written: number): Uint8Array[] {
  let count = 0
  let rest = written
  while (count < parts.length && rest >= parts[count]!.length) rest -= parts[count++]!.length
  const left = parts.slice(count)
  if (rest > 0) left[0] = left[0]!.subarray(rest)
  return left
}
