import { servicePerson } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { sentParcel } from '@clic/platform/doors'
import type { Change } from '@clic/platform/record'
import type { Selectable } from 'kysely'
import type { Station } from './station.ts'
import type { DeidentifyTables } from './tables.ts'

type Parcel = Selectable<DeidentifyTables['deidentify.parcel']>

/** Parcels are delivered in the order in which they were posted, so the oldest are enough. */
const atOnce = 200

/** Looks up what the other zone said of the parcels on their way; a refusal there is shown at the study here. */
export async function followParcels(station: Station): Promise<void> {
  const { context } = station
  const posted = await tables<DeidentifyTables>(context.db)
    .selectFrom('deidentify.parcel')
    .selectAll()
    .where('state', '=', 'posted')
    .orderBy('seq')
    .limit(atOnce)
    .execute()
  for (const parcel of posted) {
    const sent = await sentParcel(context.db, parcel.id)
    if (sent?.state === 'delivered' || sent?.state === 'refused') await end(station, parcel, sent.state, sent.reason)
  }
}

async function end(
  station: Station,
  parcel: Parcel,
  state: 'delivered' | 'refused',
  reason: string | null,
): Promise<void> {
  await station.context.transact(async (change) => {
    const row = await tables<DeidentifyTables>(change.db)
      .updateTable('deidentify.parcel')
      .set({ state, reason })
      .where('id', '=', parcel.id)
      .where('state', '=', 'posted')
      .returning('id')
      .executeTakeFirst()
    if (!row || state === 'delivered') return
    const said = {
      state: 'refused' as const,
      reason: `The research zone refused the parcel at its door: ${reason ?? 'no reason was given'}`,
      next: 'Correct the cause, then try the study again.',
    }
    if (parcel.study_id) await refuseStudy(station, change, { ...parcel, study_id: parcel.study_id }, said)
    else await refuseFacts(station, change, parcel, said)
  })
}

async function refuseStudy(
  station: Station,
  change: Change,
  parcel: Parcel & { study_id: string },
  said: { state: 'refused'; reason: string; next: string },
): Promise<void> {
  await tables<DeidentifyTables>(change.db)
    .updateTable('deidentify.run')
    .set({ ...said, at: station.context.clock.now() })
    .where('study_id', '=', parcel.study_id)
    .where('permit_id', '=', parcel.permit_id)
    .execute()
  await station.received()?.tracker.track(change.db, { studyId: parcel.study_id, stage: 'left', ...said })
  change.record({
    actor: servicePerson('deidentify'),
    action: 'study.refused',
    subject: { kind: 'study', id: parcel.study_id },
    payload: { permitId: parcel.permit_id, parcel: parcel.id, reason: said.reason },
  })
}

async function refuseFacts(
  station: Station,
  change: Change,
  parcel: Parcel,
  said: { state: 'refused'; reason: string; next: string },
): Promise<void> {
  await tables<DeidentifyTables>(change.db)
    .updateTable('deidentify.facts')
    .set({ ...said, at: station.context.clock.now() })
    .where('permit_id', '=', parcel.permit_id)
    .where('patient_key', '=', parcel.patient_key)
    .where('parcel_id', '=', parcel.id)
    .execute()
}
