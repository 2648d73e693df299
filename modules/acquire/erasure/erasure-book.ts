import { type PatientErasures, servicePerson } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'
import type { Change } from '@clic/platform/record'
import type { ErasureTables } from './tables.ts'

/** Port `acquire.erasures`. */
export function createErasureBook(context: PartContext): PatientErasures {
  return {
    async order(erasureId) {
      const row = await tables<ErasureTables>(context.db)
        .selectFrom('acquire.erasure')
        .select(['patient_key', 'study_ids'])
        .where('id', '=', erasureId)
        .where('state', '=', 'running')
        .executeTakeFirst()
      return row?.patient_key ? { patientKey: row.patient_key, studyIds: row.study_ids } : undefined
    },
    note: (given, { erasureId, place, counts, elsewhere }) => {
      const change = given as Change
      return context.owning(change.db, async () => {
        const done = { state: 'done' as const, counts: JSON.stringify(counts), at: context.clock.now() }
        await tables<ErasureTables>(change.db)
          .insertInto('acquire.erasure_place')
          .values({
            erasure_id: erasureId,
            zone: elsewhere?.zone ?? 'clinic',
            place,
            permit_id: elsewhere?.permitId ?? '',
            ...done,
          })
          .onConflict((oc) => oc.columns(['erasure_id', 'zone', 'place', 'permit_id']).doUpdateSet(done))
          .execute()
        await completeErasure(context, change, erasureId)
      })
    },
  }
}

/** Ends an erasure of which no place waits any more, and forgets of whom it was. */
export async function completeErasure(context: PartContext, change: Change, erasureId: string): Promise<void> {
  const db = tables<ErasureTables>(change.db)
  // Two places may note at once: the second sees what the first wrote.
  const row = await db
    .selectFrom('acquire.erasure')
    .select('state')
    .where('id', '=', erasureId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (row.state !== 'running') return
  const places = await db.selectFrom('acquire.erasure_place').selectAll().where('erasure_id', '=', erasureId).execute()
  if (places.some((one) => one.state === 'waiting')) return
  await db
    .updateTable('acquire.erasure')
    .set({ state: 'done', patient_key: null, study_ids: JSON.stringify([]), done_at: context.clock.now() })
    .where('id', '=', erasureId)
    .execute()
  change.record({
    actor: servicePerson('acquire'),
    action: 'patient.erased',
    subject: { kind: 'erasure', id: erasureId },
    payload: {
      places: places.map(({ zone, place, permit_id, counts }) => ({ zone, place, permitId: permit_id, counts })),
    },
  })
}
