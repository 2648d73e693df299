import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeInstance } from './fixtures/part10-instance.ts'
import { part10Header, readFileMeta } from './part10.ts'

const meta = { sopClassUid: '1.2.840.10008.5.1.4.1.1.2', sopInstanceUid: '2.25.1', transferSyntax: '1.2.840.10008.1.2' }

describe('the Part 10 header', () => {
  it('says what it was given and where the data set begins', () => {
    const header = part10Header({ ...meta, callingAe: 'CT1', calledAe: 'CLIC' })
    const file = Buffer.concat([header, Buffer.from([0x08, 0, 0x16, 0])])
    expect(readFileMeta(file)).toEqual({ ok: true, value: { ...meta, dataSetOffset: header.length } })
  })

  it('counts its own length in the group length', () => {
    const header = part10Header(meta)
    expect(header.readUInt32LE(140)).toBe(header.length - 144)
  })

  it('is found although the group length is wrong', () => {
    const { file, dataSet } = makeInstance(1)
    file.writeUInt32LE(9, 140)
    expect(readFileMeta(file)).toMatchObject({ value: { dataSetOffset: file.length - dataSet.length } })
  })

  it('is refused when the file is something else or lacks what a sender must know', () => {
    expect(readFileMeta(Buffer.alloc(200))).toEqual({ ok: false, detail: 'no DICM prefix' })
    expect(readFileMeta(part10Header({ ...meta, transferSyntax: '' }))).toEqual({
      ok: false,
      detail: 'the file meta group lacks transferSyntax',
    })
  })

  it('never makes the reader throw, however the file is cut or changed', () => {
    const { file } = makeInstance(1, 16)
    fc.assert(
      fc.property(fc.nat(file.length), fc.nat(file.length - 1), fc.nat(255), (length, at, value) => {
        const bytes = Buffer.from(file)
        bytes[at] = value
        readFileMeta(bytes.subarray(0, length))
      }),
      { numRuns: 500 },
    )
  })
})
