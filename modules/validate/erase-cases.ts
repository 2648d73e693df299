import { type ContractEvents, type PersonErasures, servicePerson } from '@clic/contracts'
import { canonicalJson, type JsonValue, sha256 } from '@clic/ledger'
import { tables } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'
import type { ValidateTables } from './tables.ts'

/**
 * Removes the masks and the figures of every case of an erased person. What was summed over all cases stays, as the ledger recorded it
 * with the verdict, and so do one digest over the removed figures and the words by which erasure the case went. Safe to run twice.
 */
export async function eraseCases(context: PartContext, { erasureId }: ContractEvents['person.erased']): Promise<void> {
  const book = context.port<PersonErasures>('link.erasures')
  const order = await book.order(erasureId)
  if (!order) return
  await context.transact(async (change) => {
    const db = tables<ValidateTables>(change.db)
    const protocols = await db.selectFrom('validate.protocol').select(['id', 'document']).execute()
    const ofPermit = new Set(protocols.filter((one) => one.document.permitId === order.permitId).map((one) => one.id))
    const rows = await db.selectFrom('validate.result').selectAll().orderBy('id').forUpdate().execute()
    const before = new Set<string>()
    let cases = 0
    for (const row of rows.filter((one) => ofPermit.has(one.protocol_id))) {
      const gone = row.cases.filter((one) => one.patient === order.pseudonym)
      if (gone.length === 0) continue
      cases += gone.length
      const items = [...new Set(gone.map((one) => one.item))]
      const masks = row.masks_sha256 === null ? null : await withoutItems(context, row.masks_sha256, items)
      if (row.masks_sha256 !== null && masks !== row.masks_sha256) before.add(row.masks_sha256)
      await db
        .updateTable('validate.result')
        .set({
          cases: JSON.stringify(row.cases.filter((one) => one.patient !== order.pseudonym)),
          erased: JSON.stringify([...row.erased, ...items.map((item) => ({ item, by: erasureId }))]),
          masks_sha256: masks,
        })
        .where('id', '=', row.id)
        .execute()
      change.record({
        actor: servicePerson('validation'),
        action: 'validation.cases-erased',
        subject: { kind: 'validation', id: row.id },
        payload: {
          erasure: erasureId,
          items,
          figures: sha256(canonicalJson(JSON.parse(JSON.stringify(gone)) as JsonValue)),
          masksBefore: row.masks_sha256,
          masks,
        },
      })
    }
    // Before the commit: a crash here leaves rows without files, which the next try takes up; the other way round files would stay.
    for (const one of before) {
      const used = await db
        .selectFrom('validate.result')
        .select('id')
        .where('masks_sha256', '=', one)
        .executeTakeFirst()
      if (!used) await context.files.remove(one)
    }
    await book.note(change, { erasureId, place: 'validate', counts: { cases } })
  })
}

/** The same masks without those of some items, as a file of its own; returns its digest. */
async function withoutItems(context: PartContext, masks: string, items: readonly string[]): Promise<string> {
  const file = JSON.parse(Buffer.from(await context.files.get(masks)).toString('utf8')) as {
    items: { item: string }[]
  }
  const kept = { ...file, items: file.items.filter((one) => !items.includes(one.item)) }
  return (await context.files.put(Buffer.from(canonicalJson(kept as unknown as JsonValue)))).sha256
}
