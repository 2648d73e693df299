import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import published from '../golden/published-vectors.golden.json' with { type: 'json' }
import { consistencyProof, verifyConsistency } from './consistency-proof.ts'
import { inclusionProof, verifyInclusion } from './inclusion-proof.ts'
import {
  appendLeaf,
  EMPTY_FRONTIER,
  EMPTY_ROOT,
  frontierRoot,
  leafHash,
  merkleRoot,
  rootsAtSizes,
} from './merkle-tree.ts'
import { isSha256 } from './sha256.ts'

// What the Certificate Transparency project publishes for RFC 6962/9162 trees, taken over by golden/published-vectors.py.
const leaves = published.leaves.map((hex) => leafHash(Buffer.from(hex, 'hex')))

/** The definition of RFC 9162 2.1.1, word for word, as an oracle. */
function definedRoot(data: Uint8Array[]): string {
  const hash = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest()
  const mth = (d: Uint8Array[]): Buffer => {
    if (d.length === 0) return hash()
    if (d.length === 1) return hash(Buffer.from([0]), d[0]!)
    let k = 1
    while (k * 2 < d.length) k *= 2
    return hash(Buffer.from([1]), mth(d.slice(0, k)), mth(d.slice(k)))
  }
  return mth(data).toString('hex')
}

const hashOf = (i: number) => leafHash(`leaf ${i}`)
const tree = (n: number) => Array.from({ length: n }, (_, i) => hashOf(i))

describe('the Merkle tree of RFC 9162', () => {
  it('gives the published roots for the eight reference leaves', () => {
    expect(leaves.map((_, i) => merkleRoot(leaves.slice(0, i + 1)))).toEqual(published.roots)
    expect(EMPTY_ROOT).toBe(published.emptyRoot)
    expect(merkleRoot([])).toBe(EMPTY_ROOT)
  })

  it('gives every published node of the tree', () => {
    const levels = [1, 2, 4, 8].flatMap((width) =>
      Array.from({ length: 8 / width }, (_, i) => merkleRoot(leaves.slice(i * width, (i + 1) * width))),
    )
    expect(levels).toEqual(published.nodes)
  })

  it('gives the published inclusion and consistency proofs', () => {
    const inclusions = published.inclusion.filter((one) => one.file.includes('happy-path'))
    const consistencies = published.consistency.filter((one) => one.file.includes('happy-path'))
    expect([inclusions.length, consistencies.length]).toEqual([5, 5])
    for (const { leafIdx, treeSize, leafHash, proof } of inclusions) {
      expect(leaves[leafIdx]).toBe(leafHash)
      expect(inclusionProof(leaves.slice(0, treeSize), leafIdx)).toEqual(proof)
    }
    for (const { size1, size2, proof } of consistencies)
      expect(consistencyProof(leaves.slice(0, size2), size1)).toEqual(proof)
  })

  it('appends leaf by leaf to the same root as the definition', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 70 }), (data) => {
        const frontier = data.reduce((state, item) => appendLeaf(state, leafHash(item)), EMPTY_FRONTIER)
        expect(frontier.size).toBe(data.length)
        expect(frontierRoot(frontier)).toBe(definedRoot(data))
        expect(merkleRoot(data.map((item) => leafHash(item)))).toBe(definedRoot(data))
      }),
    )
  })

  it('gives the roots of all prefixes in one pass', () => {
    const roots = rootsAtSizes(tree(20), [0, 7, 20, 21])
    expect([...roots]).toEqual([
      [0, EMPTY_ROOT],
      [7, merkleRoot(tree(7))],
      [20, merkleRoot(tree(20))],
    ])
  })
})

describe('an inclusion proof', () => {
  it('holds for every leaf of every tree up to 40 leaves, and for no other leaf, index or size', () => {
    for (let n = 1; n <= 40; n++) {
      const all = tree(n)
      const root = merkleRoot(all)
      for (let index = 0; index < n; index++) {
        const claim = { leaf: hashOf(index), index, size: n, root, proof: inclusionProof(all, index) }
        expect(verifyInclusion(claim)).toBe(true)
        expect(verifyInclusion({ ...claim, leaf: hashOf(n) })).toBe(false)
        expect(verifyInclusion({ ...claim, index: (index + 1) % n })).toBe(n === 1)
        expect(verifyInclusion({ ...claim, proof: [...claim.proof, root] })).toBe(false)
        expect(verifyInclusion({ ...claim, proof: claim.proof.slice(1) })).toBe(claim.proof.length === 0)
        expect(verifyInclusion({ ...claim, root: hashOf(-1) })).toBe(false)
      }
    }
  })

  it.each(published.inclusion)('is judged like the published case $file', (one) => {
    const { leafIdx: index, treeSize: size, root, leafHash: leaf, proof, holds } = one
    expect(verifyInclusion({ leaf, index, size, root, proof })).toBe(holds)
  })

  it('is refused, not thrown, when it is malformed', () => {
    const claim = { leaf: hashOf(0), index: 0, size: 1, root: hashOf(0), proof: [] }
    expect(verifyInclusion(claim)).toBe(true)
    for (const index of [-1, 1, 0.5, Number.NaN]) expect(verifyInclusion({ ...claim, index })).toBe(false)
    expect(verifyInclusion({ ...claim, size: 2, proof: ['zz'] })).toBe(false)
    expect(verifyInclusion({ ...claim, proof: 'text' as unknown as string[] })).toBe(false)
    expect(() => inclusionProof(tree(3), 3)).toThrow('leaf 3 is not in a tree of 3')
  })
})

describe('a consistency proof', () => {
  it('holds between all pairs of sizes up to 40, and for no rewritten log', () => {
    for (let n = 0; n <= 40; n++) {
      const all = tree(n)
      for (let m = 0; m <= n; m++) {
        const first = { size: m, root: merkleRoot(all.slice(0, m)) }
        const second = { size: n, root: merkleRoot(all) }
        const proof = consistencyProof(all, m)
        expect(verifyConsistency({ first, second, proof })).toBe(true)
        if (m > 0) {
          expect(verifyConsistency({ first: { ...first, root: hashOf(99) }, second, proof })).toBe(false)
          expect(verifyConsistency({ first, second: { ...second, root: hashOf(99) }, proof })).toBe(false)
        }
        expect(verifyConsistency({ first, second, proof: [...proof, hashOf(1)] })).toBe(false)
        if (proof.length > 0) expect(verifyConsistency({ first, second, proof: proof.slice(1) })).toBe(false)
        if (m < n) expect(verifyConsistency({ first: second, second: first, proof })).toBe(false)
      }
    }
  })

  it.each(published.consistency)('is judged like the published case $file', (one) => {
    const [first, second] = [
      { size: one.size1, root: one.root1 },
      { size: one.size2, root: one.root2 },
    ]
    // One published case takes twelve bytes of text for a root; here a root is a SHA-256 or nothing.
    expect(verifyConsistency({ first, second, proof: one.proof })).toBe(one.holds && isSha256(one.root1))
  })

  it('does not exist for a log whose early leaf was changed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.nat(), fc.nat(), (n, a, b) => {
        const m = 1 + (a % (n - 1))
        const rewritten = tree(n).map((leaf, i) => (i === b % m ? hashOf(1000) : leaf))
        const first = { size: m, root: merkleRoot(tree(n).slice(0, m)) }
        const second = { size: n, root: merkleRoot(rewritten) }
        expect(verifyConsistency({ first, second, proof: consistencyProof(rewritten, m) })).toBe(false)
      }),
    )
  })

  it('is not made for a size that the tree never had', () => {
    expect(() => consistencyProof(tree(3), 4)).toThrow(RangeError)
  })
})
