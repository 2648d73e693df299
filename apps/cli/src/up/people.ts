import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Role } from '@clic/contracts'
import { createIdentityHost, type IdentityHost } from '@clic/platform/auth'
import type { RunningPlatform } from './start-zones.ts'

export interface NewPerson {
  email: string
  name: string
  roles: Role[]
}

/** Makes the first administrator on an empty installation; undefined when there are people already. */
export async function firstPerson(running: RunningPlatform): Promise<{ email: string; password: string } | undefined> {
  return withIdentities(running, async (host) => {
    if ((await host.people()).length > 0) return undefined
    const password = newPassword()
    const email = 'admin@clic.example'
    await host.addPerson({ email, name: 'Administrator', password, roles: ['administrator'] })
    return { email, password }
  })
}

/** Adds people with one shared password; for demonstrations only. Returns their ids by e-mail. */
export async function addPeople(
  running: RunningPlatform,
  people: NewPerson[],
  password: string,
): Promise<Map<string, string>> {
  return withIdentities(running, async (host) => {
    const known = new Map((await host.people()).map((one) => [one.email, one.id]))
    for (const person of people) {
      if (!known.has(person.email)) known.set(person.email, (await host.addPerson({ ...person, password })).id)
    }
    return known
  })
}

export function newPassword(): string {
  return randomBytes(12).toString('base64url')
}

async function withIdentities<T>(running: RunningPlatform, work: (host: IdentityHost) => Promise<T>): Promise<T> {
  const secret = readFileSync(join(running.layout.clinic, 'keys', 'identity.secret')).toString('hex')
  const host = await createIdentityHost({
    databaseUrl: running.databaseUrls.clinic,
    secret,
    baseUrl: running.clinicUrl,
  })
  try {
    return await work(host)
  } finally {
    await host.close()
  }
}
