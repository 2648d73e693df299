import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPixelReader, type PixelReader } from '@clic/pixels'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isMissing, pythonIsMissing, seenByExiftool, seenByPython } from '../testing/foreign-readers.ts'
import { leaks } from '../testing/plant-kit.ts'
import { scannedPdf } from '../testing/planted-pdf.ts'
import { plantedPhotos, scannedJpeg, size } from '../testing/planted-photos.ts'
import { productKit } from '../testing/product-kit.ts'
import { readPdf } from './files/pdf-reading.ts'
import { decodePicture } from './files/picture-codec.ts'
import { deidentifyFile, prepareSweep, researchProfile } from './index.ts'
import { nobody } from './subject.ts'

let reader: PixelReader
const folder = mkdtempSync(join(tmpdir(), 'clic-photos-'))
const exiftool = isMissing('exiftool', '-ver')
/** What JFIF, a colour profile without words, and the fields of a plain picture are called. */
const plain =
  /^(?:JFIF|ICC-header|PNG-pHYs) |^ICC_Profile (?:MediaWhitePoint|ProfileDescription|ProfileCopyright)$|^PNG (?:ImageWidth|ImageHeight|BitDepth|ColorType|Compression|Filter|Interlace)$|^IFD0 (?:ImageWidth|ImageHeight|BitsPerSample|Compression|PhotometricInterpretation|StripOffsets|SamplesPerPixel|RowsPerStrip|StripByteCounts)$/
beforeAll(async () => {
  reader = await openPixelReader()
}, 300_000)
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await reader.close()
})

const given = {
  profile: researchProfile(),
  subject: { pseudonym: 'P-KIT', dateShiftDays: -91, uidKey: new Uint8Array(32).fill(9) },
  sweep: prepareSweep(nobody()),
}

describe('photographs', () => {
  for (const photo of plantedPhotos('kit photos')) {
    it(`${photo.name}: no plant leaks, the picture stays, and what is written in it is masked`, async () => {
      expect(leaks(photo.plants, photo.bytes)).toEqual(photo.plants.map((plant) => plant.place))
      const result = await deidentifyFile(photo.bytes, { ...given, pixels: reader })
      if (result.status !== 'released') throw new Error(`${result.code}: ${result.reason}`)
      const output = Buffer.concat(result.parts)
      expect(leaks(photo.plants, output)).toEqual([])
      expect(photo.worth.filter((one) => !one.holds(output)).map((one) => one.what)).toEqual([])
      const paths = ['before', 'after'].map((name) => join(folder, `${name}.${result.name.split('.').at(-1)}`))
      writeFileSync(paths[0]!, photo.bytes)
      writeFileSync(paths[1]!, output)
      // Other readers see the same picture, and nothing of what stood beside it.
      if (!exiftool) expect(seenByExiftool(paths[1]!).filter((one) => !plain.test(one))).toEqual([])
      if (!pythonIsMissing && !photo.written) {
        const [one, other] = seenByPython(paths)
        expect(other!.pixels).toEqual(one!.pixels)
      }
      expect(result.proof).toMatchObject({ pixelsChanged: photo.written, residual: { certain: 0, possible: 0 } })
      const boxes = (result.proof.masks ?? []).flatMap((mask) => mask.boxes)
      expect(result.proof.kind).toBe(photo.name.slice(0, 4).trim().toLowerCase())
      expect(boxes.length > 0).toBe(photo.written)
      if (!photo.written) return
      const [before, after] = [await decodePicture(photo.bytes), await decodePicture(output)]
      // The proof says where it is black.
      for (const { x, y, width, height } of boxes)
        expect(after!.data[((y + (height >> 1)) * after!.width + x + (width >> 1)) * 3]).toBeLessThan(24)
      expect(await reader.text(after!, { again: true })).toEqual([])
      // The spot on the skin is not touched.
      const at = (190 * 480 + 330) * 3
      expect([...after!.data.subarray(at, at + 3)]).toEqual([...before!.data.subarray(at, at + 3)])
    }, 300_000)
  }

  it('stay without a reader of pixels, and under a profile that changes no pixels when they show text', async () => {
    const [plain, written] = plantedPhotos('kit photos')
    expect(await deidentifyFile(plain!.bytes, given)).toMatchObject({ status: 'quarantined', code: 'look-photograph' })
    const profile = researchProfile()
    const strict = { ...profile, options: { ...profile.options, cleanPixelData: false } }
    expect(await deidentifyFile(written!.bytes, { ...given, profile: strict, pixels: reader })).toMatchObject({
      status: 'quarantined',
      code: 'look-photograph',
    })
  }, 300_000)

  it('that are a page of a PDF stay without a reader; with one the page leaves with its text masked', async () => {
    const pdf = scannedPdf(scannedJpeg('Kirsten 0101'), ...size)
    expect(await deidentifyFile(pdf, given)).toMatchObject({ status: 'quarantined', code: 'document-scanned' })
    const result = await deidentifyFile(pdf, { ...given, pixels: reader })
    if (result.status !== 'released') throw new Error(result.reason)
    const read = await readPdf(Buffer.concat(result.parts))
    if ('refusal' in read) throw new Error(read.refusal.reason)
    expect(read.pages[0]!.pictures).toHaveLength(1)
    expect(await reader.text(read.pages[0]!.pictures[0]!.raster, { again: true })).toEqual([])
  }, 300_000)
})

describe('the whole kit through the whole product', () => {
  it('leaks nothing, keeps all that is worth keeping, and holds what must be held', async () => {
    const wrong: string[] = []
    for (const file of productKit('whole product')) {
      const before = file.leaking(file.bytes)
      if (before.length !== file.places) wrong.push(`${file.name}: of ${file.places} places ${before.length} are seen`)
      const result = await deidentifyFile(file.bytes, { ...given, pixels: reader })
      if (result.status === 'quarantined') {
        if (result.code !== file.held) wrong.push(`${file.name}: ${result.code} ${result.reason}`)
        continue
      }
      const output = Buffer.concat(result.parts)
      wrong.push(...file.leaking(output).map((place) => `${file.name} leaks ${place}`))
      wrong.push(...file.lost(output).map((what) => `${file.name} lost ${what}`))
    }
    expect(wrong).toEqual([])
  }, 300_000)
})
