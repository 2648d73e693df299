import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { niftiFromVolume, readNifti, volumeFromNifti } from '@clic/dicom'
import type { PartContext } from '@clic/platform/parts'
import type { Worker, WorkerFailure } from '@clic/platform/workers'
import { type Made, makeResult, unusable } from './make-result.ts'
import type { Prepared } from './prepare-study.ts'
import type { Release, Run } from './tables.ts'

/** A worker that says nothing for this long is ended: one volume takes a second. */
const longestSeconds = 120

/** The release's answer for one volume as SEG and SR. Run twice it makes the same two objects. */
export async function inferStudy(
  context: PartContext,
  worker: Worker,
  release: Release,
  run: Run,
  prepared: Prepared,
): Promise<Made | { ok: false; failure: WorkerFailure }> {
  const folder = join(context.folder, 'runs', run.id)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    const [image, output] = [join(folder, 'image.nii'), join(folder, 'labels.nii')]
    // Only voxels reach the worker: no header, no identity.
    writeFileSync(image, niftiFromVolume(prepared.volume), { mode: 0o600 })
    const timer = setTimeout(() => void worker.stop(), longestSeconds * 1000)
    const result = await worker.request('infer', {
      bundle: prepared.bundle,
      image,
      output,
      weights_sha256: release.weights_validated,
    })
    clearTimeout(timer)
    if (!result.ok) return { ok: false, failure: result.failure }
    const read = readNifti(readFileSync(output))
    if (!read.ok) return unusable('is no NIfTI image')
    const labels = Uint8Array.from(volumeFromNifti(read.nifti).data as ArrayLike<number>)
    return makeResult(release, run, prepared, labels, {
      seconds: Number(result.value['seconds'] ?? 0),
      input: numbers(result.value['input']),
      output: numbers(result.value['output']),
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function numbers(value: unknown): Record<string, number> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, number] => typeof entry[1] === 'number' && Number.isFinite(entry[1]),
    ),
  )
}
