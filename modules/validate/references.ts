import { readFileSync, rmSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { DatasetItem } from '@clic/contracts'
import { canonicalJson, sha256 } from '@clic/ledger'
import { type LabelMap, readLabelMap } from './label-map.ts'

/** What the dataset says of one item; in memory only. */
export interface Reference {
  item: DatasetItem
  imageSha256: string
  /** The NIfTI file of the label, gzip'ed. */
  label: Uint8Array
  map(): LabelMap
}

/**
 * Takes the reference labels out of the opened folder and removes their files: the product runs beside that folder and must not
 * be able to read the answers. An item whose files are not those that were frozen stops the validation.
 */
export function takeReferences(
  opened: readonly { item: DatasetItem; image: string; label: string }[],
): { ok: true; references: Reference[] } | { ok: false; reason: string } {
  const references: Reference[] = []
  for (const { item, image, label } of opened) {
    const bytes = readFileSync(label)
    const imageSha256 = sha256(readFileSync(image))
    rmSync(label)
    if (sha256(canonicalJson({ image: imageSha256, label: sha256(bytes) })) !== item.sha256)
      return { ok: false, reason: `Item ${item.id} is not the one that was frozen.` }
    if (!readLabelMap(bytes)) return { ok: false, reason: `The reference of item ${item.id} cannot be read.` }
    const packed = gzipSync(bytes)
    references.push({ item, imageSha256, label: packed, map: () => readLabelMap(gunzipSync(packed)) as LabelMap })
  }
  if (references.length === 0) return { ok: false, reason: 'The test part holds no item.' }
  return { ok: true, references }
}
