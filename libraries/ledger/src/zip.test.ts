import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { strFromU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readZip, writeZip, type ZipReading } from './zip.ts'

const bytesOf = (text: string) => Buffer.from(text)
const two = () =>
  writeZip([
    { name: 'b/æ.txt', bytes: bytesOf('to') },
    { name: 'a.txt', bytes: bytesOf('en') },
  ])
const code = (reading: ZipReading) => (reading.ok ? 'ok' : reading.problem.code)

/** A zip written by hand, entry by entry, so that it can lie. */
function rawZip(entries: { name: string; data: string; method?: number; crc?: number; size?: number }[]): Buffer {
  return Buffer.concat(
    entries.flatMap(({ name, data, method = 0, crc, size }) => {
      const head = Buffer.alloc(30)
      head.writeUInt32LE(0x04034b50, 0)
      head.writeUInt16LE(method, 8)
      head.writeUInt32LE(crc ?? crc32(data), 14)
      head.writeUInt32LE(size ?? data.length, 18)
      head.writeUInt32LE(size ?? data.length, 22)
      head.writeUInt16LE(Buffer.byteLength(name), 26)
      return [head, Buffer.from(name), Buffer.from(data)]
    }),
  )
}

describe('the archive', () => {
  it('opens in another zip program, with its Danish names', () => {
    const opened = unzipSync(two())
    expect(Object.entries(opened).map(([name, bytes]) => [name, strFromU8(bytes)])).toEqual([
      ['a.txt', 'en'],
      ['b/æ.txt', 'to'],
    ])
  })

  it('is the same bytes for the same files in any order, and reads back', () => {
    const name = fc.stringMatching(/^[a-z0-9]{1,8}(\/[a-z0-9]{1,8}){0,2}$/)
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ name, bytes: fc.uint8Array({ maxLength: 60 }) }), {
          minLength: 1,
          selector: (f) => f.name,
        }),
        (files) => {
          const archive = writeZip(files)
          expect(Buffer.from(writeZip([...files].reverse())).equals(archive)).toBe(true)
          const read = readZip(archive)
          expect(read.ok && read.files.map((f) => [f.name, Buffer.from(f.bytes).toString('hex')])).toEqual(
            [...files]
              .sort((a, b) => (a.name < b.name ? -1 : 1))
              .map((f) => [f.name, Buffer.from(f.bytes).toString('hex')]),
          )
        },
      ),
    )
  })

  it('does not take a name that leads out of its folder or onto another file', () => {
    const names = [
      '../x',
      'a/../../x',
      '/etc/x',
      'a\\..\\x',
      'C:x',
      'a//b',
      'a/',
      '',
      'a\0b',
      '.',
      'a/./b',
      'x.',
      'nul\n',
      'e\u0301',
      'a:b',
    ]
    for (const name of names) {
      expect(() => writeZip([{ name, bytes: bytesOf('') }]), name).toThrow('zip: the name')
      expect(code(readZip(rawZip([{ name, data: 'x' }]))), name).toBe('bad-name')
    }
    const twice = ['read.me', 'READ.me'].map((name) => ({ name, bytes: bytesOf('') }))
    expect(() => writeZip(twice)).toThrow('is there twice')
  })
})

describe('a hostile archive', () => {
  it('is refused with the reason', () => {
    expect(code(readZip(new Uint8Array()))).toBe('not-a-zip')
    expect(code(readZip(bytesOf('no zip at all')))).toBe('not-a-zip')
    expect(
      code(
        readZip(
          rawZip([
            { name: 'a', data: '1' },
            { name: 'A', data: '2' },
          ]),
        ),
      ),
    ).toBe('double-name')
    expect(code(readZip(rawZip([{ name: 'a', data: '1', crc: 7 }])))).toBe('bad-checksum')
    expect(code(readZip(rawZip([{ name: 'a', data: '1', method: 8 }])))).toBe('compressed-entry')
    expect(code(readZip(rawZip([{ name: 'a', data: '1', size: 0xffff_ffff }])))).toBe('entry-too-long')
    expect(code(readZip(rawZip([{ name: 'a', data: '1' }])))).toBe('not-canonical')
    expect(code(readZip(rawZip([{ name: 'a', data: '' }]).subarray(0, 20)))).toBe('entry-too-long')
    expect(code(readZip(two(), { maxBytes: 100 }))).toBe('too-large')
  })

  it('cannot be a bomb: 10 MB of zeros in a small archive are not unpacked', () => {
    const bomb = zipSync({ 'a.txt': new Uint8Array(10_000_000) }, { level: 9 })
    expect(bomb.length).toBeLessThan(20_000)
    expect(readZip(bomb).ok).toBe(false)
  })

  it('cannot hide bytes before, between or behind the files', () => {
    const archive = Buffer.from(two())
    expect(code(readZip(Buffer.concat([bytesOf('x'), archive])))).toBe('not-a-zip')
    expect(code(readZip(Buffer.concat([archive, bytesOf('x')])))).toBe('not-canonical')
    expect(code(readZip(Buffer.concat([archive.subarray(0, 37), bytesOf('x'), archive.subarray(37)])))).toBe(
      'not-canonical',
    )
    expect(code(readZip(Buffer.concat([archive, archive])))).toBe('not-canonical')
  })

  it('never makes the reader throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => !readZip(bytes).ok))
    const archive = Buffer.from(two())
    for (let cut = 0; cut < archive.length; cut++) expect(readZip(archive.subarray(0, cut)).ok).toBe(false)
  })
})
