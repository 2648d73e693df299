import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { niftiFromVolume, readNifti, type Volume, volumeFromNifti } from '@clic/dicom'
import type { PartContext } from '@clic/platform/parts'
import type { Worker, WorkerFailure } from '@clic/platform/workers'
import type { Prepared } from './prepare-study.ts'
import { resultObjects } from './result-objects.ts'
import type { IntendedUse, Release, Run } from './tables.ts'

export interface Made {
  ok: true
  seg: { uid: string; bytes: Uint8Array }
  sr: { uid: string; bytes: Uint8Array }
  /** In the worker, without waiting. */
  seconds: number
  volumes: { structure: string; mm3: number }[]
  input: Record<string, number>
  output: Record<string, number>
}

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
    const { structures } = release.intended_use
    const stray = labels.find((label) => label !== 0 && !structures.some((one) => one.value === label))
    if (stray !== undefined) return unusable(`holds label ${stray}, which the intended use does not name`)
    const volumes = volumesOf(labels, prepared.volume, structures)
    const uids = {
      seg: uidFrom(run.id, 'seg'),
      segSeries: uidFrom(run.id, 'seg-series'),
      sr: uidFrom(run.id, 'sr'),
      srSeries: uidFrom(run.id, 'sr-series'),
    }
    const objects = resultObjects({
      slices: prepared.headers,
      volume: prepared.volume,
      labels,
      structures,
      volumes,
      product: { name: release.product_name, version: release.version },
      uids,
      at: run.started_at,
    })
    return {
      ok: true,
      seg: { uid: uids.seg, bytes: objects.seg },
      sr: { uid: uids.sr, bytes: objects.sr },
      seconds: Number(result.value['seconds'] ?? 0),
      volumes,
      input: numbers(result.value['input']),
      output: {
        ...numbers(result.value['output']),
        ...Object.fromEntries(volumes.map((one) => [`volume ${one.structure}`, one.mm3])),
      },
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function unusable(what: string): { ok: false; failure: WorkerFailure } {
  return {
    ok: false,
    failure: {
      code: 'answer-unusable',
      message: `The worker’s answer ${what}.`,
      next: 'Suspend the release and tell who made it.',
    },
  }
}

function volumesOf(
  labels: Uint8Array,
  volume: Volume,
  structures: IntendedUse['structures'],
): { structure: string; mm3: number }[] {
  const voxel = volume.spacing[0] * volume.spacing[1] * volume.spacing[2]
  const counts = new Map<number, number>()
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  return structures.map((one) => ({
    structure: one.name,
    mm3: Math.round((counts.get(one.value) ?? 0) * voxel * 10) / 10,
  }))
}

function numbers(value: unknown): Record<string, number> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, number] => typeof entry[1] === 'number' && Number.isFinite(entry[1]),
    ),
  )
}

/** A UID that belongs to this run and no other: 2.25 and the decimal form of a 128-bit digest (PS3.5 B.2). */
function uidFrom(runId: string, what: string): string {
  const digest = createHash('sha256').update(`clic-result ${runId} ${what}`).digest().subarray(0, 16)
  return `2.25.${BigInt(`0x${digest.toString('hex')}`)}`
}
