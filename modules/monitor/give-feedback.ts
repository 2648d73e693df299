import { ok, type Person, type Result, type RunView, refuse } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import type { PartContext } from '@clic/platform/parts'
import type { MonitorTables } from './tables.ts'
import { listFeedback } from './views.ts'

/** What a clinician says of a result (IHE AIRAI: accept or reject). A second word of the same person replaces the first. */
export async function giveFeedback(
  context: PartContext,
  order: { runId: string; verdict: 'accepted' | 'rejected'; comment: string },
  person: Person,
): Promise<Result<Awaited<ReturnType<typeof listFeedback>>[number]>> {
  const run = await context.optionalPort<RunView>('deploy.runs')?.run(order.runId)
  if (!run)
    return refuse(404, {
      code: 'run-unknown',
      title: 'No such result',
      detail: `There is no finished run ${order.runId}.`,
      next: 'See the list under Deploy.',
    })
  const at = context.clock.now()
  await context.transact(async (change) => {
    const said = { verdict: order.verdict, comment: order.comment, at }
    await tables<MonitorTables>(change.db)
      .insertInto('monitor.feedback')
      .values({
        id: newId('feedback', context.clock),
        run_id: run.id,
        release_id: run.releaseId,
        person_id: person.id,
        person: person.name,
        ...said,
      })
      .onConflict((oc) => oc.columns(['run_id', 'person_id']).doUpdateSet(said))
      .execute()
    // The comment may name a patient, so only its presence is in the ledger.
    change.record({
      actor: person,
      action: `result.${order.verdict}`,
      subject: { kind: 'run', id: run.id },
      payload: { release: run.releaseId, commented: order.comment.length > 0 },
    })
  })
  const mine = (await listFeedback(context.db)).find((one) => one.runId === run.id && one.person === person.name)
  return mine ? ok(mine) : refuse(500, { code: 'bug', title: 'Something broke', detail: 'The word was not written.' })
}
