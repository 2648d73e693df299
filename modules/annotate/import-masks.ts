import { gzipSync } from 'node:zlib'
import { type LinkedView, servicePerson } from '@clic/contracts'
import { readDataset, readSegmentation } from '@clic/dicom'
import { tables } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import type { PartContext } from '@clic/platform/parts'
import type { Change } from '@clic/platform/record'
import { studyVolume } from './study-volume.ts'
import type { AnnotateTables } from './tables.ts'

/** Each DICOM SEG of a linked study becomes a proposed version; a mask of another geometry is refused and shown. Safe to run twice. */
export async function importMasks(context: PartContext, studyId: string): Promise<void> {
  const study = await context.port<LinkedView>('link.studies').study(studyId)
  const masks = study?.series.filter((one) => one.modality === 'SEG').flatMap((one) => one.objects) ?? []
  if (!study || masks.length === 0) return
  const base = await studyVolume(context.files, study)
  for (const mask of masks) {
    const read = readDataset(await context.files.get(mask.sha256))
    const placed = !base.ok
      ? base
      : read.ok
        ? readSegmentation(read.dataset, base.volume)
        : { ok: false as const, reason: read.problem.message }
    if (!placed.ok) {
      await refuseMask(context, studyId, mask.sha256, 'reason' in placed ? placed.reason : placed.problem.message)
      continue
    }
    const voxels = await context.files.put(gzipSync(placed.labels))
    await context.transact(async (change) => {
      await addVersion(context, change, {
        study,
        segSha256: mask.sha256,
        voxelsSha256: voxels.sha256,
        author: placed.creator || 'not stated',
        authorId: null,
        madeAt: dicomTime(placed.madeAt) ?? context.clock.now(),
        origin: 'imported',
        parent: null,
        changedVoxels: null,
        segments: placed.segments.map((one) => ({
          number: one.number,
          label: one.label,
          voxels: count(placed.labels, one.number),
        })),
        actor: servicePerson('annotate'),
      })
    })
  }
}

export interface NewVersion {
  study: { id: string; permitId: string; pseudonym: string; studyDescription: string }
  segSha256: string
  voxelsSha256: string
  author: string
  authorId: string | null
  madeAt: Date
  origin: 'imported' | 'browser' | 'uploaded' | 'started'
  parent: number | null
  changedVoxels: number | null
  comment?: string
  segments: { number: number; label: string; voxels: number }[]
  actor: { id: string; name: string; roles: never[] | readonly string[] }
}

/** Adds a version to the study's label, in the caller's transaction. The same mask again is the same version. Returns the label's id. */
export async function addVersion(
  context: PartContext,
  change: Change,
  made: NewVersion,
): Promise<{ labelId: string; version: number }> {
  const db = tables<AnnotateTables>(change.db)
  await db
    .insertInto('annotate.label')
    .values({
      id: newId('label', context.clock),
      study_id: made.study.id,
      permit_id: made.study.permitId,
      pseudonym: made.study.pseudonym,
      study_description: made.study.studyDescription,
      state: 'proposed',
    })
    .onConflict((oc) => oc.doNothing())
    .execute()
  const label = await db
    .selectFrom('annotate.label')
    .selectAll()
    .where('study_id', '=', made.study.id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const versions = await db
    .selectFrom('annotate.version')
    .select(['version', 'seg_sha256'])
    .where('label_id', '=', label.id)
    .execute()
  const known = versions.find((one) => one.seg_sha256 === made.segSha256)
  if (known) return { labelId: label.id, version: known.version }
  // A new version of a rejected label has to be read again.
  if (label.state === 'rejected')
    await db.updateTable('annotate.label').set({ state: 'proposed' }).where('id', '=', label.id).execute()
  const version = 1 + Math.max(0, ...versions.map((one) => one.version))
  await db
    .insertInto('annotate.version')
    .values({
      label_id: label.id,
      version,
      state: 'proposed',
      author: made.author,
      author_id: made.authorId,
      made_at: made.madeAt,
      origin: made.origin,
      ...(made.comment ? { comment: made.comment } : {}),
      seg_sha256: made.segSha256,
      voxels_sha256: made.voxelsSha256,
      parent: made.parent,
      changed_voxels: made.changedVoxels,
      segments: JSON.stringify(made.segments),
      decided_by: null,
      decided_at: null,
      reason: null,
    })
    .execute()
  change.record({
    actor: { id: made.actor.id, name: made.actor.name, roles: [] },
    action: 'label.proposed',
    subject: { kind: 'label', id: label.id },
    payload: {
      version,
      origin: made.origin,
      seg: made.segSha256,
      parent: made.parent,
      changedVoxels: made.changedVoxels,
    },
  })
  return { labelId: label.id, version }
}

export async function refuseMask(context: PartContext, studyId: string, sha256: string, reason: string): Promise<void> {
  await context.transact(async (change) => {
    await tables<AnnotateTables>(change.db)
      .insertInto('annotate.refused_mask')
      .values({
        study_id: studyId,
        sha256,
        at: context.clock.now(),
        reason,
        next: 'Send a mask that was made on this series.',
      })
      .onConflict((oc) => oc.doNothing())
      .execute()
    change.record({
      actor: servicePerson('annotate'),
      action: 'label.mask-refused',
      subject: { kind: 'study', id: studyId },
      payload: { sha256, reason },
    })
  })
}

export function count(labels: Uint8Array, value: number): number {
  let found = 0
  for (const label of labels) if (label === value) found++
  return found
}

/** DA and TM run together, taken as UTC. */
function dicomTime(text: string): Date | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})(\d{2})?(\d{2})?(\d{2})?/.exec(text)
  if (!match) return undefined
  const [, year, month, day, hour = '00', minute = '00', second = '00'] = match
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(at.getTime()) ? undefined : at
}
