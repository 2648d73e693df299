import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { type DatasetView, type Person, servicePerson } from '@clic/contracts'
import { packMap } from '@clic/monai-deploy'
import { tables } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import type { PartContext } from '@clic/platform/parts'
import type { Worker, WorkerResult } from '@clic/platform/workers'
import type { Selectable } from 'kysely'
import type { Settings } from './settings.ts'
import type { DevelopTables } from './tables.ts'

type Run = Selectable<DevelopTables['develop.run']>

/**
 * Trains in the warm worker. A run that was cut off by a crash starts over: its items are opened anew and its epochs are replaced.
 */
export async function train(context: PartContext, settings: Settings, worker: () => Worker, aborts: Map<string, AbortController>, runId: string): Promise<void> {
  const db = tables<DevelopTables>(context.db)
  const run = await db.updateTable('develop.run').set({ state: 'running' }).where('id', '=', runId).where('state', 'in', ['waiting', 'running']).returningAll().executeTakeFirst()
  if (!run) return
  await db.deleteFrom('develop.epoch').where('run_id', '=', runId).execute()
  if (run.cancel_asked) return finish(context, run, { state: 'cancelled', reason: 'cancelled before it began', next: null })
  const folder = join(context.folder, runId)
  const abort = new AbortController()
  aborts.set(runId, abort)
  try {
    rmSync(folder, { recursive: true, force: true })
    const starter: Person = { ...servicePerson('training'), id: run.started_by }
    const opened = await context.port<DatasetView>('curate.datasets').open({ datasetId: run.dataset_id, parts: ['train', 'tune'], folder: join(folder, 'items'), decisionId: run.decision_id, actor: starter, why: `training ${runId}` })
    const version = await context.port<DatasetView>('curate.datasets').version(run.dataset_id)
    const result = await worker().request(
      'train',
      {
        items: opened.map((one) => ({ id: one.item.id, image: one.image, label: one.label, split: one.item.part })),
        output: join(folder, 'bundle'),
        seed: run.config.seed,
        config: {
          labels: (version?.structures ?? []).map((one) => ({ index: one.value, name: one.name })),
          ...(run.config.epochs === undefined ? {} : { epochs: run.config.epochs }),
          ...(run.config.batch === undefined ? {} : { batch: run.config.batch }),
          ...(run.config.learningRate === undefined ? {} : { learning_rate: run.config.learningRate }),
        },
        card: { title: run.name, description: `Trained on dataset version ${run.dataset_id}`, data_source: `dataset ${run.data_root}`, authors: run.started_by_name },
        data_sha256: run.data_root,
        code_commit: settings.codeCommit,
        permit: run.permit_id,
      },
      { signal: abort.signal, onProgress: (progress) => void noteEpoch(context, runId, progress) },
    )
    if (!result.ok) return finish(context, run, failureOf(result))
    await keepCandidate(context, settings, run, join(folder, 'bundle'), result.value)
  } finally {
    aborts.delete(runId)
    // Decrypted items must not outlive the run.
    rmSync(folder, { recursive: true, force: true })
  }
}

function failureOf(result: Extract<WorkerResult, { ok: false }>): { state: 'cancelled' | 'failed'; reason: string; next: string | null } {
  if (result.failure.code === 'cancelled') return { state: 'cancelled', reason: 'cancelled', next: null }
  return { state: 'failed', reason: result.failure.message, next: result.failure.next }
}

async function noteEpoch(context: PartContext, runId: string, progress: Record<string, unknown>): Promise<void> {
  if (typeof progress['epoch'] !== 'number' || typeof progress['loss'] !== 'number') return
  const { mean, ...byStructure } = (progress['dice'] ?? {}) as Record<string, number>
  const values = { loss: progress['loss'], dice: mean ?? null, dice_by_structure: JSON.stringify(byStructure), seconds: Number(progress['seconds'] ?? 0) }
  await tables<DevelopTables>(context.db)
    .insertInto('develop.epoch')
    .values({ run_id: runId, epoch: progress['epoch'], ...values })
    .onConflict((oc) => oc.columns(['run_id', 'epoch']).doUpdateSet(values))
    .execute()
    .catch(() => context.log.error('training.epoch-not-noted', { run: runId }))
}

async function keepCandidate(context: PartContext, settings: Settings, run: Run, bundle: string, done: Record<string, unknown>): Promise<void> {
  const stored = await context.files.put(await packMap(bundle))
  const id = newId('candidate', context.clock)
  const weights = String(done['weights_sha256'])
  await context.transact(async (change) => {
    const db = tables<DevelopTables>(change.db)
    const last = await db.selectFrom('develop.epoch').select('dice').where('run_id', '=', run.id).where('dice', 'is not', null).orderBy('epoch', 'desc').limit(1).executeTakeFirst()
    await db
      .insertInto('develop.candidate')
      .values({
        id, run_id: run.id, permit_id: run.permit_id, dataset_id: run.dataset_id, data_root: run.data_root, weights_sha256: weights, bundle_sha256: stored.sha256,
        code_commit: settings.codeCommit, environment_lock: settings.environmentLock, seed: run.config.seed, builder: run.started_by, tune_dice: last?.dice ?? null, made_at: context.clock.now(),
      })
      .execute()
    await db.updateTable('develop.run').set({ state: 'finished', finished_at: context.clock.now() }).where('id', '=', run.id).execute()
    change.record({
      actor: servicePerson('training'), action: 'candidate.trained', subject: { kind: 'candidate', id },
      payload: { run: run.id, weights, bundle: stored.sha256, dataRoot: run.data_root, codeCommit: settings.codeCommit, environmentLock: settings.environmentLock, seed: run.config.seed },
    })
    await change.emit('candidate.trained', { candidateId: id })
  })
}

async function finish(context: PartContext, run: Run, end: { state: 'cancelled' | 'failed'; reason: string; next: string | null }): Promise<void> {
  await context.transact(async (change) => {
    await tables<DevelopTables>(change.db).updateTable('develop.run').set({ ...end, finished_at: context.clock.now() }).where('id', '=', run.id).execute()
    change.record({ actor: servicePerson('training'), action: `training.${end.state}`, subject: { kind: 'training', id: run.id }, payload: { reason: end.reason } })
  })
}
