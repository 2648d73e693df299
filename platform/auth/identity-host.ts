import { createHash } from 'node:crypto'
import type { Person, Role } from '@clic/contracts'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import pg from 'pg'

/** Accounts and passwords, kept by the library better-auth in the schema `identity`; self-registration is off. */
export interface IdentityHost {
  /** Thirty attempts a minute for one account, from wherever they come. */
  signIn(email: string, password: string): Promise<Person | 'refused' | 'too-often'>
  has(email: string): Promise<boolean>
  /** Throws for an address that has an account: ask `has` before. */
  addPerson(input: { email: string; name: string; password: string; roles: Role[] }): Promise<Person>
  setRoles(personId: string, roles: Role[]): Promise<void>
  people(): Promise<{ id: string; name: string; email: string; roles: Role[] }[]>
  close(): Promise<void>
}

export async function createIdentityHost(input: {
  databaseUrl: string
  secret: string
  baseUrl: string
}): Promise<IdentityHost> {
  const pool = new pg.Pool({
    connectionString: input.databaseUrl,
    max: 2,
    idleTimeoutMillis: 5000,
    options: '-c search_path=identity',
  })
  pool.on('error', () => undefined)
  await pool.query('create schema if not exists identity')
  const options = {
    database: pool,
    secret: input.secret,
    baseURL: input.baseUrl,
    emailAndPassword: { enabled: true, minPasswordLength: 12, autoSignIn: false },
    user: { additionalFields: { roles: { type: 'string' as const, required: false, defaultValue: '', input: false } } },
    rateLimit: { enabled: true, window: 60, max: 60, customRules: { '/sign-in/email': { window: 60, max: 30 } } },
    advanced: { ipAddress: { ipAddressHeaders: [accountHeader] } },
    telemetry: { enabled: false },
    logger: { disabled: true },
  }
  const { runMigrations } = await getMigrations(options)
  await runMigrations()
  const auth = betterAuth(options)
  const known = async (email: string) =>
    ((await pool.query('select 1 from "user" where email = $1', [email.toLowerCase()])).rowCount ?? 0) > 0
  return {
    async signIn(email, password) {
      const response = await auth.handler(
        new Request(`${input.baseUrl}/api/auth/sign-in/email`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', [accountHeader]: addressOfAccount(email) },
          body: JSON.stringify({ email, password }),
        }),
      )
      if (response.status === 429) return 'too-often'
      if (!response.ok) return 'refused'
      const row = (await pool.query('select id, name, roles from "user" where email = $1', [email.toLowerCase()]))
        .rows[0]
      return row ? { id: row.id, name: row.name, roles: splitRoles(row.roles) } : 'refused'
    },
    has: known,
    async addPerson({ email, name, password, roles }) {
      // Asked by a stranger, the library answers as if it had made the account, so that nobody learns who has one.
      if (await known(email)) throw new Error('this address has an account')
      const created = await auth.api.signUpEmail({ body: { email, name, password } })
      await pool.query('update "user" set roles = $1 where id = $2', [roles.join(' '), created.user.id])
      return { id: created.user.id, name, roles }
    },
    async setRoles(personId, roles) {
      await pool.query('update "user" set roles = $1 where id = $2', [roles.join(' '), personId])
    },
    async people() {
      const found = await pool.query('select id, name, email, roles from "user" order by name')
      return found.rows.map((row) => ({ id: row.id, name: row.name, email: row.email, roles: splitRoles(row.roles) }))
    },
    close: () => pool.end(),
  }
}

const accountHeader = 'x-clic-account'

/**
 * The library counts attempts by network address. An address behind a proxy is either everybody's or the caller's own claim, so
 * attempts are counted by account: the address it sees is made from the e-mail address (the first half of an IPv6 address counts).
 */
function addressOfAccount(email: string): string {
  const digest = createHash('sha256').update(email.trim().toLowerCase()).digest('hex')
  return `${digest.slice(0, 16).replace(/(.{4})(?!$)/g, '$1:')}:0:0:0:1`
}

function splitRoles(text: string | null): Role[] {
  return (text ?? '').split(' ').filter(Boolean) as Role[]
}
