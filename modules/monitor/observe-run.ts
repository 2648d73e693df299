import { type DeployedReleases, type RunView, servicePerson } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import type { PartContext } from '@clic/platform/parts'
import type { Change } from '@clic/platform/record'
import { alarmsInARow, judgeWindow, type Window } from './drift.ts'
import type { Settings } from './settings.ts'
import type { MonitorTables } from './tables.ts'

const alarmsThatSuspend = 2

/** Takes the numbers of a finished run; judges the window that it fills; the second alarm in a row suspends the release. */
export async function observeRun(context: PartContext, settings: Settings, runId: string): Promise<void> {
  const run = await context.port<RunView>('deploy.runs').run(runId)
  if (!run) return
  await context.transact(async (change) => {
    const db = tables<MonitorTables>(change.db)
    // One judge a release at a time: two runs that end together must not both find the window not yet full.
    await db
      .insertInto('monitor.watch')
      .values({ release_id: run.releaseId, since_seq: 0 })
      .onConflict((oc) => oc.doNothing())
      .execute()
    const watch = await db
      .selectFrom('monitor.watch')
      .selectAll()
      .where('release_id', '=', run.releaseId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const inserted = await db
      .insertInto('monitor.observation')
      .values({
        run_id: run.id,
        release_id: run.releaseId,
        study_id: run.studyId,
        at: new Date(run.finishedAt),
        input: JSON.stringify(run.input),
        output: JSON.stringify(run.output),
      })
      .onConflict((oc) => oc.doNothing())
      .returning('run_id')
      .executeTakeFirst()
    if (!inserted) return
    const filled = await filledWindow(change, settings, run.releaseId)
    if (!filled) return
    const windows = judgeWindow(filled.reference, filled.window, settings)
    await keep(change, run.releaseId, windows)
    if (windows.some((one) => one.alarm))
      await openFinding(context, change, run.releaseId, windows, Number(watch.since_seq))
  })
}

/** Reference and newest window, when the newest run is the last of a window. */
async function filledWindow(change: Change, { referenceRuns, windowRuns }: Settings, releaseId: string) {
  const db = tables<MonitorTables>(change.db)
  const { count } = await db
    .selectFrom('monitor.observation')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('release_id', '=', releaseId)
    .executeTakeFirstOrThrow()
  const later = Number(count) - referenceRuns
  if (later <= 0 || later % windowRuns !== 0) return undefined
  const of = db.selectFrom('monitor.observation').selectAll().where('release_id', '=', releaseId)
  const reference = await of.orderBy('seq').limit(referenceRuns).execute()
  const window = (await of.orderBy('seq', 'desc').limit(windowRuns).execute()).reverse()
  const numbered = (rows: typeof window) => rows.map((row) => ({ ...row, seq: Number(row.seq) }))
  return { reference: numbered(reference), window: numbered(window) }
}

async function keep(change: Change, releaseId: string, windows: readonly Window[]): Promise<void> {
  const rows = windows.map((one) => ({
    release_id: releaseId,
    signal: one.signal,
    direction: one.direction,
    first_seq: one.firstSeq,
    last_seq: one.lastSeq,
    n: one.n,
    from_at: one.from,
    to_at: one.to,
    psi: Math.min(one.psi, 1e6),
    ks: one.ks,
    p: one.p,
    alarm: one.alarm,
  }))
  if (rows.length > 0) await tables<MonitorTables>(change.db).insertInto('monitor.evaluation').values(rows).execute()
}

async function openFinding(
  context: PartContext,
  change: Change,
  releaseId: string,
  windows: readonly Window[],
  since: number,
): Promise<void> {
  const db = tables<MonitorTables>(change.db)
  const lastSeq = windows[0]?.lastSeq ?? 0
  const judged = await db
    .selectFrom('monitor.evaluation')
    .select(['last_seq', 'alarm'])
    .where('release_id', '=', releaseId)
    .execute()
  const inARow = alarmsInARow(
    judged.map((one) => ({ lastSeq: Number(one.last_seq), alarm: one.alarm })),
    lastSeq,
    since,
  )
  const alarms = windows.filter((one) => one.alarm)
  const suspended = inARow >= alarmsThatSuspend
  const id = newId('finding', context.clock)
  const what = alarms
    .map((one) => `${one.direction} ${one.signal}: PSI ${one.psi.toFixed(2)}, KS p ${one.p.toExponential(1)}`)
    .join('; ')
  await db
    .insertInto('monitor.finding')
    .values({
      id,
      release_id: releaseId,
      signal: alarms.map((one) => one.signal).join(', '),
      last_seq: lastSeq,
      opened_at: context.clock.now(),
      state: 'open',
      in_a_row: inARow,
      suspended,
      what,
      closed_at: null,
      closed_by: null,
      conclusion: null,
    })
    .execute()
  change.record({
    actor: servicePerson('monitor'),
    action: 'finding.opened',
    subject: { kind: 'finding', id },
    payload: { release: releaseId, what, inARow },
  })
  if (!suspended) return
  await context
    .port<DeployedReleases>('deploy.releases')
    .suspend(change.db, releaseId, `drift, ${inARow} windows in a row: ${what}`)
  change.record({
    actor: servicePerson('monitor'),
    action: 'release.suspended',
    subject: { kind: 'release', id: releaseId },
    payload: { finding: id, what },
  })
}
