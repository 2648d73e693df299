import { deidentifyEndpoints } from '@clic/contracts'
import { openDatabase, sql } from '@clic/platform/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dicomPort, registerSender, sendFiles, smallStudy } from '../../testing/clinic-senders.ts'
import { freePort } from '../../testing/database.ts'
import { grantPermit } from '../../testing/permits.ts'
import { type ZoneProcess, zoneProcess } from '../../testing/server-process.ts'
import { type VaultProcess, vaultProcess } from '../../testing/vault-process.ts'
import { eventually, type TestZone } from '../../testing/zones.ts'

const kills = 6
const studies = 20

describe('a clinic that dies while studies leave', () => {
  let zone: ZoneProcess
  let vault: VaultProcess
  let asZone: TestZone
  beforeAll(async () => {
    vault = await vaultProcess()
    await vault.start()
    zone = await zoneProcess({
      modules: ['acquire', 'deidentify'],
      settings: {
        acquire: { dicomPort: await freePort(), quietMs: 200 },
        deidentify: { vaultSocket: vault.socket, vaultPollSeconds: 0.3 },
      },
    })
    await zone.start()
    asZone = zone as unknown as TestZone
  })
  afterAll(async () => {
    await zone.close()
    await vault.close()
  })

  it(`sends every object once, however the server and the vault are killed (${kills} times)`, async () => {
    const { sourceId } = await registerSender(asZone, 'MR1')
    const permit = await grantPermit(asZone)
    const all = Array.from({ length: studies }, (_, i) => smallStudy(`leave ${i}`, { slices: 10 }))
    const port = await dicomPort(asZone)
    for (const study of all) await sendFiles({ port, callingAe: 'MR1' }, study.files)
    const engineer = zone.as('engineer', ['data-engineer'])
    const added = await engineer(deidentifyEndpoints.addAssignment, {
      body: { permitId: permit.id, sourceId, sampling: { limit: 'none', every: 0 } },
    })
    expect(added.ok).toBe(true)
    for (let i = 0; i < kills; i++) {
      await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 400))
      if (i % 3 === 2) await vault.kill()
      await zone.kill()
      await vault.start()
      await zone.start()
    }
    await eventually(async () => {
      const now = await engineer(deidentifyEndpoints.progress, {})
      return now.ok && now.value.studies.left === studies ? true : undefined
    }, 90)
    const { db, close } = openDatabase(zone.databaseUrl, 2)
    try {
      const sent = await sql<{ uid: string }>`
        select object ->> 'sopInstanceUid' as uid from doors.outbox, jsonb_array_elements(header -> 'objects') object
        where kind = 'deidentified-study'`.execute(db)
      expect(sent.rows).toHaveLength(studies * 10)
      expect(new Set(sent.rows.map((row) => row.uid)).size).toBe(studies * 10)
      const told = await sql<{
        n: number
      }>`select sum((payload::jsonb ->> 'objects')::int)::int as n from ledger.event where action = 'study.left'`.execute(
        db,
      )
      expect(told.rows[0]?.n).toBe(studies * 10)
      const proofs = await sql<{ n: number }>`select count(*)::int as n from deidentify.proof`.execute(db)
      expect(proofs.rows[0]?.n).toBe(studies * 10)
    } finally {
      await close()
    }
  }, 180_000)
})
