import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
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

// Reference vectors of the Certificate Transparency project for RFC 6962/9162 trees (leaves and roots of size 1 to 8).
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const leaves = LEAVES.map((hex) => leafHash(Buffer.from(hex, 'hex')))

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
    expect(leaves.map((_, i) => merkleRoot(leaves.slice(0, i + 1)))).toEqual(ROOTS)
    expect(EMPTY_ROOT).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(merkleRoot([])).toBe(EMPTY_ROOT)
  })

  it('gives the published inclusion and consistency proofs', () => {
    expect(inclusionProof(leaves, 0)).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ])
    expect(inclusionProof(leaves.slice(0, 3), 2)).toEqual([
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    ])
    expect(consistencyProof(leaves, 6)).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ])
    expect(consistencyProof(leaves.slice(0, 5), 2)).toEqual([
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ])
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
