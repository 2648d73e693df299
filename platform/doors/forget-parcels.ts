import { sql } from 'kysely'
import { type AnyDatabase, tables } from '../db/index.ts'
import type { DoorTables } from './tables.ts'

/**
 * Empties the header of received parcels whose header says `member: value`, for the erasure of a person. Kind, size, digest and time
 * stay, so the page of what crossed still shows that a parcel came. Returns how many there were.
 */
export async function forgetReceived(
  db: AnyDatabase,
  match: { permitId: string; member: string; value: string },
): Promise<number> {
  const rows = await tables<DoorTables>(db)
    .updateTable('doors.inbox')
    .set({ header: JSON.stringify({}) })
    .where('permit_id', '=', match.permitId)
    .where(sql<boolean>`header ->> ${match.member} = ${match.value}`)
    .returning('id')
    .execute()
  return rows.length
}
