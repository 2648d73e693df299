import { ok, type Person, type Result, type Role, refuse } from '@clic/contracts'
import type { IdentityHost } from '@clic/platform/auth'
import { endSessions } from '@clic/platform/auth/standing'
import type { PartContext } from '@clic/platform/parts'

interface Changed {
  id: string
  /** False while the other zone has not answered; it is told again by itself. */
  otherZoneKnows: boolean
}

/**
 * Gives a person other roles, closes or opens the account, or only ends the sign-ins. Each ends every sign-in that the person has, in
 * both zones: roles stand in the sign-in, so an old one would keep them.
 */
export async function changePerson(
  given: { host: IdentityHost; transact: PartContext['transact']; tell: () => Promise<boolean> },
  order: { personId: string; roles?: Role[]; disabled?: boolean },
  by: Person,
): Promise<Result<Changed>> {
  const { personId: id, roles, disabled } = order
  const before = (await given.host.people()).find((one) => one.id === id)
  if (!before)
    return refuse(404, {
      code: 'person-unknown',
      title: 'No such person',
      detail: 'There is no account with this id.',
      next: 'See the list of people.',
    })
  // So that there is always an administrator: nobody shuts the last door behind themselves.
  if (id === by.id && (disabled || (roles && !roles.includes('administrator'))))
    return refuse(409, {
      code: 'yourself',
      title: 'Not yourself',
      detail: 'You cannot close your own account or take the role of administrator from yourself.',
      next: 'Ask another administrator.',
    })
  // The roles first: whoever signs in between gets the new ones and is only asked to sign in again.
  if (roles) await given.host.setRoles(id, roles)
  await given.transact(async (change) => {
    await endSessions(change.db, id, disabled)
    const subject = { kind: 'person', id }
    if (roles)
      change.record({
        actor: by,
        action: 'person.roles-changed',
        subject,
        payload: { before: before.roles, after: roles },
      })
    if (disabled !== undefined)
      change.record({ actor: by, action: disabled ? 'person.disabled' : 'person.enabled', subject, payload: {} })
    if (!roles && disabled === undefined)
      change.record({ actor: by, action: 'person.sessions-ended', subject, payload: {} })
  })
  return ok({ id, otherZoneKnows: await given.tell() })
}
