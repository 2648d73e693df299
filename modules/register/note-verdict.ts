import type { Clock } from '@clic/platform/clock'
import { type AnyDatabase, tables } from '@clic/platform/db'
import type { RegisterTables, Verdict } from './tables.ts'

/**
 * What a validation decided. Approvals stand on the result that they were given on, so a new result needs new ones; only an
 * approved release that is accepted once more keeps its result. A release that has left keeps its state: what a later result
 * says of it is a matter for monitoring.
 */
export async function noteVerdict(
  db: AnyDatabase,
  clock: Clock,
  given: { releaseId: string } & Omit<Verdict, 'at'>,
): Promise<void> {
  const { releaseId, ...rest } = given
  const from = [
    'registered',
    'accepted',
    'refused',
    ...(given.verdict === 'refused' ? ['approved' as const] : []),
  ] as const
  await tables<RegisterTables>(db)
    .updateTable('register.release')
    .set({ verdict: JSON.stringify({ ...rest, at: clock.now().toISOString() }), state: given.verdict })
    .where('id', '=', releaseId)
    .where('state', 'in', from)
    .execute()
}
