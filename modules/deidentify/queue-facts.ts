import { tables } from '@clic/platform/db'
import type { Change } from '@clic/platform/record'
import { type FactsJob, sendFactsJob } from './jobs.ts'
import type { Station } from './station.ts'
import type { DeidentifyTables } from './tables.ts'

/** Puts a patient's health record in the line of a project, in the caller's transaction. */
export async function queueFacts(station: Station, change: Change, one: FactsJob): Promise<void> {
  const waiting = { state: 'waiting' as const, reason: null, next: null, at: station.context.clock.now() }
  await tables<DeidentifyTables>(change.db)
    .insertInto('deidentify.facts')
    .values({ permit_id: one.permitId, patient_key: one.patientKey, sha256: null, parcel_id: null, ...waiting })
    .onConflict((oc) => oc.columns(['permit_id', 'patient_key']).doUpdateSet(waiting))
    .execute()
  await sendFactsJob(change, one)
}

/** A health record arrived: it goes to the projects that a study of this patient left for, and to no other. */
export async function queueFactsOfPatient(station: Station, patientKey: string): Promise<void> {
  const permits = await tables<DeidentifyTables>(station.context.db)
    .selectFrom('deidentify.run')
    .select('permit_id')
    .distinct()
    .where('patient_key', '=', patientKey)
    .where('objects_released', '>', 0)
    .execute()
  if (permits.length === 0) return
  await station.context.transact(async (change) => {
    for (const { permit_id } of permits) await queueFacts(station, change, { permitId: permit_id, patientKey })
  })
}
