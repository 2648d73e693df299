import { type Erasure, ok, type Person, type Result, refuse } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import type { PartContext } from '@clic/platform/parts'
import { dicomPatientId } from '../patient-id.ts'
import type { AcquireTables } from '../tables.ts'
import { readErasure } from './list-erasures.ts'
import type { ErasureTables } from './tables.ts'

/** Notes that a patient is to be erased. Nothing is touched until a second person agrees. */
export async function requestErasure(
  context: PartContext,
  ask: { studyId?: string; patientNumber?: string; reason: string },
  person: Person,
): Promise<Result<Erasure>> {
  const patientKey = await patientOf(context, ask)
  if (!patientKey)
    return refuse(404, {
      code: 'patient-unknown',
      title: 'No such patient',
      detail: 'This zone holds nothing of a patient with this study or number.',
      next: 'Check the number at its source; a patient who was erased before is not here.',
    })
  const id = newId('erasure', context.clock)
  const asked = await context.transact(async (change) => {
    const { studies } = await tables<AcquireTables>(change.db)
      .selectFrom('acquire.study')
      .select((eb) => eb.fn.countAll<number>().as('studies'))
      .where('patient_key', '=', patientKey)
      .executeTakeFirstOrThrow()
    const row = await tables<ErasureTables>(change.db)
      .insertInto('acquire.erasure')
      .values({
        id,
        patient_key: patientKey,
        studies,
        reason: ask.reason,
        state: 'requested',
        requested_by: person.id,
        requested_at: context.clock.now(),
        decided_by: null,
        decided_at: null,
        done_at: null,
      })
      .onConflict((oc) => oc.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!row)
      return refuse(409, {
        code: 'erasure-there',
        title: 'Asked for already',
        detail: 'An erasure of this patient is under way.',
        next: 'See the list of erasures.',
      })
    // The reason may name somebody, so the ledger holds only that there is one.
    change.record({
      actor: person,
      action: 'patient.erasure-requested',
      subject: { kind: 'erasure', id },
      payload: { studies },
    })
    return ok(id)
  })
  return asked.ok ? ok(await readErasure(context.db, id)) : asked
}

async function patientOf(
  context: PartContext,
  ask: { studyId?: string; patientNumber?: string },
): Promise<string | undefined> {
  const db = tables<AcquireTables>(context.db)
  if (ask.studyId !== undefined)
    return (await db.selectFrom('acquire.study').select('patient_key').where('id', '=', ask.studyId).executeTakeFirst())
      ?.patient_key
  const number = dicomPatientId(ask.patientNumber ?? '', '')
  if (!number) return undefined
  const found = await db
    .selectFrom('acquire.patient_id')
    .select('patient_key')
    .distinct()
    .where((eb) => eb.or([eb('value', '=', number.value), eb('value', '=', (ask.patientNumber ?? '').trim())]))
    .execute()
  // Two issuers may give the same number to two people; which of them is meant, a study says.
  return found.length === 1 ? found[0]?.patient_key : undefined
}
