import { randomBytes } from 'node:crypto'
import { call, governEndpoints, permitEndpoints, type Role, sessionEndpoints } from '@clic/contracts'
import { takeStandings } from '@clic/platform/auth/standing'
import { fixedClock } from '@clic/platform/clock'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, type TestPair, testPair } from '../../../testing/zones.ts'

describe('a sign-in that is ended', () => {
  let pair: TestPair
  const password = randomBytes(12).toString('hex')
  beforeAll(async () => {
    pair = await testPair()
  })
  afterAll(() => pair?.close())

  const admin = () => pair.clinic.as('admin', ['administrator'])
  const must = <T>(answer: { ok: true; value: T } | { ok: false; problem: { detail: string } }): T => {
    if (!answer.ok) throw new Error(answer.problem.detail)
    return answer.value
  }
  const newcomer = async (name: string, roles: Role[]) => {
    const body = { email: `${name}@hospital.test`, name, password, roles }
    return { ...must(await admin()(sessionEndpoints.addPerson, { body })), email: body.email }
  }
  const signIn = (email: string) =>
    call(sessionEndpoints.signIn, { body: { email, password } }, { baseUrl: pair.clinic.url })
  const tokenOf = async (email: string) => must(await signIn(email)).token
  /** In the clinic zone and in research: the roles that the sign-in gives, or that it is none. */
  const seen = (token: string) =>
    Promise.all(
      [pair.clinic, pair.research].map(async ({ url }) => {
        const me = await call(sessionEndpoints.me, {}, { baseUrl: url, token })
        return me.ok ? me.value.roles.join(' ') : me.problem.status
      }),
    )
  const change = async (personId: string, body: { roles?: Role[]; disabled?: boolean }) =>
    must(await admin()(sessionEndpoints.changePerson, { params: { personId }, body }))

  it('is over in both zones at once, and a new one is given', async () => {
    const { id, email } = await newcomer('ending', ['dpo'])
    const [first, second] = [await tokenOf(email), await tokenOf(email)]
    expect(await seen(first)).toEqual(['dpo', 'dpo'])
    expect(must(await admin()(sessionEndpoints.endSessions, { params: { personId: id } }))).toEqual({
      id,
      otherZoneKnows: true,
    })
    expect([await seen(first), await seen(second)]).toEqual([
      [401, 401],
      [401, 401],
    ])
    expect(await seen(await tokenOf(email))).toEqual(['dpo', 'dpo'])
  })

  it('keeps no role that was taken from the person, in neither zone', async () => {
    const { id, email } = await newcomer('changing', ['data-steward', 'auditor'])
    const before = await tokenOf(email)
    await change(id, { roles: ['auditor'] })
    expect(await seen(before)).toEqual([401, 401])
    expect(await call(permitEndpoints.list, {}, { baseUrl: pair.research.url, token: before })).toMatchObject({
      ok: false,
      problem: { status: 401 },
    })
    expect(await seen(await tokenOf(email))).toEqual(['auditor', 'auditor'])
  })

  it('is not given to a closed account, and is again when it is opened', async () => {
    const { id, email } = await newcomer('leaving', ['clinician'])
    const before = await tokenOf(email)
    await change(id, { disabled: true })
    expect(await seen(before)).toEqual([401, 401])
    expect(await signIn(email)).toMatchObject({ ok: false, problem: { status: 401 } })
    expect(must(await admin()(sessionEndpoints.people, {})).find((one) => one.id === id)).toMatchObject({
      disabled: true,
    })
    await change(id, { disabled: false })
    expect(await seen(await tokenOf(email))).toEqual(['clinician', 'clinician'])
    expect(await seen(before)).toEqual([401, 401])
  })

  it('is not ended by an older word or one that the other zone did not sign', async () => {
    const { id, email } = await newcomer('staying', ['clinician'])
    await change(id, { roles: ['clinician', 'auditor'] })
    await change(id, { roles: ['clinician'] })
    const token = await tokenOf(email)
    await takeStandings(pair.research.db, [{ personId: id, generation: 1, disabled: true }])
    const forged = await fetch(`${pair.research.url}/door/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        toldAt: new Date().toISOString(),
        standings: [{ personId: id, generation: 9, disabled: true }],
      }),
    })
    expect(forged.status).toBe(401)
    expect(await seen(token)).toEqual(['clinician', 'clinician'])
  })

  it('can be one’s own, but nobody closes their own account or gives the last key away', async () => {
    const { id, email } = await newcomer('alone', ['administrator'])
    const token = await tokenOf(email)
    const self = { baseUrl: pair.clinic.url, token }
    for (const body of [{ disabled: true }, { roles: ['auditor' as const] }])
      expect(await call(sessionEndpoints.changePerson, { params: { personId: id }, body }, self)).toMatchObject({
        ok: false,
        problem: { status: 409, type: 'urn:clic:problem:yourself' },
      })
    must(await call(sessionEndpoints.endSessions, { params: { personId: id } }, self))
    expect(await seen(token)).toEqual([401, 401])
  })

  it('is in the ledger, with the roles before and after and no name', async () => {
    const read = must(
      await pair.clinic.as('auditor', ['auditor'])(governEndpoints.ledger, { query: { kind: 'person' } }),
    )
    expect(new Set(read.map((one) => one.action))).toEqual(
      new Set(['person.added', 'person.sessions-ended', 'person.roles-changed', 'person.disabled', 'person.enabled']),
    )
    expect(read.filter((one) => one.action === 'person.roles-changed').map((one) => one.payload)).toContainEqual({
      before: ['data-steward', 'auditor'],
      after: ['auditor'],
    })
    expect(JSON.stringify(read)).not.toContain('hospital.test')
  })
})

describe('a sign-in in the zone that did not give it', () => {
  let pair: TestPair
  // From now on, because both zones’ keys and rows stand under it.
  const clock = fixedClock(new Date().toISOString())
  beforeAll(async () => {
    const setup = { clock, signInFreshSeconds: 300 }
    pair = await testPair({ clinic: setup, research: setup })
  })
  afterAll(async () => {
    await pair?.research.close()
  })
  const asked = () => pair.research.as('dpo', ['dpo'])(sessionEndpoints.me, {})

  it('counts as long as the zone that gave it is heard, which is without anything new to tell', async () => {
    expect(await asked()).toMatchObject({ ok: true })
    clock.advance(3_600_000)
    expect(await eventually(async () => ((await asked()).ok ? 'counts' : undefined))).toBe('counts')
  })

  it('counts no more five minutes after the two zones last spoke, and the answer says why', async () => {
    await pair.clinic.close()
    clock.advance(200_000)
    expect(await asked()).toMatchObject({ ok: true })
    clock.advance(101_000)
    expect(await asked()).toMatchObject({
      ok: false,
      problem: {
        status: 503,
        type: 'urn:clic:problem:sign-in-not-confirmed',
        detail: expect.stringContaining('not heard from the clinic zone for more than 5 min'),
      },
    })
    // A page asks who is signed in before anything else: it learns why, and who is not signed in is told nothing.
    const who = (token?: string) =>
      call(sessionEndpoints.who, {}, { baseUrl: pair.research.url, ...(token ? { token } : {}) })
    expect(await who(await pair.research.token('dpo', ['dpo']))).toMatchObject({ ok: false, problem: { status: 503 } })
    expect(await who()).toMatchObject({ ok: true, value: { person: null } })
    const open = await call(sessionEndpoints.zone, {}, { baseUrl: pair.research.url })
    expect(open).toMatchObject({ ok: true, value: { zone: 'research' } })
  })
})
