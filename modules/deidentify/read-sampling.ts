import { randomBytes } from 'node:crypto'
import { ok, type Person, type Result, refuse, type Sampling, type SamplingPolicy } from '@clic/contracts'
import { type AnyDatabase, sql, tables } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import type { Selectable } from 'kysely'
import { boundCurve, type Counted, leakBound, neededFor, peopleASample } from './sampling.ts'
import type { Station } from './station.ts'
import type { DeidentifyTables } from './tables.ts'

export type SamplingRow = Selectable<DeidentifyTables['deidentify.sampling']>
/** Which sampling a study goes by: that of its assignment and the profile in use. */
export interface Line {
  assignment_id: string
  profile_id: string
}

export function policyOf(row: Pick<SamplingRow, 'leak_limit' | 'sample_every'>): SamplingPolicy {
  return { limit: row.leak_limit ?? 'none', every: row.sample_every }
}

/** The newest epoch of a line. `lock`: kept as it is until the caller's transaction ends. */
export async function samplingOf(
  db: AnyDatabase,
  line: Line,
  lock?: 'share' | 'update',
): Promise<SamplingRow | undefined> {
  const query = tables<DeidentifyTables>(db)
    .selectFrom('deidentify.sampling')
    .selectAll()
    .where('assignment_id', '=', line.assignment_id)
    .where('profile_id', '=', line.profile_id)
    .orderBy('epoch', 'desc')
    .limit(1)
  if (!lock) return query.executeTakeFirst()
  return (lock === 'share' ? query.forShare() : query.forUpdate()).executeTakeFirst()
}

/** Begins a sampling; two that begin the same epoch begin it once. */
export async function beginSampling(
  station: Station,
  db: AnyDatabase,
  given: Line & { epoch: number; policy: SamplingPolicy; by: { id: string; name: string }; reason: string | null },
): Promise<string> {
  const id = newId('sampling', station.context.clock)
  await tables<DeidentifyTables>(db)
    .insertInto('deidentify.sampling')
    .values({
      id,
      assignment_id: given.assignment_id,
      profile_id: given.profile_id,
      epoch: given.epoch,
      leak_limit: given.policy.limit === 'none' ? null : given.policy.limit,
      sample_every: given.policy.every,
      seed: randomBytes(32).toString('hex'),
      state: given.policy.limit === 'none' ? 'open' : 'holding',
      started_at: station.context.clock.now(),
      started_by: JSON.stringify(given.by),
      reason: given.reason,
      stopped_at: null,
    })
    .onConflict((oc) => oc.columns(['assignment_id', 'profile_id', 'epoch']).doNothing())
    .execute()
  return id
}

/** A line that has none yet (an assignment from before, another profile) begins one by the assignment's policy. */
export async function ensureSampling(station: Station, line: Line): Promise<SamplingRow> {
  const { db } = station.context
  const there = await samplingOf(db, line)
  if (there) return there
  const assignment = await tables<DeidentifyTables>(db)
    .selectFrom('deidentify.assignment')
    .select(['sampling', 'added_by'])
    .where('id', '=', line.assignment_id)
    .executeTakeFirstOrThrow()
  await beginSampling(station, db, {
    ...line,
    epoch: 1,
    policy: assignment.sampling,
    by: assignment.added_by,
    reason: null,
  })
  const begun = await samplingOf(db, line)
  if (!begun) throw new Error('the sampling was begun and is not there')
  return begun
}

/** Samples that two people found clean or one found to leak. */
export async function countReviewed(db: AnyDatabase, samplingId: string): Promise<Counted> {
  const counted = await sql<Counted>`
    select count(*) filter (where seen > 0 or clean >= ${peopleASample})::int as reviewed, count(*) filter (where seen > 0)::int as leaks
    from (select count(*) filter (where answer.seen) as seen, count(*) filter (where not answer.seen) as clean
      from deidentify.sample sample join deidentify.sample_answer answer on answer.sample_id = sample.id
      where sample.sampling_id = ${samplingId} group by sample.id) answered`.execute(db)
  return counted.rows[0] ?? { reviewed: 0, leaks: 0 }
}

/** What the gate `study.leave` asks of the sampling; nothing where there is none, which closes it. */
export async function samplingFacts(
  db: AnyDatabase,
  line: Line,
): Promise<{ sampleSize: number; sampleLeaks: number; leakBound: number; leakLimit: number } | Record<string, never>> {
  const row = await samplingOf(db, line)
  if (!row) return {}
  const counted = await countReviewed(db, row.id)
  return {
    sampleSize: counted.reviewed,
    sampleLeaks: counted.leaks,
    leakBound: leakBound(counted),
    leakLimit: row.leak_limit ?? 1,
  }
}

/** The sampling of every assignment by the profile that it has now. */
export async function listSamplings(station: Station, person: Person, only?: string): Promise<Sampling[]> {
  const { db } = station.context
  const assignments = await tables<DeidentifyTables>(db)
    .selectFrom('deidentify.assignment')
    .select(['id as assignment_id', 'profile_id'])
    .orderBy('added_at')
    .execute()
  for (const line of assignments) await ensureSampling(station, line)
  const rows = await sql<ListedRow>`
    select sampling.*, assignment.permit_id, assignment.permit_title, assignment.source, assignment.added_by, profile.name, profile.version,
      ${wroteIt(person)} as wrote_profile,
      (select count(*)::int from deidentify.sample where sampling_id = sampling.id) as drawn,
      exists (select 1 from deidentify.draw where sampling_id = sampling.id and draw.state = 'drawing') as drawing,
      (select count(*)::int from deidentify.run where assignment_id = assignment.id and run.state = 'held') as held,
      (select count(*)::int from deidentify.run where assignment_id = assignment.id and run.state in ('left', 'quarantined') and objects_released > 0) as left,
      (select count(*)::int from (${waiting(sql`sampling.id`)}) waits) as waits,
      (select count(*)::int from (${waiting(sql`sampling.id`)}) waits where not exists (select 1 from deidentify.sample_answer mine
        where mine.sample_id = waits.id and mine.person_id = ${person.id})) as waits_for_me
    from deidentify.assignment assignment
    join deidentify.profile profile on profile.id = assignment.profile_id
    join lateral (select * from deidentify.sampling one where one.assignment_id = assignment.id and one.profile_id = assignment.profile_id
      order by epoch desc limit 1) sampling on true
    ${only ? sql`where sampling.id = ${only}` : sql``}
    order by assignment.added_at`.execute(db)
  return Promise.all(rows.rows.map(async (row) => shown(row, await countReviewed(db, row.id), person)))
}

/** Whether a person is among the authors of the row `profile`; shipped profiles have none. */
export function wroteIt(person: Person) {
  return sql<boolean>`coalesce(to_jsonb(profile) -> 'authors' @> ${JSON.stringify([{ id: person.id }])}::jsonb, false)`
}

/** Samples that one more answer can still tell something about. */
function waiting(samplingId: ReturnType<typeof sql>) {
  return sql`select sample.id from deidentify.sample sample left join deidentify.sample_answer answer on answer.sample_id = sample.id
    where sample.sampling_id = ${samplingId} group by sample.id
    having count(answer.sample_id) filter (where answer.seen) = 0 and count(answer.sample_id) < ${peopleASample}`
}

interface ListedRow extends SamplingRow {
  permit_id: string
  permit_title: string
  source: string
  added_by: { id: string; name: string }
  wrote_profile: boolean
  name: string
  version: string
  drawn: number
  drawing: boolean
  held: number
  left: number
  waits: number
  waits_for_me: number
}

function shown(row: ListedRow, counted: Counted, person: Person): Sampling {
  const policy = policyOf(row)
  return {
    id: row.id,
    assignmentId: row.assignment_id,
    permitId: row.permit_id,
    permitTitle: row.permit_title,
    source: row.source,
    profile: { name: row.name, version: row.version },
    epoch: row.epoch,
    state: row.state,
    policy,
    needed: neededFor(policy.limit),
    drawn: row.drawn,
    drawing: row.drawing,
    ...counted,
    bound: leakBound(counted),
    curve: boundCurve(policy.limit, counted.reviewed),
    studies: { held: row.held, left: row.left },
    waits: row.waits,
    waitsForMe: row.waits_for_me,
    mayReview: row.added_by.id !== person.id && !row.wrote_profile,
    startedAt: row.started_at.toISOString(),
    startedBy: row.started_by,
    stoppedAt: row.stopped_at?.toISOString() ?? null,
    reason: row.reason,
  }
}

export async function oneSampling(station: Station, id: string, person: Person): Promise<Result<Sampling>> {
  const [one] = await listSamplings(station, person, id)
  return one ? ok(one) : noSampling(id)
}

export function noSampling(id: string) {
  return refuse(404, {
    code: 'sampling-unknown',
    title: 'No such sampling',
    detail: `There is no sampling ${id} in use.`,
    next: 'See the list under Sampling.',
  })
}
