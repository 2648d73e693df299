import { canonicalJson, parseCanonicalJson } from './canonical-json.ts'
import { type BundleFiles, type Check, fail, pass } from './check.ts'
import { type MerkleItem, merkleItems } from './merkle-items.ts'

export const DATA_ITEMS = 'data/items.json'

/** One dataset version in `data/items.json`. */
export type DatasetItems = { readonly id: string; readonly root: string; readonly items: readonly MerkleItem[] }

/** Text of `data/items.json`. The root is taken from the dataset version's record, so that the verifier can compare. */
export function dataItemsFile(datasets: readonly DatasetItems[]): string {
  return canonicalJson({ datasets })
}

/** Verifies that the items of each dataset version give its Merkle root. No checks when the file is absent. */
export function verifyDataItems(files: BundleFiles): Check[] {
  const bytes = files.get(DATA_ITEMS)
  if (!bytes) return []
  const parsed = parseCanonicalJson(bytes)
  if (!parsed.ok) return [fail('data', `${DATA_ITEMS} ${parsed.reason}`)]
  const datasets = (parsed.value as { datasets?: unknown } | null)?.datasets
  if (!Array.isArray(datasets)) return [fail('data', `${DATA_ITEMS} lists no datasets`)]
  return datasets.map((dataset: DatasetItems | null) => verifyDataset(dataset))
}

function verifyDataset(dataset: DatasetItems | null): Check {
  const name = `data ${String(dataset?.id)}`
  try {
    const items = dataset?.items ?? []
    const { root } = merkleItems(items)
    if (root !== dataset?.root) return fail(name, 'the items do not give the Merkle root of the dataset version')
    return pass(name, `${items.length} items give the Merkle root ${root}`)
  } catch (error) {
    return fail(name, `the items cannot be read: ${error instanceof Error ? error.message : error}`)
  }
}
