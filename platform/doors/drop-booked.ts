import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type AnyDatabase, tables } from '../db/index.ts'
import type { DoorTables } from './tables.ts'

/**
 * Removes the bytes of parcels that were booked before the zone died: their sender may have its answer and never come again.
 * What has not been booked stays, since its transfer goes on where it stopped. To be called before the door opens.
 */
export async function dropBooked(db: AnyDatabase, folder: string): Promise<void> {
  const ids = existsSync(folder) ? readdirSync(folder) : []
  if (ids.length === 0) return
  const booked = await tables<DoorTables>(db).selectFrom('doors.inbox').select('id').where('id', 'in', ids).execute()
  for (const { id } of booked) rmSync(join(folder, id), { force: true })
}
