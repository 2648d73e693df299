import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { createIdentityHost, type IdentityHost } from './identity-host.ts'

describe('the accounts of a zone', () => {
  let host: IdentityHost
  let database: Awaited<ReturnType<typeof testDatabase>>
  // Made at run time: no password stands in this file.
  const password = randomBytes(12).toString('hex')
  beforeAll(async () => {
    database = await testDatabase('identity')
    host = await createIdentityHost({
      databaseUrl: database.url,
      secret: password.repeat(2),
      baseUrl: 'http://127.0.0.1:1',
    })
    await host.addPerson({ email: 'dpo@hospital.test', name: 'Dorthe', password, roles: ['dpo', 'auditor'] })
  })
  afterAll(async () => {
    await host.close()
    await database.drop()
  })

  it('sign a person in with the right password, with the roles that the administrator gave', async () => {
    expect(await host.signIn('DPO@hospital.test', password)).toMatchObject({
      name: 'Dorthe',
      roles: ['dpo', 'auditor'],
    })
  })

  it('give no hint whether the address or the password was wrong', async () => {
    expect(await host.signIn('dpo@hospital.test', `${password}x`)).toBe('refused')
    expect(await host.signIn('nobody@hospital.test', password)).toBe('refused')
  })

  it('keep no password that could be read', async () => {
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    const rows = JSON.stringify((await client.query('select * from identity.account')).rows)
    await client.end()
    expect(rows).toContain('credential')
    expect(rows).not.toContain(password)
  })

  it('take no second account for an address and no short password', async () => {
    await expect(
      host.addPerson({ email: 'dpo@hospital.test', name: 'Other', password, roles: ['dpo'] }),
    ).rejects.toThrow()
    await expect(
      host.addPerson({ email: 'short@hospital.test', name: 'Short', password: 'elevenchars', roles: ['dpo'] }),
    ).rejects.toThrow()
    expect((await host.people()).map((one) => one.email)).toEqual(['dpo@hospital.test'])
  })

  it('stop a guesser after thirty attempts at one account, and nobody else', async () => {
    await host.addPerson({ email: 'lead@hospital.test', name: 'Lead', password, roles: ['clinical-lead'] })
    const answers: unknown[] = []
    for (let i = 0; i < 40 && !answers.includes('too-often'); i++)
      answers.push(await host.signIn('dpo@hospital.test', 'a wrong password'))
    expect(answers.slice(0, 5)).toEqual(Array(5).fill('refused'))
    expect(answers.at(-1)).toBe('too-often')
    expect(await host.signIn('dpo@hospital.test', password)).toBe('too-often')
    expect(await host.signIn('lead@hospital.test', password)).toMatchObject({ name: 'Lead' })
  })
})
