import { describe, expect, it } from 'vitest'
import { consistencyProof } from './consistency-proof.ts'
import { signEnvelope } from './dsse.ts'
import { generateKeyPair } from './keys.ts'
import { leafHash, merkleRoot } from './merkle-tree.ts'
import { signTreeHead, TREE_HEAD_TYPE, type TreeHead, verifyTreeHead, witnessTreeHead } from './tree-head.ts'

const leaves = Array.from({ length: 9 }, (_, i) => leafHash(`event ${i}`))
const headOf = (all: string[], zone = 'clinic'): TreeHead => ({
  zone,
  size: all.length,
  root: merkleRoot(all),
  at: '2026-11-24T12:00:00.000Z',
})

describe('a signed tree head', () => {
  it('gives back the head to who trusts the zone', () => {
    const key = generateKeyPair()
    expect(verifyTreeHead(signTreeHead(headOf(leaves), key), [key])).toMatchObject({ ok: true, head: headOf(leaves) })
    expect(verifyTreeHead(signTreeHead(headOf(leaves), key), [generateKeyPair()]).ok).toBe(false)
  })

  it('is refused when its content is no head, even if signed', () => {
    const key = generateKeyPair()
    for (const payload of ['{}', 'text', 'null', '{"at":"x","root":"y","size":1,"zone":"z"}']) {
      expect(verifyTreeHead(signEnvelope(TREE_HEAD_TYPE, payload, key), [key])).toMatchObject({
        problem: { code: 'malformed-head' },
      })
    }
    expect(verifyTreeHead(signEnvelope('other', '{}', key), [key])).toMatchObject({
      problem: { code: 'other-payload-type' },
    })
    expect(() => signTreeHead({ ...headOf(leaves), size: -1 }, key)).toThrow('size')
  })
})

describe('a witness', () => {
  const [zone, witness] = [generateKeyPair(), generateKeyPair()]
  const envelope = signTreeHead(headOf(leaves), zone)
  const proof = consistencyProof(leaves, 5)
  const previous = headOf(leaves.slice(0, 5))
  const input = { envelope, zoneKeys: [zone], previous, proof, key: witness }

  it('co-signs a head that continues the last one, so that both signatures can be demanded', () => {
    const witnessed = witnessTreeHead(input)
    expect(witnessed.ok && verifyTreeHead(witnessed.envelope, [zone, witness], 2).ok).toBe(true)
    expect(witnessTreeHead({ envelope, zoneKeys: [zone], proof: [], key: witness }).ok).toBe(true)
  })

  it('refuses a rewritten log, a shortened one, another zone and an unknown signer', () => {
    const rewritten = leaves.map((leaf, i) => (i === 2 ? leafHash('rewritten') : leaf))
    const other = signTreeHead(headOf(rewritten), zone)
    expect(witnessTreeHead({ ...input, envelope: other, proof: consistencyProof(rewritten, 5) })).toMatchObject({
      problem: { code: 'inconsistent-head', message: 'the log of 9 events does not continue the one of 5' },
    })
    const shorter = signTreeHead(headOf(leaves.slice(0, 4)), zone)
    expect(witnessTreeHead({ ...input, envelope: shorter, proof: [] })).toMatchObject({
      problem: { code: 'inconsistent-head' },
    })
    const foreign = headOf(leaves.slice(0, 5), 'research')
    expect(witnessTreeHead({ ...input, previous: foreign })).toMatchObject({ problem: { code: 'other-zone' } })
    expect(witnessTreeHead({ ...input, zoneKeys: [witness] }).ok).toBe(false)
  })
})
