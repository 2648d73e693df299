import { ok, type Person, type Result, refuse } from '@clic/contracts'
import type { FrameMask } from '@clic/pixels'
import { tables } from '@clic/platform/db'
import { sendStudyJob } from './jobs.ts'
import type { Station } from './station.ts'
import type { DeidentifyTables } from './tables.ts'

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
    if (!/^(?:look-|pixels-text-remains$|pixels-mostly-text$)/.test(row.code)) return notMaskable(row.reason)
    const at = station.context.clock.now()
    const boxes = ask.masks.reduce((sum, mask) => sum + mask.boxes.length, 0)
    const drawn = {
      study_id: row.study_id,
      masks: JSON.stringify(ask.masks),
      drawn_by: JSON.stringify({ id: person.id, name: person.name, roles: person.roles }),
      at,
    }
    await db
      .insertInto('deidentify.mask')
      .values({ permit_id: row.permit_id, input_sha256: row.input_sha256, ...drawn })
      .onConflict((oc) => oc.columns(['permit_id', 'input_sha256']).doUpdateSet(drawn))
      .execute()
    await db.deleteFrom('deidentify.quarantined').where('id', '=', row.id).execute()
    await db
      .updateTable('deidentify.run')
      .set({ state: 'waiting', reason: null, next: null, at })
      .where('study_id', '=', row.study_id)
      .where('permit_id', '=', row.permit_id)
      .execute()
    change.record({
      actor: person,
      action: 'object.masked',
      subject: { kind: 'study', id: row.study_id },
      payload: { permitId: row.permit_id, object: row.input_sha256, boxes, was: row.code },
    })
    await sendStudyJob(change, { studyId: row.study_id, permitId: row.permit_id })
    return ok({ studyId: row.study_id, permitId: row.permit_id, boxes })
  })
}

const unknownObject = refuse(404, {
  code: 'quarantined-unknown',
  title: 'Not in quarantine',
  detail: 'This object is not in quarantine, or not any more.',
  next: 'See the list under Quarantine.',
})

function notMaskable(reason: string) {
  return refuse(409, {
    code: 'not-maskable',
    title: 'Masking does not help here',
    detail: reason,
    next: 'Only an object that waits for a look at its pixels can be masked.',
  })
}
