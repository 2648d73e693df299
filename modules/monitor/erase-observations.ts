import { type PatientErasures, servicePerson } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'
import type { MonitorTables } from './tables.ts'

/**
 * Empties what was observed of an erased patient’s runs: no number of the images, no clinician’s word. The rows stay without them, so
 * that windows are counted as before. Safe to run twice.
 */
export async function eraseObservations(context: PartContext, erasureId: string): Promise<void> {
  const book = context.port<PatientErasures>('acquire.erasures')
  const order = await book.order(erasureId)
  if (!order) return
  await context.transact(async (change) => {
    const db = tables<MonitorTables>(change.db)
    const studies = order.studyIds.length > 0 ? order.studyIds : ['']
    const observed = await db
      .updateTable('monitor.observation')
      .set({ study_id: erasureId, input: JSON.stringify({}), output: JSON.stringify({}) })
      .where('study_id', 'in', studies)
      .returning('run_id')
      .execute()
    const runs = observed.map((one) => one.run_id)
    const words =
      runs.length === 0
        ? []
        : await db
            .updateTable('monitor.feedback')
            .set({ comment: '' })
            .where('run_id', 'in', runs)
            .where('comment', '<>', '')
            .returning('id')
            .execute()
    if (runs.length > 0)
      await db.updateTable('monitor.recall_handled').set({ what: '' }).where('run_id', 'in', runs).execute()
    if (runs.length > 0)
      change.record({
        actor: servicePerson('monitor'),
        action: 'observation.erased',
        subject: { kind: 'erasure', id: erasureId },
        payload: { runs },
      })
    await book.note(change, {
      erasureId,
      place: 'monitor',
      counts: { observations: runs.length, comments: words.length },
    })
  })
}
