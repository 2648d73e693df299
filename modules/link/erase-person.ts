import { erasureHeaderSchema, ok, type Person, type Result, refuse, servicePerson } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { readHeader } from '@clic/platform/doors'
import { newId } from '@clic/platform/ids'
import type { ParcelReceiver, PartContext } from '@clic/platform/parts'
import type { Change } from '@clic/platform/record'
import { erasureMark } from './erasure.ts'
import { completeErasure } from './erasure-book.ts'
import type { LinkTables } from './tables.ts'

interface Order {
  permitId: string
  pseudonym: string
  reason: string
  /** The erasure in the clinic that this one is a part of. */
  clinicErasure?: string
}

interface Erased {
  erasureId: string
  studies: number
  objects: number
  facts: number
}

/** The data protection officer of this zone erases a pseudonymous person of one project (GDPR Art. 17). */
export async function erasePerson(context: PartContext, order: Order, person: Person): Promise<Result<Erased>> {
  return context.transact(async (change) => {
    const erased = await erase(context, change, order, person)
    return erased.known
      ? ok(erased.value)
      : refuse(404, {
          code: 'person-unknown',
          title: 'No such person',
          detail: 'The project holds nobody under this pseudonym.',
          next: 'See the persons under Link; the pseudonym belongs to one project.',
        })
  })
}

/** The clinic erases a patient: the pseudonym of each project comes as a parcel, and the answer goes back as one. */
export function erasureReceiver(context: PartContext): ParcelReceiver {
  return {
    kind: 'erasure',
    async accept(parcel, change) {
      const ofPermit = erasureHeaderSchema.refine((header) => header.permitId === parcel.permitId)
      const header = readHeader(parcel, ofPermit, { code: 'erasure-header', next: 'The clinic posts it again.' })
      if (!header.ok) return header
      const { permitId, pseudonym, erasureId, withdrawn } = header.value
      context.door.dropPartial(withdrawn)
      // Whoever is not here yet is marked all the same: what comes late is refused.
      await erase(
        context,
        change,
        { permitId, pseudonym, reason: 'The patient was erased in the clinic.', clinicErasure: erasureId },
        servicePerson('link'),
      )
      return { ok: true }
    },
  }
}

/**
 * Rows now, files by a durable job, and what other modules hold of the person by the event `person.erased`. The ledger tells that it
 * happened and why, and names no pseudonym.
 */
async function erase(
  context: PartContext,
  change: Change,
  order: Order,
  actor: Person,
): Promise<{ known: boolean; value: Erased }> {
  const { permitId, pseudonym } = order
  const erasureId = newId('erasure', context.clock)
  const db = tables<LinkTables>(change.db)
  const studies = await db
    .selectFrom('link.study')
    .select('id')
    .where('permit_id', '=', permitId)
    .where('pseudonym', '=', pseudonym)
    .forUpdate()
    .execute()
  const ids = studies.map((one) => one.id)
  const objects =
    ids.length === 0
      ? []
      : await db.deleteFrom('link.object').where('study_id', 'in', ids).returning('sha256').execute()
  const facts = await db
    .deleteFrom('link.fact')
    .where('permit_id', '=', permitId)
    .where('pseudonym', '=', pseudonym)
    .returning('resource_id')
    .execute()
  const persons = await db
    .deleteFrom('link.person')
    .where('permit_id', '=', permitId)
    .where('pseudonym', '=', pseudonym)
    .returning('pseudonym')
    .execute()
  if (ids.length > 0) await db.deleteFrom('link.study').where('id', 'in', ids).execute()
  await db
    .insertInto('link.erasure')
    .values({
      id: erasureId,
      permit_id: permitId,
      mark: erasureMark(context, permitId, pseudonym),
      at: context.clock.now(),
      pseudonym,
      study_ids: JSON.stringify(ids),
      clinic_erasure: order.clinicErasure ?? null,
      done_at: null,
    })
    .execute()
  const counts = { studies: ids.length, objects: objects.length, facts: facts.length }
  change.record({
    actor,
    action: 'person.erased',
    subject: { kind: 'erasure', id: erasureId },
    payload: { permitId, reason: order.reason, clinicErasure: order.clinicErasure ?? null, ...counts },
  })
  await change.send('link.remove-files', { sha256s: objects.map((one) => one.sha256) })
  const told = await change.emit('person.erased', { erasureId })
  await db
    .insertInto('link.erasure_place')
    .values([
      { erasure_id: erasureId, place: 'link', state: 'done', counts: JSON.stringify(counts) },
      ...told.map((place) => ({
        erasure_id: erasureId,
        place,
        state: 'waiting' as const,
        counts: JSON.stringify({}),
      })),
    ])
    .execute()
  await completeErasure(context, change, erasureId)
  return { known: ids.length + facts.length + persons.length > 0, value: { erasureId, ...counts } }
}

/** Removes files that no object names any more. The same bytes may have come under another permit. */
export async function removeFiles(context: PartContext, sha256s: readonly string[]): Promise<void> {
  for (const sha256 of sha256s) {
    const used = await tables<LinkTables>(context.db)
      .selectFrom('link.object')
      .select('sha256')
      .where('sha256', '=', sha256)
      .limit(1)
      .executeTakeFirst()
    if (!used) await context.files.remove(sha256)
  }
}
