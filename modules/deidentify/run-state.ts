import { type StageState, type StudyStage, servicePerson } from '@clic/contracts'
import { type AnyDatabase, sql, tables } from '@clic/platform/db'
import type { Change } from '@clic/platform/record'
import type { Selectable } from 'kysely'
import type { Outcome, Seen } from './outcome.ts'
import { givePlaceBack } from './places.ts'
import type { Station } from './station.ts'
import type { DeidentifyTables, RunState } from './tables.ts'

export type Run = Selectable<DeidentifyTables['deidentify.run']>

export interface RunChange {
  state: RunState
  reason: string | null
  next: string | null
  /** Whole seconds of work, with fractions; absent when nothing was done. */
  seconds?: number
}

/** Sets where a study stands, with its counters as the rows have them. */
export async function setRun(change: Change, run: Run, to: RunChange & { at: Date; parcelId?: string }): Promise<void> {
  const of = (table: 'deidentify.proof' | 'deidentify.quarantined') =>
    sql<number>`(select count(*)::int from ${sql.table(table)} one where one.study_id = ${run.study_id} and one.permit_id = ${run.permit_id})`
  await tables<DeidentifyTables>(change.db)
    .updateTable('deidentify.run')
    .set({
      state: to.state,
      reason: to.reason,
      next: to.next,
      at: to.at,
      objects_released: of('deidentify.proof'),
      objects_quarantined: of('deidentify.quarantined'),
      ...(to.parcelId ? { parcel_id: to.parcelId } : {}),
      ...(to.seconds === undefined ? {} : { seconds: to.seconds }),
    })
    .where('study_id', '=', run.study_id)
    .where('permit_id', '=', run.permit_id)
    .execute()
}

export async function countSeen(db: AnyDatabase, run: Run): Promise<Seen> {
  const counted = await sql<{ released: number; quarantined: number; why: string[] | null }>`
    select (select count(*)::int from deidentify.proof where study_id = ${run.study_id} and permit_id = ${run.permit_id}) as released,
      count(*)::int as quarantined, array_agg(distinct reason order by reason) as why
    from deidentify.quarantined where study_id = ${run.study_id} and permit_id = ${run.permit_id}`.execute(db)
  const row = counted.rows[0]
  return { released: row?.released ?? 0, quarantined: row?.quarantined ?? 0, why: row?.why ?? [] }
}

/** Writes the end of a run: row, stages of the study, ledger. */
export async function endRun(
  station: Station,
  change: Change,
  run: Run,
  end: Outcome & { seconds: number; parcelId?: string; refusedAt?: StudyStage },
): Promise<void> {
  const at = station.context.clock.now()
  await setRun(change, run, { ...end, at })
  await givePlaceBack(change.db, run)
  await track(station, change, run, end)
  if (end.state === 'left') return
  change.record({
    actor: servicePerson('deidentify'),
    action: end.state === 'refused' ? 'deidentification.refused' : 'deidentification.quarantined',
    subject: { kind: 'study', id: run.study_id },
    payload: { permitId: run.permit_id, reason: end.reason },
  })
}

async function track(
  station: Station,
  change: Change,
  run: Run,
  end: Outcome & { refusedAt?: StudyStage },
): Promise<void> {
  const note = async (stage: StudyStage, state: StageState, why = false) => {
    await station.received()?.tracker.track(change.db, {
      studyId: run.study_id,
      stage,
      state,
      ...(why && end.reason ? { reason: end.reason } : {}),
      ...(why && end.next ? { next: end.next } : {}),
    })
  }
  if (end.state === 'refused') return note(end.refusedAt ?? 'deidentified', 'refused', true)
  await note('deidentified', end.state === 'quarantined' ? 'quarantined' : 'done', true)
  const left = await tables<DeidentifyTables>(change.db)
    .selectFrom('deidentify.proof')
    .select('id')
    .where('study_id', '=', run.study_id)
    .where('permit_id', '=', run.permit_id)
    .limit(1)
    .executeTakeFirst()
  if (left) await note('left', 'done')
}

/** Says why a study waits or failed; the same thing said again writes nothing. */
export async function noteRun(
  station: Station,
  run: Run,
  to: { state: 'waiting' | 'failed'; reason: string; next: string },
): Promise<void> {
  if (run.state === to.state && run.reason === to.reason) return
  await station.context.transact(async (change) => {
    await setRun(change, run, { ...to, at: station.context.clock.now() })
    await station.received()?.tracker.track(change.db, { studyId: run.study_id, stage: 'deidentified', ...to })
  })
}
