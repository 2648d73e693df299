import { tables } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'
import { z } from 'zod'
import type { DevelopTables } from './tables.ts'

/** What the worker says after each epoch; the line before the first epoch has no loss. */
const epochSchema = z.object({
  epoch: z.number().int().min(1),
  loss: z.number(),
  dice: z.number().nullable(),
  dice_by_label: z.record(z.string(), z.number()),
  seconds: z.number(),
})

/** Writes an epoch, so that whoever looks sees the curve grow. A failed write is logged: it must not end the training. */
export async function noteEpoch(context: PartContext, runId: string, progress: Record<string, unknown>): Promise<void> {
  const read = epochSchema.safeParse(progress)
  if (!read.success) return
  const { epoch, loss, dice, dice_by_label, seconds } = read.data
  const values = { loss, dice, dice_by_structure: JSON.stringify(dice_by_label), seconds }
  await tables<DevelopTables>(context.db)
    .insertInto('develop.epoch')
    .values({ run_id: runId, epoch, ...values })
    .onConflict((oc) => oc.columns(['run_id', 'epoch']).doUpdateSet(values))
    .execute()
    .catch(() => context.log.error('training.epoch-not-noted', { run: runId }))
}
