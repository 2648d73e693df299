import type { Erasure } from '@clic/contracts'
import { type AnyDatabase, tables } from '@clic/platform/db'
import type { ErasureTables } from './tables.ts'

export async function listErasures(db: AnyDatabase, only?: string): Promise<Erasure[]> {
  const acquire = tables<ErasureTables>(db)
  let query = acquire.selectFrom('acquire.erasure').selectAll().orderBy('requested_at', 'desc').orderBy('id').limit(500)
  if (only !== undefined) query = query.where('id', '=', only)
  const rows = await query.execute()
  const ids = rows.map((row) => row.id)
  const places =
    ids.length === 0
      ? []
      : await acquire
          .selectFrom('acquire.erasure_place')
          .selectAll()
          .where('erasure_id', 'in', ids)
          .orderBy('zone')
          .orderBy('place')
          .orderBy('permit_id')
          .execute()
  return rows.map((row) => ({
    id: row.id,
    state: row.state,
    reason: row.reason,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at.toISOString(),
    decidedBy: row.decided_by,
    decidedAt: row.decided_at?.toISOString() ?? null,
    doneAt: row.done_at?.toISOString() ?? null,
    patientKey: row.patient_key,
    studies: row.studies,
    places: places
      .filter((one) => one.erasure_id === row.id)
      .map((one) => ({
        zone: one.zone,
        place: one.place,
        permitId: one.permit_id === '' ? null : one.permit_id,
        state: one.state,
        counts: one.counts,
        at: one.at?.toISOString() ?? null,
      })),
  }))
}

export async function readErasure(db: AnyDatabase, id: string): Promise<Erasure> {
  const [erasure] = await listErasures(db, id)
  if (!erasure) throw new Error('an erasure is gone')
  return erasure
}
