import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deidentifyEndpoints, governEndpoints } from '@clic/contracts'
import { openDatabase, sql } from '@clic/platform/db'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  dataSetDigest,
  registerSender,
  type SmallStudy,
  sendUntilAnswered,
  smallStudy,
  stow,
} from '../../testing/clinic-senders.ts'
import { freePort } from '../../testing/database.ts'
import { seeded } from '../../testing/make-dicom/index.ts'
import { grantPermit } from '../../testing/permits.ts'
import { pairProcesses, type ZoneProcess } from '../../testing/server-process.ts'
import { type VaultProcess, vaultProcess } from '../../testing/vault-process.ts'
import { eventually, type TestZone } from '../../testing/zones.ts'

const kills = 20
const studies = 40
const slices = 5
const instances = studies * slices
const side = 32
/** Another seed kills at other moments; `CLIC_TEST_SEED` plays one again. */
const seed = process.env['CLIC_TEST_SEED'] ?? Math.random().toString(36).slice(2, 10)

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** The image alone, which no profile changes here: the last element of these small slices. */
function pixelDigest(file: Uint8Array): string {
  return sha256(file.subarray(file.byteLength - side * side * 2))
}

function names(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((one) =>
    one.isFile() ? [one.name] : [],
  )
}

/** The modality and the archive of one try. */
interface Senders {
  /** How many instances may be sent: they are held back so that kills meet arrivals up to the last but three. */
  allow(instances: number): void
  acknowledged(): number
  byCStore(some: SmallStudy[]): Promise<void>
  byStow(some: SmallStudy[]): Promise<void>
  /** They send nothing more, also where no answer has come yet. */
  stop(): void
}

function startSenders(clinic: TestZone, dicomPort: number): Senders {
  let allowed = 0
  let acknowledged = 0
  let stopped = false
  const maySend = () => eventually(async () => (stopped || acknowledged < allowed ? true : undefined), 120)
  return {
    allow(count) {
      allowed = count
    },
    acknowledged: () => acknowledged,
    stop() {
      stopped = true
    },
    byCStore(some) {
      const files = some.flatMap((one) => one.files)
      return sendUntilAnswered({ port: dicomPort, callingAe: 'MR1' }, files, {
        stopped: () => stopped,
        before: maySend,
        async answered() {
          acknowledged++
        },
      })
    },
    /** As an archive does: a whole study a request, and again when it was not answered with success. */
    async byStow(some) {
      for (const one of some) {
        await maySend()
        while (!stopped) {
          const answer = await stow(clinic, 'MR1', one.files).catch(() => undefined)
          if (answer?.status === 200) break
          await pause(20)
        }
        if (stopped) return
        acknowledged += one.files.length
      }
    },
  }
}

describe('two zones that die while studies arrive and leave', () => {
  let pair: Awaited<ReturnType<typeof pairProcesses>>
  let clinic: ZoneProcess
  let research: ZoneProcess
  let vault: VaultProcess
  let senders: Senders
  // For each try anew: what an earlier one left behind, with its senders at work still, would decide over the next one.
  beforeEach(async () => {
    const dicomPort = await freePort()
    vault = await vaultProcess()
    pair = await pairProcesses({
      clinic: {
        modules: ['acquire', 'deidentify'],
        settings: {
          acquire: { dicomPort, quietMs: 200 },
          deidentify: { vaultSocket: vault.socket, vaultPollSeconds: 0.3, followSeconds: 0.3 },
        },
      },
      research: { modules: ['link'], settings: {} },
    })
    clinic = pair.clinic
    research = pair.research
    senders = startSenders(clinic as unknown as TestZone, dicomPort)
    await Promise.all([vault.start(), research.start(), clinic.start()])
  })
  afterEach(async () => {
    senders.stop()
    await pair.close()
    await vault.close()
  })

  it(`loses nothing and doubles nothing on the whole way, killed ${kills} times`, async ({ annotate }) => {
    const { sourceId } = await registerSender(clinic as unknown as TestZone, 'MR1')
    const permit = await grantPermit(clinic as unknown as TestZone)
    const engineer = clinic.as('engineer', ['data-engineer'])
    const added = await engineer(deidentifyEndpoints.addAssignment, {
      body: { permitId: permit.id, sourceId, sampling: { limit: 'none', every: 0 } },
    })
    expect(added.ok).toBe(true)
    const all = Array.from({ length: studies }, (_, i) => smallStudy(`way ${i}`, { slices, side }))
    const sending = Promise.all([
      senders.byCStore(all.filter((_, i) => i % 2 === 0)),
      senders.byStow(all.filter((_, i) => i % 2 === 1)),
    ])
    const random = seeded(`kills ${seed}`)
    const met: string[] = []
    for (let i = 0; i < kills; i++) {
      senders.allow(Math.ceil((instances * (i + 1)) / (kills - 2)))
      // Half of the kills meet a zone that has just come up, whatever it does; half one that was heard of since.
      const before = senders.acknowledged()
      if (i % 2 === 0)
        await eventually(async () => (senders.acknowledged() > before || before === instances ? true : undefined), 60)
      await pause(random() * 300)
      const which = random()
      const died = which < 0.7 ? 'clinic' : which < 0.9 ? 'research' : 'clinic and vault'
      met.push(`${died} at ${senders.acknowledged()}`)
      if (died === 'research') await research.kill().then(research.start)
      else {
        if (died !== 'clinic') await vault.kill()
        await clinic.kill()
        await Promise.all([vault.start(), clinic.start()])
      }
    }
    senders.allow(instances)
    await annotate(`seed ${seed}; killed: ${met.join(', ')}`)
    await sending
    expect(senders.acknowledged()).toBe(instances)

    const here = openDatabase(clinic.databaseUrl, 2)
    const there = openDatabase(research.databaseUrl, 2)
    try {
      await eventually(async () => {
        const rows = await sql<{ n: number }>`select count(*)::int as n from link.object`.execute(there.db)
        const open = await sql<{ n: number }>`
          select ((select count(*) from acquire.instance where not announced) + (select count(*) from doors.outbox where state = 'waiting')
            + (select count(*) from deidentify.run where state <> 'left'))::int as n`.execute(here.db)
        return rows.rows[0]?.n === instances && open.rows[0]?.n === 0 ? true : undefined
      }, 90)

      // What arrived is what was sent, each once.
      const object = (zone: ZoneProcess, name: string) =>
        readFileSync(join(zone.folder, 'files', 'objects', name.slice(0, 2), name))
      const sent = all.flatMap((one) => one.files)
      const arrived = (await sql<{ sha256: string }>`select sha256 from acquire.instance`.execute(here.db)).rows
      expect(arrived).toHaveLength(instances)
      for (const row of arrived) expect(sha256(object(clinic, row.sha256))).toBe(row.sha256)
      expect(arrived.map((row) => dataSetDigest(object(clinic, row.sha256))).sort()).toEqual(
        sent.map(dataSetDigest).sort(),
      )
      const refused = await sql<{ n: number }>`select count(*)::int as n from acquire.refused_object`.execute(here.db)
      expect(refused.rows[0]?.n).toBe(0)

      // Each has exactly one proof, and what came to the other zone is what the proofs name, each once.
      const proofs = (
        await sql<{ input: string; output: string }>`
          select input_sha256 as input, output_sha256 as output from deidentify.proof`.execute(here.db)
      ).rows
      expect(proofs.map((one) => one.input).sort()).toEqual(arrived.map((row) => row.sha256).sort())
      const linked = (await sql<{ sha256: string }>`select sha256 from link.object`.execute(there.db)).rows
      expect(linked.map((row) => row.sha256).sort()).toEqual(proofs.map((one) => one.output).sort())
      for (const row of linked) expect(sha256(object(research, row.sha256))).toBe(row.sha256)
      expect(linked.map((row) => pixelDigest(object(research, row.sha256))).sort()).toEqual(
        sent.map(pixelDigest).sort(),
      )
      // Both ledgers tell of each object once and recompute; no half file is left anywhere.
      const told = async (db: typeof here.db, action: string) =>
        (
          await sql<{ n: number }>`
            select sum((payload::jsonb ->> 'objects')::int)::int as n from ledger.event where action = ${action}`.execute(
            db,
          )
        ).rows[0]?.n
      expect(await told(here.db, 'study.received')).toBe(instances)
      expect(await told(here.db, 'study.left')).toBe(instances)
      expect(await told(there.db, 'study.linked')).toBe(instances)
      for (const zone of [clinic, research]) {
        const verified = await zone.as('auditor', ['auditor'])(governEndpoints.verify, {})
        expect(verified).toMatchObject({ ok: true, value: { ok: true, faults: [] } })
        expect(names(join(zone.folder, 'files', 'staging'))).toEqual([])
      }
      expect(names(join(research.folder, 'door'))).toEqual([])
      const posted = await sql<{ sha256: string }>`select sha256 from doors.outbox`.execute(there.db)
      expect(names(join(research.folder, 'files', 'objects')).sort()).toEqual(
        [...new Set([...linked, ...posted.rows].map((row) => row.sha256))].sort(),
      )
    } finally {
      await here.close()
      await there.close()
    }
  }, 400_000)
})
