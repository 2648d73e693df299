import type { Sample } from '@clic/contracts'
import type { FrameMask } from '@clic/pixels'
import { type AnyDatabase, sql } from '@clic/platform/db'
import { sampleState } from './sampling.ts'

export interface SampleRow {
  id: string
  sampling_id: string
  n: number
  draw_id: string | null
  study_id: string
  input_sha256: string
  output_sha256: string
  modality: string
  masks: FrameMask[] | null
  at: Date
  seen: number
  clean: number
  mine: boolean | null
}

/** Samples with their answers counted, as one person may see them. */
export async function readSamples(
  db: AnyDatabase,
  personId: string,
  where: { samplingId: string } | { sampleId: string },
): Promise<SampleRow[]> {
  const only =
    'samplingId' in where ? sql`sample.sampling_id = ${where.samplingId}` : sql`sample.id = ${where.sampleId}`
  const found = await sql<SampleRow>`
    select sample.*, count(*) filter (where answer.seen)::int as seen,
      count(answer.sample_id) filter (where not answer.seen)::int as clean,
      bool_or(answer.seen) filter (where answer.person_id = ${personId}) as mine
    from deidentify.sample sample left join deidentify.sample_answer answer on answer.sample_id = sample.id
    where ${only} group by sample.id order by sample.n`.execute(db)
  return found.rows
}

export function shownSample(row: SampleRow): Sample {
  return {
    id: row.id,
    samplingId: row.sampling_id,
    n: row.n,
    modality: row.modality,
    drawnAs: row.draw_id ? 'held' : 'left',
    at: row.at.toISOString(),
    answers: row.seen + row.clean,
    mine: row.mine === null ? null : row.mine ? 'seen' : 'nothing-seen',
    state: sampleState(row),
  }
}
