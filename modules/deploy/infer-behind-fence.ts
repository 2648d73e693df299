import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  labelsByName,
  readDataset,
  readSegmentation,
  tag,
  text,
  type Volume,
  volumeFromSlices,
  writeFile,
} from '@clic/dicom'
import { runMap } from '@clic/monai-deploy'
import type { PartContext } from '@clic/platform/parts'
import type { ForeignRun } from '@clic/platform/sandbox'
import type { WorkerFailure } from '@clic/platform/workers'
import { inputForOthers } from './input-for-others.ts'
import { type Made, makeResult, uidFrom, unusable } from './make-result.ts'
import type { Prepared } from './prepare-study.ts'
import type { Release, Run } from './tables.ts'

type Failed = { ok: false; failure: WorkerFailure }

/** A clinic waits for it; a package that needs longer is ended. */
const longestSeconds = 300

/** Made by others: it is started for each study, behind the fence, and gets images without identity. */
export async function inferBehindFence(
  context: PartContext,
  python: string,
  release: Release,
  run: Run,
  prepared: Extract<Prepared, { ok: true }>,
): Promise<Made | Failed> {
  const opened = await context.sandbox.open()
  if (!opened.ok) return failed(opened.problem)
  const folder = join(context.folder, 'runs', run.id)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'input', 'study'), { recursive: true, mode: 0o700 })
  try {
    return await infer(opened.run, { python, release, run, prepared, folder })
  } finally {
    await opened.run.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function infer(
  foreign: ForeignRun,
  given: { python: string; release: Release; run: Run; prepared: Extract<Prepared, { ok: true }>; folder: string },
): Promise<Made | Failed> {
  const { release, run, prepared, folder } = given
  const [input, output] = [join(folder, 'input'), join(folder, 'output')]
  // A folder a study, as in its validation.
  const files = inputForOthers(prepared.headers, (uid) => uidFrom(run.id, uid)).map((one) => writeFile(one))
  const volume = volumeFromSlices(files)
  if (!volume.ok) return unusable(`could not be asked for: ${volume.problem.message}`)
  for (const [n, bytes] of files.entries())
    writeFileSync(join(input, 'study', `${String(n).padStart(5, '0')}.dcm`), bytes)
  foreign.bring(prepared.folder, 'package')
  foreign.bring(input, 'input')
  const { room } = foreign
  const ended = await runMap(room.package, {
    input: room.input,
    output: room.output,
    scratch: room.scratch,
    timeoutS: longestSeconds,
    python: given.python,
    execute: foreign.execute,
  })
  if (!ended.ok) return failed(ended.problem)
  const finished = foreign.finish(ended.run, output, identityOf(prepared))
  if (!finished.ok) return failed(finished.problem)
  const labels = readLabels(output, volume.volume, release)
  if (!labels) return unusable('is not one mask that fits the study')
  return makeResult(release, run, prepared, labels, { seconds: ended.run.seconds, input: {}, output: {} })
}

/** The one mask for the study; none, or several, are no answer. */
function readLabels(output: string, volume: Volume, release: Release): Uint8Array | undefined {
  const found = readdirSync(output, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .flatMap((one) => {
      const read = readDataset(readFileSync(join(one.parentPath, one.name)))
      const mask = read.ok ? readSegmentation(read.dataset, volume) : undefined
      return mask?.ok ? [labelsByName(mask.labels, mask.segments, release.intended_use.structures)] : []
    })
  return found.length === 1 ? found[0] : undefined
}

/** Words of the study that must not come back in a package's log. */
function identityOf({ headers }: Extract<Prepared, { ok: true }>): string[] {
  const keywords = ['PatientName', 'PatientID', 'AccessionNumber', 'StudyInstanceUID', 'PatientBirthDate']
  return keywords.flatMap((keyword) => text(headers[0] ?? new Map(), tag(keyword)) ?? [])
}

function failed(problem: { code: string; title: string; detail: string; next: string }): Failed {
  const { code, detail, next } = problem
  return { ok: false, failure: { code, message: detail, next } }
}
