import { type DeployedReleases, type RunView, servicePerson } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import type { PartContext } from '@clic/platform/parts'
import type { Change } from '@clic/platform/record'
import { alarmsInARow, driftWindows, type Window } from './drift.ts'
import type { Settings } from './settings.ts'
import type { MonitorTables } from './tables.ts'

const alarmsThatSuspend = 2

/** Takes the numbers of a finished run, judges whole windows, opens findings; the second alarm in a row suspends the release. */
export async function observeRun(context: PartContext, settings: Settings, runId: string): Promise<void> {
  const run = await context.port<RunView>('deploy.runs').run(runId)
  if (!run) return
  await context.transact(async (change) => {
    const db = tables<MonitorTables>(change.db)
    await db
      .insertInto('monitor.observation')
      .values({ run_id: run.id, release_id: run.releaseId, study_id: run.studyId, at: new Date(run.finishedAt), input: JSON.stringify(run.input), output: JSON.stringify(run.output) })
      .onConflict((oc) => oc.doNothing())
      .execute()
    // One judge at a time: two runs that end together must not both open the same finding.
    await db.selectFrom('monitor.observation').select('run_id').where('release_id', '=', run.releaseId).orderBy('seq').limit(1).forUpdate().execute()
    const observations = await db.selectFrom('monitor.observation').selectAll().where('release_id', '=', run.releaseId).orderBy('seq').execute()
    const windows = driftWindows(observations, settings)
    const known = new Set((await db.selectFrom('monitor.evaluation').select(['signal', 'last_seq']).where('release_id', '=', run.releaseId).execute()).map((one) => `${one.signal} ${one.last_seq}`))
    const fresh = windows.filter((one) => !known.has(`${one.signal} ${one.lastSeq}`))
    if (fresh.length === 0) return
    await db
      .insertInto('monitor.evaluation')
      .values(fresh.map((one) => ({ release_id: run.releaseId, signal: one.signal, direction: one.direction, first_seq: one.firstSeq, last_seq: one.lastSeq, n: one.n, from_at: one.from, to_at: one.to, psi: Math.min(one.psi, 1e6), ks: one.ks, p: one.p, alarm: one.alarm })))
      .execute()
    for (const end of [...new Set(fresh.filter((one) => one.alarm).map((one) => one.lastSeq))].sort((a, b) => a - b)) {
      await openFinding(context, change, run.releaseId, windows, end)
    }
  })
}

async function openFinding(context: PartContext, change: Change, releaseId: string, windows: Window[], lastSeq: number): Promise<void> {
  const alarms = windows.filter((one) => one.lastSeq === lastSeq && one.alarm)
  const inARow = alarmsInARow(windows, lastSeq)
  const suspended = inARow >= alarmsThatSuspend
  const id = newId('finding', context.clock)
  const what = alarms.map((one) => `${one.direction} ${one.signal}: PSI ${one.psi.toFixed(2)}, KS p ${one.p.toExponential(1)}`).join('; ')
  await tables<MonitorTables>(change.db)
    .insertInto('monitor.finding')
    .values({ id, release_id: releaseId, signal: alarms.map((one) => one.signal).join(', '), last_seq: lastSeq, opened_at: context.clock.now(), state: 'open', in_a_row: inARow, suspended, what, closed_at: null, closed_by: null, conclusion: null })
    .onConflict((oc) => oc.doNothing())
    .execute()
  change.record({ actor: servicePerson('monitor'), action: 'finding.opened', subject: { kind: 'finding', id }, payload: { release: releaseId, what, inARow } })
  if (suspended) {
    await context.port<DeployedReleases>('deploy.releases').suspend(change.db, releaseId, `drift, ${inARow} windows in a row: ${what}`)
    change.record({ actor: servicePerson('monitor'), action: 'release.suspended', subject: { kind: 'release', id: releaseId }, payload: { finding: id, what } })
  }
}
