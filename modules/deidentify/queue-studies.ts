import { ok, type Result, refuse } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import type { Change } from '@clic/platform/record'
import { sendErasureJob, unfinishedErasures } from './erase-patient.ts'
import { letGoWhereOpen } from './hold-study.ts'
import { jobNames, sendDrawJob, sendFactsJob, sendStudyJob } from './jobs.ts'
import type { Station } from './station.ts'
import type { DeidentifyTables } from './tables.ts'

const atOnce = 500

/** Puts a study in the line of every project that its source is assigned to. Called again when more of it arrives. */
export async function queueStudy(station: Station, studyId: string): Promise<void> {
  const received = station.received()
  const study = await received?.studies.study(studyId)
  if (!received || !study) return
  const { context } = station
  const assignments = await tables<DeidentifyTables>(context.db)
    .selectFrom('deidentify.assignment')
    .select(['id', 'permit_id'])
    .where('source', '=', study.source)
    .execute()
  if (assignments.length === 0) return
  await context.transact(async (change) => {
    for (const assignment of assignments) {
      await insertWaiting(station, change, assignment, [{ id: study.id, patientKey: study.patientKey }])
      await sendStudyJob(change, { studyId, permitId: assignment.permit_id })
    }
    await received.tracker.track(change.db, { studyId, stage: 'deidentified', state: 'waiting' })
  })
}

/** Rows only: the jobs follow by `resumeWaiting`, so that a source with very many studies does not hold one transaction. */
export async function insertWaiting(
  station: Station,
  change: Change,
  assignment: { id: string; permit_id: string },
  studies: readonly { id: string; patientKey: string }[],
): Promise<void> {
  const at = station.context.clock.now()
  for (let from = 0; from < studies.length; from += atOnce)
    await tables<DeidentifyTables>(change.db)
      .insertInto('deidentify.run')
      .values(
        studies.slice(from, from + atOnce).map((study) => ({
          study_id: study.id,
          permit_id: assignment.permit_id,
          assignment_id: assignment.id,
          patient_key: study.patientKey,
          state: 'waiting' as const,
          reason: null,
          next: null,
          parcel_id: null,
          seconds: null,
          at,
        })),
      )
      .onConflict((oc) =>
        oc.columns(['study_id', 'permit_id']).doUpdateSet({ state: 'waiting', reason: null, next: null, at }),
      )
      .execute()
}

/** Gives every waiting or failed row its job: after a start, after the vault was down, after an assignment was added. */
export async function resumeWaiting(station: Station): Promise<void> {
  const { context } = station
  const db = tables<DeidentifyTables>(context.db)
  await addMissing(station)
  await letGoWhereOpen(station)
  const runs = await db
    .selectFrom('deidentify.run')
    .select(['study_id', 'permit_id'])
    .where('state', 'in', ['waiting', 'failed'])
    .orderBy('at')
    .orderBy('study_id')
    .execute()
  for (let from = 0; from < runs.length; from += atOnce)
    await context.transact(async (change) => {
      for (const run of runs.slice(from, from + atOnce))
        await sendStudyJob(change, { studyId: run.study_id, permitId: run.permit_id })
    })
  const draws = await db.selectFrom('deidentify.draw').select('id').where('state', '=', 'drawing').execute()
  if (draws.length > 0)
    await context.transact(async (change) => {
      for (const draw of draws) await sendDrawJob(change, { drawId: draw.id })
    })
  const erasures = await unfinishedErasures(context.db)
  await context.transact(async (change) => {
    for (const job of erasures) await sendErasureJob(change, job)
  })
  const facts = await db
    .selectFrom('deidentify.facts')
    .select(['permit_id', 'patient_key'])
    .where('state', 'in', ['waiting', 'failed'])
    .execute()
  for (let from = 0; from < facts.length; from += atOnce)
    await context.transact(async (change) => {
      for (const one of facts.slice(from, from + atOnce))
        await sendFactsJob(change, { permitId: one.permit_id, patientKey: one.patient_key })
    })
}

/** Studies that were announced in the very moment in which their source was assigned are in no line yet. */
async function addMissing(station: Station): Promise<void> {
  const received = station.received()
  if (!received) return
  const db = tables<DeidentifyTables>(station.context.db)
  for (const assignment of await db.selectFrom('deidentify.assignment').selectAll().execute()) {
    const known = await db
      .selectFrom('deidentify.run')
      .select('study_id')
      .where('permit_id', '=', assignment.permit_id)
      .execute()
    const there = new Set(known.map((row) => row.study_id))
    const missing = (await received.studies.studiesOf(assignment.source)).filter((study) => !there.has(study.id))
    if (missing.length > 0)
      await station.context.transact((change) => insertWaiting(station, change, assignment, missing))
  }
}

export function askToResume(change: Change): Promise<void> {
  return change.send(jobNames.resume, {}, { key: 'resume' })
}

/** Tries a study again: what was refused, what failed, and what lies in quarantine. What left stays as it is. */
export async function retryStudy(
  station: Station,
  ask: { studyId: string; permitId: string },
): Promise<Result<{ queued: boolean }>> {
  return station.context.transact(async (change) => {
    const db = tables<DeidentifyTables>(change.db)
    const run = await db
      .selectFrom('deidentify.run')
      .selectAll()
      .where('study_id', '=', ask.studyId)
      .where('permit_id', '=', ask.permitId)
      .forUpdate()
      .executeTakeFirst()
    if (!run)
      return refuse(404, {
        code: 'run-unknown',
        title: 'Not in the line',
        detail: 'The study’s source is not assigned to this project.',
        next: 'Assign the source to the project first.',
      })
    await requeueFacts(station, change, run.permit_id, run.patient_key)
    if (run.state === 'left' && run.reason === null) return ok({ queued: false })
    await db
      .deleteFrom('deidentify.quarantined')
      .where('study_id', '=', ask.studyId)
      .where('permit_id', '=', ask.permitId)
      .execute()
    await db
      .updateTable('deidentify.run')
      .set({ state: 'waiting', reason: null, next: null, objects_quarantined: 0, at: station.context.clock.now() })
      .where('study_id', '=', ask.studyId)
      .where('permit_id', '=', ask.permitId)
      .execute()
    await station
      .received()
      ?.tracker.track(change.db, { studyId: ask.studyId, stage: 'deidentified', state: 'waiting' })
    await sendStudyJob(change, ask)
    return ok({ queued: true })
  })
}

async function requeueFacts(station: Station, change: Change, permitId: string, patientKey: string): Promise<void> {
  const row = await tables<DeidentifyTables>(change.db)
    .updateTable('deidentify.facts')
    .set({ state: 'waiting', reason: null, next: null, sha256: null, at: station.context.clock.now() })
    .where('permit_id', '=', permitId)
    .where('patient_key', '=', patientKey)
    .where('state', 'in', ['refused', 'failed'])
    .returning('permit_id')
    .executeTakeFirst()
  if (row) await sendFactsJob(change, { permitId, patientKey })
}
