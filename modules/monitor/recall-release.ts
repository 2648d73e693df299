import { type DeployedReleases, ok, type Person, type Recall, type Result, refuse } from '@clic/contracts'
import { type AnyDatabase, tables } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import type { PartContext } from '@clic/platform/parts'
import type { MonitorTables } from './tables.ts'
import { tellRecall } from './tell-recalls.ts'

/**
 * Takes a release back for good: it stops at once, nobody can resume it, the research zone is told, and every result that came from it is
 * listed until the responsible person says what was done about it. The ledger names the runs.
 */
export async function recallRelease(
  context: PartContext,
  releaseId: string,
  reason: string,
  person: Person,
): Promise<Result<Recall>> {
  const deployed = context.optionalPort<DeployedReleases>('deploy.releases')
  const state = await deployed?.state(releaseId)
  if (!deployed || !state)
    return refuse(404, {
      code: 'release-unknown',
      title: 'No such release',
      detail: `Release ${releaseId} is not in this clinic.`,
      next: 'See the list under Deploy.',
    })
  if (state === 'received')
    return refuse(409, {
      code: 'release-state',
      title: 'Nothing to recall',
      detail: 'The release was never in operation here, so no result came from it.',
      next: 'Leave it as it is: without an activation no study runs through it.',
    })
  const permitId = await deployed.permit(releaseId)
  const at = context.clock.now()
  const done = await context.transact(async (change) => {
    const db = tables<MonitorTables>(change.db)
    const row = await db
      .insertInto('monitor.recall')
      .values({
        id: newId('recall', context.clock),
        release_id: releaseId,
        reason,
        by_id: person.id,
        by_name: person.name,
        at,
        told_by: null,
      })
      .onConflict((oc) => oc.column('release_id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!row)
      return refuse(409, {
        code: 'recalled',
        title: 'Recalled already',
        detail: 'The release was recalled before.',
        next: 'See the list under Monitor, Findings.',
      })
    await deployed.suspend(change.db, releaseId, `Recalled: ${reason}`)
    const runs = await db
      .selectFrom('monitor.observation')
      .select(['run_id', 'study_id'])
      .where('release_id', '=', releaseId)
      .orderBy('seq')
      .execute()
    change.record({
      actor: person,
      action: 'release.recalled',
      subject: { kind: 'release', id: releaseId },
      payload: { recall: row.id, reason, runs: runs.map((one) => one.run_id) },
    })
    const told = await tellRecall(context, change, { id: row.id, releaseId, at }, permitId)
    return !told || told.ok ? ok(row.id) : told
  })
  return done.ok ? readRecall(context.db, done.value) : done
}

/** What was done about one result of a recalled release. It is said once, by the responsible person. */
export async function handleResult(
  context: PartContext,
  recallId: string,
  runId: string,
  what: string,
  person: Person,
): Promise<Result<Recall>> {
  const done = await context.transact(async (change) => {
    const db = tables<MonitorTables>(change.db)
    const found = await db
      .selectFrom('monitor.recall')
      .innerJoin('monitor.observation', 'monitor.observation.release_id', 'monitor.recall.release_id')
      .select('monitor.observation.run_id')
      .where('monitor.recall.id', '=', recallId)
      .where('monitor.observation.run_id', '=', runId)
      .executeTakeFirst()
    if (!found)
      return refuse(404, {
        code: 'result-unknown',
        title: 'No such result',
        detail: 'No result of this run came from the recalled release.',
        next: 'See the list under Monitor, Findings.',
      })
    const kept = await db
      .insertInto('monitor.recall_handled')
      .values({
        run_id: runId,
        recall_id: recallId,
        what,
        by_id: person.id,
        by_name: person.name,
        at: context.clock.now(),
      })
      .onConflict((oc) => oc.column('run_id').doNothing())
      .returning('run_id')
      .executeTakeFirst()
    if (!kept)
      return refuse(409, {
        code: 'handled',
        title: 'Handled already',
        detail: 'Somebody has said what was done about this result.',
        next: 'Read the list again.',
      })
    change.record({
      actor: person,
      action: 'recall.handled',
      subject: { kind: 'recall', id: recallId },
      payload: { runId, what },
    })
    return ok(recallId)
  })
  return done.ok ? readRecall(context.db, done.value) : done
}

async function readRecall(db: AnyDatabase, id: string): Promise<Result<Recall>> {
  const found = (await listRecalls(db)).find((one) => one.id === id)
  return found
    ? ok(found)
    : refuse(404, { code: 'recall-unknown', title: 'No such recall', detail: `There is no recall ${id}.` })
}

/** Recalls, newest first, with every result that came from the release; one that comes in late is in the list too. */
export async function listRecalls(db: AnyDatabase): Promise<Recall[]> {
  const monitor = tables<MonitorTables>(db)
  const recalls = await monitor.selectFrom('monitor.recall').selectAll().orderBy('at', 'desc').execute()
  if (recalls.length === 0) return []
  const results = await monitor
    .selectFrom('monitor.observation')
    .leftJoin('monitor.recall_handled', 'monitor.recall_handled.run_id', 'monitor.observation.run_id')
    .select([
      'monitor.observation.run_id',
      'monitor.observation.release_id',
      'monitor.observation.study_id',
      'monitor.observation.at',
      'monitor.recall_handled.what',
      'monitor.recall_handled.by_name',
      'monitor.recall_handled.at as handled_at',
    ])
    .where(
      'monitor.observation.release_id',
      'in',
      recalls.map((one) => one.release_id),
    )
    .orderBy('monitor.observation.seq')
    .execute()
  const byRelease = Map.groupBy(results, (one) => one.release_id)
  return recalls.map((recall) => ({
    id: recall.id,
    releaseId: recall.release_id,
    reason: recall.reason,
    by: recall.by_name,
    at: recall.at.toISOString(),
    results: (byRelease.get(recall.release_id) ?? []).map((one) => ({
      runId: one.run_id,
      // An erased patient's observation keeps the erasure in the place of the study.
      studyId: one.study_id.startsWith('erasure-') ? null : one.study_id,
      at: one.at.toISOString(),
      handled:
        one.handled_at && one.by_name !== null
          ? { what: one.what ?? '', by: one.by_name, at: one.handled_at.toISOString() }
          : null,
    })),
  }))
}

/** True once the release was recalled: nobody puts it back into operation. */
export async function isRecalled(db: AnyDatabase, releaseId: string): Promise<boolean> {
  const found = await tables<MonitorTables>(db)
    .selectFrom('monitor.recall')
    .select('id')
    .where('release_id', '=', releaseId)
    .executeTakeFirst()
  return found !== undefined
}
