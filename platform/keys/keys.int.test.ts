import { sign, verify } from 'node:crypto'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSecret, openZoneKeys, trustedKeys } from './index.ts'

describe('the keys of a zone', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'clic-keys-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  const readableByOthers = (name: string) => statSync(join(folder, name)).mode & 0o077

  it('are made on first use, found again, and lie in files for the zone’s user alone', () => {
    const first = openZoneKeys(folder)
    expect(openZoneKeys(folder).publicPem).toBe(first.publicPem)
    expect(first.publicPem).not.toContain('PRIVATE')
    expect(readableByOthers('zone.key.pem')).toBe(0)
  })

  it('are trusted by the other zone through a file with the public half alone', () => {
    const mine = openZoneKeys(join(folder, 'mine'))
    writeFileSync(join(folder, 'clinic.pub.pem'), mine.publicPem)
    writeFileSync(join(folder, 'notes.txt'), 'no key')
    const trusted = trustedKeys(folder)
    expect([...trusted.keys()]).toEqual(['clinic'])
    const text = Buffer.from('signed')
    const key = trusted.get('clinic')
    expect(key && verify(null, text, key, sign(null, text, mine.privateKey))).toBe(true)
    expect(trustedKeys(join(folder, 'nowhere')).size).toBe(0)
  })

  it('beside them a secret is 32 bytes of chance, made once', () => {
    const secret = openSecret(folder, 'one.secret')
    expect(secret).toHaveLength(32)
    expect(openSecret(folder, 'one.secret')).toEqual(secret)
    expect(openSecret(folder, 'two.secret')).not.toEqual(secret)
    expect(readableByOthers('one.secret')).toBe(0)
  })
})
