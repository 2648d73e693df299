import { type assignmentSchema, ok, type Person, type Result, refuse, type SamplingPolicy } from '@clic/contracts'
import { sql, tables } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import type { z } from 'zod'
import { notReleased } from './change-assignment.ts'
import { newestProfile, profileRow, unknownProfile } from './profiles.ts'
import { askToResume, insertWaiting } from './queue-studies.ts'
import { beginSampling } from './read-sampling.ts'
import { policyAllowed } from './sampling-policy.ts'
import { noSource, type Station } from './station.ts'
import type { DeidentifyTables } from './tables.ts'

type Assignment = z.infer<typeof assignmentSchema>

/** From now on the studies of this source are de-identified for this project, those that were received before included. */
export async function addAssignment(
  station: Station,
  ask: { permitId: string; sourceId: string; profileId?: string | undefined; sampling: SamplingPolicy },
  person: Person,
): Promise<Result<Assignment>> {
  const { context } = station
  const received = station.received()
  if (!received)
    return refuse(409, {
      code: 'no-study-source',
      title: 'No studies here',
      detail: noSource.reason,
      next: noSource.next,
    })
  const permit = await station.permits.read(ask.permitId)
  if (permit?.terms.kind !== 'project')
    return refuse(409, {
      code: 'permit-kind',
      title: 'Not a project',
      detail: 'Studies leave under the permit of a project; a standing permit covers reception or operation only.',
      next: 'Choose the permit of a project, or ask for one under Govern.',
    })
  const allowed = policyAllowed(station, ask.sampling)
  if (!allowed.ok) return allowed
  const source = await received.sources.source(ask.sourceId)
  if (!source)
    return refuse(404, {
      code: 'source-unknown',
      title: 'No such source',
      detail: `There is no source ${ask.sourceId}.`,
      next: 'See the sources under Acquire.',
    })
  const profile = ask.profileId
    ? await profileRow(context.db, ask.profileId)
    : await newestProfile(context, station.settings.profile)
  if (!profile && ask.profileId) return unknownProfile(ask.profileId)
  if (profile && profile.state !== 'released') return notReleased(profile)
  if (!profile)
    return refuse(409, {
      code: 'profile-unknown',
      title: 'No released profile',
      detail: `There is no released profile “${station.settings.profile}”.`,
      next: 'Correct deidentify.profile in the site file.',
    })
  const id = newId('assignment', context.clock)
  const added = await context.transact(async (change) => {
    const row = await tables<DeidentifyTables>(change.db)
      .insertInto('deidentify.assignment')
      .values({
        id,
        permit_id: permit.id,
        permit_title: permit.terms.title,
        source_id: source.id,
        source: source.aeTitle,
        profile_id: profile.id,
        added_by: JSON.stringify({ id: person.id, name: person.name }),
        added_at: context.clock.now(),
        sampling: JSON.stringify(ask.sampling),
      })
      .onConflict((oc) => oc.columns(['permit_id', 'source_id']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!row)
      return refuse(409, {
        code: 'assignment-there',
        title: 'Already assigned',
        detail: `The studies of “${source.aeTitle}” are de-identified for this project already.`,
        next: 'Nothing has to be done; see Progress.',
      })
    await beginSampling(station, change.db, {
      assignment_id: id,
      profile_id: profile.id,
      epoch: 1,
      policy: ask.sampling,
      by: { id: person.id, name: person.name },
      reason: null,
    })
    const before = await received.studies.studiesOf(source.aeTitle)
    await insertWaiting(station, change, { id, permit_id: permit.id }, before)
    for (const study of before)
      await received.tracker.track(change.db, { studyId: study.id, stage: 'deidentified', state: 'waiting' })
    change.record({
      actor: person,
      action: 'assignment.added',
      subject: { kind: 'assignment', id },
      payload: {
        permitId: permit.id,
        source: source.id,
        profile: profile.hash,
        sampling: ask.sampling,
        studies: before.length,
      },
    })
    await askToResume(change)
    return ok(id)
  })
  if (!added.ok) return added
  return ok((await listAssignments(station)).find((one) => one.id === id) as Assignment)
}

export async function listAssignments(station: Station): Promise<Assignment[]> {
  const rows = await tables<DeidentifyTables>(station.context.db)
    .selectFrom('deidentify.assignment as assignment')
    .innerJoin('deidentify.profile as profile', 'profile.id', 'assignment.profile_id')
    .select(['assignment.id', 'permit_id', 'permit_title', 'source_id', 'source', 'added_by', 'added_at', 'sampling'])
    .select(['profile.name', 'profile.version'])
    .orderBy('added_at')
    .execute()
  const counts = await sql<{ assignment_id: string; state: string; studies: number }>`
    select assignment_id, state, count(*)::int as studies from deidentify.run group by 1, 2`.execute(station.context.db)
  return Promise.all(
    rows.map(async (row) => {
      const count = (state: string) =>
        counts.rows.find((one) => one.assignment_id === row.id && one.state === state)?.studies ?? 0
      return {
        id: row.id,
        permitId: row.permit_id,
        permitTitle: row.permit_title,
        permitState: (await station.permits.state(row.permit_id)) ?? 'unknown',
        sourceId: row.source_id,
        source: row.source,
        profile: { name: row.name, version: row.version },
        addedBy: row.added_by,
        addedAt: row.added_at.toISOString(),
        sampling: row.sampling,
        studies: {
          waiting: count('waiting'),
          held: count('held'),
          left: count('left'),
          refused: count('refused'),
          quarantined: count('quarantined'),
        },
      }
    }),
  )
}
