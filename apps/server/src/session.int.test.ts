import { randomBytes } from 'node:crypto'
import { governEndpoints, type Role, sessionEndpoints } from '@clic/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestPair, testPair } from '../../../testing/zones.ts'

describe('the sign-in of two zones', () => {
  let pair: TestPair
  const password = randomBytes(12).toString('hex')
  const newcomer = { email: 'dorthe@hospital.test', name: 'Dorthe', password, roles: ['dpo'] satisfies Role[] }
  beforeAll(async () => {
    pair = await testPair()
    const added = await pair.clinic.as('admin', ['administrator'])(sessionEndpoints.addPerson, {
      body: { ...newcomer, roles: [...newcomer.roles] },
    })
    if (!added.ok) throw new Error(added.problem.detail)
  })
  afterAll(() => pair.close())

  const signIn = (body: object, url = pair.clinic.url) =>
    fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  it('counts in both: the cookie of the clinic is a person in research', async () => {
    const answer = await signIn({ email: newcomer.email, password })
    const cookie = answer.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^clic_session=[^;]+; HttpOnly; SameSite=Lax; Path=\/; Max-Age=28800$/)
    for (const { url } of [pair.clinic, pair.research]) {
      const me = await fetch(`${url}/api/session`, { headers: { cookie: cookie.split(';')[0] as string } })
      expect(await me.json()).toMatchObject({ name: 'Dorthe', roles: ['dpo'] })
    }
  })

  it('refuses a wrong password and an unknown address with the same words', async () => {
    const [wrong, unknown] = await Promise.all([
      signIn({ email: newcomer.email, password: 'not the password' }),
      signIn({ email: 'nobody@hospital.test', password }),
    ])
    expect([wrong.status, unknown.status]).toEqual([401, 401])
    expect(await wrong.json()).toEqual(await unknown.json())
    expect(wrong.headers.get('set-cookie')).toBeNull()
  })

  it('is not at the research zone, which says where it is', async () => {
    const answer = await signIn({ email: newcomer.email, password }, pair.research.url)
    expect({ status: answer.status, ...((await answer.json()) as object) }).toMatchObject({
      status: 404,
      type: 'urn:clic:problem:sign-in-elsewhere',
    })
  })

  it('ends with the sign-out', async () => {
    const answer = await fetch(`${pair.clinic.url}/api/session`, { method: 'DELETE' })
    expect(answer.headers.get('set-cookie')).toMatch(/^clic_session=; .*Max-Age=0$/)
  })

  it('puts a new person and the roles into the ledger, without name, address or password', async () => {
    const read = await pair.clinic.as('auditor', ['auditor'])(governEndpoints.ledger, {
      query: { action: 'person.added' },
    })
    expect(read).toMatchObject({ ok: true, value: [{ actor: 'admin', payload: { roles: ['dpo'] } }] })
    expect(JSON.stringify(read)).not.toMatch(/Dorthe|hospital\.test/)
  })

  it('takes no second account for an address, and gives none of its own accord', async () => {
    const again = await pair.clinic.as('admin', ['administrator'])(sessionEndpoints.addPerson, {
      body: { ...newcomer, roles: ['administrator'] },
    })
    expect(again).toMatchObject({ ok: false, problem: { status: 409, type: 'urn:clic:problem:person-known' } })
    for (const path of ['/api/auth/sign-up/email', '/api/auth/sign-in/email', '/sign-up/email'])
      expect(
        (
          await fetch(`${pair.clinic.url}${path}`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: '{}',
          })
        ).status,
      ).toBe(404)
  })
})
