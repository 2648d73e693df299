import { type ReceivedStudy, type StudyTracker, type StudyView, servicePerson } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import type { PartContext } from '@clic/platform/parts'
import { digestOfSeries, seriesOfRoute } from './series-of-study.ts'
import type { DeployTables } from './tables.ts'

/** Finds the routes that a received study goes; its images go each of them once, however often the study is announced. */
export async function routeStudy(context: PartContext, studyId: string): Promise<void> {
  const study = await context.port<StudyView>('acquire.studies').study(studyId)
  if (!study) return
  const routes = await tables<DeployTables>(context.db)
    .selectFrom('deploy.route')
    .selectAll()
    .where('active', '=', true)
    .execute()
  for (const route of routes) {
    const series = await seriesOfRoute(context.files, study, route.condition)
    if (series.length > 0) await startRun(context, study, route, digestOfSeries(series))
  }
}

async function startRun(
  context: PartContext,
  study: ReceivedStudy,
  route: { id: string; release_id: string },
  input: string,
): Promise<void> {
  await context.transact(async (change) => {
    const id = newId('run', context.clock)
    const row = await tables<DeployTables>(change.db)
      .insertInto('deploy.run')
      .values({
        id,
        route_id: route.id,
        release_id: route.release_id,
        study_id: study.id,
        input_sha256: input,
        state: 'waiting',
        reason: null,
        next: null,
        study_received_at: new Date(study.receivedAt),
        started_at: context.clock.now(),
        returned_at: null,
        seconds: null,
      })
      .onConflict((oc) => oc.columns(['route_id', 'study_id', 'input_sha256']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!row) return
    await context
      .port<StudyTracker>('acquire.track')
      .track(change.db, { studyId: study.id, stage: 'routed', state: 'done' })
    change.record({
      actor: servicePerson('router'),
      action: 'study.routed',
      subject: { kind: 'run', id },
      payload: { study: study.id, release: route.release_id, route: route.id },
    })
    await change.send('deploy.run', { runId: id })
  })
}
