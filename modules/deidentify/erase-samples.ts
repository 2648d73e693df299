import { type AnyDatabase, sql } from '@clic/platform/db'
import { peopleASample } from './sampling.ts'

/**
 * Takes a patient's studies out of the samples of a project. What two people found stays as a count, of no study any more, so that the
 * bound still holds; a sample that waits is gone, and another is drawn. Returns the results that were kept for looking at.
 */
export async function eraseSamples(db: AnyDatabase, permitId: string, studies: readonly string[]): Promise<string[]> {
  const found = await sql<{ id: string; output_sha256: string; settled: boolean }>`
    select sample.id, sample.output_sha256, count(*) filter (where answer.seen) > 0 or count(answer.sample_id) >= ${peopleASample} as settled
    from deidentify.sample sample join deidentify.sampling sampling on sampling.id = sample.sampling_id
    join deidentify.assignment assignment on assignment.id = sampling.assignment_id
    left join deidentify.sample_answer answer on answer.sample_id = sample.id
    where assignment.permit_id = ${permitId} and sample.study_id = any(${studies})
    group by sample.id`.execute(db)
  const [settled, waiting] = [found.rows.filter((row) => row.settled), found.rows.filter((row) => !row.settled)]
  const ids = (rows: readonly { id: string }[]) => rows.map((row) => row.id)
  await sql`update deidentify.sample set study_id = 'erased-' || id, input_sha256 = '', output_sha256 = '', masks = null
    where id = any(${ids(settled)})`.execute(db)
  for (const table of ['sample_answer', 'sample_look'])
    await sql`delete from ${sql.table(`deidentify.${table}`)} where sample_id = any(${ids(waiting)})`.execute(db)
  await sql`delete from deidentify.sample where id = any(${ids(waiting)})`.execute(db)
  return found.rows.map((row) => row.output_sha256).filter((sha256) => sha256 !== '')
}
