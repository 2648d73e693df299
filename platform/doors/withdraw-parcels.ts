import { type AnyDatabase, inRole, tables } from '../db/index.ts'
import type { DoorTables } from './tables.ts'

/**
 * Takes back parcels of an erased person: what still waits is not sent any more, and no header is left. Returns the digests of their
 * contents, delivered ones included, for the caller to remove the files.
 */
export async function withdrawParcels(db: AnyDatabase, parcelIds: readonly string[]): Promise<string[]> {
  if (parcelIds.length === 0) return []
  // No module's role may change what was posted: only this does, as the zone itself.
  return inRole(db, 'none', async () => {
    const doors = tables<DoorTables>(db)
    const rows = await doors
      .updateTable('doors.outbox')
      .set({ header: JSON.stringify({}) })
      .where('id', 'in', parcelIds)
      .returning('sha256')
      .execute()
    await doors
      .updateTable('doors.outbox')
      .set({ state: 'withdrawn', reason: 'The person was erased before the parcel was sent.' })
      .where('id', 'in', parcelIds)
      .where('state', '=', 'waiting')
      .execute()
    return [...new Set(rows.map((row) => row.sha256))]
  })
}

/** True while the outbox still needs a file: a parcel with these bytes waits. */
export async function isWaiting(db: AnyDatabase, sha256: string): Promise<boolean> {
  const row = await tables<DoorTables>(db)
    .selectFrom('doors.outbox')
    .select('id')
    .where('sha256', '=', sha256)
    .where('state', '=', 'waiting')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
