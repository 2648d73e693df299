import {
  type DatasetVersion,
  type DatasetView,
  ok,
  type Person,
  type Result,
  refuse,
  type TrainingRun,
} from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { type GateKeeper, type PermitView, refusal } from '@clic/platform/gates'
import { newId } from '@clic/platform/ids'
import type { PartContext } from '@clic/platform/parts'
import type { Settings } from './settings.ts'
import type { DevelopTables } from './tables.ts'
import { readRun } from './views.ts'

export interface TrainingOrder {
  permitId: string
  datasetId: string
  name: string
  config: { epochs?: number | undefined; seed: number; learningRate?: number | undefined; batch?: number | undefined }
}

/** Gate `training.start`, then a run and its job in one change. */
export async function startTraining(
  context: PartContext,
  settings: Settings,
  order: TrainingOrder,
  person: Person,
): Promise<Result<TrainingRun>> {
  const dataset = await context.optionalPort<DatasetView>('curate.datasets')?.version(order.datasetId)
  if (!dataset)
    return refuse(404, {
      code: 'dataset-unknown',
      title: 'No such dataset version',
      detail: `This zone knows no dataset version ${order.datasetId}.`,
      next: 'Freeze one under Curate.',
    })
  const id = newId('training', context.clock)
  const permits = context.port<PermitView>('govern.permits')
  const decision = await context.port<GateKeeper>('govern.gates').decide({
    gate: 'training.start',
    facts: {
      ...(await permits.facts(order.permitId)),
      personId: person.id,
      // A dataset version may only be used under the permit it was frozen under.
      datasetState: dataset.permitId === order.permitId ? dataset.state : 'frozen under another permit',
      patientsInTwoParts: patientsInTwoParts(dataset),
      testItemsGiven: testItemsGiven(dataset),
      codeCommit: settings.codeCommit,
      environmentLock: settings.environmentLock,
    },
    subject: { kind: 'training', id },
    actor: person,
  })
  if (!decision.open) return { ok: false, problem: refusal(decision) }
  await context.transact(async (change) => {
    await tables<DevelopTables>(change.db)
      .insertInto('develop.run')
      .values({
        id,
        name: order.name,
        permit_id: order.permitId,
        dataset_id: dataset.id,
        data_root: dataset.root,
        state: 'waiting',
        config: JSON.stringify(order.config),
        started_by: person.id,
        started_by_name: person.name,
        started_at: context.clock.now(),
        finished_at: null,
        decision_id: decision.id,
        reason: null,
        next: null,
      })
      .execute()
    change.record({
      actor: person,
      action: 'training.started',
      subject: { kind: 'training', id },
      payload: {
        decision: decision.id,
        permitId: order.permitId,
        datasetId: dataset.id,
        dataRoot: dataset.root,
        config: order.config,
      },
    })
    await change.send('develop.train', { runId: id })
  })
  const run = await readRun(context.db, id)
  return run ? ok(run) : refuse(500, { code: 'bug', title: 'Something broke', detail: 'The run was not written.' })
}

/** Patients that stand in more than one part of the split; anything but 0 is a leak. */
function patientsInTwoParts(dataset: Pick<DatasetVersion, 'items'>): number {
  const parts = new Map<string, Set<string>>()
  for (const item of dataset.items) parts.set(item.pseudonym, (parts.get(item.pseudonym) ?? new Set()).add(item.part))
  return [...parts.values()].filter((of) => of.size > 1).length
}

/** Items of the job that are, by name or by content, items of the sealed part. */
function testItemsGiven(dataset: Pick<DatasetVersion, 'items'>): number {
  const sealed = dataset.items.filter((item) => item.part === 'test')
  const known = new Set(sealed.flatMap((item) => [item.id, item.sha256]))
  return dataset.items.filter((item) => item.part !== 'test' && (known.has(item.id) || known.has(item.sha256))).length
}
