import { type AnyDatabase, sql, tables } from '@clic/platform/db'
import type { Run } from './run-state.ts'
import type { Station } from './station.ts'
import type { DeidentifyTables } from './tables.ts'

/**
 * How many persons are de-identified under the permit, this one included. A new person takes a place when there is one, in one
 * transaction under a lock, so that two new persons at once cannot both be the last; a person that is there already keeps it.
 */
export async function takePlace(station: Station, run: Run, maxSubjects: number): Promise<number> {
  return station.context.transact(async (change) => {
    await sql`select pg_advisory_xact_lock(hashtext(${`deidentify places ${run.permit_id}`}))`.execute(change.db)
    const db = tables<DeidentifyTables>(change.db)
    const taken = await db
      .selectFrom('deidentify.place')
      .select((eb) => [
        eb.fn.countAll<number>().as('all'),
        eb.fn.countAll<number>().filterWhere('patient_key', '=', run.patient_key).as('mine'),
      ])
      .where('permit_id', '=', run.permit_id)
      .executeTakeFirstOrThrow()
    if (taken.mine > 0) return taken.all
    // A patient who was erased meanwhile has no run any more and takes no place.
    if (taken.all < maxSubjects)
      await sql`
        insert into deidentify.place (permit_id, patient_key)
        select permit_id, patient_key from deidentify.run where permit_id = ${run.permit_id} and study_id = ${run.study_id}
        for share`.execute(change.db)
    return taken.all + 1
  })
}

/** Gives a place back when nothing of the person left: a study that was refused or lies in quarantine is nobody's use of the permit. */
export async function givePlaceBack(db: AnyDatabase, run: Run): Promise<void> {
  const { permit_id, patient_key } = run
  await sql`
    delete from deidentify.place where permit_id = ${permit_id} and patient_key = ${patient_key} and not exists (
      select from deidentify.run run where run.permit_id = ${permit_id} and run.patient_key = ${patient_key}
        and (run.objects_released > 0 or (run.state = 'waiting' and run.study_id <> ${run.study_id})))`.execute(db)
}
