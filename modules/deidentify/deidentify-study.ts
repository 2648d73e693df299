import { type ReceivedObject, type ReceivedStudy, servicePerson } from '@clic/contracts'
import {
  type DeidentificationTerms,
  type IdentitySweep,
  type PreparedProfile,
  prepareProfile,
  prepareSweep,
  type Subject,
} from '@clic/deidentification'
import { tables } from '@clic/platform/db'
import { refusal } from '@clic/platform/gates'
import { askSubject } from './ask-subject.ts'
import { heldBySampling } from './hold-study.ts'
import { type KeptBack, outcomeOf, type Seen } from './outcome.ts'
import { deidentifyLooking, drawnMasks } from './pixel-step.ts'
import { takePlace } from './places.ts'
import { type UsedProfile, usedProfile } from './profiles.ts'
import { type Batch, type Quarantined, releaseBatch } from './release-batch.ts'
import { countSeen, endRun, noteRun, type Run } from './run-state.ts'
import { type FaceOf, facesOf } from './series-face.ts'
import { noSource, type Station } from './station.ts'
import type { DeidentifyTables } from './tables.ts'

/**
 * One study for one project. Safe to run twice and to be killed anywhere: what left is known by its proof rows, and only the other
 * objects are worked on.
 */
export async function deidentifyStudy(station: Station, job: { studyId: string; permitId: string }): Promise<void> {
  const run = await tables<DeidentifyTables>(station.context.db)
    .selectFrom('deidentify.run')
    .selectAll()
    .where('study_id', '=', job.studyId)
    .where('permit_id', '=', job.permitId)
    .executeTakeFirst()
  if (!run) return
  try {
    await work(station, run)
  } catch (error) {
    await noteRun(station, run, {
      state: 'failed',
      reason: 'The platform failed while de-identifying this study; nothing of it was changed.',
      next: 'It is tried again by itself; if it stays, give the time of day to the operator.',
    })
    // An error's message can hold what was read from an object, so only its kind and place are passed on.
    throw new Error(`study ${run.study_id}: ${placeOf(error)}`)
  }
}

async function work(station: Station, run: Run): Promise<void> {
  const received = station.received()
  const study = await received?.studies.study(run.study_id)
  if (!received || !study) return noteRun(station, run, received ? studyGone : { state: 'waiting', ...noSource })
  const startedAt = station.context.clock.now()
  const used = await profileOf(station, run)
  const pending = await pendingObjects(station, run, study)
  // A second job of a study that ended meanwhile. Asked by the objects, not by the state: more of them may have come while it ran.
  if (pending.length === 0 && run.state !== 'waiting' && run.state !== 'failed') return
  const { allowed, keptBack } = await askGate(station, run, used, study, pending)
  if (allowed.length === 0 || !used.profile) return endWithout(station, run, keptBack, startedAt)
  if (await heldBySampling(station, run, used.id)) return
  const subject = await askSubject(station, run.permit_id, run.patient_key)
  if (!subject.ok) return noteRun(station, run, { state: 'waiting', reason: subject.reason, next: subject.next })
  const sweep = prepareSweep(await received.studies.identity(run.patient_key))
  await deidentifyObjects(station, run, {
    objects: allowed,
    faceOf: facesOf(station, study.objects),
    keptBack,
    profile: prepareProfile(used.profile),
    used,
    subject: subject.value,
    sweep,
    startedAt,
  })
}

const studyGone = {
  state: 'failed',
  reason: 'The study is no longer in this zone.',
  next: 'Send it again.',
} as const

async function profileOf(station: Station, run: Run): Promise<UsedProfile> {
  const row = await tables<DeidentifyTables>(station.context.db)
    .selectFrom('deidentify.assignment')
    .innerJoin('deidentify.profile', 'deidentify.profile.id', 'deidentify.assignment.profile_id')
    .select(['deidentify.profile.id', 'hash', 'state', 'document'])
    .where('deidentify.assignment.id', '=', run.assignment_id)
    .executeTakeFirstOrThrow()
  return usedProfile(row)
}

/** What neither left nor lies in quarantine. What the other zone refused at its door did not leave. */
async function pendingObjects(station: Station, run: Run, study: ReceivedStudy): Promise<ReceivedObject[]> {
  const db = tables<DeidentifyTables>(station.context.db)
  const left = await db
    .selectFrom('deidentify.proof')
    .leftJoin('deidentify.parcel', 'deidentify.parcel.id', 'deidentify.proof.parcel_id')
    .select('input_sha256')
    .where('deidentify.proof.study_id', '=', run.study_id)
    .where('deidentify.proof.permit_id', '=', run.permit_id)
    .where((eb) => eb.or([eb('deidentify.parcel.state', 'is', null), eb('deidentify.parcel.state', '<>', 'refused')]))
    .execute()
  const kept = await db
    .selectFrom('deidentify.quarantined')
    .select('input_sha256')
    .where('study_id', '=', run.study_id)
    .where('permit_id', '=', run.permit_id)
    .execute()
  const seen = new Set([...left, ...kept].map((row) => row.input_sha256))
  return study.objects.filter((object) => !seen.has(object.sha256))
}

/** The gate `study.deidentify`, once a modality: what the permit does not name stays, the rest goes on. */
async function askGate(
  station: Station,
  run: Run,
  used: UsedProfile,
  study: ReceivedStudy,
  pending: ReceivedObject[],
): Promise<{ allowed: ReceivedObject[]; keptBack: KeptBack[] }> {
  const allowed: ReceivedObject[] = []
  const keptBack: KeptBack[] = []
  const facts = await station.permits.facts(run.permit_id)
  const subjects = await takePlace(station, run, facts.maxSubjects ?? 0)
  for (const [modality, objects] of Map.groupBy(pending, (object) => object.modality)) {
    const decision = await station.gates.decide({
      gate: 'study.deidentify',
      facts: { ...facts, profileState: used.state, modality, bodyPart: study.bodyPart, subjects },
      subject: { kind: 'study', id: run.study_id },
      actor: servicePerson('deidentify'),
    })
    if (decision.open) allowed.push(...objects)
    else {
      const closed = refusal(decision)
      keptBack.push({ modality, objects: objects.length, reason: closed.detail, next: closed.next ?? '' })
    }
  }
  return { allowed, keptBack }
}

/** Nothing (more) may leave: said with what left before. */
async function endWithout(station: Station, run: Run, keptBack: KeptBack[], startedAt: Date): Promise<void> {
  await station.context.transact(async (change) => {
    const seconds = (station.context.clock.now().getTime() - startedAt.getTime()) / 1000
    const outcome = outcomeOf(await countSeen(change.db, run), keptBack)
    await endRun(station, change, run, { ...outcome, seconds: run.seconds ?? seconds })
  })
}

interface Work {
  objects: ReceivedObject[]
  faceOf: FaceOf
  keptBack: KeptBack[]
  profile: PreparedProfile
  used: UsedProfile
  subject: Subject
  sweep: IdentitySweep
  startedAt: Date
}

async function deidentifyObjects(station: Station, run: Run, given: Work): Promise<void> {
  const { context, settings } = station
  const about = { pseudonym: given.subject.pseudonym, profile: { id: given.used.id, hash: given.used.hash } }
  let batch: Batch = { ...about, released: [], quarantined: [], startedAt: given.startedAt, since: given.startedAt }
  // What the slices of a series repeat is read and rewritten once; forgotten with the study.
  const terms: DeidentificationTerms = {
    ...{ profile: given.profile, subject: given.subject, sweep: given.sweep },
    ...{ uids: new Map(), headers: new Map(), facts: {} },
  }
  // Asked after it was seen which objects lie in quarantine: a mask that is drawn later is of one that does, and comes with a job of its own.
  const drawn = await drawnMasks(
    station,
    run.permit_id,
    given.objects.map((object) => object.sha256),
  )
  let bytes = 0
  const close = async (last: boolean): Promise<boolean> => {
    const outcome = last ? (seen: Seen) => outcomeOf(seen, given.keptBack) : undefined
    const done = await releaseBatch(station, run, { ...batch, ...(outcome ? { outcome } : {}) })
    // The sampling was stopped while this study was worked on: it is held like the others.
    if (!done.ok && !(await heldBySampling(station, run, given.used.id)))
      await refuseToLeave(station, run, done.problem, given.startedAt)
    batch = { ...about, released: [], quarantined: [], startedAt: context.clock.now(), since: given.startedAt }
    bytes = 0
    return done.ok
  }
  for (const object of given.objects) {
    // The row stays `waiting`, and the next start goes on with the objects that did not leave.
    if (station.stopping()) return
    if (object.size > settings.maxObjectBytes) {
      batch.quarantined.push(tooBig(object, settings.maxObjectBytes))
      continue
    }
    const input = await context.files.get(object.sha256)
    if (bytes > 0 && bytes + input.byteLength > settings.maxParcelBytes && !(await close(false))) return
    const result = await deidentifyLooking(
      station,
      { input, sha256: object.sha256, faceOf: given.faceOf, masks: drawn.get(object.sha256) },
      terms,
    )
    if (result.status === 'released') {
      batch.released.push(result)
      bytes += result.output.byteLength
    } else
      batch.quarantined.push({ ...result, inputSha256: object.sha256, modality: result.modality || object.modality })
  }
  await close(true)
}

function tooBig(object: ReceivedObject, most: number): Quarantined {
  return {
    status: 'quarantined',
    code: 'too-big',
    reason: `The object has ${object.size} bytes; at most ${most} are de-identified at once.`,
    next: 'Split it at the sender, or raise deidentify.maxObjectBytes where there is memory for it.',
    inputSha256: object.sha256,
    modality: object.modality,
  }
}

async function refuseToLeave(
  station: Station,
  run: Run,
  problem: { detail: string; next?: string | undefined },
  startedAt: Date,
): Promise<void> {
  await station.context.transact((change) =>
    endRun(station, change, run, {
      state: 'refused',
      reason: problem.detail,
      next: problem.next ?? null,
      seconds: (station.context.clock.now().getTime() - startedAt.getTime()) / 1000,
      refusedAt: 'left',
    }),
  )
}

function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const line = error.stack?.split('\n').find((one) => /^\s+at /.test(one)) ?? ''
  const code = (error as NodeJS.ErrnoException).code
  return [error.name, code, /([\w.-]+\.ts:\d+)/.exec(line)?.[1]].filter(Boolean).join(' ')
}
