import type { KeyObject } from 'node:crypto'
import { type Person, type Role, roles } from '@clic/contracts'
import { type JWTPayload, jwtVerify, SignJWT } from 'jose'
import type { Clock } from '../clock/index.ts'

export const sessionCookie = 'clic_session'

/**
 * One sign-in for both zones: the zone that hosts the identities signs a short statement of who the person is (JWT, EdDSA);
 * the other zone trusts its public key. Cookies are shared by the ports of one host, so the same sign-in serves both.
 */
export interface Tokens {
  /** `generation`: the number that the sign-in stands under (`standingOf`); 0 for who never had one ended. */
  issue(person: Person, generation?: number): Promise<string>
  identify(request: Request): Promise<Person | undefined>
}

export const sessionSeconds = 8 * 3600

export function createTokens(input: {
  clock: Clock
  issuer: string
  privateKey?: KeyObject
  publicKey: () => KeyObject | undefined
  /** How the sign-ins of a person stand in this zone; absent where none is ever ended. */
  standing?: (personId: string) => Promise<{ generation: number; disabled: boolean } | undefined>
}): Tokens {
  /** An expired, foreign or forged statement is the same as none. */
  const verified = async (token: string, key: KeyObject): Promise<JWTPayload | undefined> => {
    try {
      const { payload } = await jwtVerify(token, key, {
        issuer: input.issuer,
        audience: 'clic',
        algorithms: ['EdDSA'],
        currentDate: input.clock.now(),
      })
      return payload
    } catch {
      return undefined
    }
  }
  return {
    async issue(person, generation = 0) {
      if (!input.privateKey) throw new Error('this zone does not host identities')
      const now = Math.floor(input.clock.now().getTime() / 1000)
      return new SignJWT({ name: person.name, roles: person.roles, generation })
        .setProtectedHeader({ alg: 'EdDSA' })
        .setSubject(person.id)
        .setIssuer(input.issuer)
        .setAudience('clic')
        .setIssuedAt(now)
        .setExpirationTime(now + sessionSeconds)
        .sign(input.privateKey)
    },
    async identify(request) {
      // A call that names its own credentials stands on those alone, never on the browser's cookie beside them.
      const token = request.headers.has('authorization') ? bearer(request) : cookie(request)
      const key = input.publicKey()
      if (!token || !key) return undefined
      const payload = await verified(token, key)
      if (!payload) return undefined
      const standing = await input.standing?.(String(payload.sub))
      if (standing?.disabled || Number(payload['generation'] ?? 0) < (standing?.generation ?? 0)) return undefined
      const held = Array.isArray(payload['roles']) ? payload['roles'] : []
      return {
        id: String(payload.sub),
        name: String(payload['name'] ?? ''),
        roles: held.filter((role): role is Role => (roles as readonly unknown[]).includes(role)),
      }
    },
  }
}

function bearer(request: Request): string | undefined {
  return request.headers.get('authorization')?.match(/^Bearer (.+)$/)?.[1]
}

function cookie(request: Request): string | undefined {
  return request.headers
    .get('cookie')
    ?.split(/; */)
    .find((part) => part.startsWith(`${sessionCookie}=`))
    ?.slice(sessionCookie.length + 1)
}
