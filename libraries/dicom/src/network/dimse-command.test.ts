import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COMMAND, decodeCommand, encodeCommand } from './dimse-command.ts'
import { isStored, isWarning } from './dimse-status.ts'
import { encodePData } from './p-data.ts'

describe('a DIMSE command', () => {
  it('survives encoding, request and response', () => {
    const request = {
      field: COMMAND.store,
      messageId: 65_535,
      hasDataSet: true,
      sopClassUid: '1.2.840.10008.5.1.4.1.1.2',
      sopInstanceUid: '2.25.12',
    }
    const response = { field: 0x8001, messageId: 7, hasDataSet: false, status: 0xa700, comment: 'disk full' }
    for (const command of [request, response]) {
      expect(decodeCommand(encodeCommand(command))).toEqual({ ok: true, value: command })
    }
  })

  it('begins with its group length and holds only even values', () => {
    const bytes = encodeCommand({
      field: COMMAND.echo,
      messageId: 1,
      hasDataSet: false,
      sopClassUid: '1.2.840.10008.1.1',
    })
    expect(bytes.readUInt32LE(8)).toBe(bytes.length - 12)
    expect(bytes.length % 2).toBe(0)
  })

  it('is refused when a part that every message needs is missing', () => {
    const whole = encodeCommand({ field: COMMAND.echo, messageId: 1, hasDataSet: false })
    for (let length = 0; length < whole.length; length++)
      expect(decodeCommand(whole.subarray(0, length)).ok).toBe(false)
  })

  it('never makes the reader throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void decodeCommand(Buffer.from(bytes))),
      { numRuns: 500 },
    )
  })

  it('is cut to the length that a peer with a tiny maximum takes', () => {
    const data = encodeCommand({ field: COMMAND.echo, messageId: 1, hasDataSet: false })
    const pdus = encodePData({ contextId: 1, command: true, data, peerMaxPdu: 16 })
    const lengths: number[] = []
    for (let at = 0; at < pdus.length; at += 6 + pdus.readUInt32BE(at + 2)) lengths.push(pdus.readUInt32BE(at + 2))
    expect(Math.max(...lengths)).toBe(16)
    expect(lengths.reduce((sum, length) => sum + length - 6, 0)).toBe(data.length)
  })
})

describe('a C-STORE status', () => {
  it('means stored for success and warnings, and nothing else', () => {
    for (const status of [0x0000, 0xb000, 0xb006, 0xb007, 0x0107]) expect(isStored(status)).toBe(true)
    for (const status of [0xa700, 0xa900, 0xc000, 0x0110, 0x0122, 0xfe00]) expect(isStored(status)).toBe(false)
    expect(isWarning(0)).toBe(false)
  })
})
