import { ok, type Person, type Result, type Sampling, type SamplingPolicy } from '@clic/contracts'
import { sql, tables } from '@clic/platform/db'
import { letGo } from './answer-sample.ts'
import { beginSampling, listSamplings, noSampling, policyOf, samplingOf } from './read-sampling.ts'
import { policyAllowed } from './sampling-policy.ts'
import type { Station } from './station.ts'
import type { DeidentifyTables } from './tables.ts'

/** The next epoch of a sampling counts from nothing; its studies are held again until the bound is there. Earlier answers stay. */
export async function restartSampling(
  station: Station,
  samplingId: string,
  ask: { reason: string; policy?: SamplingPolicy | undefined },
  person: Person,
): Promise<Result<Sampling>> {
  const policy = ask.policy
  const allowed = policy ? policyAllowed(station, policy) : ok(true as const)
  if (!allowed.ok) return allowed
  const begun = await station.context.transact(async (change) => {
    const db = tables<DeidentifyTables>(change.db)
    const named = await db
      .selectFrom('deidentify.sampling')
      .selectAll()
      .where('id', '=', samplingId)
      .forUpdate()
      .executeTakeFirst()
    const newest = named ? await samplingOf(change.db, named) : undefined
    if (!named || newest?.id !== named.id) return noSampling(samplingId)
    const next = policy ?? policyOf(named)
    const id = await beginSampling(station, change.db, {
      assignment_id: named.assignment_id,
      profile_id: named.profile_id,
      epoch: named.epoch + 1,
      policy: next,
      by: { id: person.id, name: person.name },
      reason: ask.reason,
    })
    // A draw that is under way belongs to what is over.
    await db.updateTable('deidentify.draw').set({ state: 'drawn' }).where('sampling_id', '=', named.id).execute()
    await db
      .updateTable('deidentify.assignment')
      .set({ sampling: JSON.stringify(next) })
      .where('id', '=', named.assignment_id)
      .execute()
    change.record({
      actor: person,
      action: 'sampling.restarted',
      subject: { kind: 'sampling', id },
      payload: { before: named.id, state: named.state, epoch: named.epoch + 1, policy: next },
    })
    if (next.limit === 'none') await letGo(station, change, named.assignment_id)
    return ok(id)
  })
  if (!begun.ok) return begun
  const [shown] = await listSamplings(station, person, begun.value)
  return shown ? ok(shown) : noSampling(samplingId)
}

/** Parcels with what left by this sampling's profile for its assignment, newest first: the list to recall by. */
export async function listParcelsOf(station: Station, samplingId: string) {
  const rows = await sql<{
    id: string
    study_id: string
    state: 'posted' | 'delivered' | 'refused'
    objects: number
    at: Date
  }>`
    select parcel.id, parcel.study_id, parcel.state, count(*)::int as objects, min(proof.at) as at
    from deidentify.sampling sampling
    join deidentify.run run on run.assignment_id = sampling.assignment_id
    join deidentify.proof proof on proof.study_id = run.study_id and proof.permit_id = run.permit_id and proof.profile_id = sampling.profile_id
    join deidentify.parcel parcel on parcel.id = proof.parcel_id
    where sampling.id = ${samplingId}
    group by parcel.id order by min(proof.at) desc, parcel.id desc`.execute(station.context.db)
  return rows.rows.map((row) => ({
    id: row.id,
    studyId: row.study_id,
    state: row.state,
    objects: row.objects,
    at: row.at.toISOString(),
  }))
}
