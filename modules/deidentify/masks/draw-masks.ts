import { ok, type Person, type Result } from '@clic/contracts'
import type { FrameMask } from '@clic/pixels'
import { tables } from '@clic/platform/db'
import { sendStudyJob } from '../jobs.ts'
import type { Station } from '../station.ts'
import type { DeidentifyTables } from '../tables.ts'
import { countBoxes, keepMasks } from './mask-leak.ts'
import { hasLookedAt, isMaskable, notLookedAt, notMaskable, unknownObject } from './quarantined-object.ts'

/**
 * A person has looked at an object in quarantine and drawn what must be black: the boxes are kept, the object leaves quarantine and its
 * study goes on with it. The boxes are applied as they are; the gates are asked as for every object.
 */
export async function drawMasks(
  station: Station,
  ask: { quarantinedId: string; masks: FrameMask[] },
  person: Person,
): Promise<Result<{ studyId: string; permitId: string; boxes: number }>> {
  return station.context.transact(async (change) => {
    const db = tables<DeidentifyTables>(change.db)
    const row = await db
      .selectFrom('deidentify.quarantined')
      .selectAll()
      .where('id', '=', ask.quarantinedId)
      .forUpdate()
      .executeTakeFirst()
    if (!row) return unknownObject
    if (!isMaskable(row.code)) return notMaskable(row.reason)
    if (!(await hasLookedAt(change.db, row.id, person))) return notLookedAt
    const boxes = countBoxes(ask.masks)
    const { study_id: studyId, permit_id: permitId, input_sha256: inputSha256 } = row
    await keepMasks(station, change, { permitId, studyId, inputSha256, masks: ask.masks }, person)
    await db.deleteFrom('deidentify.quarantined').where('id', '=', row.id).execute()
    await db
      .updateTable('deidentify.run')
      .set({ state: 'waiting', reason: null, next: null, at: station.context.clock.now() })
      .where('study_id', '=', studyId)
      .where('permit_id', '=', permitId)
      .execute()
    change.record({
      actor: person,
      action: 'object.masked',
      subject: { kind: 'study', id: studyId },
      payload: { permitId, object: inputSha256, boxes, was: row.code },
    })
    await sendStudyJob(change, { studyId, permitId })
    return ok({ studyId, permitId, boxes })
  })
}
