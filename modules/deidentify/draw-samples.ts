import { randomBytes } from 'node:crypto'
import { ok, type Person, type Result, refuse } from '@clic/contracts'
import { type PreparedProfile, prepareProfile, prepareSweep } from '@clic/deidentification'
import { sha256 } from '@clic/ledger'
import { sql, tables } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import type { Selectable } from 'kysely'
import { askSubject } from './ask-subject.ts'
import { type DrawJob, sendDrawJob } from './jobs.ts'
import { deidentifyLooking, drawnMasks } from './pixel-step.ts'
import { usedProfile } from './profiles.ts'
import { noSampling, oneSampling } from './read-sampling.ts'
import { notYours } from './reviewers.ts'
import { drawOrder } from './sampling.ts'
import { facesOf } from './series-face.ts'
import type { Station } from './station.ts'
import type { DeidentifyTables } from './tables.ts'

type Draw = Selectable<DeidentifyTables['deidentify.draw']>

/**
 * Draws from the studies that are held now, as many as the bound still needs. Seed and pool are written down first; a job then makes the
 * result of one object of each drawn study, for two people to look at.
 */
export async function requestDraw(
  station: Station,
  samplingId: string,
  person: Person,
): Promise<Result<{ drawId: string; pool: number; size: number }>> {
  const { context } = station
  const found = await oneSampling(station, samplingId, person)
  if (!found.ok) return found
  if (!found.value.mayReview) return notYours()
  return context.transact(async (change) => {
    const db = tables<DeidentifyTables>(change.db)
    const sampling = await db
      .selectFrom('deidentify.sampling')
      .selectAll()
      .where('id', '=', samplingId)
      .forUpdate()
      .executeTakeFirst()
    if (!sampling) return noSampling(samplingId)
    const drawing = await db
      .selectFrom('deidentify.draw')
      .select('id')
      .where('sampling_id', '=', samplingId)
      .where('state', '=', 'drawing')
      .executeTakeFirst()
    if (sampling.state !== 'holding' || drawing)
      return refuse(409, {
        code: 'nothing-to-draw',
        title: 'Nothing to draw',
        detail: drawing ? 'A sample is being drawn already.' : 'No study is held by this sampling.',
        next: drawing ? 'Wait until it is drawn.' : 'Begin the sampling anew when studies are to be held.',
      })
    const pool = await poolOf(change.db, sampling.id, sampling.assignment_id)
    const size = Math.min(found.value.needed - found.value.drawn, pool.length)
    if (size <= 0)
      return refuse(409, {
        code: 'nothing-to-draw',
        title: 'Nothing to draw',
        detail: pool.length === 0 ? 'No further study is held.' : 'As many as the bound needs are drawn already.',
        next: pool.length === 0 ? 'Wait for more studies.' : 'Review the samples that are drawn.',
      })
    const draw = {
      id: newId('draw', context.clock),
      sampling_id: sampling.id,
      seed: randomBytes(32).toString('hex'),
      pool: JSON.stringify(pool),
      size,
      state: 'drawing' as const,
      passed_over: '[]',
      drawn_by: JSON.stringify({ id: person.id, name: person.name, roles: person.roles }),
      at: context.clock.now(),
    }
    await db.insertInto('deidentify.draw').values(draw).execute()
    change.record({
      actor: person,
      action: 'sample.drawn',
      subject: { kind: 'sampling', id: sampling.id },
      payload: { draw: draw.id, seed: draw.seed, pool: pool.length, poolSha256: sha256(draw.pool), size },
    })
    await sendDrawJob(change, { drawId: draw.id })
    return ok({ drawId: draw.id, pool: pool.length, size })
  })
}

/** Held studies that were not drawn yet and that were not found to have nothing to send. */
async function poolOf(db: Parameters<typeof tables>[0], samplingId: string, assignmentId: string): Promise<string[]> {
  const rows = await sql<{ study_id: string }>`
    select study_id from deidentify.run where assignment_id = ${assignmentId} and state = 'held'
      and not exists (select 1 from deidentify.sample where sampling_id = ${samplingId} and sample.study_id = run.study_id)
      and not exists (select 1 from deidentify.draw, jsonb_array_elements(passed_over) one
        where sampling_id = ${samplingId} and one ->> 'studyId' = run.study_id)
    order by study_id`.execute(db)
  return rows.rows.map((row) => row.study_id)
}

/** Works on a draw until it has its size or the pool is used up. Safe to run twice and to be killed anywhere. */
export async function workOnDraw(station: Station, job: DrawJob): Promise<void> {
  const db = tables<DeidentifyTables>(station.context.db)
  const draw = await db.selectFrom('deidentify.draw').selectAll().where('id', '=', job.drawId).executeTakeFirst()
  const received = station.received()
  if (draw?.state !== 'drawing' || !received) return
  const line = await db
    .selectFrom('deidentify.sampling as sampling')
    .innerJoin('deidentify.assignment as assignment', 'assignment.id', 'sampling.assignment_id')
    .innerJoin('deidentify.profile as profile', 'profile.id', 'sampling.profile_id')
    .select(['assignment.permit_id', 'profile.id', 'profile.hash', 'profile.state', 'profile.document'])
    .where('sampling.id', '=', draw.sampling_id)
    .executeTakeFirstOrThrow()
  const { profile } = usedProfile(line)
  if (!profile) return
  const prepared = prepareProfile(profile)
  const sampled = await db.selectFrom('deidentify.sample').select('study_id').where('draw_id', '=', draw.id).execute()
  const done = new Set([...sampled.map((row) => row.study_id), ...draw.passed_over.map((one) => one.studyId)])
  let size = sampled.length
  for (const studyId of drawOrder(draw.seed, draw.pool)) {
    if (size >= draw.size || station.stopping()) break
    if (done.has(studyId)) continue
    const made = await makeSample(station, { draw, studyId, permitId: line.permit_id, profile: prepared })
    // The vault is down: the draw is queued again when it answers.
    if (made === 'vault-down') return
    if (typeof made === 'string') await passOver(station, draw.id, studyId, made)
    else if (await keepSample(station, draw, studyId, made)) size++
  }
  if (!station.stopping())
    await db.updateTable('deidentify.draw').set({ state: 'drawn' }).where('id', '=', draw.id).execute()
}

export interface MadeSample {
  input_sha256: string
  output_sha256: string
  modality: string
  /** As `deidentify.sample.masks` is written. */
  masks: string | null
}

/** The result of one object of a study, drawn by the same seed; the reason when no object of it would leave. */
async function makeSample(
  station: Station,
  given: { draw: Draw; studyId: string; permitId: string; profile: PreparedProfile },
): Promise<MadeSample | string> {
  const received = station.received()
  const study = await received?.studies.study(given.studyId)
  const modalities = (await station.permits.facts(given.permitId)).permitModalities ?? []
  if (!received || !study) return 'study-gone'
  const subject = await askSubject(station, given.permitId, study.patientKey)
  if (!subject.ok) return 'vault-down'
  const sweep = prepareSweep(await received.studies.identity(study.patientKey))
  const objects = new Map(study.objects.map((one) => [one.sha256, one]))
  const faceOf = facesOf(station, study.objects)
  let why = 'modality-not-permitted'
  for (const sha of drawOrder(`${given.draw.seed} ${given.studyId}`, [...objects.keys()])) {
    const object = objects.get(sha)
    if (!object || (modalities.length > 0 && !modalities.includes(object.modality))) continue
    if (object.size > station.settings.maxObjectBytes) {
      why = 'too-big'
      continue
    }
    const input = await station.context.files.get(sha)
    const masks = (await drawnMasks(station, given.permitId, [sha])).get(sha)
    const result = await deidentifyLooking(
      station,
      { input, sha256: sha, faceOf, masks },
      { profile: given.profile, subject: subject.value, sweep },
    )
    if (result.status === 'quarantined') {
      why = result.code
      continue
    }
    const { sha256: output } = await station.context.files.put(result.output)
    const applied = result.proof.masks ? JSON.stringify(result.proof.masks) : null
    return { input_sha256: sha, output_sha256: output, modality: object.modality, masks: applied }
  }
  return why
}

/** The row of the draw is locked, so that two jobs that meet on it do not draw more than was asked for. */
async function keepSample(station: Station, draw: Draw, studyId: string, made: MadeSample): Promise<boolean> {
  return station.context.transact(async (change) => {
    const db = tables<DeidentifyTables>(change.db)
    await db.selectFrom('deidentify.sampling').select('id').where('id', '=', draw.sampling_id).forUpdate().execute()
    const there = await db
      .selectFrom('deidentify.sample')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('draw_id', '=', draw.id)
      .executeTakeFirstOrThrow()
    if (there.n >= draw.size) return true
    // Held by its row, so that an erasure of the patient either finds the sample or leaves none to be made.
    const run = await db
      .selectFrom('deidentify.run')
      .select('study_id')
      .where('study_id', '=', studyId)
      .where('state', '=', 'held')
      .forShare()
      .executeTakeFirst()
    if (!run) return false
    return insertSample(station, change.db, {
      sampling_id: draw.sampling_id,
      draw_id: draw.id,
      study_id: studyId,
      ...made,
    })
  })
}

/** Numbers the sample; false when the study is in the sampling already. The caller has the sampling's row locked for update. */
export async function insertSample(
  station: Station,
  db: Parameters<typeof tables>[0],
  one: MadeSample & { sampling_id: string; draw_id: string | null; study_id: string },
): Promise<boolean> {
  const row = await tables<DeidentifyTables>(db)
    .insertInto('deidentify.sample')
    .values({
      id: newId('sample', station.context.clock),
      n: sql<number>`(select coalesce(max(n), 0) + 1 from deidentify.sample where sampling_id = ${one.sampling_id})`,
      at: station.context.clock.now(),
      ...one,
    })
    .onConflict((oc) => oc.columns(['sampling_id', 'study_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

async function passOver(station: Station, drawId: string, studyId: string, code: string): Promise<void> {
  await sql`update deidentify.draw set passed_over = passed_over || ${JSON.stringify([{ studyId, code }])}::jsonb
    where id = ${drawId} and not passed_over @> ${JSON.stringify([{ studyId }])}::jsonb`.execute(station.context.db)
}
