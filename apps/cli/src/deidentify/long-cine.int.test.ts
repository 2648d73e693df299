import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, readDataset, writeFile } from '@clic/dicom'
import { afterAll, describe, expect, it } from 'vitest'
import { size, writtenPixels } from '../../../../libraries/deidentification/testing/planted-photos.ts'
import { deidentifyCommand, readProofRows } from '../../../../testing/deidentify-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'clic-long-cine-'))
const [frames, written] = [20, 13]
const [width, height] = size
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** An ultrasound cine of which one frame alone, between those that are looked at evenly, shows a name. */
function cine(): Uint8Array {
  const [plain, named] = [writtenPixels(undefined), writtenPixels('Kirsten Holm')]
  return writeFile(
    build({
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.3.1',
      SOPInstanceUID: '2.25.771',
      StudyInstanceUID: '2.25.781',
      SeriesInstanceUID: '2.25.791',
      Modality: 'US',
      PatientName: 'Holm^Kirsten',
      PatientID: 'AB-77',
      SamplesPerPixel: 3,
      PhotometricInterpretation: 'RGB',
      PlanarConfiguration: 0,
      NumberOfFrames: String(frames),
      Rows: height,
      Columns: width,
      BitsAllocated: 8,
      BitsStored: 8,
      HighBit: 7,
      PixelRepresentation: 0,
      PixelData: Buffer.concat(Array.from({ length: frames }, (_, index) => (index === written ? named : plain))),
    }),
  )
}

describe('a cine longer than what is held of a file', () => {
  it('is looked at all the same, and a name on a single frame is black', { timeout: 240_000 }, () => {
    const input = join(folder, 'in')
    mkdirSync(input)
    writeFileSync(join(input, 'cine.dcm'), cine())
    expect(statSync(join(input, 'cine.dcm')).size).toBeGreaterThan(8 << 20)
    const proof = join(folder, 'proof.jsonl')
    const args = [input, join(folder, 'out'), '--proof', proof, '--key', join(folder, 'key.json')]
    const { code, said } = deidentifyCommand(args, 230_000)
    expect(code, said).toBe(0)
    const rows = readProofRows<{ status: string; output: string }>(proof)
    expect(rows).toMatchObject([{ status: 'released' }])
    const read = readDataset(readFileSync(join(folder, 'out', rows[0]!.output)))
    if (!read.ok) throw new Error(read.problem.message)
    const pixels = read.dataset.get(0x7fe00010)!.bytes!
    const frame = pixels.subarray(written * width * height * 3, (written + 1) * width * height * 3)
    const line = (y: number, from: number, to: number) => frame.subarray((y * width + from) * 3, (y * width + to) * 3)
    // Through the middle of the letters nothing but black is left; the spot on the skin is as it was.
    for (const y of [44, 50, 56, 61]) expect(Math.max(...line(y, 30, 190)), `row ${y}`).toBe(0)
    const plain = writtenPixels(undefined)
    expect([...line(190, 330, 331)]).toEqual([...plain.subarray((190 * width + 330) * 3, (190 * width + 331) * 3)])
  })
})
