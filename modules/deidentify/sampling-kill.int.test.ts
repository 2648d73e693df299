import { deidentifyEndpoints, type Sampling, samplingEndpoints } from '@clic/contracts'
import { openDatabase, sql } from '@clic/platform/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dicomPort, registerSender, sendFiles, smallStudy } from '../../testing/clinic-senders.ts'
import { freePort } from '../../testing/database.ts'
import { grantPermit } from '../../testing/permits.ts'
import { type ZoneProcess, zoneProcess } from '../../testing/server-process.ts'
import { type VaultProcess, vaultProcess } from '../../testing/vault-process.ts'
import { eventually, type TestZone } from '../../testing/zones.ts'

const studies = 8
// Four clean objects: 1 − 0.05^(1/4) = 52.7 %.
const [limit, needed] = [0.53, 4]

describe('a clinic that dies while a sample is drawn and when it opens the way', () => {
  let zone: ZoneProcess
  let vault: VaultProcess
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
  })
  afterAll(async () => {
    await zone?.close()
    await vault?.close()
  })

  it('has drawn each sample once, forgets no answer, and lets every study go once', async () => {
    const asZone = zone as unknown as TestZone
    const must = <T>(answer: { ok: true; value: T } | { ok: false; problem: { detail: string } }): T => {
      if (!answer.ok) throw new Error(answer.problem.detail)
      return answer.value
    }
    const { sourceId } = await registerSender(asZone, 'MR1')
    const permit = await grantPermit(asZone)
    const port = await dicomPort(asZone)
    for (let i = 0; i < studies; i++)
      await sendFiles({ port, callingAe: 'MR1' }, smallStudy(`held ${i}`, { slices: 2, side: 16 }).files)
    const engineer = zone.as('engineer', ['data-engineer'])
    const sampling = { limit, every: 0 }
    must(await engineer(deidentifyEndpoints.addAssignment, { body: { permitId: permit.id, sourceId, sampling } }))
    const now = async (): Promise<Sampling | undefined> => {
      const list = await zone.as('auditor', ['auditor'])(samplingEndpoints.list, {})
      return list.ok ? list.value[0] : undefined
    }
    const again = async () => {
      await zone.kill()
      await zone.start()
    }
    await eventually(async () => ((await now())?.studies.held === studies ? true : undefined), 60)
    const samplingId = (await now())?.id ?? ''
    const steward = zone.as('steward', ['data-steward'])
    must(await steward(samplingEndpoints.draw, { params: { samplingId } }))
    await again()
    await eventually(async () => ((await now())?.drawing === false ? true : undefined), 60)
    expect(await now()).toMatchObject({ drawn: needed, studies: { held: studies }, state: 'holding' })
    const samples = must(await steward(samplingEndpoints.samples, { params: { samplingId } }))
    for (const [n, { id }] of samples.entries())
      for (const who of [steward, zone.as('dpo', ['dpo'])]) {
        if (n === 2 && who === steward) await again()
        must(await who(samplingEndpoints.compare, { params: { sampleId: id } }))
        must(await who(samplingEndpoints.answer, { params: { sampleId: id }, body: { seen: false } }))
      }
    // The way is open, and the studies have hardly begun to go.
    await again()
    await eventually(async () => ((await now())?.studies.left === studies ? true : undefined), 90)
    expect(await now()).toMatchObject({ state: 'open', reviewed: needed, leaks: 0, epoch: 1 })
    const { db, close } = openDatabase(zone.databaseUrl, 2)
    try {
      const counted = await sql<{ parcels: number; studies: number; opened: number }>`
        select (select count(*)::int from doors.outbox where kind = 'deidentified-study') as parcels,
          (select count(distinct study_id)::int from deidentify.sample) as studies,
          (select count(*)::int from ledger.event where action = 'sampling.opened') as opened`.execute(db)
      expect(counted.rows[0]).toEqual({ parcels: studies, studies: needed, opened: 1 })
    } finally {
      await close()
    }
  }, 180_000)
})
