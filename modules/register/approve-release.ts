import { approvalRoles, ok, type Person, type Release, type Result, refuse } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'
import type { RegisterTables } from './tables.ts'
import { readRelease } from './views.ts'

type ApprovalRole = (typeof approvalRoles)[number]

/** One of three signatures on the release's result, each by another person who did not build it. */
export async function approveRelease(
  context: PartContext,
  releaseId: string,
  role: ApprovalRole,
  person: Person,
): Promise<Result<Release>> {
  if (!person.roles.includes(role))
    return refuse(403, {
      code: 'role',
      title: 'Not your role',
      detail: `You do not hold the role ${role}.`,
      next: `Ask a colleague who is ${role}.`,
    })
  const done = await context.transact(async (change) => {
    const db = tables<RegisterTables>(change.db)
    const release = await db
      .selectFrom('register.release')
      .selectAll()
      .where('id', '=', releaseId)
      .forUpdate()
      .executeTakeFirst()
    if (!release)
      return refuse(404, {
        code: 'release-unknown',
        title: 'No such release',
        detail: `There is no release ${releaseId}.`,
        next: 'See the list under Register.',
      })
    if (release.state !== 'accepted' || !release.verdict)
      return refuse(409, {
        code: 'release-state',
        title: 'Not now',
        detail: `The release is ${release.state}; only one that a validation accepted is approved.`,
        next:
          release.state === 'registered' ? 'Validate it first.' : 'See the release’s page for what can be done now.',
      })
    if (release.builders.includes(person.id))
      return refuse(403, {
        code: 'builder',
        title: 'Not by who built it',
        detail: 'You built or delivered this product, so another person with the role approves it.',
        next: `Ask another ${role}.`,
      })
    const { resultId } = release.verdict
    const given = await db
      .selectFrom('register.approval')
      .selectAll()
      .where('release_id', '=', releaseId)
      .where('result_id', '=', resultId)
      .execute()
    if (given.some((one) => one.person_id === person.id))
      return refuse(403, {
        code: 'one-person-one-role',
        title: 'Three different people',
        detail: 'You approved this release already; each of the three signatures is another person’s.',
        next: 'Ask a colleague who holds the role that is missing.',
      })
    if (given.some((one) => one.role === role))
      return refuse(409, {
        code: 'role-signed',
        title: 'Signed already',
        detail: `A ${role} approved this release already.`,
        next: 'See which role is missing.',
      })
    const at = context.clock.now()
    await db
      .insertInto('register.approval')
      .values({ release_id: releaseId, result_id: resultId, role, person_id: person.id, name: person.name, at })
      .execute()
    const roles = new Set([...given.map((one) => one.role), role])
    if (approvalRoles.every((needed) => roles.has(needed)))
      await db.updateTable('register.release').set({ state: 'approved' }).where('id', '=', releaseId).execute()
    change.record({
      actor: person,
      action: 'release.approved',
      subject: { kind: 'release', id: releaseId },
      payload: { role, validation: resultId },
    })
    return ok(releaseId)
  })
  if (!done.ok) return done
  const release = await readRelease(context.db, releaseId)
  return release
    ? ok(release)
    : refuse(404, { code: 'release-unknown', title: 'No such release', detail: `There is no release ${releaseId}.` })
}
