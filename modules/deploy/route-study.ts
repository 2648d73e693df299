import { servicePerson, type StudyTracker, type StudyView } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import type { PartContext } from '@clic/platform/parts'
import type { DeployTables } from './tables.ts'

/** Finds the routes that a received study goes; one run a route and study, however often the study is announced. */
export async function routeStudy(context: PartContext, studyId: string): Promise<void> {
  const study = await context.port<StudyView>('acquire.studies').study(studyId)
  if (!study) return
  const routes = await tables<DeployTables>(context.db).selectFrom('deploy.route').selectAll().where('active', '=', true).execute()
  const matching = routes.filter(({ condition }) => study.modalities.includes(condition.modality) && (condition.source === undefined || condition.source === study.source))
  for (const route of matching) {
    await context.transact(async (change) => {
      const id = newId('run', context.clock)
      const row = await tables<DeployTables>(change.db)
        .insertInto('deploy.run')
        .values({ id, route_id: route.id, release_id: route.release_id, study_id: studyId, state: 'waiting', reason: null, next: null, study_received_at: new Date(study.receivedAt), started_at: context.clock.now(), returned_at: null, seconds: null })
        .onConflict((oc) => oc.columns(['route_id', 'study_id']).doNothing())
        .returning('id')
        .executeTakeFirst()
      if (!row) return
      await context.port<StudyTracker>('acquire.track').track(change.db, { studyId, stage: 'routed', state: 'done' })
      change.record({ actor: servicePerson('router'), action: 'study.routed', subject: { kind: 'run', id }, payload: { study: studyId, release: route.release_id, route: route.id } })
      await change.send('deploy.run', { runId: id })
    })
  }
}
