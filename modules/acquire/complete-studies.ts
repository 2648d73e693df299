import { createHash } from 'node:crypto'
import { servicePerson } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'
import type { AcquireTables } from './tables.ts'
import { trackStudy } from './track-study.ts'

const atOnce = 25

/**
 * Announces studies: the newly arrived objects are marked, the stage is noted, the event for other modules is emitted and the
 * ledger told, in one transaction, so that a kill at any moment announces each object exactly once.
 */
export async function completeStudies(context: PartContext, studyIds: readonly string[]): Promise<void> {
  for (let from = 0; from < studyIds.length; from += atOnce) {
    const some = studyIds.slice(from, from + atOnce)
    await context.transact(async (change) => {
      const db = tables<AcquireTables>(change.db)
      const rows = await db
        .updateTable('acquire.instance')
        .set({ announced: true })
        .where('study_id', 'in', some)
        .where('announced', '=', false)
        .returning(['study_id', 'sha256', 'size', 'source'])
        .execute()
      const byStudy = Map.groupBy(rows, (row) => row.study_id)
      for (const [studyId, objects] of byStudy) {
        const digest = createHash('sha256')
          .update(
            objects
              .map((one) => one.sha256)
              .sort()
              .join('\n'),
          )
          .digest('hex')
        await trackStudy(context, change.db, { studyId, stage: 'received', state: 'done' })
        change.record({
          actor: servicePerson('acquire'),
          action: 'study.received',
          subject: { kind: 'study', id: studyId },
          payload: {
            source: objects[0]?.source,
            objects: objects.length,
            bytes: objects.reduce((sum, one) => sum + Number(one.size), 0),
            digest,
          },
        })
        await change.emit('study.received', { studyId })
      }
    })
  }
}

/** Studies with objects that nobody was told of yet: what a crash left. */
export async function openStudies(context: PartContext): Promise<string[]> {
  const rows = await tables<AcquireTables>(context.db)
    .selectFrom('acquire.instance')
    .select('study_id')
    .distinct()
    .where('announced', '=', false)
    .execute()
  return rows.map((row) => row.study_id)
}
