import { type Compared, ok, type Person, problem, type Result, refuse } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { compareObjects } from './compare-objects.ts'
import { framesOf } from './frame-of-object.ts'
import { readSamples, type SampleRow, shownSample } from './list-samples.ts'
import { wroteIt } from './read-sampling.ts'
import { notYours } from './reviewers.ts'
import type { Station } from './station.ts'
import type { DeidentifyTables } from './tables.ts'

interface About {
  sample: SampleRow
  permitId: string
  profile: { name: string; version: string }
}

/** A sample that this person may look at. */
export async function sampleFor(station: Station, sampleId: string, person: Person): Promise<Result<About>> {
  const { db } = station.context
  const [sample] = await readSamples(db, person.id, { sampleId })
  if (!sample) return unknownSample(sampleId)
  const line = await tables<DeidentifyTables>(db)
    .selectFrom('deidentify.sampling as sampling')
    .innerJoin('deidentify.assignment as assignment', 'assignment.id', 'sampling.assignment_id')
    .innerJoin('deidentify.profile as profile', 'profile.id', 'sampling.profile_id')
    .select(['assignment.permit_id', 'assignment.added_by', 'profile.name', 'profile.version'])
    .select(wroteIt(person).as('wrote_profile'))
    .where('sampling.id', '=', sample.sampling_id)
    .executeTakeFirstOrThrow()
  if (line.added_by.id === person.id || line.wrote_profile) return notYours()
  return ok({ sample, permitId: line.permit_id, profile: { name: line.name, version: line.version } })
}

/** The object as it was received beside what leaves of it. The look is in the ledger before anything is shown. */
export async function compareSample(station: Station, sampleId: string, person: Person): Promise<Result<Compared>> {
  const { context } = station
  const found = await sampleFor(station, sampleId, person)
  if (!found.ok) return found
  const { sample, permitId, profile } = found.value
  const files = await filesOf(station, sample)
  if (!files.ok) return files
  const compared = compareObjects(files.value.original, files.value.result)
  if (!compared.ok)
    return refuse(409, {
      code: 'sample-unreadable',
      title: 'The object cannot be shown',
      detail: 'The object or its result cannot be read any more.',
      next: 'Give the sample’s number to the operator.',
    })
  const study = await station.received()?.studies.study(sample.study_id)
  await context.transact(async (change) => {
    const now = context.clock.now()
    await tables<DeidentifyTables>(change.db)
      .insertInto('deidentify.sample_look')
      .values({ sample_id: sample.id, person_id: person.id, first_at: now, looks: 1 })
      .onConflict((oc) =>
        oc
          .columns(['sample_id', 'person_id'])
          .doUpdateSet((eb) => ({ looks: eb('deidentify.sample_look.looks', '+', 1) })),
      )
      .execute()
    change.record({
      actor: person,
      action: 'sample.looked-at',
      subject: { kind: 'sample', id: sample.id },
      payload: { permitId, sampling: sample.sampling_id, input: sample.input_sha256, output: sample.output_sha256 },
    })
  })
  const [original, result] = [await framesOf(files.value.original), await framesOf(files.value.result)]
  return ok({
    sample: shownSample(sample),
    objectsOfStudy: study?.objects.length ?? 0,
    profile,
    ...compared.value,
    pixels: {
      original: original.ok ? original.value.about : null,
      result: result.ok ? result.value.about : null,
      reason: !result.ok ? result.reason : !original.ok ? original.reason : null,
    },
    masks: sample.masks,
  })
}

/** One frame. Only who opened the comparison, and so is in the ledger, is given any. */
export async function samplePixels(
  station: Station,
  sampleId: string,
  ask: { side: 'original' | 'result'; frame: number },
  person: Person,
): Promise<Response> {
  const found = await sampleFor(station, sampleId, person)
  if (!found.ok) return asResponse(found.problem)
  const looked = await hasLooked(station, sampleId, person)
  if (!looked.ok) return asResponse(looked.problem)
  const files = await filesOf(station, found.value.sample)
  if (!files.ok) return asResponse(files.problem)
  const frames = await framesOf(files.value[ask.side])
  const frame = frames.ok ? await frames.value.frame(ask.frame) : undefined
  if (!frame)
    return asResponse(
      problem(404, {
        code: 'no-such-frame',
        title: 'No such frame',
        detail: frames.ok ? `There is no frame ${ask.frame}.` : frames.reason,
      }),
    )
  return new Response(Buffer.from(frame), { headers: { 'content-type': 'application/octet-stream' } })
}

export async function hasLooked(station: Station, sampleId: string, person: Person): Promise<Result<true>> {
  const row = await tables<DeidentifyTables>(station.context.db)
    .selectFrom('deidentify.sample_look')
    .select('looks')
    .where('sample_id', '=', sampleId)
    .where('person_id', '=', person.id)
    .executeTakeFirst()
  return row
    ? ok(true)
    : refuse(409, {
        code: 'not-looked-at',
        title: 'Not looked at yet',
        detail: 'You have not opened this sample.',
        next: 'Open it; the look is recorded.',
      })
}

export async function filesOf(
  station: Station,
  sample: SampleRow,
): Promise<Result<{ original: Uint8Array; result: Uint8Array }>> {
  const { files } = station.context
  // No name at all: the patient was erased.
  const there = async (name: string) => name !== '' && (await files.has(name))
  if (!(await there(sample.input_sha256)) || !(await there(sample.output_sha256)))
    return refuse(410, {
      code: 'sample-gone',
      title: 'The object is gone',
      detail: 'The object of this sample is no longer in this zone.',
      next: 'Draw another sample.',
    })
  return ok({ original: await files.get(sample.input_sha256), result: await files.get(sample.output_sha256) })
}

function unknownSample(id: string) {
  return refuse(404, {
    code: 'sample-unknown',
    title: 'No such sample',
    detail: `There is no sample ${id}.`,
    next: 'See the list under Sampling.',
  })
}

function asResponse(refused: { status: number }): Response {
  return Response.json(refused, { status: refused.status, headers: { 'content-type': 'application/problem+json' } })
}
