import { sql, tables } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import type { PartContext } from '@clic/platform/parts'
import type { AcquireTables, Way } from './tables.ts'

const mostKept = 1000

/** Notes a sender that was turned away. The same one for the same reason is one row, so that a stubborn sender fills nothing. */
export async function noteRefusedReception(
  context: PartContext,
  refused: { way: Way; callingAe: string; calledAe: string; peer: string; reason: string; next: string },
): Promise<void> {
  const db = tables<AcquireTables>(context.db)
  const at = context.clock.now()
  await db
    .insertInto('acquire.refused_reception')
    .values({
      id: newId('refusal', context.clock),
      way: refused.way,
      calling_ae: refused.callingAe.slice(0, 64),
      called_ae: refused.calledAe.slice(0, 64),
      peer: refused.peer.slice(0, 64),
      reason: refused.reason,
      next: refused.next,
      first_at: at,
      last_at: at,
    })
    .onConflict((oc) =>
      oc
        .columns(['way', 'calling_ae', 'called_ae', 'peer', 'reason'])
        .doUpdateSet({ last_at: at, times: sql`acquire.refused_reception.times + 1` }),
    )
    .execute()
  // Titles are the sender's to choose: whoever tries many must not grow the table without end.
  await sql`delete from acquire.refused_reception where id in (select id from acquire.refused_reception order by last_at desc offset ${mostKept})`.execute(
    context.db,
  )
}

export async function listRefusedReceptions(context: PartContext, limit: number) {
  const rows = await tables<AcquireTables>(context.db)
    .selectFrom('acquire.refused_reception')
    .selectAll()
    .orderBy('last_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    way: row.way,
    callingAe: row.calling_ae,
    calledAe: row.called_ae || null,
    peer: row.peer,
    reason: row.reason,
    next: row.next,
    times: row.times,
    firstAt: row.first_at.toISOString(),
    lastAt: row.last_at.toISOString(),
  }))
}
