import { sql, tables } from '@clic/platform/db'
import type { Station } from '../station.ts'
import type { DeidentifyTables } from '../tables.ts'
import type { Agreement } from './agreements.ts'
import { renews } from './shared-count.ts'

/**
 * Person numbers of the patients that are de-identified under the agreement's permit, from the set that stands still between two
 * counts (`renews`). An erased patient leaves it at once. In memory only.
 */
export async function frozenNumbers(station: Station, agreement: Agreement): Promise<string[]> {
  const { context } = station
  const members = await context.transact(async (change) => {
    await sql`select pg_advisory_xact_lock(hashtext(${`deidentify shared set ${agreement.id}`}))`.execute(change.db)
    const db = tables<DeidentifyTables>(change.db)
    const keys = async (table: 'deidentify.place' | 'deidentify.shared_set_member') => {
      const rows =
        table === 'deidentify.place'
          ? await db.selectFrom(table).select('patient_key').where('permit_id', '=', agreement.permit_id).execute()
          : await db.selectFrom(table).select('patient_key').where('agreement_id', '=', agreement.id).execute()
      return new Set(rows.map((row) => row.patient_key))
    }
    const now = { on: dayOf(context.clock.now()), members: await keys('deidentify.place') }
    const set = await db
      .selectFrom('deidentify.shared_set')
      .select('looked_at_on')
      .where('agreement_id', '=', agreement.id)
      .executeTakeFirst()
    const frozen = set && { on: set.looked_at_on, members: await keys('deidentify.shared_set_member') }
    if (frozen && frozen.on >= now.on) return frozen.members
    await db
      .insertInto('deidentify.shared_set')
      .values({ agreement_id: agreement.id, looked_at_on: now.on })
      .onConflict((oc) => oc.column('agreement_id').doUpdateSet({ looked_at_on: now.on }))
      .execute()
    if (frozen && !renews(frozen.members, now.members)) return frozen.members
    await db.deleteFrom('deidentify.shared_set_member').where('agreement_id', '=', agreement.id).execute()
    await sql`
      insert into deidentify.shared_set_member (agreement_id, patient_key)
      select ${agreement.id}, unnest(${[...now.members]}::text[])`.execute(change.db)
    return now.members
  })
  return (await station.received()?.studies.personNumbers([...members])) ?? []
}

/** The day (UTC) that budgets and frozen sets count by. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10)
}
