import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { environment, readZoneConfig, zoneConfigSchema } from './index.ts'

describe('the configuration of a zone', () => {
  const least = {
    zone: 'clinic',
    folder: '/x',
    port: 8080,
    databaseUrl: 'postgres://x',
    modules: ['acquire'],
    identity: { mode: 'host' },
  }
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'clic-config-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('listens on the loopback address unless it says otherwise', () => {
    expect(zoneConfigSchema.parse(least)).toMatchObject({ host: '127.0.0.1', settings: {}, isolation: 'not stated' })
  })

  it.each([
    ['a zone that there is none of', { zone: 'hub' }],
    ['a port that is none', { port: 70_000 }],
    ['no way to sign in', { identity: undefined }],
    ['a way to sign in that there is none of', { identity: { mode: 'nobody' } }],
    ['no database', { databaseUrl: undefined }],
  ])('is refused with %s', (_, change) => {
    const file = join(folder, 'zone.json')
    writeFileSync(file, JSON.stringify({ ...least, ...change }))
    expect(() => readZoneConfig(file)).toThrow()
  })

  it('takes an empty variable of the environment for none', () => {
    process.env['CLIC_TEST_EMPTY'] = ''
    expect(environment('CLIC_TEST_EMPTY')).toBeUndefined()
    delete process.env['CLIC_TEST_EMPTY']
    expect(environment('CLIC_TEST_EMPTY')).toBeUndefined()
    expect(environment('PATH')).toBe(process.env['PATH'])
  })
})
