import type { KeyObject } from 'node:crypto'
import { type Person, type Role, roles } from '@clic/contracts'
import { jwtVerify, SignJWT } from 'jose'
import type { Clock } from '../clock/index.ts'

export const sessionCookie = 'clic_session'

/**
 * One sign-in for both zones: the zone that hosts the identities signs a short statement of who the person is (JWT, EdDSA);
 * the other zone trusts its public key. Cookies are shared by the ports of one host, so the same sign-in serves both.
 */
export interface Tokens {
  issue(person: Person): Promise<string>
  identify(request: Request): Promise<Person | undefined>
}

export const sessionSeconds = 8 * 3600

export function createTokens(input: {
  clock: Clock
  issuer: string
  privateKey?: KeyObject
  publicKey: () => KeyObject | undefined
}): Tokens {
  return {
    async issue(person) {
      if (!input.privateKey) throw new Error('this zone does not host identities')
      const now = Math.floor(input.clock.now().getTime() / 1000)
      return new SignJWT({ name: person.name, roles: person.roles })
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
      try {
        const { payload } = await jwtVerify(token, key, {
          issuer: input.issuer,
          audience: 'clic',
          algorithms: ['EdDSA'],
          currentDate: input.clock.now(),
        })
        const held = Array.isArray(payload['roles']) ? payload['roles'] : []
        return {
          id: String(payload.sub),
          name: String(payload['name'] ?? ''),
          roles: held.filter((role): role is Role => (roles as readonly unknown[]).includes(role)),
        }
      } catch {
        // An expired, foreign or forged statement is the same as none.
        return undefined
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
