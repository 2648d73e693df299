import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readDataset, writeFile } from '@clic/dicom'
import { describe, expect, it } from 'vitest'
import { inPieces } from '../testing/in-pieces.ts'
import { plantedObjects } from '../testing/planted-objects.ts'
import { deidentifyParts, nobody, prepareProfile, prepareSweep, researchProfile } from './index.ts'
import { pieceBytes } from './stream-sink.ts'

const root = join(process.env['CLIC_DATA'] ?? '../shared/data', 'dicom')
const files = existsSync(root)
  ? readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.dcm'))
      .map((entry) => join(entry.parentPath, entry.name))
  : []
const terms = {
  profile: researchProfile(),
  subject: { pseudonym: 'P-S', dateShiftDays: -3, uidKey: new Uint8Array(32).fill(6) },
  sweep: prepareSweep(nobody()),
}

const streamed = (bytes: Uint8Array) => inPieces(bytes, terms)

describe('a file that goes through in pieces', () => {
  for (const object of plantedObjects('stream', 'ISO_IR 192'))
    it(`comes out as it does whole: ${object.name}`, () => {
      const whole = deidentifyParts(object.bytes, terms)
      const pieces = streamed(object.bytes)
      if (pieces)
        expect({
          status: pieces.result.status,
          same: whole.status !== 'released' || Buffer.concat(whole.parts).equals(pieces.bytes),
          proof: pieces.result,
        }).toEqual({ status: whole.status, same: true, proof: proofOf(whole) })
    })

  it('comes out as it does whole: letters in the reserved bytes before fragments are zero either way', () => {
    const opening = Buffer.from([0xe0, 0x7f, 0x10, 0x00, 0x4f, 0x42, 0, 0, 0xff, 0xff, 0xff, 0xff])
    const encapsulated = plantedObjects('stream', 'ISO_IR 192').map((one) => Buffer.from(one.bytes))
    const bytes = encapsulated.find((one) => one.includes(opening) && streamed(one)?.result.status === 'released')!
    bytes.write('Ib', bytes.indexOf(opening) + 6, 'latin1')
    const whole = deidentifyParts(bytes, terms)
    const pieces = streamed(bytes)!.bytes
    expect(pieces.includes(opening)).toBe(true)
    expect(whole.status === 'released' && Buffer.concat(whole.parts).equals(pieces)).toBe(true)
  })

  it('comes out as it does whole: a header longer than most, and pixels that are written where a multiple of a piece begins', () => {
    const planted = plantedObjects('stream', 'ISO_IR 192').find((one) => one.name.startsWith('CT'))!
    const read = readDataset(planted.bytes)
    if (!read.ok) throw new Error(read.problem.message)
    const dataset = new Map(read.dataset)
    dataset.set(0x00283006, { vr: 'OW', bytes: Buffer.alloc(700_001 * 2, 5) })
    dataset.set(0x00200037, { vr: 'DS', strings: ['1', '0', '0', '0', '1', '0'] })
    dataset.set(0x00280008, { vr: 'IS', strings: ['1'] })
    dataset.set(0x00280010, { vr: 'US', numbers: [4800] })
    dataset.set(0x00280011, { vr: 'US', numbers: [1000] })
    dataset.set(0x7fe00010, { vr: 'OW', bytes: Buffer.alloc(4800 * 1000 * 2, 9) })
    const bytes = writeFile(dataset)
    const whole = deidentifyParts(bytes, terms)
    const pieces = streamed(bytes)!
    expect(pieces.result.status).toBe('released')
    expect(whole.status === 'released' && Buffer.concat(whole.parts).equals(pieces.bytes)).toBe(true)
    const begun = pieces.sizes.map((_, i) => pieces.sizes.slice(0, i).reduce((sum, size) => sum + size, 0))
    const within = begun.filter((at) => at > bytes.length - 4800 * 1000 * 2 + pieceBytes)
    expect(within.length).toBeGreaterThanOrEqual(3)
    expect(within.map((at) => at % pieceBytes)).toEqual(within.map(() => 0))
  })

  it.skipIf(files.length === 0)('comes out as it does whole: every real file (skipped without CLIC_DATA)', () => {
    let compared = 0
    for (const file of files) {
      const bytes = readFileSync(file)
      const whole = deidentifyParts(bytes, terms)
      const pieces = streamed(bytes)
      if (!pieces) continue
      compared++
      expect({ file, result: pieces.result }).toEqual({ file, result: proofOf(whole) })
      if (whole.status === 'released') expect(Buffer.concat(whole.parts).equals(pieces.bytes), file).toBe(true)
    }
    expect(compared).toBeGreaterThan(30)
  })

  it.skipIf(files.length === 0)(
    'comes out as it does alone when it comes again: every real file (skipped without CLIC_DATA)',
    () => {
      const memory = { profile: prepareProfile(terms.profile), headers: new Map(), facts: {} }
      for (const file of files) {
        const bytes = readFileSync(file)
        const alone = deidentifyParts(bytes, { ...terms, profile: memory.profile })
        for (let time = 0; time < 3; time++) {
          const again = deidentifyParts(bytes, { ...terms, ...memory })
          expect({ file, result: proofOf(again) }).toEqual({ file, result: proofOf(alone) })
          if (again.status === 'released' && alone.status === 'released')
            expect(Buffer.concat(again.parts).equals(Buffer.concat(alone.parts)), file).toBe(true)
        }
      }
    },
  )
})

function proofOf(whole: ReturnType<typeof deidentifyParts>) {
  return whole.status === 'released' ? { status: whole.status, proof: whole.proof } : whole
}
