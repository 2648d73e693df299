import { closeSync, fstatSync, mkdirSync, openSync, readSync, renameSync, writevSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  deidentifyParts,
  type IdentitySweep,
  type KnownIdentity,
  type PreparedProfile,
  prepareSweep,
  type Subject,
} from '@clic/deidentification'
import type { FileRow } from './file-row.ts'
import { subjectOf } from './key-file.ts'

/** Everything that one thread needs and keeps from file to file. */
export interface FileWorker {
  profile: PreparedProfile
  secret: Uint8Array
  known: ReadonlyMap<string, KnownIdentity>
  /** Undefined on a dry run. */
  output: string | undefined
  patients: Map<string, { subject: Subject; sweep: IdentitySweep }>
  /** The UID key is the same for all patients. */
  uids: Map<string, string>
  folders: Set<string>
  /** Reused for every file that fits. */
  buffer: Buffer
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

/** De-identifies one file and writes it under its new name. Never throws: what goes wrong becomes a row. */
export function processFile(
  worker: FileWorker,
  file: { number: number; path: string; patient: string; repeat: number },
): FileRow {
  const { number } = file
  try {
    const input = readInput(worker, file.path)
    const { subject, sweep } = patientOf(worker, file.patient)
    const result = deidentifyParts(input, { profile: worker.profile, subject, sweep, uids: worker.uids })
    if (result.status === 'quarantined') return { number, ...result }
    const name = `${result.proof.sopInstanceUid}${file.repeat > 0 ? `-${file.repeat + 1}` : ''}.dcm`
    const output = join(subject.pseudonym, result.proof.seriesInstanceUid || 'no-series', name)
    if (worker.output !== undefined) writeOutput(worker, join(worker.output, output), result.parts)
    return { number, status: 'released', output, proof: result.proof }
  } catch (error) {
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
}

function patientOf(worker: FileWorker, patient: string) {
  const found = worker.patients.get(patient)
  if (found) return found
  const made = { subject: subjectOf(worker.secret, patient), sweep: prepareSweep(worker.known.get(patient) ?? nobody) }
  worker.patients.set(patient, made)
  return made
}

function readInput(worker: FileWorker, path: string): Uint8Array {
  const handle = openSync(path, 'r')
  try {
    const { size } = fstatSync(handle)
    if (size > worker.buffer.length) worker.buffer = Buffer.allocUnsafe(size)
    let at = 0
    while (at < size) {
      const read = readSync(handle, worker.buffer, at, size - at, at)
      if (read === 0) break
      at += read
    }
    return worker.buffer.subarray(0, at)
  } finally {
    closeSync(handle)
  }
}

/** Written beside and renamed, so that an interrupted run leaves no half file under a finished name. */
function writeOutput(worker: FileWorker, path: string, parts: Uint8Array[]): void {
  const folder = dirname(path)
  if (!worker.folders.has(folder)) {
    mkdirSync(folder, { recursive: true })
    worker.folders.add(folder)
  }
  const handle = openSync(`${path}.part`, 'w')
  try {
    let left = parts
    while (left.length > 0) left = after(left, writevSync(handle, left.slice(0, 512)))
  } finally {
    closeSync(handle)
  }
  renameSync(`${path}.part`, path)
}

function after(parts: readonly Uint8Array[], written: number): Uint8Array[] {
  let count = 0
  let rest = written
  while (count < parts.length && rest >= parts[count]!.length) rest -= parts[count++]!.length
  const left = parts.slice(count)
  if (rest > 0) left[0] = left[0]!.subarray(rest)
  return left
}
