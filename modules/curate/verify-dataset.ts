import { ok, type Result, refuse } from '@clic/contracts'
import { isSha256 } from '@clic/ledger'
import { tables } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'
import { faultsOfRoot, readItem } from './check-items.ts'
import { readKey } from './read-key.ts'
import { type Compartment, compartmentOf } from './seal.ts'
import type { CurateTables } from './tables.ts'
import type { ItemRow } from './views.ts'

export interface DatasetVerification {
  ok: boolean
  items: number
  root: string
  faults: string[]
  erased: string[]
}

/** Opens and hashes every item again, inside the zone: nothing plain is written, so it is no opening of the test part. */
export async function verifyDataset(
  context: PartContext,
  secret: Uint8Array,
  datasetId: string,
): Promise<Result<DatasetVerification>> {
  const curate = tables<CurateTables>(context.db)
  const dataset = await curate.selectFrom('curate.dataset').selectAll().where('id', '=', datasetId).executeTakeFirst()
  if (!dataset?.root) {
    const detail = dataset ? `The dataset version is ${dataset.state}.` : `There is no dataset version ${datasetId}.`
    return refuse(dataset ? 409 : 404, {
      code: 'dataset-not-frozen',
      title: 'Nothing to verify',
      detail,
      next: 'Verify a frozen version; see the list under Curate.',
    })
  }
  const items = await curate
    .selectFrom('curate.item')
    .selectAll()
    .where('dataset_id', '=', datasetId)
    .orderBy('id')
    .execute()
  const faults: string[] = []
  const erased: string[] = []
  const keys = new Map<Compartment, Uint8Array | undefined>()
  const noteErased = async (item: ItemRow) => {
    const event = await erasureOf(context, item)
    if (event === undefined)
      faults.push(`item ${item.id}: it is marked as erased, but the ledger names no erasure of it`)
    else erased.push(`item ${item.id}: erased by event ${event}`)
  }
  for (const item of items) {
    if (item.erased_by) {
      await noteErased(item)
      continue
    }
    const compartment = compartmentOf(item.part)
    if (!keys.has(compartment))
      keys.set(compartment, await readKey(context.db, secret, datasetId, compartment).catch(() => undefined))
    const key = keys.get(compartment)
    if (!key) {
      faults.push(`item ${item.id}: the key of its part cannot be unwrapped`)
      continue
    }
    const plain = await readItem(context, key, item)
    if (plain.ok) continue
    const now = await afterErasure(context, item)
    if (now?.erased_by) await noteErased(now)
    else faults.push(plain.fault)
  }
  const unhashed = items.filter((one) => !isSha256(one.sha256))
  faults.push(...unhashed.map((one) => `item ${one.id}: its hash is missing`))
  // A leaf of an erased item stays, so the root of the day it was frozen can still be checked.
  if (unhashed.length === 0)
    faults.push(
      ...(await faultsOfRoot(
        context,
        dataset,
        items.map((one) => ({ id: one.id, sha256: one.sha256 as string })),
      )),
    )
  return ok({ ok: faults.length === 0, items: items.length, root: dataset.root, faults, erased })
}

/** The item's row once no erasure is under way: an erasure removes files before it commits, under a lock on the version. */
function afterErasure(context: PartContext, item: ItemRow): Promise<ItemRow | undefined> {
  return tables<CurateTables>(context.db)
    .transaction()
    .execute(async (tx) => {
      await tx.selectFrom('curate.dataset').select('id').where('id', '=', item.dataset_id).forShare().execute()
      return tx
        .selectFrom('curate.item')
        .selectAll()
        .where('dataset_id', '=', item.dataset_id)
        .where('id', '=', item.id)
        .executeTakeFirst()
    })
}

/** Number of the ledger event that erased the person, when the ledger also says that this item went with it. */
async function erasureOf(context: PartContext, item: ItemRow): Promise<number | undefined> {
  const erasures = await context.ledger.events({
    subject: { kind: 'erasure', id: item.erased_by ?? '' },
    action: 'person.erased',
    limit: 1,
  })
  const removed = await context.ledger.events({
    subject: { kind: 'dataset', id: item.dataset_id },
    action: 'dataset.items-erased',
    limit: 500,
  })
  const named = removed.some(({ payload }) => {
    const { erasure, items } = (payload ?? {}) as { erasure?: unknown; items?: unknown }
    return erasure === item.erased_by && Array.isArray(items) && items.includes(item.id)
  })
  return named ? erasures[0]?.seq : undefined
}
