import { createHash } from 'node:crypto'
import type { Volume } from '@clic/dicom'
import type { WorkerFailure } from '@clic/platform/workers'
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

type Measured = Pick<Made, 'seconds' | 'input' | 'output'>

/** SEG and SR of a label map on the study's grid. Made twice they are the same two objects. */
export function makeResult(
  release: Release,
  run: Run,
  prepared: Pick<Prepared & { ok: true }, 'volume' | 'headers'>,
  labels: Uint8Array,
  measured: Measured,
): Made | { ok: false; failure: WorkerFailure } {
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
    seconds: measured.seconds,
    volumes,
    input: measured.input,
    output: {
      ...measured.output,
      ...Object.fromEntries(volumes.map((one) => [`volume ${one.structure}`, one.mm3])),
    },
  }
}

export function unusable(what: string): { ok: false; failure: WorkerFailure } {
  return {
    ok: false,
    failure: {
      code: 'answer-unusable',
      message: `The release’s answer ${what}.`,
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

/** A UID that belongs to this run and no other: 2.25 and the decimal form of a 128-bit digest (PS3.5 B.2). */
export function uidFrom(runId: string, what: string): string {
  const digest = createHash('sha256').update(`clic-result ${runId} ${what}`).digest().subarray(0, 16)
  return `2.25.${BigInt(`0x${digest.toString('hex')}`)}`
}
