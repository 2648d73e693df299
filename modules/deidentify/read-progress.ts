import type { progressSchema } from '@clic/contracts'
import { sql, tables } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'
import type { z } from 'zod'
import { noSource, type Station } from './station.ts'
import type { DeidentifyTables } from './tables.ts'

type Progress = z.infer<typeof progressSchema>

const newest = 50

export async function readProgress(station: Station): Promise<Progress> {
  const { context } = station
  const [studies, objects, facts, objectsPerSecond, vault, runs] = await Promise.all([
    countStudies(context),
    countObjects(context),
    countFacts(context),
    throughput(context),
    station.vault.state(),
    listRuns(context),
  ])
  const studySource = station.received()
    ? { up: true, reason: null, next: null }
    : { up: false, reason: noSource.reason, next: noSource.next }
  return { studies, objects, facts, objectsPerSecond, vault, studySource, runs }
}

async function countStudies(context: PartContext): Promise<Progress['studies']> {
  const counted = await sql<{ state: string; studies: number }>`
    select state, count(*)::int as studies from deidentify.run group by state`.execute(context.db)
  const of = (state: string) => counted.rows.find((row) => row.state === state)?.studies ?? 0
  return {
    waiting: of('waiting'),
    held: of('held'),
    left: of('left'),
    refused: of('refused'),
    quarantined: of('quarantined'),
    failed: of('failed'),
  }
}

async function countObjects(context: PartContext): Promise<Progress['objects']> {
  const counted = await sql<Progress['objects']>`
    select coalesce(sum(objects_released), 0)::int as released, coalesce(sum(objects_quarantined), 0)::int as quarantined,
      coalesce(sum(bytes_released), 0)::bigint as bytes from deidentify.run`.execute(context.db)
  return counted.rows[0] ?? { released: 0, quarantined: 0, bytes: 0 }
}

async function countFacts(context: PartContext): Promise<Progress['facts']> {
  const counted = await sql<Progress['facts']>`
    select count(*) filter (where state = 'left')::int as left, count(*) filter (where state in ('refused', 'failed'))::int as refused,
      count(*) filter (where state = 'waiting')::int as waiting from deidentify.facts`.execute(context.db)
  return counted.rows[0] ?? { left: 0, refused: 0, waiting: 0 }
}

/**
 * Objects a second over the last ten minutes in which anything was done: objects by the time in which at least one study was
 * worked on, so that neither idle time nor two studies at once bend the figure.
 */
async function throughput(context: PartContext): Promise<number | null> {
  const counted = await sql<{ objects: number; seconds: number }>`
    select coalesce(sum(objects), 0)::int as objects,
      coalesce((select sum(extract(epoch from upper(span) - lower(span))) from unnest(range_agg(tstzrange(started_at, ended_at))) span), 0)::float8 as seconds
    from deidentify.work where ended_at > (select max(ended_at) from deidentify.work) - interval '10 minutes'`.execute(
    context.db,
  )
  const row = counted.rows[0]
  return row && row.seconds > 0 ? Math.round((row.objects / row.seconds) * 10) / 10 : null
}

async function listRuns(context: PartContext): Promise<Progress['runs']> {
  const rows = await tables<DeidentifyTables>(context.db)
    .selectFrom('deidentify.run')
    .selectAll()
    .orderBy('at', 'desc')
    .orderBy('study_id', 'desc')
    .limit(newest)
    .execute()
  return rows.map((row) => ({
    studyId: row.study_id,
    permitId: row.permit_id,
    state: row.state,
    reason: row.reason,
    next: row.next,
    objectsReleased: row.objects_released,
    objectsQuarantined: row.objects_quarantined,
    parcelId: row.parcel_id,
    seconds: row.seconds,
    at: row.at.toISOString(),
  }))
}
