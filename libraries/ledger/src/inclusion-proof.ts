import { nodeHash } from './merkle-tree.ts'
import { isSha256, type Sha256 } from './sha256.ts'

/** Largest power of two smaller than n (RFC 9162 2.1.1), for n > 1. */
export function splitPoint(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

/**
 * Inclusion path of leaf `index` (RFC 9162 2.1.3.1), nearest sibling first.
 * Throws RangeError when the index is not a leaf of the tree.
 */
export function inclusionProof(leaves: readonly Sha256[], index: number): Sha256[] {
  return inclusionProver(leaves)(index)
}

/** The same for many leaves of one tree: hashes the tree once, then gives each path without hashing. */
export function inclusionProver(leaves: readonly Sha256[]): (index: number) => Sha256[] {
  const levels = treeLevels(leaves)
  return (index) => {
    if (!Number.isSafeInteger(index) || index < 0 || index >= leaves.length) {
      throw new RangeError(`inclusion proof: leaf ${index} is not in a tree of ${leaves.length}`)
    }
    return levels.flatMap((level, height) => {
      const position = Math.floor(index / 2 ** height)
      const sibling = level[position % 2 === 1 ? position - 1 : position + 1]
      return sibling === undefined ? [] : [sibling]
    })
  }
}

/** Nodes by height. A last node without a sibling moves up as it is, which gives the tree of the RFC. */
function treeLevels(leaves: readonly Sha256[]): Sha256[][] {
  const levels = [[...leaves]]
  for (let level = levels[0]!; level.length > 1; level = levels.at(-1)!) {
    const above: Sha256[] = []
    for (let i = 0; i < level.length; i += 2) {
      const left = level[i]!
      const right = level[i + 1]
      above.push(right === undefined ? left : nodeHash(left, right))
    }
    levels.push(above)
  }
  return levels
}

/** What an inclusion proof claims: leaf hash `leaf` is number `index` of the tree of `size` leaves with `root`. */
export type InclusionClaim = { leaf: Sha256; index: number; size: number; root: Sha256; proof: readonly Sha256[] }

/** Verifies an inclusion proof (RFC 9162 2.1.3.2). Malformed input is false, never an exception. */
export function verifyInclusion({ leaf, index, size, root, proof }: InclusionClaim): boolean {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false
  if (!isSha256(leaf) || !isSha256(root) || !Array.isArray(proof) || !proof.every(isSha256)) return false
  let fn = index
  let sn = size - 1
  let node = leaf
  for (const sibling of proof) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      node = nodeHash(sibling, node)
      while (fn % 2 === 0 && fn !== 0) {
        fn = half(fn)
        sn = half(sn)
      }
    } else {
      node = nodeHash(node, sibling)
    }
    fn = half(fn)
    sn = half(sn)
  }
  return sn === 0 && node === root
}

/** Halves without 32-bit shifts, so that a size above 2^31 is still right. */
export function half(n: number): number {
  return Math.floor(n / 2)
}
