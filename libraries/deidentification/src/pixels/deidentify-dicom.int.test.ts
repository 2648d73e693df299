import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build, items, readDataset, text, writeFile } from '@clic/dicom'
import { type Box, openPixelReader, type PixelReader, PixelReaderFailed } from '@clic/pixels'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { basicProfile, nobody, prepareSweep, researchProfile } from '../index.ts'
import { deidentifyDicom } from './deidentify-dicom.ts'

const python = resolve('.clic/runtime/venv/bin/python')
const script = 'apps/cli/src/proofs/render-burned-in.py'
const subject = { pseudonym: 'P-LOOK', dateShiftDays: -12, uidKey: new Uint8Array(32).fill(5) }
const sweep = prepareSweep(nobody())
const terms = { profile: researchProfile(), subject, sweep }

interface Rendered {
  width: number
  height: number
  channels: 1 | 3
  texts: { what: string; box: Box }[]
}

/** An ultrasound object of two frames that show the same picture. */
function ultrasound(picture: Rendered, pixels: Uint8Array): Uint8Array {
  return writeFile(
    build({
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.3.1',
      SOPInstanceUID: '2.25.77',
      StudyInstanceUID: '2.25.78',
      SeriesInstanceUID: '2.25.79',
      Modality: 'US',
      PatientName: 'Sørensen^Åse',
      PatientID: '410190-1234',
      SamplesPerPixel: picture.channels,
      PhotometricInterpretation: picture.channels === 3 ? 'RGB' : 'MONOCHROME2',
      ...(picture.channels === 3 ? { PlanarConfiguration: 0 } : {}),
      NumberOfFrames: '2',
      Rows: picture.height,
      Columns: picture.width,
      BitsAllocated: 8,
      BitsStored: 8,
      HighBit: 7,
      PixelRepresentation: 0,
      BurnedInAnnotation: 'YES',
      PixelData: Buffer.concat([pixels, pixels]),
    }),
  )
}

describe.skipIf(!existsSync(python))(
  'an object with a name in its pixels (skipped when the Python of the runtime is missing)',
  () => {
    let reader: PixelReader
    let picture: Rendered
    let pixels: Uint8Array
    let input: Uint8Array
    beforeAll(async () => {
      const folder = mkdtempSync(join(tmpdir(), 'clic-look-'))
      execFileSync(python, [script, '/nowhere', folder, '1', '4'])
      picture = JSON.parse(readFileSync(join(folder, '000.json'), 'utf8'))
      pixels = new Uint8Array(readFileSync(join(folder, '000.raw')))
      input = ultrasound(picture, pixels)
      rmSync(folder, { recursive: true, force: true })
      reader = await openPixelReader()
    })
    afterAll(() => reader?.close())

    it('leaves with its texts black, the rest as it was, and says how', { timeout: 240_000 }, async () => {
      const result = await deidentifyDicom(input, { ...terms, pixels: reader })
      if (result.status !== 'released') throw new Error(result.reason)
      const read = readDataset(Buffer.concat(result.parts))
      if (!read.ok) throw new Error(read.problem.message)
      const { dataset } = read
      expect(text(dataset, 0x00280301)).toBe('NO')
      expect(items(dataset, 0x00120064).map((code) => text(code, 0x00080100))).toContain('113101')
      const after = dataset.get(0x7fe00010)!.bytes!
      const { masks = [] } = result.proof
      expect(masks).toMatchObject([{ from: 1, to: 2 }])
      const black = (x: number, y: number) =>
        masks[0]!.boxes.some((box) => x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height)
      let strange = 0
      for (let i = 0; i < pixels.length * 2; i++) {
        const at = Math.floor((i % pixels.length) / picture.channels)
        const inside = black(at % picture.width, Math.floor(at / picture.width))
        if (after[i] !== (inside ? 0 : pixels[i % pixels.length])) strange++
      }
      expect(strange).toBe(0)
      for (const { what, box } of picture.texts.filter((one) => one.what !== 'technical'))
        for (const [x, y] of [
          [box.x, box.y],
          [box.x + box.width - 1, box.y + box.height - 1],
        ])
          expect(black(x!, y!), what).toBe(true)
      expect(result.proof).toMatchObject({ pixelsChanged: true, rules: { 'pixel-looked-at': 1 } })
      for (const box of masks[0]!.boxes) expect(Object.keys(box).sort()).toEqual(['height', 'kind', 'width', 'x', 'y'])
    })

    it('is masked as a person has drawn, without a reader', async () => {
      const masks = [{ from: 1, to: 1, boxes: [{ kind: 'person' as const, x: 3, y: 4, width: 20, height: 10 }] }]
      const result = await deidentifyDicom(input, { ...terms, masks })
      expect(result).toMatchObject({ status: 'released', proof: { masks, rules: { 'pixel-masked-by-person': 1 } } })
    })

    it('leaves with the boxes of a person although no rule asked for a look', async () => {
      const read = readDataset(input)
      if (!read.ok) throw new Error(read.problem.message)
      read.dataset.delete(0x00280301)
      read.dataset.set(0x00080016, { vr: 'UI', strings: ['1.2.840.10008.5.1.4.1.1.4.1'] })
      read.dataset.set(0x00080060, { vr: 'CS', strings: ['MR'] })
      const unseen = writeFile(read.dataset)
      expect((await deidentifyDicom(unseen, terms)).status).toBe('released')
      const masks = [{ from: 1, to: 2, boxes: [{ kind: 'person' as const, x: 3, y: 4, width: 20, height: 10 }] }]
      const result = await deidentifyDicom(unseen, { ...terms, masks })
      if (result.status !== 'released') throw new Error(result.reason)
      expect(result.proof).toMatchObject({ masks, pixelsChanged: true, rules: { 'pixel-masked-by-person': 1 } })
      const after = readDataset(Buffer.concat(result.parts))
      if (!after.ok) throw new Error(after.problem.message)
      const { bytes } = after.dataset.get(0x7fe00010)!
      const at = (x: number, y: number) => (y * picture.width + x) * picture.channels
      expect([bytes![at(5, 6)], bytes![pixels.length + at(22, 13)]]).toEqual([0, 0])
      // No whole look was taken, so no method of cleaning pixels is claimed.
      expect(items(after.dataset, 0x00120064).map((code) => text(code, 0x00080100))).not.toContain('113101')
    })

    it('stays in quarantine without a reader, with one that fails, and under a profile that does not clean pixels', async () => {
      const fails = async () => {
        throw new PixelReaderFailed('ended')
      }
      const broken = { text: fails, faces: fails, close: async () => {} }
      for (const given of [terms, { ...terms, pixels: broken }, { ...terms, profile: basicProfile(), pixels: reader }])
        expect(await deidentifyDicom(input, given)).toMatchObject({ status: 'quarantined', code: 'look-burned-in' })
    })

    it('goes to quarantine when its pixels do not decode', async () => {
      const cut = ultrasound({ ...picture, height: picture.height * 3 }, pixels)
      expect(await deidentifyDicom(cut, { ...terms, pixels: reader })).toMatchObject({
        status: 'quarantined',
        code: 'pixels-unreadable',
      })
    })
  },
)
