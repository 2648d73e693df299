import { servicePerson } from '@clic/contracts'
import { packMap } from '@clic/monai-deploy'
import { tables } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import type { PartContext } from '@clic/platform/parts'
import { z } from 'zod'
import type { Settings } from './settings.ts'
import type { DevelopTables, Run } from './tables.ts'

const trainedSchema = z.object({
  weights_sha256: z.string().regex(/^[0-9a-f]{64}$/),
  dice: z.number().nullable(),
  environment: z.object({ lock_sha256: z.string().nullable() }),
})

/** The bundle and what it is bound to: data root, code, environment, seed. Throws on an answer that is not the worker's. */
export async function keepCandidate(
  context: PartContext,
  settings: Settings,
  run: Run,
  bundle: string,
  done: Record<string, unknown>,
): Promise<void> {
  const trained = trainedSchema.parse(done)
  const stored = await context.files.put(await packMap(bundle))
  const id = newId('candidate', context.clock)
  const bound = {
    weights: trained.weights_sha256,
    bundle: stored.sha256,
    dataRoot: run.data_root,
    codeCommit: settings.codeCommit,
    environmentLock: settings.environmentLock,
    seed: run.config.seed,
  }
  await context.transact(async (change) => {
    const db = tables<DevelopTables>(change.db)
    await db
      .insertInto('develop.candidate')
      .values({
        id,
        run_id: run.id,
        permit_id: run.permit_id,
        dataset_id: run.dataset_id,
        data_root: bound.dataRoot,
        weights_sha256: bound.weights,
        bundle_sha256: bound.bundle,
        code_commit: bound.codeCommit,
        environment_lock: bound.environmentLock,
        seed: bound.seed,
        builder: run.started_by,
        tune_dice: trained.dice,
        made_at: context.clock.now(),
      })
      .execute()
    await db
      .updateTable('develop.run')
      .set({ state: 'finished', finished_at: context.clock.now() })
      .where('id', '=', run.id)
      .execute()
    change.record({
      actor: servicePerson('training'),
      action: 'candidate.trained',
      subject: { kind: 'candidate', id },
      payload: { run: run.id, ...bound },
    })
    await change.emit('candidate.trained', { candidateId: id })
  })
}
