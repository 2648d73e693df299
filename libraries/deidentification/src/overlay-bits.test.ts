import { type Dataset, readDataset, tag, writeFile } from '@clic/dicom'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inPieces } from '../testing/in-pieces.ts'
import { smallImage } from '../testing/small-image.ts'
import { deidentifyParts, type FactsMemory, prepareSweep, researchProfile } from './index.ts'
import { nobody } from './subject.ts'

const subject = { pseudonym: 'P-OVERLAY', dateShiftDays: -91, uidKey: new Uint8Array(32).fill(9) }
const terms = { profile: researchProfile(), subject, sweep: prepareSweep(nobody()) }

function image(pixels: Uint8Array, bitPosition: number, more: Parameters<typeof smallImage>[1] = {}): Dataset {
  const dataset = smallImage(pixels, more)
  dataset.set(0x60000100, { vr: 'US', numbers: [bitPosition > 0 ? 16 : 1] })
  dataset.set(0x60000102, { vr: 'US', numbers: [bitPosition] })
  return dataset
}

function pixelsOf(dataset: Dataset, memory?: FactsMemory): { pixels: Uint16Array; rules: Record<string, number> } {
  const input = writeFile(dataset)
  const whole = deidentifyParts(input, memory ? { ...terms, facts: memory } : terms)
  if (whole.status !== 'released') throw new Error(whole.reason)
  const read = readDataset(Buffer.concat(whole.parts))
  if (!read.ok) throw new Error(read.problem.message)
  const bytes = Uint8Array.from(read.dataset.get(tag('PixelData'))!.bytes!)
  return { pixels: new Uint16Array(bytes.buffer), rules: whole.proof.rules }
}

const words = fc.uint16Array({ minLength: 16, maxLength: 16 })
const bytesOf = (pixels: Uint16Array) => new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength)

describe('an overlay that is drawn into bits of the pixels', () => {
  it('goes, and every pixel keeps its value', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 12, max: 15 }), (pixels, at) => {
        const after = pixelsOf(image(bytesOf(pixels), at))
        expect([...after.pixels]).toEqual([...pixels].map((one) => one & 0xfff))
        expect(after.rules).toMatchObject({ 'overlay-bits-cleared': 1 })
      }),
    )
  })

  it('leaves a negative number negative for who reads all its bits', () => {
    const pixels = Uint16Array.from({ length: 16 }, (_, n) => (n << 12) | (n % 2 ? 0xff0 + n : n))
    const after = pixelsOf(image(bytesOf(pixels), 13, { PixelRepresentation: 1 }))
    expect([...new Int16Array(after.pixels.buffer)]).toEqual([...pixels.keys()].map((n) => (n % 2 ? n - 16 : n)))
  })

  it('is no reason to touch pixels where it lies in an element of its own', () => {
    fc.assert(
      fc.property(words, (pixels) => {
        const after = pixelsOf(image(bytesOf(pixels), 0))
        expect([...after.pixels]).toEqual([...pixels])
        expect(after.rules['overlay-bits-cleared']).toBeUndefined()
      }),
    )
  })

  it('is seen in a slice that differs from the one before in nothing else', () => {
    const memory: FactsMemory = {}
    const pixels = new Uint16Array(16).fill(0xf123)
    expect(pixelsOf(image(bytesOf(pixels), 0), memory).pixels[0]).toBe(0xf123)
    expect(pixelsOf(image(bytesOf(pixels), 12), memory).pixels[0]).toBe(0x123)
  })

  it('keeps an object back where its bits cannot be told from those of the pixels', () => {
    for (const more of [
      { BitsStored: 16, HighBit: 15 },
      { BitsStored: 12, HighBit: 16 },
    ]) {
      const input = writeFile(image(bytesOf(new Uint16Array(16)), 12, more))
      expect(deidentifyParts(input, terms)).toMatchObject({ status: 'quarantined', code: 'overlay-in-pixels' })
    }
  })

  it('is not left in an object that goes through in pieces', () => {
    const input = writeFile(image(bytesOf(new Uint16Array(16).fill(0xf123)), 12))
    expect(inPieces(input, terms)).toBeUndefined()
  })
})
