import { type AnyDatabase, tables } from '@clic/platform/db'
import type { DeidentifyTables } from '../tables.ts'
import { dayOf } from './frozen-set.ts'

/** Counts of the day (UTC) that an agreement has used, by direction. A refused one used none. */
export async function countedToday(
  db: AnyDatabase,
  now: Date,
  agreementId: string,
): Promise<{ asked: number; answered: number }> {
  const rows = await tables<DeidentifyTables>(db)
    .selectFrom('deidentify.shared_run')
    .select((eb) => ['direction', eb.fn.countAll<number>().as('n')])
    .where('agreement_id', '=', agreementId)
    .where('state', '<>', 'refused')
    .where('at', '>=', new Date(`${dayOf(now)}T00:00:00Z`))
    .groupBy('direction')
    .execute()
  const of = (direction: string) => Number(rows.find((row) => row.direction === direction)?.n ?? 0)
  return { asked: of('asked'), answered: of('answered') }
}
