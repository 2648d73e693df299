import { describe, expect, it } from 'vitest'
import { readDataset } from './index.ts'

/** One explicit element with a 16-bit length. */
function element(tag: number, vr: string, value: string, little = true): Buffer {
  const head = Buffer.alloc(8)
  const short = (number: number, at: number) =>
    little ? head.writeUInt16LE(number, at) : head.writeUInt16BE(number, at)
  short(tag >>> 16, 0)
  short(tag & 0xffff, 2)
  head.write(vr, 4, 'latin1')
  short(value.length, 6)
  return Buffer.concat([head, Buffer.from(value, 'latin1')])
}

describe('a data set with no file around it', () => {
  it('is read in big endian too', () => {
    const bytes = Buffer.concat([
      element(0x00080005, 'CS', 'ISO_IR 100', false),
      element(0x00080060, 'CS', 'MR', false),
      element(0x00100020, 'LO', '4711', false),
    ])
    const read = readDataset(new Uint8Array(bytes))
    if (!read.ok) throw new Error(read.problem.message)
    expect(read.dataset.get(0x00100020)?.strings).toEqual(['4711'])
    expect(read.dataset.get(0x00080060)?.strings).toEqual(['MR'])
  })

  it('is one even where DICM stands at byte 128 in one of its values', () => {
    const start = element(0x00080005, 'CS', 'ISO_IR 100')
    const words = `${'x'.repeat(128 - start.length - 8)}DICMA1 of a station`
    const bytes = Buffer.concat([
      start,
      element(0x00081030, 'LO', words.length % 2 ? `${words} ` : words),
      element(0x00100020, 'LO', '4711'),
    ])
    expect(bytes.toString('latin1', 128, 132)).toBe('DICM')
    const read = readDataset(new Uint8Array(bytes))
    if (!read.ok) throw new Error(read.problem.message)
    expect(read.dataset.get(0x00100020)?.strings).toEqual(['4711'])
  })
})

describe('an element whose value representation was left blank', () => {
  it('is what the dictionary says of it', () => {
    const bytes = Buffer.concat([
      element(0x00080005, 'CS', 'ISO_IR 100'),
      element(0x00080060, '  ', 'MR'),
      element(0x00100020, '\0\0', '4711'),
      element(0x00100040, 'CS', 'F '),
    ])
    const read = readDataset(new Uint8Array(bytes))
    if (!read.ok) throw new Error(read.problem.message)
    expect([0x00080060, 0x00100020, 0x00100040].map((tag) => read.dataset.get(tag)?.strings?.[0]?.trim())).toEqual([
      'MR',
      '4711',
      'F',
    ])
    expect(read.dataset.get(0x00100020)?.vr).toBe('LO')
  })
})
