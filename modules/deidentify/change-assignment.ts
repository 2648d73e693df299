import { ok, type Person, type Result, refuse } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { profileRow, unknownProfile } from './profiles.ts'
import { askToResume } from './queue-studies.ts'
import type { Station } from './station.ts'
import type { DeidentifyTables } from './tables.ts'

/** The further studies of an assignment are de-identified by another version. What left stays proven by the one it left by. */
export async function changeAssignment(
  station: Station,
  ask: { assignmentId: string; permitId: string; profileId: string },
  person: Person,
): Promise<Result<{ assignmentId: string; profile: { name: string; version: string } }>> {
  const { context } = station
  const profile = await profileRow(context.db, ask.profileId)
  if (!profile) return unknownProfile(ask.profileId)
  if (profile.state !== 'released') return notReleased(profile)
  return context.transact(async (change) => {
    const before = await tables<DeidentifyTables>(change.db)
      .selectFrom('deidentify.assignment')
      .select('profile_id')
      .where('id', '=', ask.assignmentId)
      .where('permit_id', '=', ask.permitId)
      .forUpdate()
      .executeTakeFirst()
    if (!before)
      return refuse(404, {
        code: 'assignment-unknown',
        title: 'No such assignment',
        detail: `This project has no assignment ${ask.assignmentId}.`,
        next: 'See the list under Projects.',
      })
    await tables<DeidentifyTables>(change.db)
      .updateTable('deidentify.assignment')
      .set({ profile_id: profile.id })
      .where('id', '=', ask.assignmentId)
      .execute()
    change.record({
      actor: person,
      action: 'assignment.profile-changed',
      subject: { kind: 'assignment', id: ask.assignmentId },
      payload: { permitId: ask.permitId, profile: profile.hash, profileId: profile.id, was: before.profile_id },
    })
    await askToResume(change)
    return ok({ assignmentId: ask.assignmentId, profile: { name: profile.name, version: profile.version } })
  })
}

export function notReleased(profile: { name: string; version: string; state: string }) {
  return refuse(409, {
    code: 'profile-state',
    title: 'Not a released profile',
    detail: `Version ${profile.version} of “${profile.name}” is ${profile.state}; only a released one is used.`,
    next: 'Choose a released version.',
  })
}
