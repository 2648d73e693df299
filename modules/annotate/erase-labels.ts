import { type ContractEvents, type PersonErasures, servicePerson } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'
import type { AnnotateTables } from './tables.ts'

/** Removes every mask of an erased person, files and rows. Safe to run twice. */
export async function eraseLabels(context: PartContext, { erasureId }: ContractEvents['person.erased']): Promise<void> {
  const book = context.port<PersonErasures>('link.erasures')
  const order = await book.order(erasureId)
  if (!order) return
  const event = { ...order, erasureId }
  await context.transact(async (change) => {
    const db = tables<AnnotateTables>(change.db)
    const labels = await db
      .selectFrom('annotate.label')
      .selectAll()
      .where('permit_id', '=', event.permitId)
      .where('pseudonym', '=', event.pseudonym)
      .forUpdate()
      .execute()
    const ids = labels.map((one) => one.id)
    const studies = [...new Set([...event.studyIds, ...labels.map((one) => one.study_id)])]
    const note = (counts: Record<string, number>) => book.note(change, { erasureId, place: 'annotate', counts })
    if (studies.length === 0) return note({ labels: 0 })
    const versions =
      ids.length === 0
        ? []
        : await db
            .deleteFrom('annotate.version')
            .where('label_id', 'in', ids)
            .returning(['seg_sha256', 'voxels_sha256'])
            .execute()
    const refused = await db
      .deleteFrom('annotate.refused_mask')
      .where('study_id', 'in', studies)
      .returning('sha256')
      .execute()
    if (ids.length > 0) await db.deleteFrom('annotate.label').where('id', 'in', ids).execute()
    // Before the commit: a crash here leaves rows without files, which the next try takes up; the other way round files would stay.
    for (const file of new Set([
      ...versions.flatMap((one) => [one.seg_sha256, one.voxels_sha256]),
      ...refused.map((one) => one.sha256),
    ])) {
      // Two studies with the same mask share its file.
      const used = await db
        .selectFrom('annotate.version')
        .select('label_id')
        .where((eb) => eb.or([eb('seg_sha256', '=', file), eb('voxels_sha256', '=', file)]))
        .limit(1)
        .executeTakeFirst()
      if (!used) await context.files.remove(file)
    }
    await note({ labels: labels.length, versions: versions.length, refusedMasks: refused.length })
    if (ids.length + refused.length === 0) return
    change.record({
      actor: servicePerson('annotate'),
      action: 'label.erased',
      subject: { kind: 'erasure', id: event.erasureId },
      payload: { permitId: event.permitId, labels: labels.length, versions: versions.length },
    })
  })
}
