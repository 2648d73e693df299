import { createHash } from 'node:crypto'
import { renameSync } from 'node:fs'
import { deidentifyEndpoints, governEndpoints, type StudyView } from '@clic/contracts'
import { sql } from '@clic/platform/db'
import type { GateKeeper, PermitView } from '@clic/platform/gates'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { smallStudy } from '../../testing/clinic-senders.ts'
import { type LeavingStudies, leavingStudies } from '../../testing/leaving-studies.ts'
import { eventually } from '../../testing/zones.ts'
import { deidentifyStudy } from './deidentify-study.ts'
import { createPixelStep } from './pixel-step.ts'
import { type Released, releaseBatch } from './release-batch.ts'
import type { Run } from './run-state.ts'
import { deidentifySettingsSchema } from './settings.ts'
import type { Station } from './station.ts'
import { createVaultClient } from './vault-client.ts'

describe('the last step before the door', () => {
  let way: LeavingStudies
  let station: Station
  beforeAll(async () => {
    way = await leavingStudies(['MR1', 'MR2', 'MR3', 'MR4', 'MR5', 'MR6'], { settings: { maxObjectBytes: 50_000 } })
    const { ports } = way.clinic
    station = {
      context: way.clinic.context('deidentify'),
      settings: deidentifySettingsSchema.parse({}),
      vault: createVaultClient({ socket: way.vault.socket, timeoutMs: 5000 }),
      gates: ports.port<GateKeeper>('govern.gates'),
      permits: ports.port<PermitView>('govern.permits'),
      pixels: createPixelStep(() => undefined),
      received: () => ({
        studies: ports.port('acquire.studies'),
        tracker: ports.port('acquire.track'),
        sources: ports.port('acquire.sources'),
      }),
      vaultIsDown: () => undefined,
      stopping: () => false,
    }
  })
  afterAll(() => way.close())

  const db = () => way.clinic.db
  const runOf = async (permitId: string): Promise<Run> => {
    const rows = await sql<Run>`select * from deidentify.run where permit_id = ${permitId}`.execute(db())
    return rows.rows[0] as Run
  }
  const count = async (table: string, permitId: string) => {
    const rows = await sql<{
      n: number
    }>`select count(*)::int as n from ${sql.table(table)} where permit_id = ${permitId}`.execute(db())
    return rows.rows[0]?.n
  }
  const engineer = () => way.clinic.as('engineer', ['data-engineer'])
  const released = (change: Partial<Released['proof']> = {}): Released => {
    const output = Buffer.from('the bytes of an object')
    const sha256 = createHash('sha256').update(output).digest('hex')
    const proof = {
      kind: 'dicom' as const,
      inputSha256: '1'.repeat(64),
      outputSha256: sha256,
      sopInstanceUid: '2.25.1',
      sopClassUid: '1.2.840.10008.5.1.4.1.1.4',
      seriesInstanceUid: '2.25.2',
      studyInstanceUid: '2.25.3',
      modality: 'MR',
      rules: {},
      residual: { scannedBytes: output.length, certain: 0, possible: 0 },
      pixelsChanged: false,
      ...change,
    }
    return { status: 'released', output, proof }
  }
  const batchOf = async (...some: Released[]) => {
    const profile = await sql<{
      id: string
      hash: string
    }>`select id, hash from deidentify.profile where name = 'research'`.execute(db())
    const at = station.context.clock.now()
    return {
      released: some,
      quarantined: [],
      pseudonym: 'P-2222-3333',
      profile: profile.rows[0] as { id: string; hash: string },
      startedAt: at,
      since: at,
    }
  }

  it('stays shut for one certain hit in the output, for an unproven object and for an unscanned one', async () => {
    const permit = await way.project('MR1')
    await way.send('MR1', smallStudy('residual', { slices: 1 }).files)
    await way.run(permit.id, ['left'])
    const run = await runOf(permit.id)
    const [proofs, parcels] = [await count('deidentify.proof', permit.id), await count('doors.outbox', permit.id)]
    for (const bad of [
      released({ residual: { scannedBytes: 10, certain: 1, possible: 0 } }),
      released({ outputSha256: '2'.repeat(64) }),
      released({ residual: { scannedBytes: 0, certain: 0, possible: 0 } }),
    ]) {
      const done = await releaseBatch(station, run, await batchOf(released({ inputSha256: '3'.repeat(64) }), bad))
      expect(done).toMatchObject({ ok: false, problem: { status: 403 } })
    }
    expect(await count('deidentify.proof', permit.id)).toBe(proofs)
    expect(await count('doors.outbox', permit.id)).toBe(parcels)
  })

  it('sends an object once when two jobs meet on the same study', async () => {
    const study = smallStudy('two jobs', { slices: 3 })
    await way.send('MR2', study.files)
    await eventually(async () => ((await way.studies('MR2')).length === 1 ? true : undefined))
    const permit = await way.project('MR2')
    const studyId = (await way.studies('MR2'))[0] ?? ''
    await Promise.all(Array.from({ length: 4 }, () => deidentifyStudy(station, { studyId, permitId: permit.id })))
    await way.run(permit.id, ['left'])
    expect(await count('deidentify.proof', permit.id)).toBe(3)
    const objects = await sql<{
      n: number
    }>`select sum((payload::jsonb ->> 'objects')::int)::int as n from ledger.event where action = 'study.left' and payload::jsonb ->> 'permitId' = ${permit.id}`.execute(
      db(),
    )
    expect(objects.rows[0]?.n).toBe(3)
  })

  it('says that a study failed when a file is gone, without what the error said, and goes on when it is back', async () => {
    const permit = await way.project('MR3')
    const study = smallStudy('gone', { slices: 2 })
    const { files } = way.clinic.context('deidentify')
    // Kept from leaving by a vault that is down, so that the file can be taken away first.
    await way.vault.stop()
    await way.send('MR3', study.files)
    await eventually(async () => ((await runOf(permit.id))?.reason ? true : undefined))
    const studyId = (await runOf(permit.id)).study_id
    const received = await way.clinic.ports.port<StudyView>('acquire.studies').study(studyId)
    const path = files.path(received?.objects[1]?.sha256 ?? '')
    renameSync(path, `${path}.away`)
    await way.vault.start()
    const failed = await way.run(permit.id, ['failed'])
    expect(failed.reason).toContain('nothing of it was changed')
    expect(failed.next).toContain('tried again')
    expect(await count('deidentify.proof', permit.id)).toBe(0)
    renameSync(`${path}.away`, path)
    expect(await engineer()(deidentifyEndpoints.retry, { body: { permitId: permit.id, studyId } })).toMatchObject({
      ok: true,
      value: { queued: true },
    })
    expect(await way.run(permit.id, ['left'])).toMatchObject({ objectsReleased: 2, reason: null })
    expect(await engineer()(deidentifyEndpoints.retry, { body: { permitId: permit.id, studyId } })).toMatchObject({
      ok: true,
      value: { queued: false },
    })
  })

  it('keeps an object back that is too big to be worked on as a whole', async () => {
    const permit = await way.project('MR6')
    await way.send('MR6', smallStudy('big', { slices: 1, side: 200 }).files)
    expect(await way.run(permit.id, ['quarantined'])).toMatchObject({ objectsReleased: 0, objectsQuarantined: 1 })
    const listed = await engineer()(deidentifyEndpoints.quarantine, {})
    expect(listed.ok && listed.value[0]).toMatchObject({
      code: 'too-big',
      modality: 'MR',
      next: expect.stringContaining('maxObjectBytes'),
    })
  })

  it('stays shut when the permit ran out, and names the day', async () => {
    const expiresAt = new Date(Date.now() + 4000).toISOString()
    const permit = await way.project('MR4', { expiresAt })
    await eventually(async () =>
      (await way.clinic.ports.port<PermitView>('govern.permits').state(permit.id)) === 'expired' ? true : undefined,
    )
    await way.send('MR4', smallStudy('expired', { slices: 1 }).files)
    const run = await way.run(permit.id, ['refused'])
    expect(run.reason).toContain(`the permit expired at ${expiresAt}`)
    expect(await count('doors.outbox', permit.id)).toBe(await permitParcels(permit.id))
  })

  it('stays shut when the rules of a released profile were changed in the database', async () => {
    const permit = await way.project('MR5')
    // The database itself refuses to change them, so this is somebody who may change the database.
    await expect(
      sql`update deidentify.profile set description = 'other' where name = 'research'`.execute(db()),
    ).rejects.toThrow('a profile that was submitted is not changed')
    await sql`alter table deidentify.profile disable trigger profile_is_fixed`.execute(db())
    await sql`update deidentify.profile set document = jsonb_set(document, '{options,retainUids}', 'true') where name = 'research'`.execute(
      db(),
    )
    await way.send('MR5', smallStudy('changed', { slices: 1 }).files)
    expect((await way.run(permit.id, ['refused'])).reason).toContain('the profile is changed after its release')
    await sql`update deidentify.profile set document = jsonb_set(document, '{options,retainUids}', 'false'), state = 'retired' where name = 'research'`.execute(
      db(),
    )
    const run = await runOf(permit.id)
    await engineer()(deidentifyEndpoints.retry, { body: { permitId: permit.id, studyId: run.study_id } })
    await eventually(async () =>
      (await runOf(permit.id)).reason?.includes('the profile is retired') ? true : undefined,
    )
  })

  it('is told in the ledger: which profile, how many objects, which parcel, and no pseudonym', async () => {
    const left = await way.clinic.as('auditor', ['auditor'])(governEndpoints.ledger, {
      query: { action: 'study.left' },
    })
    if (!left.ok) throw new Error(left.problem.detail)
    expect(left.value.length).toBeGreaterThanOrEqual(3)
    for (const event of left.value) {
      expect(event.payload).toMatchObject({
        objects: expect.any(Number),
        parcel: expect.stringContaining('parcel-'),
        profile: expect.stringMatching(/^[0-9a-f]{64}$/),
      })
      expect(JSON.stringify(event)).not.toMatch(/P-[2-9A-Z]{4}-[2-9A-Z]{4}/)
    }
    expect(await way.clinic.as('auditor', ['auditor'])(governEndpoints.verify, {})).toMatchObject({
      ok: true,
      value: { ok: true },
    })
  })

  const permitParcels = async (permitId: string) => {
    const rows = await sql<{
      n: number
    }>`select count(*)::int as n from doors.outbox where permit_id = ${permitId} and kind = 'permit'`.execute(db())
    return rows.rows[0]?.n
  }
})
