import { type Dataset, readDataset, tag, writeFile } from '@clic/dicom'
import { describe, expect, it } from 'vitest'
import { inPieces } from '../testing/in-pieces.ts'
import { smallImage } from '../testing/small-image.ts'
import { basicProfile, deidentifyParts, prepareSweep, researchProfile } from './index.ts'
import { nobody } from './subject.ts'

const pixels = Uint8Array.from({ length: 4 * 4 * 2 * 3 }, (_, n) => (n * 37) % 251)
const words = Buffer.from('Kaj\0')

const image = (bytes: Uint8Array, more: Parameters<typeof smallImage>[1] = {}) =>
  smallImage(bytes, { SOPClassUID: '1.2.840.10008.5.1.4.1.1.4.1', Modality: 'MR', NumberOfFrames: 3, ...more })

function released(dataset: Dataset, profile = researchProfile()) {
  const input = writeFile(dataset)
  const subject = { pseudonym: 'P-BEHIND', dateShiftDays: -91, uidKey: new Uint8Array(32).fill(9) }
  const terms = { profile, subject, sweep: prepareSweep(nobody()) }
  const whole = deidentifyParts(input, terms)
  if (whole.status !== 'released') throw new Error(whole.reason)
  const output = Buffer.concat(whole.parts)
  const pieces = inPieces(input, terms)
  expect(pieces?.result).toMatchObject({ status: 'released', proof: whole.proof })
  expect(pieces?.bytes.equals(output)).toBe(true)
  const read = readDataset(output)
  if (!read.ok) throw new Error(read.problem.message)
  return { value: read.dataset.get(tag('PixelData'))!.bytes!, rules: whole.proof.rules }
}

describe('what is written behind the last pixel of native pixel data', () => {
  it.each([
    ['research', researchProfile()],
    ['basic', basicProfile()],
  ])('is blanked under the %s profile, the same in one piece and in many, and every pixel stays', (_, profile) => {
    const { value, rules } = released(image(Buffer.concat([pixels, words])), profile)
    expect(Buffer.from(value).equals(Buffer.concat([pixels, Buffer.alloc(words.length)]))).toBe(true)
    expect(rules).toMatchObject({ 'behind-pixels-blanked': 1 })
  })

  it('is nothing where the pixels fill the value, and nothing is blanked', () => {
    const { value, rules } = released(image(pixels))
    expect(Buffer.from(value).equals(pixels)).toBe(true)
    expect(rules['behind-pixels-blanked']).toBeUndefined()
  })

  it('is not the byte that makes the length even, nor a frame of bits padded to bytes', () => {
    const odd = { Rows: 3, Columns: 3, NumberOfFrames: 1, BitsAllocated: 8, BitsStored: 8, HighBit: 7 }
    expect(
      released(image(Uint8Array.of(...pixels.subarray(0, 9), 7), odd)).rules['behind-pixels-blanked'],
    ).toBeUndefined()
    const bits = { Rows: 3, Columns: 3, NumberOfFrames: 2, BitsAllocated: 1, BitsStored: 1, HighBit: 0 }
    expect(released(image(Uint8Array.of(1, 1, 1, 1), bits)).rules['behind-pixels-blanked']).toBeUndefined()
  })

  it('is unknown where the size of the picture is not said, and the pixels stay', () => {
    const unsaid = image(Buffer.concat([pixels, words]))
    unsaid.delete(tag('Rows'))
    expect(Buffer.from(released(unsaid).value).includes(words)).toBe(true)
    const unreadable = image(Buffer.concat([pixels, words]), { NumberOfFrames: '1A' })
    expect(Buffer.from(released(unreadable).value).includes(words)).toBe(true)
  })
})
