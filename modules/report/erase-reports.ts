import { type ContractEvents, type PersonErasures, type ResultView, servicePerson } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'
import type { ReportTables } from './tables.ts'

/**
 * Removes PDF and bundle of every report that was made over a case of an erased person: both hold its figures, the bundle its masks.
 * The report can be made again without the case. Copies that somebody fetched before are theirs to delete. Safe to run twice.
 */
export async function eraseReports(
  context: PartContext,
  { erasureId }: ContractEvents['person.erased'],
): Promise<void> {
  const book = context.port<PersonErasures>('link.erasures')
  const order = await book.order(erasureId)
  if (!order) return
  // The validations may have been there first: they say then which cases went by this erasure.
  const results = (await context.optionalPort<ResultView>('validate.results')?.results()) ?? []
  const touched = results
    .filter(
      (one) =>
        one.cases.some((each) => each.patient === order.pseudonym) || one.erased.some((each) => each.by === erasureId),
    )
    .map((one) => one.id)
  await context.transact(async (change) => {
    const db = tables<ReportTables>(change.db)
    const rows = (await db.selectFrom('report.report').selectAll().forUpdate().execute()).filter(
      (row) => (row.state === 'ready' || row.state === 'making') && row.validations.some((id) => touched.includes(id)),
    )
    for (const row of rows) {
      await db
        .updateTable('report.report')
        .set({
          state: 'erased',
          reason: 'A person whose case it held was erased. Make the report again.',
          pdf_sha256: null,
          bundle_sha256: null,
        })
        .where('id', '=', row.id)
        .execute()
      for (const file of [row.pdf_sha256, row.bundle_sha256]) if (file) await context.files.remove(file)
      change.record({
        actor: servicePerson('report'),
        action: 'report.erased',
        subject: { kind: 'report', id: row.id },
        payload: { erasure: erasureId, hash: row.hash },
      })
    }
    await book.note(change, { erasureId, place: 'report', counts: { reports: rows.length } })
  })
}
