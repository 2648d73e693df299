import { half, splitPoint } from './inclusion-proof.ts'
import { EMPTY_ROOT, merkleRoot, nodeHash } from './merkle-tree.ts'
import { isSha256, type Sha256 } from './sha256.ts'

/**
 * Proof that the tree of all `leaves` continues the tree of the first `firstSize` of them (RFC 9162 2.1.4.1).
 * Empty for `firstSize` 0 and for equal sizes. Throws RangeError when `firstSize` exceeds the tree.
 */
export function consistencyProof(leaves: readonly Sha256[], firstSize: number): Sha256[] {
  if (!Number.isSafeInteger(firstSize) || firstSize < 0 || firstSize > leaves.length) {
    throw new RangeError(`consistency proof: ${firstSize} is not a size of a tree of ${leaves.length}`)
  }
  return firstSize === 0 ? [] : subproof(firstSize, leaves, true)
}

function subproof(m: number, leaves: readonly Sha256[], complete: boolean): Sha256[] {
  if (m === leaves.length) return complete ? [] : [merkleRoot(leaves)]
  const k = splitPoint(leaves.length)
  const left = leaves.slice(0, k)
  const right = leaves.slice(k)
  return m <= k
    ? [...subproof(m, left, complete), merkleRoot(right)]
    : [...subproof(m - k, right, false), merkleRoot(left)]
}

export type ConsistencyClaim = {
  first: { size: number; root: Sha256 }
  second: { size: number; root: Sha256 }
  proof: readonly Sha256[]
}

/** Verifies a consistency proof (RFC 9162 2.1.4.2). Malformed input is false, never an exception. */
export function verifyConsistency({ first, second, proof }: ConsistencyClaim): boolean {
  if (!isSize(first.size) || !isSize(second.size) || first.size > second.size) return false
  if (![first.root, second.root].every(isSha256) || !Array.isArray(proof) || !proof.every(isSha256)) return false
  // The RFC leaves size 0 out: every tree continues the empty one, whose root is fixed.
  if (first.size === 0) return proof.length === 0 && first.root === EMPTY_ROOT
  if (first.size === second.size) return proof.length === 0 && first.root === second.root
  return climb(first, second, proof)
}

function climb(first: ConsistencyClaim['first'], second: ConsistencyClaim['second'], proof: readonly Sha256[]) {
  const path = isPowerOfTwo(first.size) ? [first.root, ...proof] : [...proof]
  let fn = first.size - 1
  let sn = second.size - 1
  while (fn % 2 === 1) {
    fn = half(fn)
    sn = half(sn)
  }
  const [start, ...rest] = path
  if (start === undefined) return false
  let firstNode = start
  let secondNode = start
  for (const node of rest) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      firstNode = nodeHash(node, firstNode)
      secondNode = nodeHash(node, secondNode)
      while (fn % 2 === 0 && fn !== 0) {
        fn = half(fn)
        sn = half(sn)
      }
    } else {
      secondNode = nodeHash(secondNode, node)
    }
    fn = half(fn)
    sn = half(sn)
  }
  return sn === 0 && firstNode === first.root && secondNode === second.root
}

function isSize(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0
}

function isPowerOfTwo(n: number): boolean {
  return splitPoint(n * 2) === n
}
