import { type Dataset, writeFile } from '@clic/dicom'
import { describe, expect, it } from 'vitest'
import { rleFragments, sliceOf, slicePixels } from '../testing/lettered-slices.ts'
import { bigEndianFile, deflatedFile } from '../testing/other-syntaxes.ts'
import { deidentifyParts, deidentifyStream, nobody, ownSink, prepareSweep, researchProfile } from './index.ts'
import { drawnWhenDecoded } from './pixels/drawn-when-decoded.ts'

const subject = { pseudonym: 'P-SLICE', dateShiftDays: -12, uidKey: new Uint8Array(32).fill(5) }
const terms = { profile: researchProfile(), subject, sweep: prepareSweep(nobody()) }
const lettered = slicePixels({ words: 'Kirsten Holm' })
const plain = slicePixels({})
const held = { status: 'quarantined', code: 'look-drawn' }

describe('A slice with letters drawn into it', () => {
  it.each<[string, (dataset: Dataset) => Uint8Array]>([
    ['explicit little endian', (dataset) => writeFile(dataset)],
    ['implicit little endian', (dataset) => writeFile(dataset, { transferSyntax: '1.2.840.10008.1.2' })],
    ['explicit big endian', bigEndianFile],
    ['deflated', deflatedFile],
  ])('stays until somebody has looked at it, and one without goes (%s)', (_, file) => {
    expect(deidentifyParts(file(sliceOf(lettered)), terms)).toMatchObject(held)
    expect(deidentifyParts(file(sliceOf(lettered)), { ...terms, looked: 'text' })).toMatchObject({ status: 'released' })
    expect(deidentifyParts(file(sliceOf(plain)), terms)).toMatchObject({ status: 'released' })
  })

  it.each(['2.1', '4', '4.1', '128', '130'])('stays whatever took it (class 1.1.%s)', (end) => {
    const file = writeFile(sliceOf(lettered, { SOPClassUID: `1.2.840.10008.5.1.4.1.1.${end}` }))
    expect(deidentifyParts(file, terms)).toMatchObject(held)
  })

  it('stays where the last of its frames alone has them, or pixels are missing below', () => {
    const frames = Buffer.concat([...Array<Buffer>(20).fill(plain), lettered])
    expect(deidentifyParts(writeFile(sliceOf(frames, { NumberOfFrames: 21 })), terms)).toMatchObject(held)
    const cut = lettered.subarray(0, lettered.length / 2)
    expect(deidentifyParts(writeFile(sliceOf(cut)), terms)).toMatchObject(held)
  })

  it('stays where it is too long to be held, and nothing of its pixels is written', () => {
    const streamed = (pixels: Buffer) => {
      const file = writeFile(sliceOf(Buffer.concat([plain, pixels]), { NumberOfFrames: 2 }))
      const read = (at: number, into: Uint8Array) => Buffer.from(file).copy(into, 0, at)
      let written = 0
      const sink = ownSink((bytes) => {
        written += bytes.length
      })
      return { result: deidentifyStream({ size: file.length, read }, sink, terms), written }
    }
    expect(streamed(lettered)).toMatchObject({ result: held, written: 0 })
    expect(streamed(plain)).toMatchObject({ result: { status: 'released' } })
  })

  it('is told by its frames where they are compressed', async () => {
    const compressed = (pixels: Buffer) => {
      const dataset = sliceOf(pixels)
      dataset.set(0x7fe00010, { vr: 'OB', fragments: rleFragments(pixels) })
      return writeFile(dataset, { transferSyntax: '1.2.840.10008.1.2.5' })
    }
    expect(await drawnWhenDecoded(compressed(lettered))).toBe(true)
    expect(await drawnWhenDecoded(compressed(plain))).toBe(false)
    expect(await drawnWhenDecoded(writeFile(sliceOf(lettered)))).toBe(false)
    expect(await drawnWhenDecoded(Buffer.from('no file'))).toBe(false)
  })
})
