import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase, sql } from '@clic/platform/db'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dataSetDigest, registerSender, sendUntilAnswered, smallStudy } from '../../testing/clinic-senders.ts'
import { freePort } from '../../testing/database.ts'
import { type ZoneProcess, zoneProcess } from '../../testing/server-process.ts'
import { eventually, type TestZone } from '../../testing/zones.ts'

const kills = 20

describe('a clinic zone that dies', () => {
  let zone: ZoneProcess
  let dicomPort: number
  let ended: AbortController
  // For each try anew: what an earlier one brought in would hide what this one lost.
  beforeEach(async () => {
    ended = new AbortController()
    dicomPort = await freePort()
    zone = await zoneProcess({ modules: ['acquire'], settings: { acquire: { dicomPort, quietMs: 300 } } })
    await zone.start()
    await registerSender(zone as unknown as TestZone, 'MR1')
  })
  afterEach(async () => {
    ended.abort()
    await zone.close()
  })

  it(`loses nothing and doubles nothing when it is killed ${kills} times while 200 instances arrive`, async () => {
    const files = Array.from({ length: 10 }, (_, i) => smallStudy(`kill ${i}`, { slices: 20 }).files).flat()
    const { signal } = ended
    let done = false
    let acknowledged = 0
    const sending = sendUntilAnswered({ port: dicomPort, callingAe: 'MR1' }, files, {
      stopped: () => signal.aborted,
      answered() {
        acknowledged++
        // Spread over the kills.
        return acknowledged % 3 === 0 ? new Promise((resolve) => setTimeout(resolve, 4)) : undefined
      },
    }).then(() => {
      done = true
    })
    let killed = 0
    while (killed < kills) {
      const before = acknowledged
      // Not before the sender is heard again, and then at any moment; the last kills may meet the announcement of what is there.
      await eventually(async () => (acknowledged > before || done ? true : undefined), 20)
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 25))
      await zone.kill()
      killed++
      await zone.start()
    }
    await sending
    expect(acknowledged).toBe(200)

    const { db, close } = openDatabase(zone.databaseUrl, 2)
    try {
      await eventually(async () => {
        const open = await sql<{
          n: number
        }>`select count(*)::int as n from acquire.instance where not announced`.execute(db)
        return open.rows[0]?.n === 0 ? true : undefined
      })
      const rows = (
        await sql<{
          sha256: string
          sop_instance_uid: string
        }>`select sha256, sop_instance_uid from acquire.instance`.execute(db)
      ).rows
      expect(rows).toHaveLength(200)
      const path = (sha256: string) => join(zone.folder, 'files', 'objects', sha256.slice(0, 2), sha256)
      for (const row of rows)
        expect(
          createHash('sha256')
            .update(readFileSync(path(row.sha256)))
            .digest('hex'),
        ).toBe(row.sha256)
      expect(rows.map((row) => dataSetDigest(readFileSync(path(row.sha256)))).sort()).toEqual(
        files.map(dataSetDigest).sort(),
      )
      const parcels = (await sql<{ sha256: string }>`select sha256 from doors.outbox`.execute(db)).rows.map(
        (row) => row.sha256,
      )
      const kept = readdirSync(join(zone.folder, 'files', 'objects'), { recursive: true, withFileTypes: true }).filter(
        (one) => one.isFile() && !parcels.includes(one.name),
      )
      expect(kept).toHaveLength(200)
      // Every object was announced in exactly one event, and no half file is left.
      const told = await sql<{
        n: number
      }>`select coalesce(sum((payload::jsonb ->> 'objects')::int), 0)::int as n from ledger.event where action = 'study.received'`.execute(
        db,
      )
      expect(told.rows[0]?.n).toBe(200)
      expect(readdirSync(join(zone.folder, 'files', 'staging'))).toEqual([])
    } finally {
      await close()
    }
  }, 120_000)
})
