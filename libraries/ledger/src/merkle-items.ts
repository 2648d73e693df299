import { canonicalJson } from './canonical-json.ts'
import { inclusionProof, verifyInclusion } from './inclusion-proof.ts'
import { leafHash, merkleRoot } from './merkle-tree.ts'
import { isSha256, type Sha256 } from './sha256.ts'

/** One member of a content-addressed collection, for example a file of a dataset version. */
export type MerkleItem = { readonly id: string; readonly sha256: Sha256 }

export type MerkleItems = {
  readonly root: Sha256
  /** In tree order: sorted by id, by UTF-16 code units. */
  readonly leaves: readonly (MerkleItem & { readonly leaf: Sha256 })[]
}

/**
 * Merkle root over items: leaves are the canonical JSON of `{id, sha256}`, sorted by id, so that the root does not
 * depend on the order of reading. Throws TypeError for a doubled id or a malformed hash.
 */
export function merkleItems(items: readonly MerkleItem[]): MerkleItems {
  const sorted = [...items].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  const leaves = sorted.map((item, i) => {
    if (!isSha256(item.sha256)) throw new TypeError(`item ${item.id}: sha256 must be 64 hexadecimal digits`)
    if (i > 0 && sorted[i - 1]?.id === item.id) throw new TypeError(`item ${item.id} is listed twice`)
    return { id: item.id, sha256: item.sha256, leaf: itemLeaf(item) }
  })
  return { root: merkleRoot(leaves.map(({ leaf }) => leaf)), leaves }
}

function itemLeaf({ id, sha256 }: MerkleItem): Sha256 {
  return leafHash(canonicalJson({ id, sha256 }))
}

/** Proof that one item belongs to the collection with `root`. */
export type ItemProof = {
  readonly item: MerkleItem
  readonly index: number
  readonly size: number
  readonly proof: readonly Sha256[]
}

/** Makes the proof for one item; throws RangeError when the collection has no such id. */
export function itemProof({ leaves }: MerkleItems, id: string): ItemProof {
  const index = leaves.findIndex((leaf) => leaf.id === id)
  const found = leaves[index]
  if (!found) throw new RangeError(`item ${id} is not in the collection`)
  const hashes = leaves.map(({ leaf }) => leaf)
  const item = { id: found.id, sha256: found.sha256 }
  return { item, index, size: leaves.length, proof: inclusionProof(hashes, index) }
}

/** Verifies that the item belongs to the collection with `root`. */
export function verifyItemProof({ item, index, size, proof }: ItemProof, root: Sha256): boolean {
  return isSha256(item.sha256) && verifyInclusion({ leaf: itemLeaf(item), index, size, root, proof })
}
