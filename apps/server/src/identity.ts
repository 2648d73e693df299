import type { KeyObject } from 'node:crypto'
import { join } from 'node:path'
import type { Person } from '@clic/contracts'
import type { IdentityHost } from '@clic/platform/auth'
import { createTokens } from '@clic/platform/auth/tokens'
import type { Clock } from '@clic/platform/clock'
import type { ZoneConfig } from '@clic/platform/config'
import { openSecret, type ZoneKeys } from '@clic/platform/keys'

export interface Identity {
  host?: IdentityHost
  identify(request: Request): Promise<Person | undefined>
  issue(person: Person): Promise<string>
  close(): Promise<void>
}

/** Accounts in one zone; the other trusts its signature. The account library is loaded only where the accounts are. */
export async function openIdentity(
  config: ZoneConfig,
  given: { clock: Clock; keys: ZoneKeys; trusted: () => Map<string, KeyObject> },
): Promise<Identity> {
  const hosting = config.identity.mode === 'host'
  const other = config.zone === 'clinic' ? 'research' : 'clinic'
  const tokens = createTokens({
    clock: given.clock,
    issuer: config.identity.issuer,
    privateKey: hosting ? given.keys.privateKey : undefined,
    publicKey: () => (hosting ? given.keys.publicKey : given.trusted().get(other)),
  })
  if (!hosting) return { identify: tokens.identify, issue: tokens.issue, close: async () => undefined }
  const { createIdentityHost } = await import('@clic/platform/auth')
  const secret = openSecret(join(config.folder, 'keys'), 'identity.secret').toString('hex')
  const host = await createIdentityHost({
    databaseUrl: config.databaseUrl,
    secret,
    baseUrl: config.publicUrl ?? `http://127.0.0.1:${config.port}`,
  })
  return { host, identify: tokens.identify, issue: tokens.issue, close: host.close }
}
