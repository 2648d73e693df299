import { type LinkedView, type Person, servicePerson } from '@clic/contracts'
import { merkleItems, sha256 } from '@clic/ledger'
import { tables } from '@clic/platform/db'
import type { PermitView } from '@clic/platform/gates'
import type { PartContext } from '@clic/platform/parts'
import type { Change } from '@clic/platform/record'
import { type BuiltItem, buildItem } from './build-item.ts'
import { describeItems } from './describe-items.ts'
import { itemHash } from './item.ts'
import { readKey } from './read-key.ts'
import { compartmentOf, seal, sealedAbout } from './seal.ts'
import type { CurateTables } from './tables.ts'
import type { DatasetRow, ItemRow } from './views.ts'

const maxAttempts = 5
const actor: Person = servicePerson('curate')

/** Makes the items of a planned version one by one; what was made before a crash stays made. Safe to run twice. */
export async function freezeItems(context: PartContext, secret: Uint8Array, datasetId: string): Promise<void> {
  const curate = tables<CurateTables>(context.db)
  const row = await curate
    .updateTable('curate.dataset')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('id', '=', datasetId)
    .where('state', '=', 'freezing')
    .returningAll()
    .executeTakeFirst()
  if (!row) return
  if (row.attempts > maxAttempts)
    return fail(context, row, `Freezing was broken off ${maxAttempts} times. See the server’s log.`)
  const stop = await reasonToStop(context, row)
  if (stop) return fail(context, row, stop)
  const { rule } = await curate
    .selectFrom('curate.cohort')
    .select('rule')
    .where('id', '=', row.cohort_id)
    .executeTakeFirstOrThrow()
  const waiting = await curate
    .selectFrom('curate.item')
    .selectAll()
    .where('dataset_id', '=', datasetId)
    .where('sha256', 'is', null)
    .orderBy('id')
    .execute()
  for (const [n, item] of waiting.entries()) {
    const built = await build(context, row, item, rule.modality)
    if (built.ok) await keep(context, secret, row, item, built)
    else await leaveOut(context, item, built.reason)
    await curate
      .updateTable('curate.dataset')
      .set({ done: row.total - (waiting.length - n - 1) })
      .where('id', '=', datasetId)
      .execute()
  }
  const stopped = await reasonToStop(context, row)
  if (stopped) return fail(context, row, stopped)
  await finish(context, row)
}

/** The permit may have been suspended, or a module switched off, since the gate opened. */
async function reasonToStop(context: PartContext, row: DatasetRow): Promise<string | undefined> {
  const state = await context.port<PermitView>('govern.permits').state(row.permit_id)
  if (state !== 'active') return `The permit is ${state ?? 'unknown'}.`
  return context.optionalPort<LinkedView>('link.studies')
    ? undefined
    : 'This zone runs without the module link, which keeps the studies.'
}

async function build(context: PartContext, row: DatasetRow, item: ItemRow, modality: string): Promise<BuiltItem> {
  const study = item.study_id ? await context.port<LinkedView>('link.studies').study(item.study_id) : undefined
  if (!study || study.pseudonym !== item.pseudonym) return { ok: false, reason: 'The study is no longer here.' }
  if (!item.label_seg_sha256) return { ok: false, reason: 'It has no accepted label.' }
  return buildItem(context.files, { study, modality, labelSeg: item.label_seg_sha256, structures: row.structures })
}

async function keep(
  context: PartContext,
  secret: Uint8Array,
  row: DatasetRow,
  item: ItemRow,
  built: { image: Uint8Array; label: Uint8Array },
): Promise<void> {
  const key = await readKey(context.db, secret, row.id, compartmentOf(item.part))
  const image = await context.files.put(seal(key, built.image, sealedAbout(row.id, item.id, 'image.nii')))
  const label = await context.files.put(seal(key, built.label, sealedAbout(row.id, item.id, 'label.nii')))
  const plain = { image: sha256(built.image), label: sha256(built.label) }
  const kept = await tables<CurateTables>(context.db)
    .updateTable('curate.item')
    .set({
      sha256: itemHash(plain),
      image_sha256: plain.image,
      label_sha256: plain.label,
      image_size: built.image.length,
      label_size: built.label.length,
      image_file: image.sha256,
      label_file: label.sha256,
    })
    .where('dataset_id', '=', row.id)
    .where('id', '=', item.id)
    .where('sha256', 'is', null)
    .returning('id')
    .executeTakeFirst()
  // The person was erased while the item was made.
  if (!kept) for (const one of [image, label]) await context.files.remove(one.sha256)
}

async function leaveOut(context: PartContext, item: ItemRow, reason: string): Promise<void> {
  await context.transact(async (change) => {
    const db = tables<CurateTables>(change.db)
    const gone = await db
      .deleteFrom('curate.item')
      .where('dataset_id', '=', item.dataset_id)
      .where('id', '=', item.id)
      .returning('study_id')
      .executeTakeFirst()
    if (!gone?.study_id) return
    await db
      .insertInto('curate.left_out')
      .values({ dataset_id: item.dataset_id, study_id: gone.study_id, reason })
      .onConflict((oc) => oc.doNothing())
      .execute()
    change.record({
      actor,
      action: 'dataset.item-left-out',
      subject: { kind: 'dataset', id: item.dataset_id },
      payload: { study: gone.study_id, reason },
    })
  })
}

async function finish(context: PartContext, row: DatasetRow): Promise<void> {
  const datasheet = await describeItems(context, row)
  const fault = await context.transact(async (change): Promise<string | undefined> => {
    const db = tables<CurateTables>(change.db)
    const locked = await db
      .selectFrom('curate.dataset')
      .select('state')
      .where('id', '=', row.id)
      .forUpdate()
      .executeTakeFirst()
    if (locked?.state !== 'freezing') return undefined
    const items = await db
      .selectFrom('curate.item')
      .selectAll()
      .where('dataset_id', '=', row.id)
      .orderBy('id')
      .execute()
    if (items.some((one) => !one.sha256)) throw new Error(`dataset version ${row.id} has an item that was not made`)
    const wrong = faultOf(items)
    if (wrong) return wrong
    const { root } = merkleItems(items.map((one) => ({ id: one.id, sha256: one.sha256 as string })))
    const at = context.clock.now()
    await db
      .updateTable('curate.dataset')
      .set({ state: 'frozen', root, frozen_at: at, done: row.total, datasheet: JSON.stringify(datasheet) })
      .where('id', '=', row.id)
      .execute()
    const superseded = await supersedeOlder(change, row)
    const leftOut = await db.selectFrom('curate.left_out').select('study_id').where('dataset_id', '=', row.id).execute()
    const parts = { train: 0, tune: 0, test: 0 }
    for (const one of items) parts[one.part]++
    change.record({
      actor,
      action: 'dataset.frozen',
      subject: { kind: 'dataset', id: row.id },
      payload: {
        root,
        name: row.name,
        version: row.version,
        items: items.length,
        subjects: new Set(items.map((one) => one.pseudonym)).size,
        parts,
        leftOut: leftOut.length,
        structures: row.structures,
        permitId: row.permit_id,
        decision: row.decision_id,
        superseded,
      },
    })
    await change.emit('dataset.frozen', { datasetId: row.id })
    return undefined
  })
  if (fault) await fail(context, row, fault)
}

/** What forbids to freeze these items, if anything. */
function faultOf(items: readonly ItemRow[]): string | undefined {
  for (const part of ['train', 'test'] as const)
    if (!items.some((one) => one.part === part))
      return `No item is left in the part “${part}”; see what was left out and why.`
  for (const of of Map.groupBy(items, (one) => one.image_sha256).values()) {
    if (new Set(of.map((one) => one.part)).size > 1)
      return 'The same image stands in two parts, under two studies: one patient may have two pseudonyms. The data engineer looks at how they were linked.'
  }
  return undefined
}

async function supersedeOlder(change: Change, row: DatasetRow): Promise<string[]> {
  const older = await tables<CurateTables>(change.db)
    .updateTable('curate.dataset')
    .set({ state: 'superseded' })
    .where('permit_id', '=', row.permit_id)
    .where('name', '=', row.name)
    .where('version', '<', row.version)
    .where('state', '=', 'frozen')
    .returning('id')
    .execute()
  return older.map((one) => one.id)
}

/** Nothing of a failed version stays but the record of it. */
async function fail(context: PartContext, row: DatasetRow, reason: string): Promise<void> {
  const items = await tables<CurateTables>(context.db)
    .selectFrom('curate.item')
    .select(['image_file', 'label_file'])
    .where('dataset_id', '=', row.id)
    .execute()
  for (const file of items.flatMap((one) => [one.image_file, one.label_file]))
    if (file) await context.files.remove(file)
  await context.transact(async (change) => {
    const db = tables<CurateTables>(change.db)
    await db.updateTable('curate.dataset').set({ state: 'failed', reason }).where('id', '=', row.id).execute()
    for (const table of ['curate.item', 'curate.key'] as const)
      await db.deleteFrom(table).where('dataset_id', '=', row.id).execute()
    change.record({
      actor,
      action: 'dataset.freeze-failed',
      subject: { kind: 'dataset', id: row.id },
      payload: { reason },
    })
  })
}
