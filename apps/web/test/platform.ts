import { crc32 } from 'node:zlib'
import { type Role, roles, sessionEndpoints } from '@clic/contracts'
import { createTokens } from '@clic/platform/auth/tokens'
import { systemClock } from '@clic/platform/clock'
import { openZoneKeys } from '@clic/platform/keys'
import type { Browser } from 'playwright-core'
import { vaultProcess } from '../../../testing/vault-process.ts'
import { type TestPair, testPair } from '../../../testing/zones.ts'
import type { Language } from '../src/words/make-words.ts'
import { type Walker, walker } from './drive.ts'
import { visit } from './research-browser.ts'

export const password = 'correct horse battery'

/** Invented people, one a role that the walks need. */
export const cast = {
  anne: { name: 'Anne Holm', email: 'anne@clic.example', roles: ['data-engineer'] },
  bo: { name: 'Bo Kjær', email: 'bo@clic.example', roles: ['data-steward'] },
  camilla: { name: 'Camilla Friis', email: 'camilla@clic.example', roles: ['dpo'] },
  eva: { name: 'Eva Brandt', email: 'eva@clic.example', roles: ['clinician'] },
  frederik: { name: 'Frederik Toft', email: 'frederik@clic.example', roles: ['clinical-lead', 'data-steward'] },
  everybody: { name: 'Every Role', email: 'every@clic.example', roles: [...roles] },
} as const satisfies Record<string, { name: string; email: string; roles: readonly Role[] }>
type Member = keyof typeof cast

export interface WebPlatform extends TestPair {
  /** A page of a zone as one of the cast, signed in, in a language, with the errors that its console shows. */
  as(
    browser: Browser,
    member: Member,
    given?: { zone?: 'clinic' | 'research'; language?: Language; width?: number },
  ): Promise<Walker & { errors: string[] }>
}

/** Both zones with the built pages and the cast as real accounts. The vault runs as its own process. */
export async function webPlatform(web: string, research: string[] = []): Promise<WebPlatform> {
  const vault = await vaultProcess()
  await vault.start()
  const pair = await testPair({
    clinic: {
      modules: ['acquire', 'deidentify', 'deploy', 'monitor'],
      settings: { acquire: { dicomPort: 0, quietMs: 150 }, deidentify: { vaultSocket: vault.socket } },
      web,
    },
    research: { modules: research, web },
  })
  const ids = new Map<string, string>()
  for (const person of Object.values(cast)) {
    const added = await pair.clinic.as('installer', ['administrator'])(sessionEndpoints.addPerson, {
      body: { ...person, roles: [...person.roles], password },
    })
    if (!added.ok) throw new Error(added.problem.detail)
    ids.set(person.email, added.value.id)
  }
  const keys = openZoneKeys(`${pair.clinic.folder}/keys`)
  const tokens = createTokens({
    clock: systemClock,
    issuer: 'clic',
    privateKey: keys.privateKey,
    publicKey: () => keys.publicKey,
  })
  return {
    ...pair,
    async close() {
      await pair.close()
      await vault.close()
    },
    async as(browser, member, given = {}) {
      const person = cast[member]
      const zone = pair[given.zone ?? 'clinic']
      const token = await tokens.issue({ id: ids.get(person.email) ?? '', name: person.name, roles: [...person.roles] })
      const { page, errors } = await visit(
        browser,
        zone,
        { name: person.name, roles: [...person.roles], token },
        { language: given.language ?? 'en', width: given.width },
      )
      await page.goto(zone.url)
      return { ...walker(page, given.language ?? 'en'), errors }
    },
  }
}

/** A zip file of stored entries (no compression), as any packer writes it. */
export function zipOf(entries: readonly { name: string; bytes: Uint8Array }[]): Uint8Array {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, bytes } of entries) {
    const title = Buffer.from(name)
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt32LE(crc32(bytes), 10)
    shared.writeUInt32LE(bytes.length, 14)
    shared.writeUInt32LE(bytes.length, 18)
    shared.writeUInt16LE(title.length, 22)
    locals.push(Buffer.from('PK\x03\x04', 'latin1'), shared, title, Buffer.from(bytes))
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('PK\x01\x02', 'latin1'), Buffer.from([20, 0]), shared, tail, title)
    offset += 30 + title.length + bytes.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, central, end])
}
