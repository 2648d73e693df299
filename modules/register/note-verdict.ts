import { type AnyDatabase, tables } from '@clic/platform/db'
import type { Clock } from '@clic/platform/clock'
import type { RegisterTables, Verdict } from './tables.ts'

/** What a validation decided. A release that is approved or in operation keeps its state: a later result is a matter for monitoring. */
export async function noteVerdict(db: AnyDatabase, clock: Clock, given: { releaseId: string } & Omit<Verdict, 'at'>): Promise<void> {
  const { releaseId, ...rest } = given
  await tables<RegisterTables>(db)
    .updateTable('register.release')
    .set({ verdict: JSON.stringify({ ...rest, at: clock.now().toISOString() }), state: given.verdict })
    .where('id', '=', releaseId)
    .where('state', 'in', ['registered', 'accepted', 'refused'])
    .execute()
}
