import { merkleItems, sha256 } from '@clic/ledger'
import type { PartContext } from '@clic/platform/parts'
import { type ItemFile, itemHash } from './item.ts'
import { sealedAbout, unseal } from './seal.ts'
import type { DatasetRow, ItemRow } from './views.ts'

export type PlainItem = { ok: true; image: Uint8Array; label: Uint8Array } | { ok: false; fault: string }

/** The two plain files of an item, when they are those that were frozen. */
export async function readItem(context: PartContext, key: Uint8Array, item: ItemRow): Promise<PlainItem> {
  const image = await readSealed(context, key, item, 'image.nii', item.image_file)
  const label = await readSealed(context, key, item, 'label.nii', item.label_file)
  if (!image || !label) {
    const which = [image ? [] : ['image'], label ? [] : ['label']].flat().join(' and ')
    return {
      ok: false,
      fault: `item ${item.id}: its ${which} cannot be opened: the file is gone or a byte of it was changed`,
    }
  }
  const found = itemHash({ image: sha256(image), label: sha256(label) })
  return found === item.sha256
    ? { ok: true, image, label }
    : { ok: false, fault: `item ${item.id}: it is not the one that was frozen` }
}

async function readSealed(
  context: PartContext,
  key: Uint8Array,
  item: ItemRow,
  file: ItemFile,
  address: string | null,
): Promise<Uint8Array | undefined> {
  // An erasure may take the file between a look and the reading of it.
  const sealed = address ? await context.files.get(address).catch(() => undefined) : undefined
  return sealed ? unseal(key, sealed, sealedAbout(item.dataset_id, item.id, file)) : undefined
}

/** Compares the Merkle root of the given hashes with the one in the table and the one in the ledger; says what differs. */
export async function faultsOfRoot(
  context: PartContext,
  dataset: DatasetRow,
  items: readonly { id: string; sha256: string }[],
): Promise<string[]> {
  const { root } = merkleItems(items)
  const faults: string[] = []
  if (root !== dataset.root) faults.push('the items do not give the Merkle root of the dataset version')
  const [event] = await context.ledger.events({
    subject: { kind: 'dataset', id: dataset.id },
    action: 'dataset.frozen',
    limit: 1,
  })
  const recorded = (event?.payload as { root?: unknown } | null | undefined)?.root
  if (recorded !== dataset.root) faults.push('the Merkle root of the dataset version is not the one in the ledger')
  return faults
}
