import { gunzipSync, gzipSync } from 'node:zlib'
import { type LinkedView, type Person, type Result, refuse } from '@clic/contracts'
import { readDataset, readSegmentation, writeFile } from '@clic/dicom'
import { tables } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'
import { drawnMask } from './drawn-mask.ts'
import { addVersion, count, refuseMask } from './import-masks.ts'
import { namesNobody, studyToLabel } from './study-to-label.ts'
import { studyVolume } from './study-volume.ts'
import type { AnnotateTables } from './tables.ts'
import { type LabelRow, readLabel } from './views.ts'
import { openWriteGate } from './write-gate.ts'

const maxVoxels = 512 * 1024 * 1024

/** A new version from the browser: the voxels become a DICOM SEG on the server, with the person as its author. */
export async function editLabel(
  context: PartContext,
  labelId: string,
  edit: { fromVersion: number; voxelsGzipBase64: string; comment: string },
  person: Person,
): Promise<Result<LabelRow>> {
  const label = await tables<AnnotateTables>(context.db)
    .selectFrom('annotate.label')
    .selectAll()
    .where('id', '=', labelId)
    .executeTakeFirst()
  const parent = await tables<AnnotateTables>(context.db)
    .selectFrom('annotate.version')
    .selectAll()
    .where('label_id', '=', labelId)
    .where('version', '=', edit.fromVersion)
    .executeTakeFirst()
  const study = label ? await context.port<LinkedView>('link.studies').study(label.study_id) : undefined
  if (!label || !parent || !study)
    return refuse(404, {
      code: 'label-unknown',
      title: 'No such version',
      detail: `There is no version ${edit.fromVersion} of label ${labelId}.`,
      next: 'Open the study again.',
    })
  const base = await studyVolume(context.files, study)
  let labels: Uint8Array = new Uint8Array()
  try {
    labels = gunzipSync(Buffer.from(edit.voxelsGzipBase64, 'base64'), { maxOutputLength: maxVoxels })
  } catch {
    return refuse(400, {
      code: 'voxels-unreadable',
      title: 'The mask cannot be read',
      detail: 'The voxels do not unpack.',
      next: 'Save again from the viewer.',
    })
  }
  const known = new Set(parent.segments.map((one) => one.number))
  const misfit = !base.ok
    ? base.reason
    : labels.length === base.volume.dims[0] * base.volume.dims[1] * base.volume.dims[2] &&
        labels.every((one) => one === 0 || known.has(one))
      ? undefined
      : 'The voxels are not those of the study’s images, or of another structure than the mask has.'
  const gate = await openWriteGate(context, study, person, misfit)
  if (!gate.ok) return gate
  if (!base.ok || labels.every((one) => one === 0))
    return refuse(422, {
      code: 'mask-empty',
      title: 'The mask is empty',
      detail: 'No voxel is marked.',
      next: 'Mark the structure, or reject the version instead.',
    })
  const before = gunzipSync(await context.files.get(parent.voxels_sha256), { maxOutputLength: maxVoxels })
  const at = context.clock.now()
  const seg = drawnMask({
    labels,
    base,
    structures: parent.segments,
    person,
    at,
    said: `Mask, version from ${edit.fromVersion}`,
  })
  const [stored, voxels] = [await context.files.put(writeFile(seg)), await context.files.put(gzipSync(labels))]
  await context.transact(async (change) => {
    await addVersion(context, change, {
      study,
      segSha256: stored.sha256,
      voxelsSha256: voxels.sha256,
      author: person.name,
      authorId: person.id,
      madeAt: at,
      origin: 'browser',
      parent: edit.fromVersion,
      comment: edit.comment.trim(),
      changedVoxels: labels.reduce((sum, one, i) => sum + (one === before[i] ? 0 : 1), 0),
      segments: parent.segments.map((one) => ({ ...one, voxels: count(labels, one.number) })),
      actor: person,
    })
  })
  return readLabel(context, labelId)
}

/** A DICOM SEG made elsewhere; one of another geometry is refused and shown. */
export async function uploadMask(
  context: PartContext,
  studyId: string,
  file: Uint8Array,
  person: Person,
): Promise<Result<LabelRow>> {
  const found = await studyToLabel(context, studyId)
  if (!found.ok) return found
  const study = found.value
  const base = await studyVolume(context.files, study)
  const parsed = readDataset(file)
  if (!parsed.ok)
    return refuse(422, {
      code: `dicom-${parsed.problem.code}`,
      title: 'The file cannot be read',
      detail: parsed.problem.message,
      next: 'Send a DICOM segmentation.',
    })
  const next = 'Make the mask on the de-identified study; nothing was kept here.'
  const nobody = namesNobody(context, file, study, next)
  if (!nobody.ok) return nobody
  const placed = base.ok ? readSegmentation(parsed.dataset, base.volume) : undefined
  const misfit = !base.ok ? base.reason : placed?.ok ? undefined : placed?.problem.message
  const gate = await openWriteGate(context, study, person, misfit)
  if (!gate.ok) {
    if (misfit) await refuseMask(context, studyId, (await context.files.put(file)).sha256, misfit)
    return gate
  }
  if (!placed?.ok)
    return refuse(422, { code: 'mask-refused', title: 'The mask is refused', detail: 'It does not lie on the series.' })
  const [stored, voxels] = [await context.files.put(file), await context.files.put(gzipSync(placed.labels))]
  const added = await context.transact((change) =>
    addVersion(context, change, {
      study,
      segSha256: stored.sha256,
      voxelsSha256: voxels.sha256,
      author: person.name,
      authorId: person.id,
      madeAt: context.clock.now(),
      origin: 'uploaded',
      parent: null,
      changedVoxels: null,
      segments: placed.segments.map((one) => ({
        number: one.number,
        label: one.label,
        voxels: count(placed.labels, one.number),
      })),
      actor: person,
    }),
  )
  return readLabel(context, added.labelId)
}
