import type { DeployedReleases } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { faultOf } from '@clic/platform/log'
import type { Door, PartContext } from '@clic/platform/parts'
import type { Change } from '@clic/platform/record'
import type { MonitorTables } from './tables.ts'

export interface RecallToTell {
  id: string
  releaseId: string
  at: Date
}

/**
 * Tells the research zone of a recall, where nobody may validate the release or send it to anybody any more; the parcel is noted, so that
 * it is told once. The reason stays: a person wrote it beside patients. A release without a permit came from nowhere that could be told.
 */
export async function tellRecall(
  context: PartContext,
  change: Change,
  recall: RecallToTell,
  permitId: string | undefined,
): Promise<Awaited<ReturnType<Door['send']>> | undefined> {
  if (permitId === undefined) return undefined
  const posted = await context.door.send(change, {
    kind: 'release-recalled',
    permitId,
    header: { releaseId: recall.releaseId, at: recall.at.toISOString() },
    content: Buffer.alloc(0),
  })
  if (posted.ok)
    await tables<MonitorTables>(change.db)
      .updateTable('monitor.recall')
      .set({ told_by: posted.id })
      .where('id', '=', recall.id)
      .execute()
  return posted
}

/** Recalls that research was not told of, because they are older than the parcel that tells it: told now. Safe to run at every start. */
export async function tellRecalls(context: PartContext): Promise<void> {
  const deployed = context.optionalPort<DeployedReleases>('deploy.releases')
  if (!deployed) return
  const untold = await tables<MonitorTables>(context.db)
    .selectFrom('monitor.recall')
    .select(['id', 'release_id'])
    .where('told_by', 'is', null)
    .execute()
  for (const { id, release_id } of untold) {
    try {
      const permitId = await deployed.permit(release_id)
      await context.transact(async (change) => {
        const row = await tables<MonitorTables>(change.db)
          .selectFrom('monitor.recall')
          .select(['id', 'release_id', 'at'])
          .where('id', '=', id)
          .where('told_by', 'is', null)
          .forUpdate()
          .executeTakeFirst()
        if (row) await tellRecall(context, change, { id, releaseId: row.release_id, at: row.at }, permitId)
      })
    } catch (error) {
      // The zone starts all the same; the next start tries again.
      context.log.error('recall.not-told', { recall: id, ...faultOf(error) })
    }
  }
}
