import { sql } from '@clic/platform/db'
import { ensureSampling, samplingOf } from './read-sampling.ts'
import { type Run, setRun } from './run-state.ts'
import type { Station } from './station.ts'

const said = {
  holding: {
    reason: 'The study is held until two people have reviewed a sample of what leaves for this project.',
    next: 'A data steward and the DPO review the sample under Sampling.',
  },
  stopped: {
    reason: 'An identifier was seen in a sample of what leaves for this project; nothing more of it leaves.',
    next: 'The DPO sees to the cause and begins the sampling anew.',
  },
} as const

/**
 * Holds a study whose sampling lets nothing leave yet, or no more. The row of the sampling is locked while the study is marked, so that
 * it is either marked before the way opens, and let go then, or not held at all.
 */
export async function heldBySampling(station: Station, run: Run, profileId: string): Promise<boolean> {
  const line = { assignment_id: run.assignment_id, profile_id: profileId }
  if ((await ensureSampling(station, line)).state === 'open') return false
  return station.context.transact(async (change) => {
    const state = (await samplingOf(change.db, line, 'share'))?.state ?? 'holding'
    if (state === 'open') return false
    const { reason, next } = said[state]
    if (run.state === 'held' && run.reason === reason) return true
    await setRun(change, run, { state: 'held', reason, next, at: station.context.clock.now() })
    await station
      .received()
      ?.tracker.track(change.db, { studyId: run.study_id, stage: 'deidentified', state: 'waiting', reason, next })
    return true
  })
}

/** Lets held studies go whose line is open now: an assignment got another profile, or the moment of opening was missed. */
export async function letGoWhereOpen(station: Station): Promise<void> {
  const { db, clock } = station.context
  const held = await sql<{ assignment_id: string; profile_id: string }>`
    select distinct assignment.id as assignment_id, assignment.profile_id from deidentify.assignment assignment
    join deidentify.run run on run.assignment_id = assignment.id where run.state = 'held'`.execute(db)
  for (const line of held.rows)
    if ((await ensureSampling(station, line)).state === 'open')
      await sql`update deidentify.run set state = 'waiting', reason = null, next = null, at = ${clock.now()}
        where assignment_id = ${line.assignment_id} and state = 'held'`.execute(db)
}
