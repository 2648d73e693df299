import type { Person } from '@clic/contracts'
import type { Box, FrameMask } from '@clic/pixels'
import { tables } from '@clic/platform/db'
import type { Change } from '@clic/platform/record'
import type { Station } from '../station.ts'
import type { DeidentifyTables } from '../tables.ts'

/**
 * A box that a sample's reader missed is added to what is masked of its object, so that the object leaves with it from now on. What has
 * left already is not called back by that.
 */
export async function maskLeak(
  station: Station,
  change: Change,
  of: {
    permitId: string
    sample: { study_id: string; input_sha256: string; masks: FrameMask[] | null }
    place: { from: number; to: number; box: Box }
  },
  person: Person,
): Promise<void> {
  const db = tables<DeidentifyTables>(change.db)
  const { sample, place, permitId } = of
  const before = await db
    .selectFrom('deidentify.mask')
    .select('masks')
    .where('permit_id', '=', permitId)
    .where('input_sha256', '=', sample.input_sha256)
    .forUpdate()
    .executeTakeFirst()
  const { from, to, box } = place
  const masks: FrameMask[] = [
    ...(before?.masks ?? sample.masks ?? []),
    { from, to, boxes: [{ kind: 'person', ...box }] },
  ]
  await keepMasks(
    station,
    change,
    { permitId, studyId: sample.study_id, inputSha256: sample.input_sha256, masks },
    person,
  )
  change.record({
    actor: person,
    action: 'object.masked',
    subject: { kind: 'study', id: sample.study_id },
    payload: { permitId, object: sample.input_sha256, boxes: countBoxes(masks), was: 'leak-seen' },
  })
}

/** Writes what a person wants masked of an object of a project; it takes the place of what was there. */
export async function keepMasks(
  station: Station,
  change: Change,
  of: { permitId: string; studyId: string; inputSha256: string; masks: readonly FrameMask[] },
  person: Person,
): Promise<void> {
  const drawn = {
    study_id: of.studyId,
    masks: JSON.stringify(of.masks),
    drawn_by: JSON.stringify({ id: person.id, name: person.name, roles: person.roles }),
    at: station.context.clock.now(),
  }
  await tables<DeidentifyTables>(change.db)
    .insertInto('deidentify.mask')
    .values({ permit_id: of.permitId, input_sha256: of.inputSha256, ...drawn })
    .onConflict((oc) => oc.columns(['permit_id', 'input_sha256']).doUpdateSet(drawn))
    .execute()
}

export function countBoxes(masks: readonly FrameMask[]): number {
  return masks.reduce((sum, mask) => sum + mask.boxes.length, 0)
}
