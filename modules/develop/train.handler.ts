import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { type DatasetView, type Person, servicePerson } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import type { PermitView } from '@clic/platform/gates'
import type { PartContext } from '@clic/platform/parts'
import type { Worker, WorkerResult } from '@clic/platform/workers'
import { keepCandidate } from './keep-candidate.ts'
import { noteEpoch } from './note-epoch.ts'
import type { Settings } from './settings.ts'
import type { DevelopTables, Run } from './tables.ts'

export interface Training {
  context: PartContext
  settings: Settings
  worker: () => Worker
  /** Stops the run of this process that has this id. */
  aborts: Map<string, AbortController>
  /** True while the server ends: what is cut off then goes on at the next start. */
  ending: () => boolean
}

/** A worker that died is started again this often; one that dies each time would die for ever. */
const mostAttempts = 3

/**
 * Trains in the warm worker. A run that was cut off by a crash starts over: its items are opened anew and its epochs are replaced.
 */
export async function train(training: Training, runId: string): Promise<void> {
  const { context, aborts } = training
  // The queue may bring a run a second time after a crash; one process trains it once at a time.
  if (aborts.has(runId)) return
  if (training.ending()) throw new Error('the server ends')
  const abort = new AbortController()
  aborts.set(runId, abort)
  const folder = join(context.folder, runId)
  let run: Run | undefined
  try {
    run = await begin(context, runId)
    if (!run) return
    const stop = await reasonToStop(context, runId)
    if (stop) return await finish(context, run, stop)
    rmSync(folder, { recursive: true, force: true })
    const result = await trainInWorker(training, run, folder, abort)
    if (result.ok) return await keepCandidate(context, training.settings, run, join(folder, 'bundle'), result.value)
    if (training.ending()) throw new Error('the server ended during the training')
    const asked = await reasonToStop(context, runId)
    if (asked) return await finish(context, run, asked)
    const { code, message, next } = result.failure
    if (code === 'worker-ended' && run.attempts < mostAttempts) return await again(context, run)
    await finish(context, run, { state: 'failed', reason: message, next })
  } catch (error) {
    // Thrown on, so that the queue tries again and the log tells why; but a person must not look at “running” for ever.
    if (run && run.attempts >= mostAttempts && !training.ending())
      await finish(context, run, {
        state: 'failed',
        reason: `the training broke off ${run.attempts} times`,
        next: 'See the server’s log, then start it again.',
      })
    throw error
  } finally {
    aborts.delete(runId)
    // Decrypted items must not outlive the run.
    rmSync(folder, { recursive: true, force: true })
  }
}

async function begin(context: PartContext, runId: string): Promise<Run | undefined> {
  const db = tables<DevelopTables>(context.db)
  const run = await db
    .updateTable('develop.run')
    .set((eb) => ({ state: 'running', attempts: eb('attempts', '+', 1) }))
    .where('id', '=', runId)
    .where('state', 'in', ['waiting', 'running'])
    .returningAll()
    .executeTakeFirst()
  if (run) await db.deleteFrom('develop.epoch').where('run_id', '=', runId).execute()
  return run
}

async function trainInWorker(
  training: Training,
  run: Run,
  folder: string,
  abort: AbortController,
): Promise<WorkerResult> {
  const { context, settings } = training
  const datasets = context.port<DatasetView>('curate.datasets')
  const starter: Person = { ...servicePerson('training'), id: run.started_by }
  // Python imports its libraries while the items are opened; a failure of it is the request's to tell.
  void training.worker().warm()
  const opened = await datasets.open({
    datasetId: run.dataset_id,
    parts: ['train', 'tune'],
    folder: join(folder, 'items'),
    decisionId: run.decision_id,
    actor: starter,
    why: `training ${run.id}`,
  })
  const version = await datasets.version(run.dataset_id)
  // One after the other, so that a late write cannot put an older epoch over a newer state.
  let noted: Promise<void> = Promise.resolve()
  const onProgress = (progress: Record<string, unknown>) => {
    noted = noted.then(async () => {
      await noteEpoch(context, run.id, progress)
      // Cancelled through another server, or the permit ended: the worker learns of it after this epoch.
      if (await reasonToStop(context, run.id)) abort.abort()
    })
  }
  const result = await training.worker().request(
    'train',
    {
      items: opened.map((one) => ({ id: one.item.id, image: one.image, label: one.label, split: one.item.part })),
      output: join(folder, 'bundle'),
      seed: run.config.seed,
      config: {
        labels: (version?.structures ?? []).map((one) => ({ value: one.value, name: one.name })),
        ...(run.config.epochs === undefined ? {} : { epochs: run.config.epochs }),
        ...(run.config.batch === undefined ? {} : { batchSize: run.config.batch }),
        ...(run.config.learningRate === undefined ? {} : { learningRate: run.config.learningRate }),
      },
      card: {
        title: run.name,
        description: `Trained on dataset version ${run.dataset_id}`,
        data_source: `dataset ${run.data_root}`,
        authors: run.started_by_name,
      },
      data_sha256: run.data_root,
      code_commit: settings.codeCommit,
      environment_lock: settings.environmentLock,
      permit: run.permit_id,
    },
    { signal: abort.signal, onProgress },
  )
  await noted
  return result
}

type Ending = { state: 'cancelled' | 'failed'; reason: string; next: string | null }

/** A person's wish, or a permit that no longer covers the run. */
async function reasonToStop(context: PartContext, runId: string): Promise<Ending | undefined> {
  const run = await tables<DevelopTables>(context.db)
    .selectFrom('develop.run')
    .select(['cancel_asked', 'permit_id'])
    .where('id', '=', runId)
    .executeTakeFirstOrThrow()
  if (run.cancel_asked) return { state: 'cancelled', reason: 'cancelled', next: null }
  const permit = await context.port<PermitView>('govern.permits').state(run.permit_id)
  if (permit === 'active') return undefined
  return {
    state: 'cancelled',
    reason: `the permit is ${permit ?? 'not known here'}`,
    next: 'Start a new training under an active permit.',
  }
}

async function again(context: PartContext, run: Run): Promise<void> {
  await context.transact(async (change) => {
    await tables<DevelopTables>(change.db)
      .updateTable('develop.run')
      .set({ state: 'waiting' })
      .where('id', '=', run.id)
      .execute()
    change.record({
      actor: servicePerson('training'),
      action: 'training.restarted',
      subject: { kind: 'training', id: run.id },
      payload: { attempt: run.attempts, reason: 'the worker ended' },
    })
    await change.send('develop.train', { runId: run.id })
  })
}

async function finish(context: PartContext, run: Run, end: Ending): Promise<void> {
  await context.transact(async (change) => {
    await tables<DevelopTables>(change.db)
      .updateTable('develop.run')
      .set({ ...end, finished_at: context.clock.now() })
      .where('id', '=', run.id)
      .execute()
    change.record({
      actor: servicePerson('training'),
      action: `training.${end.state}`,
      subject: { kind: 'training', id: run.id },
      payload: { reason: end.reason },
    })
  })
}
