import { ok, type Person, type Result, refuse } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { forgetReceived } from '@clic/platform/doors'
import { newId } from '@clic/platform/ids'
import type { PartContext } from '@clic/platform/parts'
import { erasureMark } from './erasure.ts'
import type { LinkTables } from './tables.ts'

/**
 * Erases a pseudonymous person of one project (GDPR Art. 17): rows now, files by a durable job, and what other modules hold of the
 * person by the event `person.erased`. The ledger tells that it happened and why, and names no pseudonym.
 */
export async function erasePerson(
  context: PartContext,
  order: { permitId: string; pseudonym: string; reason: string },
  person: Person,
): Promise<Result<{ erasureId: string; studies: number; objects: number; facts: number }>> {
  const { permitId, pseudonym } = order
  const erasureId = newId('erasure', context.clock)
  return context.transact(async (change) => {
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
    if (ids.length + facts.length + persons.length === 0) {
      return refuse(404, {
        code: 'person-unknown',
        title: 'No such person',
        detail: 'The project holds nobody under this pseudonym.',
        next: 'See the persons under Link; the pseudonym belongs to one project.',
      })
    }
    await db
      .insertInto('link.erasure')
      .values({
        id: erasureId,
        permit_id: permitId,
        mark: erasureMark(context, permitId, pseudonym),
        at: context.clock.now(),
      })
      .onConflict((oc) => oc.doNothing())
      .execute()
    // The parcels themselves named the person in their headers.
    await forgetReceived(change.db, { permitId, member: 'pseudonym', value: pseudonym })
    const counts = { studies: ids.length, objects: objects.length, facts: facts.length }
    change.record({
      actor: person,
      action: 'person.erased',
      subject: { kind: 'erasure', id: erasureId },
      payload: { permitId, reason: order.reason, ...counts },
    })
    await change.send('link.remove-files', { sha256s: objects.map((one) => one.sha256) })
    await change.emit('person.erased', { permitId, pseudonym, erasureId, studyIds: ids })
    return ok({ erasureId, ...counts })
  })
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
