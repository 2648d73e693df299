import { ok, type Person, type Result, refuse } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import type { Selectable } from 'kysely'
import type { Station } from '../station.ts'
import type { DeidentifyTables } from '../tables.ts'

export type QuarantinedRow = Selectable<DeidentifyTables['deidentify.quarantined']>

/** Whether an object lies in quarantine for its pixels alone: then boxes of a person let it go on. */
export function isMaskable(code: string): boolean {
  return /^(?:look-|pixels-text-remains$|pixels-mostly-(?:text|faces)$)/.test(code)
}

/** An object in quarantine that masking helps, with its bytes. */
export async function maskableObject(
  station: Station,
  id: string,
): Promise<Result<{ row: QuarantinedRow; input: Uint8Array }>> {
  const { db, files } = station.context
  const row = await tables<DeidentifyTables>(db)
    .selectFrom('deidentify.quarantined')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return unknownObject
  if (!isMaskable(row.code)) return notMaskable(row.reason)
  if (!(await files.has(row.input_sha256)))
    return refuse(410, {
      code: 'object-gone',
      title: 'The object is gone',
      detail: 'The object is no longer in this zone.',
      next: 'Try the study again, or have it sent again.',
    })
  return ok({ row, input: await files.get(row.input_sha256) })
}

/** As `maskableObject`, for who has opened it: the look is in the ledger before a pixel is shown. */
export async function lookedAtObject(station: Station, id: string, person: Person) {
  const found = await maskableObject(station, id)
  return !found.ok || (await hasLookedAt(station.context.db, id, person)) ? found : notLookedAt
}

export async function hasLookedAt(db: Parameters<typeof tables>[0], id: string, person: Person): Promise<boolean> {
  const row = await tables<DeidentifyTables>(db)
    .selectFrom('deidentify.quarantine_look')
    .select('looks')
    .where('quarantined_id', '=', id)
    .where('person_id', '=', person.id)
    .executeTakeFirst()
  return row !== undefined
}

export const unknownObject = refuse(404, {
  code: 'quarantined-unknown',
  title: 'Not in quarantine',
  detail: 'This object is not in quarantine, or not any more.',
  next: 'See the list under Quarantine.',
})

export const notLookedAt = refuse(409, {
  code: 'not-looked-at',
  title: 'Not looked at yet',
  detail: 'You have not opened this object.',
  next: 'Open it; the look is recorded.',
})

export function notMaskable(reason: string) {
  return refuse(409, {
    code: 'not-maskable',
    title: 'Masking does not help here',
    detail: reason,
    next: 'Only an object that waits for a look at its pixels can be masked.',
  })
}
