import type { StageState, StudyStage, StudyTracker } from '@clic/contracts'
import { type AnyDatabase, sql } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'

/** Adds where a study is; rows are never changed, so the screen can show the whole way. */
export async function trackStudy(
  context: PartContext,
  db: AnyDatabase,
  entry: { studyId: string; stage: StudyStage; state: StageState; reason?: string; next?: string },
): Promise<void> {
  // Of a study that was erased meanwhile nothing is written any more.
  const { studyId, stage, state, reason, next } = entry
  await sql`
    insert into acquire.stage (study_id, stage, state, reason, next, at)
    select id, ${stage}, ${state}, ${reason ?? null}, ${next ?? null}, ${context.clock.now()}::timestamptz
    from acquire.study where id = ${studyId}`.execute(db)
}

export function createStudyTracker(context: PartContext): StudyTracker {
  return { track: (caller, entry) => context.owning(caller, (db) => trackStudy(context, db, entry)) }
}
