import type { StageState, StudyStage, StudyTracker } from '@clic/contracts'
import { type AnyDatabase, tables } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'
import type { AcquireTables } from './tables.ts'

/** Adds where a study is; rows are never changed, so the screen can show the whole way. */
export async function trackStudy(
  context: PartContext,
  db: AnyDatabase,
  entry: { studyId: string; stage: StudyStage; state: StageState; reason?: string; next?: string },
): Promise<void> {
  await tables<AcquireTables>(db)
    .insertInto('acquire.stage')
    .values({
      study_id: entry.studyId,
      stage: entry.stage,
      state: entry.state,
      reason: entry.reason ?? null,
      next: entry.next ?? null,
      at: context.clock.now(),
    })
    .execute()
}

export function createStudyTracker(context: PartContext): StudyTracker {
  return { track: (db, entry) => trackStudy(context, db as AnyDatabase, entry) }
}
