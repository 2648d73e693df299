import { execFileSync } from 'node:child_process'
import { chmodSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openDatabase, sql } from '@clic/platform/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type VaultProcess, vaultProcess } from '../../../testing/vault-process.ts'
import { createVaultClient, type VaultClient } from '../vault-client.ts'

/** Ids as the contract has them. */
const permit = (name: string) => `permit-${name.padStart(26, '0')}`

describe('the vault', () => {
  let vault: VaultProcess
  let client: VaultClient
  beforeAll(async () => {
    vault = await vaultProcess()
    await vault.start()
    client = createVaultClient({ socket: vault.socket, timeoutMs: 5000 })
  })
  afterAll(() => vault.close())

  const subject = async (permitId: string, patientKey: string) => {
    const given = await client.ask('subject', { permitId, patientKey })
    if (!given.ok) throw new Error(given.problem.detail)
    return given.value
  }
  const rows = async (table: string) => {
    const { db, close } = openDatabase(vault.databaseUrl, 1)
    try {
      return (await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(db)).rows
    } finally {
      await close()
    }
  }

  it('gives a patient one pseudonym a project, the same to askers of the same moment', async () => {
    const many = await Promise.all(Array.from({ length: 12 }, () => subject(permit('1'), 'patient-1')))
    expect(new Set(many.map((one) => one.pseudonym)).size).toBe(1)
    expect(many[0]?.dateShiftDays).toBeGreaterThanOrEqual(-365)
    expect(many[0]?.dateShiftDays).toBeLessThan(0)
    expect(Buffer.from(many[0]?.uidKey ?? '', 'base64')).toHaveLength(32)
    const other = await subject(permit('1'), 'patient-2')
    expect(other.pseudonym).not.toBe(many[0]?.pseudonym)
    expect(other.uidKey).toBe(many[0]?.uidKey)
    expect((await subject(permit('2'), 'patient-1')).pseudonym).not.toBe(many[0]?.pseudonym)
  })

  it('finds the same pseudonyms after kill -9 at any moment', async () => {
    const before = await subject(permit('k'), 'patient-0')
    const given = new Map<string, string>()
    const asking = Promise.all(
      Array.from({ length: 40 }, async (_, i) => {
        const answer = await client.ask('subject', { permitId: permit('k'), patientKey: `patient-k${i}` })
        if (answer.ok) given.set(`patient-k${i}`, answer.value.pseudonym)
        return answer
      }),
    )
    await new Promise((resolve) => setTimeout(resolve, 15))
    await vault.kill()
    const answers = await asking
    expect(answers.every((one) => one.ok || one.down)).toBe(true)
    expect(await client.state()).toMatchObject({ up: false, reason: 'The vault is not running.' })
    await vault.start()
    expect(await subject(permit('k'), 'patient-0')).toEqual(before)
    for (const [patient, pseudonym] of given) expect((await subject(permit('k'), patient)).pseudonym).toBe(pseudonym)
  })

  it('takes another pseudonym when the first is taken', async () => {
    const { pseudonym } = await subject(permit('c'), 'patient-1')
    const { db, close } = openDatabase(vault.databaseUrl, 1)
    // As if another patient had been given it before.
    await sql`update vault.subject set patient_tag = 'another' where permit_id = ${permit('c')}`.execute(db)
    await close()
    const next = await subject(permit('c'), 'patient-1')
    expect(next.pseudonym).not.toBe(pseudonym)
    expect((await subject(permit('c'), 'patient-1')).pseudonym).toBe(next.pseudonym)
  })

  it('names a patient to two different people only, and writes every step down', async () => {
    const { pseudonym } = await subject(permit('r'), 'patient-r')
    const ask = { permitId: permit('r'), pseudonym, reason: 'An incidental finding needs a call.', personId: 'lead' }
    const requested = await client.ask('reidentification.request', ask)
    if (!requested.ok) throw new Error(requested.problem.detail)
    const id = requested.value.id
    expect(await client.ask('reidentification.approve', { id, personId: 'lead' })).toMatchObject({
      ok: false,
      down: false,
      problem: { status: 403, type: 'urn:clic:problem:same-person' },
    })
    const agreed = await client.ask('reidentification.approve', { id, personId: 'dpo' })
    expect(agreed).toMatchObject({
      ok: true,
      value: { state: 'approved', requestedBy: 'lead', decidedBy: 'dpo', patientKey: 'patient-r' },
    })
    expect(await client.ask('reidentification.approve', { id, personId: 'steward' })).toMatchObject({
      ok: false,
      problem: { status: 409 },
    })
    const unknown = await client.ask('reidentification.request', { ...ask, pseudonym: 'P-2222-2222' })
    expect(unknown).toMatchObject({ ok: false, problem: { status: 404 } })
    const other = await client.ask('reidentification.request', { ...ask, permitId: permit('1') })
    expect(other).toMatchObject({ ok: false, problem: { status: 404 } })
    const said = (await rows('vault.log')).filter((row) => String(row['operation']).startsWith('reidentification'))
    expect(said.map((row) => [row['outcome'], row['person']])).toEqual([
      ['requested', 'lead'],
      ['refused: same person', 'lead'],
      ['approved', 'dpo'],
      ['refused: is approved', 'steward'],
      ['unknown pseudonym', 'lead'],
      ['unknown pseudonym', 'lead'],
    ])
  })

  it('keeps the rule of two people, and the log, even from who writes SQL', async () => {
    const { db, close } = openDatabase(vault.databaseUrl, 1)
    await expect(
      sql`update vault.reidentification set decided_by = requested_by where state = 'approved'`.execute(db),
    ).rejects.toThrow(/check constraint/)
    await expect(sql`delete from vault.log`.execute(db)).rejects.toThrow(/append-only/)
    await close()
  })

  it('lets a request lapse that nobody agreed to within a week', async () => {
    const { pseudonym } = await subject(permit('x'), 'patient-l')
    const requested = await client.ask('reidentification.request', {
      permitId: permit('x'),
      pseudonym,
      reason: 'An incidental finding needs a call.',
      personId: 'lead',
    })
    const id = requested.ok ? requested.value.id : ''
    const { db, close } = openDatabase(vault.databaseUrl, 1)
    await sql`update vault.reidentification set requested_at = requested_at - interval '8 days' where id = ${id}`.execute(
      db,
    )
    await close()
    const late = await client.ask('reidentification.approve', { id, personId: 'dpo' })
    expect(late).toMatchObject({ ok: false, problem: { status: 409, detail: expect.stringContaining('lapsed') } })
    const listed = await client.ask('reidentification.list', {})
    expect(listed.ok && listed.value.find((one) => one.id === id)?.state).toBe('refused')
  })

  it('holds no patient in its rows in the clear', async () => {
    await subject(permit('1'), 'patient-clear')
    const all = JSON.stringify([
      await rows('vault.subject'),
      await rows('vault.log'),
      await rows('vault.project'),
      await rows('vault.key_check'),
    ])
    expect(all).not.toContain('patient-clear')
    expect(all).not.toContain(Buffer.from('patient-clear').toString('base64').slice(0, 12))
  })

  it('keeps its key file and its socket from others', () => {
    expect(statSync(vault.keyFile).mode & 0o777).toBe(0o600)
    expect(statSync(vault.socket).mode & 0o777).toBe(0o660)
  })

  it('begins new projects with a new key version and leaves the old ones as they are', async () => {
    const before = await subject(permit('1'), 'patient-1')
    const main = fileURLToPath(new URL('./vault-main.ts', import.meta.url))
    await vault.stop()
    expect(
      JSON.parse(execFileSync(process.execPath, [main, vault.configFile, '--new-key'], { encoding: 'utf8' })),
    ).toEqual({
      keyVersion: 2,
    })
    await vault.start()
    expect(await subject(permit('1'), 'patient-1')).toEqual(before)
    expect((await subject(permit('new'), 'patient-1')).keyVersion).toBe(2)
  })

  it('does not start with a missing, foreign or readable key file, and never makes a new one over its rows', async () => {
    await vault.stop()
    renameSync(vault.keyFile, `${vault.keyFile}.away`)
    await expect(vault.start()).rejects.toThrow(/key file is missing/)
    const foreign = {
      current: 2,
      keys: { 1: Buffer.alloc(32, 1).toString('base64'), 2: Buffer.alloc(32, 2).toString('base64') },
    }
    writeFileSync(vault.keyFile, JSON.stringify(foreign), { mode: 0o600 })
    await expect(vault.start()).rejects.toThrow(/not the one that its database was made with/)
    renameSync(`${vault.keyFile}.away`, vault.keyFile)
    chmodSync(vault.keyFile, 0o644)
    await expect(vault.start()).rejects.toThrow(/can be read by others/)
    chmodSync(vault.keyFile, 0o600)
    await vault.start()
    expect(await client.state()).toMatchObject({ up: true })
    expect(readFileSync(vault.keyFile, 'utf8')).toContain('"current":2')
  })

  it('does not start beside another vault, and refuses what it does not know', async () => {
    const second = await vaultProcess()
    writeFileSync(
      second.configFile,
      JSON.stringify({ socket: vault.socket, databaseUrl: second.databaseUrl, keyFile: second.keyFile }),
    )
    await expect(second.start()).rejects.toThrow(/Another vault answers/)
    await second.close()
    expect(await client.state()).toMatchObject({ up: true })
    expect(await client.ask('list-patients' as 'health', {})).toMatchObject({ ok: false, problem: { status: 400 } })
  })
})
