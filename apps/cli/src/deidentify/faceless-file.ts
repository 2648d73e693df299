import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type DeidentificationTerms, deidentifyFaceless, fileKind, type SeriesFace } from '@clic/deidentification'
import { gatherHead } from '@clic/pixels'
import { makeFolder, writeOutput } from './file-bytes.ts'
import type { FileRow } from './file-row.ts'
import { pixelReader } from './other-file.ts'
import { type FileWorker, mostLookedAt } from './process-file.ts'

const alone: SeriesFace = {
  ok: false,
  code: 'face-geometry',
  reason: 'The face was not removed. The object names no series, or is too long to be held.',
  next: 'An authorised person removes the face by other means, or it is left out.',
}

/** De-identifies an object of a series whose face the profile wants removed. Where the face lies is found once, from all files of the series. */
export async function facelessFile(
  worker: FileWorker,
  file: { number: number; path: string; repeat: number },
  terms: DeidentificationTerms,
): Promise<FileRow> {
  const { number, path, repeat } = file
  const { series } = worker
  if (series) series.face ??= gatherHead(objectsAt(series.paths))
  const long = statSync(path).size > mostLookedAt
  const face = (!long && (await series?.face)) || alone
  const input = readFileSync(path)
  const result = await deidentifyFaceless(input, face, { ...terms, pixels: () => pixelReader(worker) })
  if (result.status === 'quarantined') return { number, kind: 'dicom', ...result }
  const { proof, parts } = result
  const name = `${proof.sopInstanceUid}${repeat > 0 ? `-${repeat + 1}` : ''}.dcm`
  const folder = join(terms.subject.pseudonym, proof.seriesInstanceUid || 'no-series')
  if (worker.output !== undefined) {
    makeFolder(worker, join(worker.output, folder))
    writeOutput(join(worker.output, folder, name), parts)
  }
  return { number, status: 'released', output: join(folder, name), proof }
}

function* objectsAt(paths: readonly string[]): Generator<Uint8Array> {
  for (const path of paths) {
    if (statSync(path).size > mostLookedAt) continue
    const bytes = readFileSync(path)
    if (fileKind(bytes) === 'dicom') yield bytes
  }
}
