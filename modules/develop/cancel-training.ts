import { ok, type Person, type Result, refuse, type TrainingRun } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'
import type { DevelopTables } from './tables.ts'
import { readRun } from './views.ts'

export async function cancelTraining(
  context: PartContext,
  stop: (runId: string) => void,
  runId: string,
  person: Person,
): Promise<Result<TrainingRun>> {
  const changed = await context.transact(async (change) => {
    const run = await tables<DevelopTables>(change.db)
      .updateTable('develop.run')
      .set({ cancel_asked: true })
      .where('id', '=', runId)
      .where('state', 'in', ['waiting', 'running'])
      .returning('id')
      .executeTakeFirst()
    if (!run)
      return refuse(409, {
        code: 'training-over',
        title: 'Nothing to cancel',
        detail: `Training ${runId} is not waiting and not running.`,
        next: 'See its page.',
      })
    change.record({
      actor: person,
      action: 'training.cancel-asked',
      subject: { kind: 'training', id: runId },
      payload: {},
    })
    return ok(runId)
  })
  if (!changed.ok) return changed
  stop(runId)
  const run = await readRun(context.db, runId)
  return run
    ? ok(run)
    : refuse(404, { code: 'training-unknown', title: 'No such training', detail: `There is no training ${runId}.` })
}
