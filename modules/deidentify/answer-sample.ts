import { ok, type Person, type Result, refuse, type Sample, type SampleAnswer, type Sampling } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import type { Change } from '@clic/platform/record'
import { filesOf, hasLooked, sampleFor } from './compare-sample.ts'
import { framesOf } from './frame-of-object.ts'
import { readSamples, type SampleRow, shownSample } from './list-samples.ts'
import { maskLeak } from './masks/mask-leak.ts'
import { askToResume } from './queue-studies.ts'
import { countReviewed, listSamplings, noSampling, policyOf, type SamplingRow } from './read-sampling.ts'
import { leakBound, stateOf } from './sampling.ts'
import type { Station } from './station.ts'
import type { DeidentifyTables } from './tables.ts'

/**
 * What one person says of one sample: nothing is seen, or something of which kind and where – never what it says. The last answer that
 * the bound needed lets the held studies go; an answer that saw something stops the line in the same moment.
 */
export async function answerSample(
  station: Station,
  sampleId: string,
  answer: SampleAnswer,
  person: Person,
): Promise<Result<{ sample: Sample; sampling: Sampling }>> {
  const found = await sampleFor(station, sampleId, person)
  if (!found.ok) return found
  const looked = await hasLooked(station, sampleId, person)
  if (!looked.ok) return looked
  const { sample, permitId } = found.value
  const place = await placeToMask(station, sample, answer)
  const kept = await station.context.transact(async (change) => {
    const sampling = await tables<DeidentifyTables>(change.db)
      .selectFrom('deidentify.sampling')
      .selectAll()
      .where('id', '=', sample.sampling_id)
      .forUpdate()
      .executeTakeFirst()
    if (!sampling) return noSampling(sample.sampling_id)
    const saved = await saveAnswer(station, change, sampleId, answer, person)
    if (!saved.ok || saved.value === 'said-before') return saved
    change.record({
      actor: person,
      action: answer.seen ? 'sample.leak-seen' : 'sample.nothing-seen',
      subject: { kind: 'sample', id: sampleId },
      payload: { permitId, sampling: sampling.id, ...(answer.seen ? { kind: answer.kind, where: answer.where } : {}) },
    })
    if (place) await maskLeak(station, change, { permitId, sample, place }, person)
    await follow(station, change, sampling, { permitId, sampleId, person })
    return saved
  })
  if (!kept.ok) return kept
  const [row] = await readSamples(station.context.db, person.id, { sampleId })
  const [sampling] = await listSamplings(station, person, sample.sampling_id)
  if (!row || !sampling) return noSampling(sample.sampling_id)
  return ok({ sample: shownSample(row), sampling })
}

/** Where the object is to be masked from now on; undefined when the person did not ask for it. */
async function placeToMask(station: Station, sample: SampleRow, answer: SampleAnswer) {
  // No digest: the patient was erased.
  if (!answer.seen || !answer.mask || answer.where.part !== 'pixels' || sample.input_sha256 === '') return undefined
  const { frame, x, y, width, height } = answer.where
  const box = { x, y, width, height }
  if (answer.mask === 'frame') return { from: frame + 1, to: frame + 1, box }
  const files = await filesOf(station, sample)
  const frames = files.ok ? await framesOf(files.value.original) : undefined
  return { from: 1, to: frames?.ok ? frames.value.about.frames : frame + 1, box }
}

/** A second answer of the same person counts once. Something seen can be said later; what was said to be seen is not taken back. */
async function saveAnswer(
  station: Station,
  change: Change,
  sampleId: string,
  answer: SampleAnswer,
  person: Person,
): Promise<Result<'saved' | 'said-before'>> {
  const db = tables<DeidentifyTables>(change.db)
  const before = await db
    .selectFrom('deidentify.sample_answer')
    .select('seen')
    .where('sample_id', '=', sampleId)
    .where('person_id', '=', person.id)
    .executeTakeFirst()
  if (before?.seen && !answer.seen)
    return refuse(409, {
      code: 'answer-stands',
      title: 'The answer stands',
      detail: 'You said that an identifier is seen; that is not taken back.',
      next: 'The DPO decides and begins the sampling anew.',
    })
  if (before && before.seen === answer.seen) return ok('said-before')
  const said = {
    at: station.context.clock.now(),
    seen: answer.seen,
    kind: answer.seen ? answer.kind : null,
    place: answer.seen ? JSON.stringify(answer.where) : null,
  }
  await db
    .insertInto('deidentify.sample_answer')
    .values({ sample_id: sampleId, person_id: person.id, ...said })
    .onConflict((oc) => oc.columns(['sample_id', 'person_id']).doUpdateSet(said))
    .execute()
  return ok('saved')
}

/** What follows from the counts: the way opens, or the line stops. A line that was stopped stays stopped. */
async function follow(
  station: Station,
  change: Change,
  sampling: SamplingRow,
  about: { permitId: string; sampleId: string; person: Person },
): Promise<void> {
  const counted = await countReviewed(change.db, sampling.id)
  const { limit } = policyOf(sampling)
  const state = stateOf(limit, counted)
  if (sampling.state === state || sampling.state === 'stopped' || (sampling.state === 'open' && state === 'holding'))
    return
  await tables<DeidentifyTables>(change.db)
    .updateTable('deidentify.sampling')
    .set({ state, stopped_at: state === 'stopped' ? station.context.clock.now() : null })
    .where('id', '=', sampling.id)
    .execute()
  change.record({
    actor: about.person,
    action: state === 'stopped' ? 'sampling.stopped' : 'sampling.opened',
    subject: { kind: 'sampling', id: sampling.id },
    payload: { permitId: about.permitId, epoch: sampling.epoch, ...counted, bound: leakBound(counted), limit },
  })
  if (state === 'open') await letGo(station, change, sampling.assignment_id)
}

/** The held studies of an assignment get their turn. */
export async function letGo(station: Station, change: Change, assignmentId: string): Promise<void> {
  await tables<DeidentifyTables>(change.db)
    .updateTable('deidentify.run')
    .set({ state: 'waiting', reason: null, next: null, at: station.context.clock.now() })
    .where('assignment_id', '=', assignmentId)
    .where('state', '=', 'held')
    .execute()
  await askToResume(change)
}
