import { build, type Dataset, writeFile } from '@clic/dicom'
import { describe, expect, it } from 'vitest'
import { bigEndianFile, deflatedFile } from '../testing/other-syntaxes.ts'
import { readFacts } from './object-facts.ts'
import { pixelsThrough } from './pixels-through.ts'

const plain = {
  SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
  SOPInstanceUID: '2.25.71',
  Modality: 'CT',
  Rows: 8,
  Columns: 8,
  SamplesPerPixel: 1,
  PhotometricInterpretation: 'MONOCHROME2',
  BitsAllocated: 16,
  BitsStored: 12,
  HighBit: 11,
  PixelRepresentation: 0,
  PixelData: Buffer.alloc(128, 5),
}

function inSyntax(dataset: Dataset, transferSyntax = '1.2.840.10008.1.2.1'): Uint8Array {
  if (transferSyntax.endsWith('.2.2')) return bigEndianFile(dataset)
  return transferSyntax.endsWith('.1.99') ? deflatedFile(dataset) : writeFile(dataset, { transferSyntax })
}

function through(file: Uint8Array, size = file.length) {
  const read = readFacts(file, { beginning: true })
  if (!read.ok) throw new Error(read.problem.message)
  return pixelsThrough(file, read.facts, size)
}

describe('The pixels of an object that need not be read to rewrite it', () => {
  it.each([
    ['explicit, little endian', '1.2.840.10008.1.2.1'],
    ['explicit, big endian', '1.2.840.10008.1.2.2'],
    ['implicit', '1.2.840.10008.1.2'],
  ])('are those of a plain image (%s)', (_, transferSyntax) => {
    const file = inSyntax(build(plain), transferSyntax)
    const found = through(file)!
    expect(found.to - found.from).toBe(128)
    expect(Buffer.from(file.subarray(found.from, found.to))).toEqual(plain.PixelData)
    expect(found.from - found.at).toBe(transferSyntax.endsWith('.1.2') ? 8 : 12)
  })

  it.each<[string, Dataset, string?]>([
    ['that are compressed', build(plain), '1.2.840.10008.1.2.4.50'],
    ['of a deflated file', build(plain), '1.2.840.10008.1.2.1.99'],
    [
      'that share their words with an overlay',
      build(plain)
        .set(0x60000102, { vr: 'US', strings: ['12'] })
        .set(0x60000100, { vr: 'US', strings: ['16'] }),
    ],
    ['with something behind the last of them', build({ ...plain, PixelData: Buffer.alloc(140, 5) })],
    ['of an object without a UID of its own', build({ ...plain, SOPInstanceUID: '' })],
    ['of an object that does not say what it is', build({ ...plain, SOPClassUID: '' })],
  ])('are none %s', (_, dataset, syntax) => {
    expect(through(inSyntax(dataset, syntax))).toBeUndefined()
  })

  it('are none of a file that is cut off in them', () => {
    const file = writeFile(build(plain))
    expect(through(file, file.length - 1)).toBeUndefined()
  })
})
