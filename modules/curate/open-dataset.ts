import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DatasetItem, DatasetView } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import type { PartContext } from '@clic/platform/parts'
import { faultOfDecision } from './check-decision.ts'
import { faultsOfRoot, readItem } from './check-items.ts'
import { readKey } from './read-key.ts'
import { compartmentOf } from './seal.ts'
import type { CurateTables } from './tables.ts'
import { type DatasetRow, type ItemRow, itemFromRow } from './views.ts'

type Request = Parameters<DatasetView['open']>[0]
type Opened = Awaited<ReturnType<DatasetView['open']>>

/**
 * Decrypts the parts that a gate decision opens. The opening is counted and in the ledger before the first byte is plain. Throws,
 * with a sentence for a person, when the decision does not cover it or an item is not the one that was frozen; then nothing
 * plain is left behind.
 */
export async function openDataset(context: PartContext, secret: Uint8Array, request: Request): Promise<Opened> {
  const curate = tables<CurateTables>(context.db)
  const dataset = await curate
    .selectFrom('curate.dataset')
    .selectAll()
    .where('id', '=', request.datasetId)
    .where('state', 'in', ['frozen', 'superseded'])
    .executeTakeFirst()
  if (!dataset) throw new Error(`There is no frozen dataset version ${request.datasetId}.`)
  const refused = await faultOfDecision(context, dataset, request)
  if (refused) {
    await noteRefusal(context, dataset, request, refused)
    throw new Error(`Dataset version ${dataset.id} stays closed. ${refused}`)
  }
  const all = await curate
    .selectFrom('curate.item')
    .selectAll()
    .where('dataset_id', '=', dataset.id)
    .orderBy('id')
    .execute()
  const wrong = await faultsOfRoot(
    context,
    dataset,
    all.map((one) => ({ id: one.id, sha256: one.sha256 ?? '' })),
  )
  if (wrong.length > 0) throw new Error(`Dataset version ${dataset.id} stays closed: ${wrong.join('; ')}.`)
  const items = all.filter((one) => request.parts.includes(one.part) && !one.erased_by)
  await noteOpening(context, dataset, request, items.length)
  return decrypt(context, secret, request.folder, items)
}

async function decrypt(
  context: PartContext,
  secret: Uint8Array,
  folder: string,
  items: readonly ItemRow[],
): Promise<Opened> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // A folder that was there before may be open to others.
  chmodSync(folder, 0o700)
  const opened: { item: DatasetItem; image: string; label: string }[] = []
  const keys = new Map<string, Uint8Array>()
  try {
    for (const item of items) {
      const compartment = compartmentOf(item.part)
      const key = keys.get(compartment) ?? (await readKey(context.db, secret, item.dataset_id, compartment))
      keys.set(compartment, key)
      const plain = await readItem(context, key, item)
      if (!plain.ok) throw new Error(`Dataset version ${item.dataset_id} stays closed: ${plain.fault}.`)
      const place = join(folder, item.id)
      mkdirSync(place, { mode: 0o700, recursive: true })
      const [image, label] = [join(place, 'image.nii'), join(place, 'label.nii')]
      // Anew, so that the mode is ours and not that of an older file.
      for (const file of [image, label]) rmSync(file, { force: true })
      writeFileSync(image, plain.image, { mode: 0o600, flag: 'wx' })
      writeFileSync(label, plain.label, { mode: 0o600, flag: 'wx' })
      opened.push({ item: itemFromRow(item), image, label })
    }
    return opened
  } catch (error) {
    for (const item of items) rmSync(join(folder, item.id), { recursive: true, force: true })
    throw error
  }
}

async function noteOpening(context: PartContext, dataset: DatasetRow, request: Request, items: number): Promise<void> {
  await context.transact(async (change) => {
    const id = newId('opening', context.clock)
    await tables<CurateTables>(change.db)
      .insertInto('curate.opening')
      .values({
        id,
        dataset_id: dataset.id,
        decision_id: request.decisionId,
        parts: JSON.stringify(request.parts),
        items,
        actor: request.actor.id,
        why: request.why,
        at: context.clock.now(),
      })
      .execute()
    const action = request.parts.includes('test') ? 'testpart.opened' : 'dataset.opened'
    change.record({
      actor: request.actor,
      action,
      subject: { kind: 'dataset', id: dataset.id },
      payload: {
        opening: id,
        parts: request.parts,
        items,
        decision: request.decisionId,
        permitId: dataset.permit_id,
        why: request.why,
      },
    })
  })
}

async function noteRefusal(context: PartContext, dataset: DatasetRow, request: Request, reason: string): Promise<void> {
  await context.transact(async (change) => {
    change.record({
      actor: request.actor,
      action: 'dataset.opening-refused',
      subject: { kind: 'dataset', id: dataset.id },
      payload: { parts: request.parts, decision: request.decisionId, reason, why: request.why },
    })
  })
}
