import type { KeyObject } from 'node:crypto'
import { join } from 'node:path'
import type { Person } from '@clic/contracts'
import type { IdentityHost } from '@clic/platform/auth'
import { standingOf } from '@clic/platform/auth/standing'
import { createTokens } from '@clic/platform/auth/tokens'
import type { Clock } from '@clic/platform/clock'
import type { ZoneConfig } from '@clic/platform/config'
import type { AnyDatabase } from '@clic/platform/db'
import { openSecret, type ZoneKeys } from '@clic/platform/keys'

export interface Identity {
  host?: IdentityHost
  identify(request: Request): Promise<Person | undefined>
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
