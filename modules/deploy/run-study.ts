import { type StageState, type StudyStage, type StudyTracker, servicePerson } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'
import type { Change } from '@clic/platform/record'
import type { Worker } from '@clic/platform/workers'
import { isNamed } from './erase-runs.ts'
import { inferBehindFence } from './infer-behind-fence.ts'
import { inferStudy } from './infer-study.ts'
import type { Made } from './make-result.ts'
import { prepareStudy } from './prepare-study.ts'
import { sendResult } from './send-result.ts'
import { type DeployTables, isForeign, type Release, type Run } from './tables.ts'

export interface Running {
  context: PartContext
  aeTitle: string
  worker: (releaseId: string) => Worker
  /** The interpreter for packages of others. */
  python: string
  /** Runs that this process has in hand; the queue may bring one a second time after a crash. */
  inHand: Set<string>
}

/** A study on which the worker dies each time must not hold it up for ever. Sending is tried without end. */
const mostDeaths = 6

/** Longest wait between two attempts, in seconds. */
const longestWait = 300

/**
 * A study through a release: gate, inference in the warm worker, SEG and SR, back to the sender. Each step is kept before the
 * next begins, so that a run that was cut off goes on where it was and the receiver ends with one result.
 */
export async function runStudy(running: Running, runId: string): Promise<void> {
  if (running.inHand.has(runId)) return
  running.inHand.add(runId)
  try {
    const db = tables<DeployTables>(running.context.db)
    const run = await db
      .selectFrom('deploy.run')
      .selectAll()
      .where('id', '=', runId)
      .where('state', 'in', ['waiting', 'running', 'sending'])
      .executeTakeFirst()
    if (!run) return
    const release = await db
      .selectFrom('deploy.release')
      .selectAll()
      .where('id', '=', run.release_id)
      .executeTakeFirstOrThrow()
    if (run.state === 'sending') await giveBack(running, release, run)
    else if (await make(running, release, run))
      await giveBack(
        running,
        release,
        await db.selectFrom('deploy.run').selectAll().where('id', '=', runId).executeTakeFirstOrThrow(),
      )
  } finally {
    running.inHand.delete(runId)
  }
}

/** Gate and inference. True when the result lies in the zone's files. */
async function make({ context, worker, python }: Running, release: Release, run: Run): Promise<boolean> {
  const prepared = await prepareStudy(context, release, run)
  if (!prepared.ok) {
    await end(context, run, prepared)
    return false
  }
  await change(context, run, { state: 'running' }, { stage: 'inferred', state: 'running' })
  const made = isForeign(release)
    ? await inferBehindFence(context, python, release, run, prepared)
    : await inferStudy(context, worker(release.id), release, run, prepared)
  if (made.ok) {
    await keep(context, run, made)
    return true
  }
  const { code, message, next } = made.failure
  const mayRecover = code === 'worker-ended' || code === 'worker-start' || code === 'foreign-runner'
  if (mayRecover && run.attempts + 1 < mostDeaths) await later(context, run, 'waiting', 'inferred', message)
  else await end(context, run, { state: 'failed', reason: message, next })
  return false
}

async function keep(context: PartContext, run: Run, made: Made): Promise<void> {
  const stored = await Promise.all([made.seg, made.sr].map((one) => context.files.put(one.bytes)))
  const objects = [
    { kind: 'SEG', sopInstanceUid: made.seg.uid, sha256: stored[0]?.sha256 },
    { kind: 'SR', sopInstanceUid: made.sr.uid, sha256: stored[1]?.sha256 },
  ]
  const row = {
    seconds: made.seconds,
    volumes: JSON.stringify(made.volumes),
    objects: JSON.stringify(objects),
    input: JSON.stringify(made.input),
    output: JSON.stringify(made.output),
  }
  await change(
    context,
    run,
    { state: 'sending', attempts: 0, reason: null, next: null, ...row },
    { stage: 'inferred', state: 'done' },
  )
  // The patient was erased while the model ran: no row names these files, so they go.
  for (const one of stored) if (!(await isNamed(context.db, one.sha256))) await context.files.remove(one.sha256)
}

async function giveBack({ context, aeTitle }: Running, release: Release, run: Run): Promise<void> {
  const db = tables<DeployTables>(context.db)
  // Asked again: a release that was suspended meanwhile gives nothing out.
  const { state } = await db
    .selectFrom('deploy.release')
    .select('state')
    .where('id', '=', release.id)
    .executeTakeFirstOrThrow()
  if (state !== 'active')
    return end(context, run, {
      state: 'refused',
      reason: `The release was ${state} before its result was sent.`,
      next: 'See its findings under Monitor.',
    })
  const route = await db.selectFrom('deploy.route').selectAll().where('id', '=', run.route_id).executeTakeFirstOrThrow()
  const objects = await Promise.all(run.objects.map((one) => context.files.get(one.sha256)))
  const sent = await sendResult(aeTitle, route.destination, objects)
  if (!sent.ok) return later(context, run, 'sending', 'returned', sent.reason)
  const returned = { state: 'returned' as const, returned_at: context.clock.now(), reason: null, next: null }
  await change(context, run, returned, { stage: 'returned', state: 'done' }, async (change) => {
    const payload = { study: run.study_id, release: release.id, objects: run.objects.map((one) => one.sha256) }
    change.record({
      actor: servicePerson('deploy'),
      action: 'result.returned',
      subject: { kind: 'run', id: run.id },
      payload,
    })
    await change.emit('run.finished', { runId: run.id, releaseId: release.id, studyId: run.study_id })
  })
}

/** Waits and tries again by itself, in one change with the reason that stands on the screen meanwhile. */
async function later(
  context: PartContext,
  run: Run,
  state: 'waiting' | 'sending',
  stage: StudyStage,
  reason: string,
): Promise<void> {
  const attempts = run.attempts + 1
  const startAfterSeconds = Math.min(longestWait, 2 ** Math.min(attempts, 10))
  const next =
    stage === 'returned'
      ? 'The platform tries again by itself; check the destination’s address and AE title.'
      : 'The platform tries again by itself.'
  await change(context, run, { state, attempts, reason, next }, { stage, state: 'waiting', reason, next }, (change) =>
    change.send('deploy.run', { runId: run.id }, { startAfterSeconds }),
  )
}

async function end(
  context: PartContext,
  run: Run,
  how: { state: 'refused' | 'failed'; reason: string; next: string },
): Promise<void> {
  const { state, reason, next } = how
  await change(
    context,
    run,
    { state, reason, next },
    { stage: run.state === 'sending' ? 'returned' : 'inferred', state, reason, next },
    async (change) =>
      change.record({
        actor: servicePerson('deploy'),
        action: `run.${state}`,
        subject: { kind: 'run', id: run.id },
        payload: { study: run.study_id, reason },
      }),
  )
}

type RunUpdate = Partial<Pick<Run, 'state' | 'attempts' | 'reason' | 'next' | 'returned_at' | 'seconds'>> &
  Partial<Record<'volumes' | 'objects' | 'input' | 'output', string>>

/** The row and the study's stage stand or fall together. */
async function change(
  context: PartContext,
  run: Run,
  row: RunUpdate,
  at: { stage: StudyStage; state: StageState; reason?: string; next?: string },
  also?: (change: Change) => Promise<void>,
): Promise<void> {
  await context.transact(async (change) => {
    await tables<DeployTables>(change.db).updateTable('deploy.run').set(row).where('id', '=', run.id).execute()
    await context.port<StudyTracker>('acquire.track').track(change.db, { studyId: run.study_id, ...at })
    await also?.(change)
  })
}
