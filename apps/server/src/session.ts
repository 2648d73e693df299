import { ok, problem, refuse, sessionEndpoints } from '@clic/contracts'
import { listStandings } from '@clic/platform/auth/standing'
import { sessionCookie } from '@clic/platform/auth/tokens'
import type { ZoneConfig } from '@clic/platform/config'
import type { AnyDatabase } from '@clic/platform/db'
import { type Implementation, implement, implementRaw, type PartContext } from '@clic/platform/parts'
import type { Sandbox } from '@clic/platform/sandbox'
import { changePerson } from './change-person.ts'
import type { Identity } from './identity.ts'

export function sessionImplementations(given: {
  config: ZoneConfig
  identity: Identity
  modules: string[]
  transact: PartContext['transact']
  db: AnyDatabase
  tell: () => Promise<boolean>
  sandbox: Sandbox
}): Implementation[] {
  const { config, identity } = given
  const other = config.zone === 'clinic' ? ('research' as const) : ('clinic' as const)
  const host = identity.host
  // `Secure` where the zone is reached over TLS; on a laptop's plain localhost the cookie would not come back with it.
  const cookieOptions = `HttpOnly; SameSite=Lax; Path=/${config.publicUrl?.startsWith('https:') ? '; Secure' : ''}`
  const elsewhere = () =>
    refuse(404, {
      code: 'sign-in-elsewhere',
      title: 'Sign in at the other zone',
      detail: `The accounts live in the ${other} zone.`,
      next: `Sign in at ${config.otherPublicUrl ?? `the ${other} zone`}; it counts here too.`,
    })
  return [
    implement(sessionEndpoints.zone, async () =>
      ok({
        zone: config.zone,
        modules: given.modules,
        otherZone: config.otherPublicUrl ? { name: other, url: config.otherPublicUrl } : null,
        signInAt: host ? '' : (config.otherPublicUrl ?? ''),
        isolation: config.isolation,
        foreignPackages: await foreignPackages(given),
      }),
    ),
    implementRaw(sessionEndpoints.signIn, async ({ body }) => {
      if (!host) return Response.json(elsewhere().problem, { status: 404 })
      const found = await host.signIn(body.email, body.password)
      // A closed account answers like a wrong password: who guesses learns nothing.
      const person = typeof found !== 'string' && (await identity.isDisabled(found.id)) ? 'refused' : found
      if (typeof person === 'string') {
        const status = person === 'too-often' ? 429 : 401
        const detail =
          person === 'too-often' ? 'Too many attempts.' : 'The e-mail address or the password is not right.'
        return Response.json(
          problem(status, {
            code: 'sign-in',
            title: 'Not signed in',
            detail,
            next: person === 'too-often' ? 'Wait a minute.' : 'Try again, or ask the administrator for a new password.',
          }),
          { status },
        )
      }
      const token = await identity.issue(person)
      return Response.json(
        { person, token },
        { headers: { 'set-cookie': `${sessionCookie}=${token}; ${cookieOptions}; Max-Age=28800` } },
      )
    }),
    implementRaw(sessionEndpoints.signOut, async () =>
      Response.json(
        { signedOut: true },
        { headers: { 'set-cookie': `${sessionCookie}=; ${cookieOptions}; Max-Age=0` } },
      ),
    ),
    implement(sessionEndpoints.me, async ({ person }) => ok({ id: person.id, name: person.name, roles: person.roles })),
    implement(sessionEndpoints.who, async ({ person, request }) => {
      if (person) return ok({ person: { id: person.id, name: person.name, roles: person.roles } })
      const doubt = await identity.doubt()
      return doubt && (await identity.identify(request)) ? { ok: false, problem: doubt } : ok({ person: null })
    }),
    implement(sessionEndpoints.directory, async () =>
      host ? ok((await host.people()).map(({ id, name, roles }) => ({ id, name, roles }))) : ok([]),
    ),
    implement(sessionEndpoints.people, async () => {
      if (!host) return elsewhere()
      const disabled = new Set((await listStandings(given.db)).filter((one) => one.disabled).map((one) => one.personId))
      return ok((await host.people()).map((one) => ({ ...one, disabled: disabled.has(one.id) })))
    }),
    implement(sessionEndpoints.changePerson, async ({ params, body, person }) =>
      host ? changePerson({ ...given, host }, { ...params, ...body }, person) : elsewhere(),
    ),
    implement(sessionEndpoints.endSessions, async ({ params, person }) =>
      host ? changePerson({ ...given, host }, params, person) : elsewhere(),
    ),
    implement(sessionEndpoints.addPerson, async ({ body, person }) => {
      if (!host) return elsewhere()
      if (await host.has(body.email))
        return refuse(409, {
          code: 'person-known',
          title: 'Known already',
          detail: 'This e-mail address has an account.',
          next: 'See the list of people.',
        })
      const added = await host.addPerson(body)
      await given.transact(async (change) =>
        change.record({
          actor: person,
          action: 'person.added',
          subject: { kind: 'person', id: added.id },
          payload: { roles: added.roles },
        }),
      )
      return ok(added)
    }),
  ]
}

/** Tried once, where packages of others are run at all. */
async function foreignPackages({ modules, sandbox }: { modules: string[]; sandbox: Sandbox }): Promise<string> {
  if (!modules.includes('validate') && !modules.includes('deploy')) return ''
  return sandbox.state().then(
    (state) => state.sentence,
    () => 'absent: the process that runs foreign packages does not answer, so none is run',
  )
}
