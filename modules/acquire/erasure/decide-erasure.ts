import { type Erasure, ok, type Person, type Result, refuse } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'
import type { Change } from '@clic/platform/record'
import { deletePatient, objectsThatName } from './delete-patient.ts'
import { completeErasure } from './erasure-book.ts'
import { readErasure } from './list-erasures.ts'
import type { ErasureTables } from './tables.ts'

/**
 * A second person agrees: what this module holds goes in the same change, its files follow, and every other module of the zone is told.
 * The erasure ends when the last of them, and the research zone for each project, has noted what it erased.
 */
export async function approveErasure(
  context: PartContext,
  erasureId: string,
  person: Person,
  forget: (studyIds: readonly string[]) => void,
): Promise<Result<Erasure>> {
  const apart = await objectsThatName(context, erasureId)
  const done = await context.transact(async (change) => {
    const taken = await takeRequested(change, erasureId)
    if (!taken.ok) return taken
    const row = taken.value
    if (row.requested_by === person.id)
      return refuse(403, {
        code: 'same-person',
        title: 'Two people are needed',
        detail: 'Who asks for an erasure cannot agree to it.',
        next: 'Ask another data steward or the DPO.',
      })
    const patientKey = row.patient_key ?? ''
    const db = tables<ErasureTables>(change.db)
    const gone = await deletePatient(change, patientKey, apart)
    await db
      .updateTable('acquire.erasure')
      .set({
        state: 'running',
        study_ids: JSON.stringify(gone.studyIds),
        decided_by: person.id,
        decided_at: context.clock.now(),
      })
      .where('id', '=', erasureId)
      .execute()
    change.record({
      actor: person,
      action: 'patient.erasure-approved',
      subject: { kind: 'erasure', id: erasureId },
      payload: { requestedBy: row.requested_by, ...gone.counts },
    })
    await change.send('acquire.remove-files', { sha256s: gone.sha256s })
    const told = await change.emit('patient.erased', { erasureId })
    await db
      .insertInto('acquire.erasure_place')
      .values([
        {
          erasure_id: erasureId,
          zone: 'clinic',
          place: 'acquire',
          state: 'done',
          counts: JSON.stringify(gone.counts),
          at: context.clock.now(),
        },
        ...told.map((place) => ({
          erasure_id: erasureId,
          zone: 'clinic' as const,
          place,
          state: 'waiting' as const,
          counts: JSON.stringify({}),
          at: null,
        })),
      ])
      .execute()
    await completeErasure(context, change, erasureId)
    return ok(gone.studyIds)
  })
  if (!done.ok) return done
  forget(done.value)
  return ok(await readErasure(context.db, erasureId))
}

export async function refuseErasure(context: PartContext, erasureId: string, person: Person): Promise<Result<Erasure>> {
  const done = await context.transact(async (change) => {
    const taken = await takeRequested(change, erasureId)
    if (!taken.ok) return taken
    await tables<ErasureTables>(change.db)
      .updateTable('acquire.erasure')
      .set({ state: 'refused', patient_key: null, decided_by: person.id, decided_at: context.clock.now() })
      .where('id', '=', erasureId)
      .execute()
    change.record({
      actor: person,
      action: 'patient.erasure-refused',
      subject: { kind: 'erasure', id: erasureId },
      payload: {},
    })
    return ok(erasureId)
  })
  return done.ok ? ok(await readErasure(context.db, erasureId)) : done
}

async function takeRequested(change: Change, erasureId: string) {
  const row = await tables<ErasureTables>(change.db)
    .selectFrom('acquire.erasure')
    .selectAll()
    .where('id', '=', erasureId)
    .forUpdate()
    .executeTakeFirst()
  if (!row)
    return refuse(404, {
      code: 'erasure-unknown',
      title: 'No such erasure',
      detail: `There is no erasure ${erasureId}.`,
      next: 'See the list of erasures.',
    })
  if (row.state !== 'requested')
    return refuse(409, {
      code: 'erasure-decided',
      title: 'Already decided',
      detail: `The erasure is ${row.state}.`,
      next: 'See the list of erasures.',
    })
  return ok(row)
}
