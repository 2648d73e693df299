import { ok, type Person, type Result, type ResultView, refuse } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import type { PartContext } from '@clic/platform/parts'
import type { ReportTables } from './tables.ts'
import { readReport } from './views.ts'

/** Orders a report over all finished validations of a protocol. */
export async function makeReport(
  context: PartContext,
  order: { protocolId: string; title: string; language: 'da' | 'en' },
  person: Person,
) {
  const view = context.optionalPort<ResultView>('validate.results')
  const protocol = await view?.protocol(order.protocolId)
  const results = (await view?.results())?.filter((one) => one.protocolId === order.protocolId) ?? []
  if (!protocol || results.length === 0)
    return refuse(409, {
      code: 'nothing-to-report',
      title: 'Nothing to report',
      detail: 'The protocol is unknown, or no validation of it has finished.',
      next: 'Run a validation first.',
    }) as Result<never>
  const id = newId('report', context.clock)
  await context.transact(async (change) => {
    await tables<ReportTables>(change.db)
      .insertInto('report.report')
      .values({
        id,
        title: order.title,
        protocol_id: order.protocolId,
        language: order.language,
        validations: JSON.stringify(results.map((one) => one.id)),
        made_by: person.id,
        made_by_name: person.name,
        made_at: context.clock.now(),
        state: 'making',
        reason: null,
        hash: null,
        pdf_sha256: null,
        bundle_sha256: null,
      })
      .execute()
    change.record({
      actor: person,
      action: 'report.ordered',
      subject: { kind: 'report', id },
      payload: { protocol: order.protocolId, validations: results.map((one) => one.id) },
    })
    await change.send('report.write', { reportId: id })
  })
  const made = await readReport(context.db, id)
  return made
    ? ok(made)
    : (refuse(500, { code: 'bug', title: 'Something broke', detail: 'The report was not written.' }) as Result<never>)
}
