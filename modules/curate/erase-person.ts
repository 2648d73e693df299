import { type ContractEvents, type PersonErasures, servicePerson } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'
import type { CurateTables } from './tables.ts'

/**
 * Removes the files of every item of an erased person. The item's leaf stays, without pseudonym and study, so that the Merkle
 * root of the version still verifies and says by which event the item went. Safe to run twice.
 */
export async function eraseFromDatasets(
  context: PartContext,
  { erasureId }: ContractEvents['person.erased'],
): Promise<void> {
  const book = context.port<PersonErasures>('link.erasures')
  const order = await book.order(erasureId)
  if (!order) return
  const event = { ...order, erasureId }
  const found = await tables<CurateTables>(context.db)
    .selectFrom('curate.item')
    .innerJoin('curate.dataset', 'curate.dataset.id', 'curate.item.dataset_id')
    .select('curate.dataset.id')
    .distinct()
    .where('curate.dataset.permit_id', '=', event.permitId)
    .where('curate.item.pseudonym', '=', event.pseudonym)
    .execute()
  let items = 0
  for (const { id } of found) items += await eraseFromDataset(context, id, event)
  if (event.studyIds.length > 0)
    await tables<CurateTables>(context.db)
      .deleteFrom('curate.left_out')
      .where('study_id', 'in', event.studyIds)
      .execute()
  await context.transact((change) =>
    book.note(change, { erasureId, place: 'curate', counts: { datasets: found.length, items } }),
  )
}

interface ErasedPerson {
  permitId: string
  pseudonym: string
  erasureId: string
}

async function eraseFromDataset(context: PartContext, datasetId: string, event: ErasedPerson): Promise<number> {
  return context.transact(async (change) => {
    const db = tables<CurateTables>(change.db)
    // The freezing job takes the same lock before it takes the root.
    const dataset = await db
      .selectFrom('curate.dataset')
      .select('state')
      .where('id', '=', datasetId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const items = await db
      .selectFrom('curate.item')
      .selectAll()
      .where('dataset_id', '=', datasetId)
      .where('pseudonym', '=', event.pseudonym)
      .execute()
    if (items.length === 0) return 0
    // Before the commit: a crash here leaves rows without files, which the next try takes up; the other way round files would stay.
    for (const file of items.flatMap((one) => [one.image_file, one.label_file]))
      if (file) await context.files.remove(file)
    const ids = items.map((one) => one.id)
    if (dataset.state === 'frozen' || dataset.state === 'superseded') {
      await db
        .updateTable('curate.item')
        .set({
          pseudonym: null,
          study_id: null,
          label_id: null,
          label_version: null,
          label_seg_sha256: null,
          image_file: null,
          label_file: null,
          erased_by: event.erasureId,
        })
        .where('dataset_id', '=', datasetId)
        .where('id', 'in', ids)
        .execute()
    } else {
      await db.deleteFrom('curate.item').where('dataset_id', '=', datasetId).where('id', 'in', ids).execute()
    }
    change.record({
      actor: servicePerson('curate'),
      action: 'dataset.items-erased',
      subject: { kind: 'dataset', id: datasetId },
      payload: { erasure: event.erasureId, items: ids, permitId: event.permitId },
    })
    return items.length
  })
}
