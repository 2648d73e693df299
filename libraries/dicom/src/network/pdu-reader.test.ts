import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeAbort, encodeRelease } from './associate-pdu.ts'
import { associationRequest, storeCommand } from './fixtures/raw-peer.ts'
import { encodePData } from './p-data.ts'
import { createPduReader, type DataPart, PDU, type PduPart } from './pdu-reader.ts'

const MAX_PDU = 16_384

function readAll(chunks: readonly Buffer[]): PduPart[] {
  const reader = createPduReader({ maxPdu: MAX_PDU })
  const parts: PduPart[] = []
  for (const chunk of chunks) {
    reader.push(chunk)
    for (let part = reader.next(); part; part = reader.next()) parts.push(part)
  }
  return parts
}

/** Joins the pieces of each PDV, so that two ways of cutting the same bytes compare equal. */
function joined(parts: readonly PduPart[]): unknown[] {
  const whole: unknown[] = []
  let open: Buffer[] = []
  for (const part of parts) {
    if (part.kind !== 'data') whole.push(part)
    else {
      open.push(part.data)
      if (part.last) whole.push({ ...part, data: Buffer.concat(open).toString('hex') })
      if (part.last) open = []
    }
  }
  return whole
}

function cut(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const chunks: Buffer[] = []
  let at = 0
  for (let index = 0; at < bytes.length; index++) {
    const size = sizes[index % sizes.length]!
    chunks.push(bytes.subarray(at, at + size))
    at += size
  }
  return chunks
}

const conversation = Buffer.concat([
  associationRequest(),
  storeCommand('2.25.1'),
  encodePData({ contextId: 3, command: false, data: Buffer.alloc(40_000, 7), peerMaxPdu: MAX_PDU }),
  encodeRelease(PDU.releaseRequest),
  encodeAbort(0, 0),
])

describe('the PDU reader', () => {
  it('reads the same conversation however TCP cuts it', () => {
    const whole = joined(readAll([conversation]))
    expect(whole).toHaveLength(5)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 20 }), (sizes) => {
        expect(joined(readAll(cut(conversation, sizes)))).toEqual(whole)
      }),
      { numRuns: 200 },
    )
    expect(joined(readAll(cut(conversation, [1])))).toEqual(whole)
  })

  it('ends on any changed bytes without throwing, and says nothing after a violation', () => {
    const mutation = fc.record({ at: fc.nat(conversation.length - 1), value: fc.nat(255) })
    fc.assert(
      fc.property(
        fc.array(mutation, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 4000 }),
        (edits, size) => {
          const bytes = Buffer.from(conversation)
          for (const { at, value } of edits) bytes[at] = value
          const parts = readAll(cut(bytes, [size]))
          const broken = parts.findIndex((part) => part.kind === 'violation')
          expect(broken === -1 || broken === parts.length - 1).toBe(true)
          const data = parts.filter((part): part is DataPart => part.kind === 'data')
          expect(data.reduce((sum, part) => sum + part.data.length, 0)).toBeLessThanOrEqual(bytes.length)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('refuses a P-DATA that claims 4 GB as soon as its header is there', () => {
    expect(readAll([Buffer.from([4, 0, 0xff, 0xff, 0xff, 0xff])])).toEqual([
      {
        kind: 'violation',
        reason: 'invalid-pdu-parameter',
        detail: `P-DATA of 4294967295 bytes, ${MAX_PDU} were agreed`,
      },
    ])
  })

  it('refuses an association request that claims 4 GB', () => {
    expect(readAll([Buffer.from([1, 0, 0xff, 0xff, 0xff, 0xff])])[0]).toMatchObject({ kind: 'violation' })
  })

  it.each([
    ['an unknown type', [0x09, 0, 0, 0, 0, 4], 'unrecognised-pdu'],
    ['a release of six bytes', [5, 0, 0, 0, 0, 6], 'invalid-pdu-parameter'],
    ['an empty P-DATA', [4, 0, 0, 0, 0, 0], 'invalid-pdu-parameter'],
    ['a PDV longer than its PDU', [4, 0, 0, 0, 0, 8, 0, 0, 0, 200, 1, 3], 'invalid-pdu-parameter'],
    ['a PDV without a header', [4, 0, 0, 0, 0, 8, 0, 0, 0, 1, 1, 3], 'invalid-pdu-parameter'],
    ['stray bytes after the last PDV', [4, 0, 0, 0, 0, 9, 0, 0, 0, 2, 1, 3], 'invalid-pdu-parameter'],
  ])('refuses %s', (_name, bytes, reason) => {
    expect(readAll([Buffer.from(bytes)])).toMatchObject([{ kind: 'violation', reason }])
  })

  it('takes a P-DATA of exactly the agreed length and none longer by one byte', () => {
    const pdu = encodePData({ contextId: 3, command: false, data: Buffer.alloc(MAX_PDU - 6), peerMaxPdu: MAX_PDU })
    expect(pdu.readUInt32BE(2)).toBe(MAX_PDU)
    expect(readAll([pdu])).toMatchObject([{ kind: 'data', last: true }])
    pdu.writeUInt32BE(MAX_PDU + 1, 2)
    expect(readAll([pdu])).toMatchObject([{ kind: 'violation' }])
  })

  it('passes data on without waiting for the end of their PDU', () => {
    const pdu = encodePData({ contextId: 3, command: false, data: Buffer.alloc(10_000), peerMaxPdu: MAX_PDU })
    const parts = readAll([pdu.subarray(0, 500)])
    expect(parts).toMatchObject([{ kind: 'data', last: false }])
    expect((parts[0] as DataPart).data).toHaveLength(488)
  })
})
