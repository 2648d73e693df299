import { type Sha256, sha256 } from './sha256.ts'

// RFC 9162 2.1.1: the prefixes keep a leaf from being passed off as an inner node.
const LEAF_PREFIX = new Uint8Array([0])
const NODE_PREFIX = new Uint8Array([1])

/** Root of the tree without leaves: the hash of the empty string (RFC 9162 2.1.1). */
export const EMPTY_ROOT: Sha256 = sha256('')

/** Leaf hash HASH(0x00 || data) of RFC 9162 2.1.1. */
export function leafHash(data: Uint8Array | string): Sha256 {
  return sha256(LEAF_PREFIX, data)
}

/** Inner node HASH(0x01 || left || right) of RFC 9162 2.1.1. */
export function nodeHash(left: Sha256, right: Sha256): Sha256 {
  return sha256(NODE_PREFIX, Buffer.from(left, 'hex'), Buffer.from(right, 'hex'))
}

/**
 * What must be kept to append to a tree: its size, and the roots of its complete subtrees, largest first
 * (one for each set bit of `size`). Plain JSON, so it can be stored beside the log.
 */
export type Frontier = { readonly size: number; readonly roots: readonly Sha256[] }

export const EMPTY_FRONTIER: Frontier = { size: 0, roots: [] }

/** Appends one leaf hash; costs at most log2(size) hashes. */
export function appendLeaf(frontier: Frontier, leaf: Sha256): Frontier {
  const roots = [...frontier.roots]
  let node = leaf
  for (let size = frontier.size; size % 2 === 1; size = Math.floor(size / 2)) node = nodeHash(popped(roots), node)
  return { size: frontier.size + 1, roots: [...roots, node] }
}

/** Root of the tree that the frontier stands for. */
export function frontierRoot(frontier: Frontier): Sha256 {
  if (frontier.size === 0) return EMPTY_ROOT
  const roots = [...frontier.roots]
  let node = popped(roots)
  while (roots.length > 0) node = nodeHash(popped(roots), node)
  return node
}

function popped(roots: Sha256[]): Sha256 {
  const root = roots.pop()
  if (root === undefined) throw new Error('Merkle frontier: fewer subtree roots than its size says')
  return root
}

/** Roots of the prefixes of the given sizes, in one pass; sizes beyond the leaves are left out. */
export function rootsAtSizes(leaves: Iterable<Sha256>, sizes: Iterable<number>): Map<number, Sha256> {
  const wanted = new Set(sizes)
  const found = new Map<number, Sha256>()
  // Same steps as appendLeaf, without a copy a leaf.
  const roots: Sha256[] = []
  let count = 0
  if (wanted.has(0)) found.set(0, EMPTY_ROOT)
  for (const leaf of leaves) {
    let node = leaf
    for (let size = count; size % 2 === 1; size = Math.floor(size / 2)) node = nodeHash(popped(roots), node)
    roots.push(node)
    count += 1
    if (wanted.has(count)) found.set(count, frontierRoot({ size: count, roots }))
  }
  return found
}

/** Merkle tree hash of the leaf hashes (RFC 9162 2.1.1; the leaves come already hashed by `leafHash`). */
export function merkleRoot(leaves: readonly Sha256[]): Sha256 {
  return rootsAtSizes(leaves, [leaves.length]).get(leaves.length) ?? EMPTY_ROOT
}
