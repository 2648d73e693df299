import { ERASURE_ACTION } from '@clic/ledger'
import { inRole, sql } from '../db/index.ts'
import type { Change, EventInput } from './transact.ts'

/**
 * Erases the payload of every event that mentions one of these words, in the caller's change, and records which and why. The events
 * stay, and so does their place in the log: it verifies as before and says by which event each payload went.
 */
export async function erasePayloads(
  change: Change,
  erasure: Pick<EventInput, 'actor' | 'subject'> & { mentions: readonly string[]; reason: string },
): Promise<number> {
  const words = erasure.mentions.filter((word) => word !== '')
  if (words.length === 0) return 0
  // No module's role may change an event: only this does, as the zone itself.
  const erased = await inRole(change.db, 'none', () =>
    sql<{ seq: number }>`
      update ledger.event set payload = null, salt = null
      where payload is not null and action <> ${ERASURE_ACTION}
        and exists (select from unnest(${words}::text[]) word where position(word in payload) > 0)
      returning seq`.execute(change.db),
  )
  const seqs = erased.rows.map((row) => Number(row.seq)).sort((a, b) => a - b)
  if (seqs.length > 0)
    change.record({
      actor: erasure.actor,
      action: ERASURE_ACTION,
      subject: erasure.subject,
      payload: { seqs, reason: erasure.reason },
    })
  return seqs.length
}
