import { generateKeyPairSync } from 'node:crypto'
import type { Person } from '@clic/contracts'
import { SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { fixedClock } from '../clock/index.ts'
import { createTokens, sessionCookie, sessionSeconds } from './tokens.ts'

const zone = generateKeyPairSync('ed25519')
const stranger = generateKeyPairSync('ed25519')
const person: Person = { id: 'p1', name: 'Åse Ørsted', roles: ['dpo', 'clinician'] }
const clock = fixedClock('2026-11-24T12:00:00.000Z')
const tokens = createTokens({ clock, issuer: 'clic', privateKey: zone.privateKey, publicKey: () => zone.publicKey })
const identify = (headers: Record<string, string>, by = tokens) =>
  by.identify(new Request('http://zone.test/', { headers }))
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const now = Math.floor(clock.now().getTime() / 1000)
const claim = (
  changes: { claims?: Record<string, unknown>; issuer?: string; audience?: string; until?: number } = {},
) =>
  new SignJWT({ name: 'P', roles: ['dpo'], ...changes.claims })
    .setProtectedHeader({ alg: 'EdDSA' })
    .setSubject('p1')
    .setIssuer(changes.issuer ?? 'clic')
    .setAudience(changes.audience ?? 'clic')
    .setIssuedAt(now)
    .setExpirationTime(changes.until ?? now + 60)
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('a sign-in statement', () => {
  it('names the person, by cookie and by bearer token', async () => {
    const token = await tokens.issue(person)
    expect(await identify(bearer(token))).toEqual(person)
    expect(await identify({ cookie: `other=1; ${sessionCookie}=${token}` })).toEqual(person)
  })

  it('counts in the other zone, which trusts the key', async () => {
    const other = createTokens({ clock, issuer: 'clic', publicKey: () => zone.publicKey })
    expect(await identify(bearer(await tokens.issue(person)), other)).toEqual(person)
    await expect(other.issue(person)).rejects.toThrow(/does not host/)
    const unpaired = createTokens({ clock, issuer: 'clic', publicKey: () => undefined })
    expect(await identify(bearer(await tokens.issue(person)), unpaired)).toBeUndefined()
  })

  it('is none once its eight hours are over', async () => {
    const moving = fixedClock('2026-11-24T12:00:00.000Z')
    const here = createTokens({
      clock: moving,
      issuer: 'clic',
      privateKey: zone.privateKey,
      publicKey: () => zone.publicKey,
    })
    const token = await here.issue(person)
    moving.advance(sessionSeconds * 1000 - 1000)
    expect(await identify(bearer(token), here)).toEqual(person)
    moving.advance(2000)
    expect(await identify(bearer(token), here)).toBeUndefined()
  })

  it.each([
    ['signed by another key', () => claim().sign(stranger.privateKey)],
    ['of another issuer', () => claim({ issuer: 'elsewhere' }).sign(zone.privateKey)],
    ['for another audience', () => claim({ audience: 'elsewhere' }).sign(zone.privateKey)],
    [
      'without a signature (alg none)',
      async () =>
        `${part({ alg: 'none' })}.${part({ sub: 'p1', iss: 'clic', aud: 'clic', roles: ['dpo'], exp: now + 60 })}.`,
    ],
    [
      'signed with the public key as a password (HS256)',
      () =>
        new SignJWT({ roles: ['dpo'] })
          .setProtectedHeader({ alg: 'HS256' })
          .setSubject('p1')
          .setIssuer('clic')
          .setAudience('clic')
          .setExpirationTime(now + 60)
          .sign(zone.publicKey.export({ type: 'spki', format: 'der' })),
    ],
    [
      'whose roles were changed',
      async () => {
        const [head, , signature] = (await claim().sign(zone.privateKey)).split('.')
        return `${head}.${part({ sub: 'p1', iss: 'clic', aud: 'clic', roles: ['administrator'], exp: now + 60 })}.${signature}`
      },
    ],
    ['that is no statement at all', async () => 'abc'],
    ['that is empty', async () => ''],
  ])('is none when it is one %s', async (_, make) => {
    expect(await identify(bearer(await make()))).toBeUndefined()
  })

  it('gives no role that the platform does not know', async () => {
    expect(
      await identify(bearer(await claim({ claims: { roles: ['dpo', 'root', 7, null] } }).sign(zone.privateKey))),
    ).toMatchObject({ roles: ['dpo'] })
    expect(await identify(bearer(await claim({ claims: { roles: 'dpo' } }).sign(zone.privateKey)))).toMatchObject({
      roles: [],
    })
  })

  it('in a cookie does not help a call that names other credentials', async () => {
    const cookie = `${sessionCookie}=${await tokens.issue(person)}`
    expect(await identify({ cookie, authorization: 'Basic YTpi' })).toBeUndefined()
    expect(await identify({ cookie, authorization: 'Bearer forged' })).toBeUndefined()
  })
})
