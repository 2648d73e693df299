import { createHash } from 'node:crypto'
import { erasureDoneHeaderSchema, type PatientErasures, servicePerson } from '@clic/contracts'
import { type AnyDatabase, sql, tables } from '@clic/platform/db'
import { isWaiting, readHeader, withdrawParcels } from '@clic/platform/doors'
import type { ParcelReceiver } from '@clic/platform/parts'
import { type Change, erasePayloads } from '@clic/platform/record'
import { eraseSamples } from './erase-samples.ts'
import { type ErasureJob, jobNames } from './jobs.ts'
import type { Station } from './station.ts'
import type { DeidentifyTables } from './tables.ts'

const book = (station: Station) => station.context.port<PatientErasures>('acquire.erasures')

/** A patient is to be erased: one row for each project that the patient was de-identified for, or waits for. Safe to run twice. */
export async function beginErasure(station: Station, erasureId: string): Promise<void> {
  const order = await book(station).order(erasureId)
  if (!order) return
  const { patientKey } = order
  await station.context.transact(async (change) => {
    const projects = await sql<{ permit_id: string }>`
      select permit_id from deidentify.run where patient_key = ${patientKey}
      union select permit_id from deidentify.facts where patient_key = ${patientKey}
      union select permit_id from deidentify.parcel where patient_key = ${patientKey}
      union select permit_id from deidentify.place where patient_key = ${patientKey}
      union select permit_id from deidentify.shared_agreement
        where id in (select agreement_id from deidentify.shared_set_member where patient_key = ${patientKey})`.execute(
      change.db,
    )
    const db = tables<DeidentifyTables>(change.db)
    for (const { permit_id } of projects.rows) {
      await db
        .insertInto('deidentify.erasure')
        .values({ erasure_id: erasureId, permit_id, patient_key: patientKey, state: 'waiting', proofs_digest: null })
        .onConflict((oc) => oc.doNothing())
        .execute()
      await sendErasureJob(change, { erasureId, permitId: permit_id })
    }
    await endErasure(station, change, erasureId)
  })
}

export function sendErasureJob(change: Change, job: ErasureJob): Promise<void> {
  return change.send(jobNames.erase, job, { key: `${job.permitId} ${job.erasureId}` })
}

/** Erasures that wait for the vault: sent again when it answers, and after a start. */
export async function unfinishedErasures(db: AnyDatabase): Promise<ErasureJob[]> {
  const rows = await tables<DeidentifyTables>(db)
    .selectFrom('deidentify.erasure')
    .select(['erasure_id', 'permit_id'])
    .where((eb) => eb.or([eb('state', '=', 'waiting'), eb('forgotten', '=', false)]))
    .execute()
  return rows.map((row) => ({ erasureId: row.erasure_id, permitId: row.permit_id }))
}

/**
 * One project's part: rows and files here, a parcel that tells the research zone, then the vault forgets. In this order, because only
 * the vault knows the pseudonym that the parcel names.
 */
export async function eraseForProject(station: Station, job: ErasureJob): Promise<void> {
  const row = await find(station.context.db, job)
  if (!row?.patient_key || (row.state !== 'waiting' && row.forgotten)) return
  const about = { permitId: job.permitId, patientKey: row.patient_key }
  if (row.state === 'waiting') {
    const found = await station.vault.ask('subject.find', about)
    if (!found.ok) return waitForVault(station, found.down)
    await eraseRows(station, job, row.patient_key, found.value.pseudonym)
  }
  const forgotten = await station.vault.ask('subject.forget', { ...about, erasureId: job.erasureId })
  if (!forgotten.ok) return waitForVault(station, forgotten.down)
  await station.context.transact(async (change) => {
    await tables<DeidentifyTables>(change.db)
      .updateTable('deidentify.erasure')
      .set({ forgotten: true })
      .where('erasure_id', '=', job.erasureId)
      .where('permit_id', '=', job.permitId)
      .execute()
    await endErasure(station, change, job.erasureId)
  })
}

function waitForVault(station: Station, down: boolean): void {
  if (!down) throw new Error('the vault did not understand')
  station.vaultIsDown()
}

function find(db: AnyDatabase, job: ErasureJob) {
  return tables<DeidentifyTables>(db)
    .selectFrom('deidentify.erasure')
    .selectAll()
    .where('erasure_id', '=', job.erasureId)
    .where('permit_id', '=', job.permitId)
    .executeTakeFirst()
}

async function eraseRows(
  station: Station,
  { erasureId, permitId }: ErasureJob,
  patientKey: string,
  pseudonym: string | null,
): Promise<void> {
  const { context } = station
  await context.transact(async (change) => {
    const db = tables<DeidentifyTables>(change.db)
    // A study that is being released at this moment holds its row: either its parcel is found here, or it finds no row any more.
    const runs = await db
      .selectFrom('deidentify.run')
      .select('study_id')
      .where('permit_id', '=', permitId)
      .where('patient_key', '=', patientKey)
      .forUpdate()
      .execute()
    const studies = runs.length > 0 ? runs.map((one) => one.study_id) : ['']
    const proofs = await db
      .deleteFrom('deidentify.proof')
      .where('permit_id', '=', permitId)
      .where('study_id', 'in', studies)
      .returning(['input_sha256', 'output_sha256'])
      .execute()
    await db.deleteFrom('deidentify.mask').where('permit_id', '=', permitId).where('study_id', 'in', studies).execute()
    const quarantined = await db
      .deleteFrom('deidentify.quarantined')
      .where('permit_id', '=', permitId)
      .where('study_id', 'in', studies)
      .returning('id')
      .execute()
    const parcels = await db
      .deleteFrom('deidentify.parcel')
      .where('permit_id', '=', permitId)
      .where((eb) => eb.or([eb('study_id', 'in', studies), eb('patient_key', '=', patientKey)]))
      .returning('id')
      .execute()
    const ids = parcels.map((one) => one.id)
    const contents = await withdrawParcels(change.db, ids)
    contents.push(...(await eraseSamples(change.db, permitId, studies)))
    const ofPatient = (table: 'deidentify.run' | 'deidentify.facts' | 'deidentify.place') =>
      db.deleteFrom(table).where('permit_id', '=', permitId).where('patient_key', '=', patientKey).execute()
    await ofPatient('deidentify.run')
    await ofPatient('deidentify.facts')
    await ofPatient('deidentify.place')
    await db
      .deleteFrom('deidentify.shared_set_member')
      .where('patient_key', '=', patientKey)
      .where('agreement_id', 'in', (eb) =>
        eb.selectFrom('deidentify.shared_agreement').select('id').where('permit_id', '=', permitId),
      )
      .execute()
    const digest = digestOf(proofs)
    if (pseudonym !== null) {
      const sent = await context.door.send(change, {
        kind: 'erasure',
        permitId,
        header: { permitId, erasureId, pseudonym, withdrawn: ids },
        content: new Uint8Array(),
      })
      if (!sent.ok) throw new Error('the door did not take an erasure')
      await erasePayloads(change, {
        actor: servicePerson('deidentify'),
        subject: { kind: 'erasure', id: erasureId },
        mentions: [pseudonym],
        reason: 'A patient was erased.',
      })
    }
    change.record({
      actor: servicePerson('deidentify'),
      action: 'deidentification.erased',
      subject: { kind: 'erasure', id: erasureId },
      payload: {
        permitId,
        studies: runs.length,
        proofs: proofs.length,
        proofsDigest: digest,
        quarantined: quarantined.length,
        parcels: ids.length,
        told: pseudonym !== null,
      },
    })
    await change.send(jobNames.removeParcels, { sha256s: contents })
    await db
      .updateTable('deidentify.erasure')
      .set({ state: pseudonym === null ? 'done' : 'sent', proofs: proofs.length, proofs_digest: digest })
      .where('erasure_id', '=', erasureId)
      .where('permit_id', '=', permitId)
      .execute()
  })
}

/** Removes the contents of parcels of an erased patient from the outbox’s files. */
export async function removeParcels(station: Station, sha256s: readonly string[]): Promise<void> {
  for (const sha256 of sha256s)
    if (!(await isWaiting(station.context.db, sha256))) await station.context.files.remove(sha256)
}

/** The research zone’s answer: what it erased where. */
export function erasureDoneReceiver(station: Station): ParcelReceiver {
  return {
    kind: 'erasure-done',
    async accept(parcel, change) {
      const ofPermit = erasureDoneHeaderSchema.refine((header) => header.permitId === parcel.permitId)
      const header = readHeader(parcel, ofPermit, { code: 'erasure-header', next: 'The research zone posts it again.' })
      if (!header.ok) return header
      const { erasureId, permitId, places } = header.value
      const row = await tables<DeidentifyTables>(change.db)
        .updateTable('deidentify.erasure')
        .set({ state: 'done' })
        .where('erasure_id', '=', erasureId)
        .where('permit_id', '=', permitId)
        .where('state', '=', 'sent')
        .returning('erasure_id')
        .executeTakeFirst()
      if (!row) return { ok: true }
      for (const { place, counts } of places)
        await book(station).note(change, { erasureId, place, counts, elsewhere: { zone: 'research', permitId } })
      await endErasure(station, change, erasureId)
      return { ok: true }
    },
  }
}

/** When no project waits any more: forgets the patient here, and says so. */
async function endErasure(station: Station, change: Change, erasureId: string): Promise<void> {
  const db = tables<DeidentifyTables>(change.db)
  const rows = await db
    .selectFrom('deidentify.erasure')
    .selectAll()
    .where('erasure_id', '=', erasureId)
    .orderBy('permit_id')
    .forUpdate()
    .execute()
  if (rows.some((row) => row.state !== 'done' || !row.forgotten)) return
  await db.updateTable('deidentify.erasure').set({ patient_key: null }).where('erasure_id', '=', erasureId).execute()
  await book(station).note(change, {
    erasureId,
    place: 'deidentify',
    counts: { projects: rows.length, proofs: rows.reduce((sum, row) => sum + row.proofs, 0) },
  })
}

/** One digest for the ledger over all proofs, in the order of their inputs. */
function digestOf(proofs: readonly { input_sha256: string; output_sha256: string }[]): string {
  const hash = createHash('sha256')
  for (const line of proofs.map((one) => `${one.input_sha256} ${one.output_sha256}\n`).sort()) hash.update(line)
  return hash.digest('hex')
}
