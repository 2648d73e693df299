import { gzipSync } from 'node:zlib'
import { ok, type Person, type Result, refuse } from '@clic/contracts'
import { writeFile } from '@clic/dicom'
import type { PartContext } from '@clic/platform/parts'
import { drawnMask } from './drawn-mask.ts'
import { addVersion } from './import-masks.ts'
import { namesNobody, studyToLabel } from './study-to-label.ts'
import { studyVolume } from './study-volume.ts'
import { type LabelRow, readLabel } from './views.ts'
import { openWriteGate } from './write-gate.ts'

/**
 * The first version of a study's mask, empty, with the structures that are to be drawn. It passes the gate of every mask and waits as
 * they do; it cannot be accepted, for nothing is on it yet. A study that has a mask already keeps it.
 */
export async function startLabel(
  context: PartContext,
  studyId: string,
  structures: readonly { number: number; label: string }[],
  person: Person,
): Promise<Result<LabelRow>> {
  const found = await studyToLabel(context, studyId)
  if (!found.ok) return found
  const study = found.value
  const told = [...structures].sort((a, b) => a.number - b.number)
  const [numbers, names] = [new Set(told.map((one) => one.number)), new Set(told.map((one) => one.label.toLowerCase()))]
  if (numbers.size < told.length || names.size < told.length)
    return refuse(422, {
      code: 'structures-twice',
      title: 'A structure is there twice',
      detail: 'Two structures have the same number or the same name.',
      next: 'Give each structure a number and a name of its own.',
    })
  const base = await studyVolume(context.files, study)
  // The empty mask has the images' own geometry; where these have none there is nothing to draw on.
  const gate = await openWriteGate(context, study, person, base.ok ? undefined : base.reason)
  if (!gate.ok) return gate
  if (!base.ok)
    return refuse(422, {
      code: 'images-unfit',
      title: 'Nothing to draw on',
      detail: base.reason,
      next: 'Look at another study, or ask the data engineer for the whole series.',
    })
  const at = context.clock.now()
  const [columns, rows, slices] = base.volume.dims
  const labels = new Uint8Array(columns * rows * slices)
  const seg = drawnMask({ labels, base, structures: told, person, at, said: 'Mask, started empty' })
  const file = writeFile(seg)
  const next = 'Name the structures after what they are; nothing was kept here.'
  const nobody = namesNobody(context, file, study, next)
  if (!nobody.ok) return nobody
  const [stored, voxels] = [await context.files.put(file), await context.files.put(gzipSync(labels))]
  const started = await context.transact(async (change) => {
    const added = await addVersion(context, change, {
      study,
      segSha256: stored.sha256,
      voxelsSha256: voxels.sha256,
      author: person.name,
      authorId: person.id,
      madeAt: at,
      origin: 'started',
      parent: null,
      changedVoxels: null,
      segments: told.map((one) => ({ ...one, voxels: 0 })),
      actor: person,
    })
    // Somebody may have been quicker: the problem takes the second start back.
    return added.version === 1
      ? ok(added.labelId)
      : refuse(409, {
          code: 'label-there',
          title: 'The study has a mask',
          detail: 'Its mask was started already, or came with the study.',
          next: 'Open the study again and edit the mask that is there.',
        })
  })
  return started.ok ? readLabel(context, started.value) : started
}
