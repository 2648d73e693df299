import { closeSync, fstatSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { deidentifyFile, deidentifySlide, type FileResult, type FileTerms } from '@clic/deidentification'
import { openPixelReader } from '@clic/pixels'
import { makeFolder, partOf, readFully, writeFully, writeOutput } from './file-bytes.ts'
import type { FileRow } from './file-row.ts'
import type { FileWorker } from './process-file.ts'
import { repeatedName } from './repeated-name.ts'

/** Where files of a patient lie that belong to no series. */
const folder = 'files'

/** De-identifies a file that is no DICOM object, or an object that asks for a look. Slides too long to hold go through in pieces. */
export async function otherFile(
  worker: FileWorker,
  file: { number: number; path: string; patient: string; repeat: number },
  given: FileTerms,
  whole: Uint8Array | undefined,
): Promise<FileRow> {
  const { number } = file
  const terms = { ...given, pixels: () => pixelReader(worker) }
  const streamed = whole ? undefined : streamSlide(worker, file.path, terms)
  const result = streamed ?? (await deidentifyFile(whole ?? readFileSync(file.path), terms))
  if (file.patient === '' && result.kind !== 'dicom' && result.status === 'released') {
    if (streamed) rmSync(partOf(worker, file.path), { force: true })
    return { number, ...unknownPatient, kind: result.kind, inputSha256: result.proof.inputSha256 }
  }
  if (result.status === 'quarantined') return { number, ...result }
  const { proof, kind } = result
  const repeated = repeatedName(result.name, file.repeat)
  const place = kind === 'dicom' ? proof.seriesInstanceUid || 'no-series' : folder
  const output = join(terms.subject.pseudonym, place, repeated)
  if (worker.output !== undefined) {
    makeFolder(worker, join(worker.output, terms.subject.pseudonym, place))
    if (streamed) renameSync(partOf(worker, file.path), join(worker.output, output))
    else writeOutput(join(worker.output, output), result.parts)
  }
  return { number, status: 'released', output, proof }
}

const unknownPatient = {
  status: 'quarantined',
  code: 'patient-unknown',
  reason: 'Nothing in the file, beside it or around it says whose it is, so it would get no subject.',
  next: 'Put it in a folder with files of one patient only, or give it the same name as an object of that patient.',
  modality: '',
} as const

/** Opened for the first picture; undefined where its models cannot be loaded, and then pictures are quarantined. */
export async function pixelReader(worker: FileWorker) {
  worker.pixels ??= openPixelReader().catch(() => undefined)
  return worker.pixels
}

function streamSlide(worker: FileWorker, path: string, terms: FileTerms): FileResult | undefined {
  const from = openSync(path, 'r')
  const part = worker.output === undefined ? undefined : partOf(worker, path)
  if (worker.output !== undefined) makeFolder(worker, worker.output)
  const to = part === undefined ? undefined : openSync(part, 'w')
  let result: FileResult | undefined
  try {
    const source = { size: fstatSync(from).size, read: (at: number, into: Uint8Array) => readFully(from, into, at) }
    result = deidentifySlide(
      source,
      (bytes) => {
        if (to !== undefined) writeFully(to, [bytes])
      },
      terms,
    )
    return result
  } finally {
    closeSync(from)
    if (to !== undefined) closeSync(to)
    if (part !== undefined && result?.status !== 'released') rmSync(part, { force: true })
  }
}
