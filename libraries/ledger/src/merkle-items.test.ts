import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { itemProof, merkleItems, verifyItemProof } from './merkle-items.ts'
import { leafHash, merkleRoot } from './merkle-tree.ts'
import { sha256 } from './sha256.ts'

const items = ['b', 'a', 'ø', 'B'].map((id) => ({ id, sha256: sha256(id) }))

describe('the root of a dataset version', () => {
  it('is the Merkle root over the canonical items sorted by id', () => {
    const text = (id: string) => `{"id":"${id}","sha256":"${sha256(id)}"}`
    expect(merkleItems(items).root).toBe(merkleRoot(['B', 'a', 'b', 'ø'].map((id) => leafHash(text(id)))))
    expect(merkleItems(items).leaves.map(({ id }) => id)).toEqual(['B', 'a', 'b', 'ø'])
  })

  it('does not depend on the order, and changes with any item', () => {
    const { root } = merkleItems(items)
    fc.assert(
      fc.property(fc.shuffledSubarray(items, { minLength: 4 }), (shuffled) => merkleItems(shuffled).root === root),
    )
    expect(merkleItems(items.slice(1)).root).not.toBe(root)
    expect(merkleItems([...items.slice(1), { id: 'b', sha256: sha256('x') }]).root).not.toBe(root)
  })

  it('is not made of doubled ids or malformed hashes', () => {
    expect(() => merkleItems([...items, items[0]!])).toThrow('item b is listed twice')
    expect(() => merkleItems([{ id: 'a', sha256: 'no' }])).toThrow('64 hexadecimal digits')
  })

  it('proves each single item and no other', () => {
    const made = merkleItems(items)
    for (const { id } of items) {
      const proof = itemProof(made, id)
      expect(verifyItemProof(proof, made.root)).toBe(true)
      expect(verifyItemProof({ ...proof, item: { id, sha256: sha256('other') } }, made.root)).toBe(false)
    }
    expect(() => itemProof(made, 'absent')).toThrow('absent is not in the collection')
  })
})
