import { type PersonErasures, servicePerson } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'
import { type Change, erasePayloads } from '@clic/platform/record'
import type { LinkTables } from './tables.ts'

/** Port `link.erasures`. */
export function createErasureBook(context: PartContext): PersonErasures {
  return {
    async order(erasureId) {
      const row = await tables<LinkTables>(context.db)
        .selectFrom('link.erasure')
        .select(['permit_id', 'pseudonym', 'study_ids'])
        .where('id', '=', erasureId)
        .executeTakeFirst()
      return row?.pseudonym ? { permitId: row.permit_id, pseudonym: row.pseudonym, studyIds: row.study_ids } : undefined
    },
    note: (given, { erasureId, place, counts }) => {
      const change = given as Change
      return context.owning(change.db, async () => {
        const done = { state: 'done' as const, counts: JSON.stringify(counts) }
        await tables<LinkTables>(change.db)
          .insertInto('link.erasure_place')
          .values({ erasure_id: erasureId, place, ...done })
          .onConflict((oc) => oc.columns(['erasure_id', 'place']).doUpdateSet(done))
          .execute()
        await completeErasure(context, change, erasureId)
      })
    },
  }
}

/** Ends an erasure of which no place waits any more: forgets the pseudonym, and answers the clinic when it asked. */
export async function completeErasure(context: PartContext, change: Change, erasureId: string): Promise<void> {
  const db = tables<LinkTables>(change.db)
  // Two places may note at once: the second sees what the first wrote.
  const row = await db
    .selectFrom('link.erasure')
    .selectAll()
    .where('id', '=', erasureId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (row.done_at !== null) return
  const places = await db.selectFrom('link.erasure_place').selectAll().where('erasure_id', '=', erasureId).execute()
  if (places.some((one) => one.state === 'waiting')) return
  await db
    .updateTable('link.erasure')
    .set({ pseudonym: null, study_ids: JSON.stringify([]), done_at: context.clock.now() })
    .where('id', '=', erasureId)
    .execute()
  const actor = servicePerson('link')
  const subject = { kind: 'erasure', id: erasureId }
  await erasePayloads(change, { actor, subject, mentions: [row.pseudonym ?? ''], reason: 'A person was erased.' })
  const told = places.map(({ place, counts }) => ({ place, counts }))
  change.record({
    actor,
    action: 'person.erasure-done',
    subject,
    payload: { permitId: row.permit_id, clinicErasure: row.clinic_erasure, places: told },
  })
  if (row.clinic_erasure === null) return
  const sent = await context.door.send(change, {
    kind: 'erasure-done',
    permitId: row.permit_id,
    header: { permitId: row.permit_id, erasureId: row.clinic_erasure, places: told },
    content: new Uint8Array(),
  })
  if (!sent.ok) throw new Error('the door did not take the answer to an erasure')
}
