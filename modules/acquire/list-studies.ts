import type { stageSchema, studySummarySchema } from '@clic/contracts'
import { sql } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'
import type { z } from 'zod'
import { maskNumbers } from './mask-numbers.ts'

export type Stage = z.infer<typeof stageSchema>
export type StudySummary = z.infer<typeof studySummarySchema>

interface SummaryRow {
  id: string
  source: string
  description: string
  first_at: Date
  last_at: Date | null
  modalities: string[] | null
  series: number
  instances: number
  bytes: number
  open: number
  conflicts: number
  has_record: boolean
}

const stageOrder = ['received', 'deidentified', 'left', 'routed', 'inferred', 'returned'] as const

/** Studies, newest first, with the newest state of each stage. `id` asks for one. */
export async function listStudies(
  context: PartContext,
  filter: { source?: string; before?: Date; id?: string; limit: number },
): Promise<StudySummary[]> {
  const rows = await sql<SummaryRow>`
    select study.id, study.source, study.description, study.first_at, objects.last_at, objects.instances, objects.bytes, objects.open,
      parts.modalities, parts.series,
      (select count(*)::int from acquire.refused_object refused where refused.study_id = study.id and refused.state = 'conflict') as conflicts,
      exists (select 1 from acquire.record record where record.patient_key = study.patient_key) as has_record
    from acquire.study study
    cross join lateral (
      select max(received_at) as last_at, count(*)::int as instances, coalesce(sum(size), 0)::bigint as bytes, count(*) filter (where not announced)::int as open
      from acquire.instance where study_id = study.id) objects
    cross join lateral (
      select array_agg(distinct modality order by modality) as modalities, count(*)::int as series from acquire.series where study_id = study.id) parts
    where (${filter.source ?? null}::text is null or study.source = ${filter.source ?? null})
      and (${filter.id ?? null}::text is null or study.id = ${filter.id ?? null})
      and study.first_at < ${filter.before ?? new Date(8.64e15 / 10)}
    order by study.first_at desc, study.id desc limit ${filter.limit}`.execute(context.db)
  const stages = await newestStages(
    context,
    rows.rows.map((row) => row.id),
  )
  return rows.rows.map((row) => ({
    id: row.id,
    source: row.source,
    modalities: row.modalities ?? [],
    description: maskNumbers(row.description),
    series: row.series,
    instances: row.instances,
    bytes: Number(row.bytes),
    firstAt: row.first_at.toISOString(),
    receivedAt: (row.last_at ?? row.first_at).toISOString(),
    complete: row.open === 0 && row.instances > 0,
    conflicts: row.conflicts,
    stages: withArriving(stages.get(row.id) ?? [], row),
    hasHealthRecord: row.has_record,
  }))
}

/** While objects arrive, that is where the study is, whatever became of those before. */
function withArriving(stages: Stage[], row: SummaryRow): Stage[] {
  if (row.open === 0) return stages
  const arriving: Stage = {
    stage: 'received',
    state: 'running',
    reason: null,
    next: null,
    at: (row.last_at ?? row.first_at).toISOString(),
  }
  return [arriving, ...stages.filter((one) => one.stage !== 'received')]
}

async function newestStages(context: PartContext, ids: string[]): Promise<Map<string, Stage[]>> {
  if (ids.length === 0) return new Map()
  const rows = await sql<{ study_id: string } & StageRow>`
    select distinct on (study_id, stage) study_id, stage, state, reason, next, at from acquire.stage
    where study_id = any(${ids}) order by study_id, stage, seq desc`.execute(context.db)
  const found = Map.groupBy(rows.rows, (row) => row.study_id)
  return new Map(
    [...found].map(([id, some]) => [
      id,
      some.map(stageOf).sort((a, b) => stageOrder.indexOf(a.stage) - stageOrder.indexOf(b.stage)),
    ]),
  )
}

export interface StageRow {
  stage: Stage['stage']
  state: Stage['state']
  reason: string | null
  next: string | null
  at: Date
}

export function stageOf(row: StageRow): Stage {
  return { stage: row.stage, state: row.state, reason: row.reason, next: row.next, at: row.at.toISOString() }
}
