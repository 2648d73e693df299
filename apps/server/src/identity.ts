import type { KeyObject } from 'node:crypto'
import { join } from 'node:path'
import { type Person, type Problem, problem } from '@clic/contracts'
import type { IdentityHost } from '@clic/platform/auth'
import { heardAt, standingOf } from '@clic/platform/auth/standing'
import { createTokens } from '@clic/platform/auth/tokens'
import type { Clock } from '@clic/platform/clock'
import type { ZoneConfig } from '@clic/platform/config'
import type { AnyDatabase } from '@clic/platform/db'
import { openSecret, type ZoneKeys } from '@clic/platform/keys'

export interface Identity {
  host?: IdentityHost
  identify(request: Request): Promise<Person | undefined>
  /** Why no sign-in counts here at this moment, where they are given in the other zone; undefined when they do. */
  doubt(): Promise<Problem | undefined>
  issue(person: Person): Promise<string>
  /** True when the account is closed: no sign-in is given. */
  isDisabled(personId: string): Promise<boolean>
  close(): Promise<void>
}

/** Accounts in one zone; the other trusts its signature. The account library is loaded where the accounts are, by the first who asks. */
export async function openIdentity(
  config: ZoneConfig,
  given: { clock: Clock; keys: ZoneKeys; db: AnyDatabase; trusted: () => Map<string, KeyObject> },
): Promise<Identity> {
  const hosting = config.identity.mode === 'host'
  const other = config.zone === 'clinic' ? 'research' : 'clinic'
  const standing = (personId: string) => standingOf(given.db, personId)
  const tokens = createTokens({
    clock: given.clock,
    issuer: config.identity.issuer,
    privateKey: hosting ? given.keys.privateKey : undefined,
    publicKey: () => (hosting ? given.keys.publicKey : given.trusted().get(other)),
    standing,
  })
  const shared = {
    identify: tokens.identify,
    doubt: async () => (hosting ? undefined : doubtOf(config, given.clock, await heardAt(given.db))),
    issue: async (person: Person) => tokens.issue(person, (await standing(person.id))?.generation),
    isDisabled: async (personId: string) => (await standing(personId))?.disabled ?? false,
  }
  if (!hosting) return { ...shared, close: async () => undefined }
  // Made now: who adds people from the command line reads it.
  const secret = openSecret(join(config.folder, 'keys'), 'identity.secret').toString('hex')
  let opened: Promise<IdentityHost> | undefined
  const open = () => {
    opened ??= import('@clic/platform/auth').then(({ createIdentityHost }) =>
      createIdentityHost({
        databaseUrl: config.databaseUrl,
        secret,
        baseUrl: config.publicUrl ?? `http://127.0.0.1:${config.port}`,
      }),
    )
    // Asked again, it is tried again: the database may have been away for a moment.
    opened.catch(() => {
      opened = undefined
    })
    return opened
  }
  const host: IdentityHost = {
    signIn: async (email, password) => (await open()).signIn(email, password),
    has: async (email) => (await open()).has(email),
    addPerson: async (person) => (await open()).addPerson(person),
    setRoles: async (personId, roles) => (await open()).setRoles(personId, roles),
    people: async () => (await open()).people(),
    close: async () => (await opened)?.close(),
  }
  return { ...shared, host, close: host.close }
}

/** A sign-in may have been ended in the zone that gave it: without a recent word from there it counts for nothing here. */
function doubtOf(config: ZoneConfig, clock: Clock, heard: Date | undefined): Problem | undefined {
  const limit = config.signInFreshSeconds
  if (heard && clock.now().getTime() - heard.getTime() <= limit * 1000) return undefined
  const minutes = Math.max(1, Math.round(limit / 60))
  const other = config.zone === 'clinic' ? 'research' : 'clinic'
  return problem(503, {
    code: 'sign-in-not-confirmed',
    title: 'Sign-ins cannot be confirmed now',
    detail: `This zone has ${heard ? `not heard from the ${other} zone for more than ${minutes} min` : `never heard from the ${other} zone`}, so it cannot know whether a sign-in still counts. Work that is under way goes on.`,
    next: `See that the ${other} zone is up and reaches this one (./clic status); sign-ins count again by themselves.`,
  })
}
