import { type AnyDatabase, tables } from '../db/index.ts'
import type { DoorTables } from './tables.ts'

/** Everything that ever crossed this zone's doors, newest first: the DPO's page. */
export async function listParcels(db: AnyDatabase, page: { limit: number; before?: Date }) {
  const doors = tables<DoorTables>(db)
  const before = page.before ?? new Date(8.64e15)
  const out = await doors
    .selectFrom('doors.outbox')
    .selectAll()
    .where('created_at', '<', before)
    .orderBy('created_at', 'desc')
    .limit(page.limit)
    .execute()
  const into = await doors
    .selectFrom('doors.inbox')
    .selectAll()
    .where('received_at', '<', before)
    .orderBy('received_at', 'desc')
    .limit(page.limit)
    .execute()
  return [
    ...out.map((row) => ({
      id: row.id,
      direction: 'out' as const,
      kind: row.kind,
      permitId: row.permit_id,
      sha256: row.sha256,
      size: row.size,
      at: row.created_at.toISOString(),
      state: row.state,
      reason: row.reason,
    })),
    ...into.map((row) => ({
      id: row.id,
      direction: 'in' as const,
      kind: row.kind,
      permitId: row.permit_id,
      sha256: row.sha256,
      size: row.size,
      at: row.received_at.toISOString(),
      state: row.state,
      reason: row.reason,
    })),
  ].sort((a, b) => (a.at < b.at ? 1 : -1))
}

/** What became of a parcel that this zone sent. */
export async function sentParcel(
  db: AnyDatabase,
  parcelId: string,
): Promise<{ state: string; reason: string | null } | undefined> {
  return tables<DoorTables>(db)
    .selectFrom('doors.outbox')
    .select(['state', 'reason'])
    .where('id', '=', parcelId)
    .executeTakeFirst()
}
