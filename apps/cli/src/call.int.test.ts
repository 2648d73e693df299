import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectTerms } from '../../../testing/permits.ts'
import { type TestZone, testZone } from '../../../testing/zones.ts'
import { repository } from './repository.ts'

describe('a step on the command line', () => {
  let clinic: TestZone
  let folder: string
  /** Not in this thread alone: the zone that answers lives in this process. */
  const clic = (...args: string[]) =>
    new Promise<{ status: number | null; out: string; err: string }>((resolve) => {
      const child = spawn(process.execPath, [
        '--disable-warning=ExperimentalWarning',
        join(repository, 'apps/cli/src/main.ts'),
        'call',
        ...args,
      ])
      const said = { out: '', err: '' }
      child.stdout.on('data', (chunk) => (said.out += chunk))
      child.stderr.on('data', (chunk) => (said.err += chunk))
      child.once('close', (status) => resolve({ status, ...said }))
    })
  const as = async (name: string, role: Parameters<TestZone['token']>[1][number]) => {
    const file = join(folder, `${name}.token`)
    writeFileSync(file, await clinic.token(name, [role]), { mode: 0o600 })
    return ['--url', clinic.url, '--token-file', file]
  }
  beforeAll(async () => {
    clinic = await testZone('clinic')
    folder = mkdtempSync(join(tmpdir(), 'clic-call-'))
  })
  afterAll(async () => {
    await clinic.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('is one of those that are listed', async () => {
    const listed = await clic()
    expect(listed.status).toBe(0)
    for (const id of [
      'permit.request',
      'study.upload',
      'assignment.add',
      'dataset.freeze',
      'label.decide',
      'training.start',
      'validation.run',
      'deployed.activate',
      'feedback.give',
      'report.make',
    ])
      expect(listed.out).toContain(id)
  })

  it('takes a permit the whole way, and refuses its proposer with the rule', async () => {
    const terms = join(folder, 'terms.json')
    writeFileSync(terms, JSON.stringify(projectTerms()))
    const asked = await clic('permit.request', '--body', terms, ...(await as('lead', 'clinical-lead')))
    expect(asked.err).toBe('')
    const { id } = JSON.parse(asked.out) as { id: string }
    expect((await clic('permit.screen', `permitId=${id}`, ...(await as('steward', 'data-steward')))).status).toBe(0)
    const own = await clic('permit.approve', `permitId=${id}`, ...(await as('lead', 'dpo')))
    expect(own.status).toBe(1)
    expect(own.err).toContain('permit.approve/four-eyes')
    expect((await clic('permit.approve', `permitId=${id}`, ...(await as('dpo', 'dpo')))).status).toBe(0)
    const out = join(folder, 'permit.json')
    expect((await clic('permit.read', `permitId=${id}`, '--out', out, ...(await as('dpo', 'dpo')))).status).toBe(0)
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ id, state: 'active', signed: true })
  })

  it('says in a sentence what is missing', async () => {
    expect((await clic('permit.raed')).err).toContain('There is no operation “permit.raed”')
    expect((await clic('permit.read', '--url', clinic.url)).err).toContain('permit.read needs permitId=…')
    expect((await clic('permit.list', 'stat=active', '--url', clinic.url)).err).toContain(
      'permit.list takes no “stat”. It takes:',
    )
    expect((await clic('permit.list', '--url', clinic.url)).err).toContain('Sign in and try again')
    expect((await clic('permit.list', '--state', folder)).err).toContain('./clic up')
    expect((await clic('permit.list', '--url', 'http://127.0.0.1:9')).err).toContain('Nothing answers')
  })
})
