import { createHash } from 'node:crypto'
import { type Problem, refuse, servicePerson } from '@clic/contracts'
import type { ObjectProof, ObjectResult } from '@clic/deidentification'
import { tables } from '@clic/platform/db'
import { refusal } from '@clic/platform/gates'
import { newId } from '@clic/platform/ids'
import type { Change } from '@clic/platform/record'
import { insertSample, type MadeSample } from './draw-samples.ts'
import type { Outcome, Seen } from './outcome.ts'
import { queueFacts } from './queue-facts.ts'
import { type Line, samplingFacts, samplingOf } from './read-sampling.ts'
import { countSeen, endRun, type Run, setRun } from './run-state.ts'
import { drawOrder, isLookedAt } from './sampling.ts'
import type { Station } from './station.ts'
import type { DeidentifyTables } from './tables.ts'

export type Released = ObjectResult & { status: 'released' }
export type Quarantined = ObjectResult & { status: 'quarantined' }

export interface Batch {
  released: Released[]
  quarantined: Quarantined[]
  pseudonym: string
  profile: { id: string; hash: string }
  startedAt: Date
  /** When the study was begun. */
  since: Date
  /** What to say of the study when this was the last of it. */
  outcome?: (seen: Seen) => Outcome
}

/**
 * The gate `study.leave`, and then everything at once: proofs, quarantine, the parcel in the outbox, the ledger, the study's stage. A
 * closed gate leaves nothing behind but its own decision.
 */
export async function releaseBatch(
  station: Station,
  run: Run,
  batch: Batch,
): Promise<{ ok: true } | { ok: false; problem: Problem }> {
  const line = { assignment_id: run.assignment_id, profile_id: batch.profile.id }
  const decision =
    batch.released.length > 0
      ? await station.gates.decide({
          gate: 'study.leave',
          facts: {
            ...(await station.permits.facts(run.permit_id)),
            ...(await samplingFacts(station.context.db, line)),
            residualHits: batch.released.reduce((sum, one) => sum + one.proof.residual.certain, 0),
            objectsReleased: batch.released.length,
            objectsQuarantined: batch.quarantined.length,
            objectsProven: batch.released.filter((one) => proves(one)).length,
          },
          subject: { kind: 'study', id: run.study_id },
          actor: servicePerson('deidentify'),
        })
      : undefined
  if (decision && !decision.open) return { ok: false, problem: refusal(decision) }
  const looked = await resultToLookAt(station, run, line, batch.released)
  return station.context.transact(async (change) => {
    // Locked as it is: a line that is stopped from now on is stopped after this parcel, and lists it.
    const sampling = await samplingOf(change.db, line, looked ? 'update' : 'share')
    if (batch.released.length > 0 && sampling?.state !== 'open') return stoppedMeanwhile
    const fresh = await notYetReleased(change, run, batch.released)
    await keepQuarantined(station, change, run, batch.quarantined)
    let parcelId: string | undefined
    if (fresh.length > 0) {
      const posted = await post(station, change, run, { ...batch, released: fresh })
      if (!posted.ok) return posted
      parcelId = posted.id
      await tables<DeidentifyTables>(change.db)
        .insertInto('deidentify.parcel')
        .values({ id: parcelId, study_id: run.study_id, patient_key: null, permit_id: run.permit_id })
        .execute()
      await keepProofs(station, change, run, { ...batch, released: fresh }, parcelId)
      change.record({
        actor: servicePerson('deidentify'),
        action: 'study.left',
        subject: { kind: 'study', id: run.study_id },
        payload: {
          permitId: run.permit_id,
          parcel: parcelId,
          objects: fresh.length,
          bytes: fresh.reduce((sum, one) => sum + one.output.byteLength, 0),
          quarantined: batch.quarantined.length,
          profile: batch.profile.hash,
          proofs: digestOf(fresh.map((one) => one.proof)),
          decision: decision?.id ?? null,
        },
      })
      if (looked && sampling)
        await insertSample(station, change.db, {
          ...looked,
          sampling_id: sampling.id,
          draw_id: null,
          study_id: run.study_id,
        })
      await queueFacts(station, change, { permitId: run.permit_id, patientKey: run.patient_key })
    }
    await noteWork(station, change, run, batch, parcelId)
    return { ok: true as const }
  })
}

const stoppedMeanwhile = refuse(409, {
  code: 'sampling-closed',
  title: 'The sampling lets nothing leave',
  detail: 'The sampling of this project was stopped while the study was de-identified.',
  next: 'The DPO sees to the cause and begins the sampling anew.',
})

/** For a study that the seed picks: one of its objects as it leaves, kept for two people to look at afterwards. */
async function resultToLookAt(
  station: Station,
  run: Run,
  line: Line,
  released: readonly Released[],
): Promise<MadeSample | undefined> {
  const sampling = await samplingOf(station.context.db, line)
  if (!sampling || !isLookedAt(sampling.seed, run.study_id, sampling.sample_every)) return undefined
  const [input] = drawOrder(
    `${sampling.seed} ${run.study_id}`,
    released.map((one) => one.proof.inputSha256),
  )
  const one = released.find(({ proof }) => proof.inputSha256 === input)
  if (!one) return undefined
  await station.context.files.put(one.output)
  const { inputSha256, outputSha256, modality, masks } = one.proof
  return {
    input_sha256: inputSha256,
    output_sha256: outputSha256,
    modality,
    masks: masks ? JSON.stringify(masks) : null,
  }
}

/** A proof proves the bytes that leave and says that they were scanned. */
function proves(one: Released): boolean {
  return (
    createHash('sha256').update(one.output).digest('hex') === one.proof.outputSha256 &&
    one.proof.residual.scannedBytes > 0
  )
}

/**
 * Two jobs may meet on a study (a crash, two servers): the row's lock decides, and the second sends nothing twice. What the other
 * zone refused did not leave, so its proofs make room.
 */
async function notYetReleased(change: Change, run: Run, released: Released[]): Promise<Released[]> {
  const db = tables<DeidentifyTables>(change.db)
  await db
    .selectFrom('deidentify.run')
    .select('study_id')
    .where('study_id', '=', run.study_id)
    .where('permit_id', '=', run.permit_id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  await db
    .deleteFrom('deidentify.proof')
    .where('study_id', '=', run.study_id)
    .where('permit_id', '=', run.permit_id)
    .where('parcel_id', 'in', (eb) =>
      eb
        .selectFrom('deidentify.parcel')
        .select('id')
        .where('study_id', '=', run.study_id)
        .where('state', '=', 'refused'),
    )
    .execute()
  const rows = await db
    .selectFrom('deidentify.proof')
    .select('input_sha256')
    .where('study_id', '=', run.study_id)
    .where('permit_id', '=', run.permit_id)
    .execute()
  const there = new Set(rows.map((row) => row.input_sha256))
  return released.filter((one) => !there.has(one.proof.inputSha256))
}

async function post(
  station: Station,
  change: Change,
  run: Run,
  batch: Batch,
): Promise<{ ok: true; id: string } | { ok: false; problem: Problem }> {
  let offset = 0
  const objects = batch.released.map(({ output, proof }) => {
    const object = {
      sopInstanceUid: proof.sopInstanceUid,
      sopClassUid: proof.sopClassUid,
      seriesInstanceUid: proof.seriesInstanceUid,
      modality: proof.modality,
      sha256: proof.outputSha256,
      offset,
      size: output.byteLength,
    }
    offset += output.byteLength
    return object
  })
  const studyInstanceUid = batch.released[0]?.proof.studyInstanceUid
  if (batch.released.some((one) => one.proof.studyInstanceUid !== studyInstanceUid))
    throw new Error('the objects of one study came out as two')
  return station.context.door.send(change, {
    kind: 'deidentified-study',
    permitId: run.permit_id,
    // Nothing but what is listed here: new UIDs, digests and the pseudonym.
    header: { permitId: run.permit_id, pseudonym: batch.pseudonym, studyInstanceUid, objects },
    content: Buffer.concat(batch.released.map((one) => one.output)),
  })
}

async function keepProofs(station: Station, change: Change, run: Run, batch: Batch, parcelId: string): Promise<void> {
  const at = station.context.clock.now()
  await tables<DeidentifyTables>(change.db)
    .insertInto('deidentify.proof')
    .values(
      batch.released.map(({ proof }) => ({
        id: newId('proof', station.context.clock),
        study_id: run.study_id,
        permit_id: run.permit_id,
        profile_id: batch.profile.id,
        parcel_id: parcelId,
        at,
        input_sha256: proof.inputSha256,
        output_sha256: proof.outputSha256,
        sop_instance_uid: proof.sopInstanceUid,
        sop_class_uid: proof.sopClassUid,
        modality: proof.modality,
        kind: proof.kind,
        rules: JSON.stringify(proof.rules),
        residual: JSON.stringify(proof.residual),
        masks: proof.masks ? JSON.stringify(proof.masks) : null,
      })),
    )
    .execute()
}

async function keepQuarantined(station: Station, change: Change, run: Run, quarantined: Quarantined[]): Promise<void> {
  if (quarantined.length === 0) return
  const at = station.context.clock.now()
  await tables<DeidentifyTables>(change.db)
    .insertInto('deidentify.quarantined')
    .values(
      quarantined.map((one) => ({
        id: newId('quarantined', station.context.clock),
        study_id: run.study_id,
        permit_id: run.permit_id,
        input_sha256: one.inputSha256,
        modality: one.modality,
        code: one.code,
        reason: one.reason,
        next: one.next,
        at,
      })),
    )
    .onConflict((oc) => oc.doNothing())
    .execute()
}

async function noteWork(
  station: Station,
  change: Change,
  run: Run,
  batch: Batch,
  parcelId: string | undefined,
): Promise<void> {
  const db = tables<DeidentifyTables>(change.db)
  const at = station.context.clock.now()
  const seconds = (at.getTime() - batch.since.getTime()) / 1000
  const bytes = batch.released.reduce((sum, one) => sum + one.output.byteLength, 0)
  await db
    .insertInto('deidentify.work')
    .values({ started_at: batch.startedAt, ended_at: at, objects: batch.released.length + batch.quarantined.length })
    .execute()
  if (parcelId)
    await db
      .updateTable('deidentify.run')
      .set((eb) => ({ bytes_released: eb('bytes_released', '+', bytes) }))
      .where('study_id', '=', run.study_id)
      .where('permit_id', '=', run.permit_id)
      .execute()
  if (!batch.outcome)
    return setRun(change, run, {
      state: 'waiting',
      reason: null,
      next: null,
      at,
      seconds,
      ...(parcelId ? { parcelId } : {}),
    })
  await endRun(station, change, run, {
    ...batch.outcome(await countSeen(change.db, run)),
    seconds,
    ...(parcelId ? { parcelId } : {}),
  })
}

/** One digest for the ledger over all proofs of a parcel, in their order. */
function digestOf(proofs: ObjectProof[]): string {
  const hash = createHash('sha256')
  for (const proof of proofs) hash.update(`${proof.inputSha256} ${proof.outputSha256}\n`)
  return hash.digest('hex')
}
