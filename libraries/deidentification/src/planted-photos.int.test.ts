import { openPixelReader, type PixelReader } from '@clic/pixels'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leaks } from '../testing/plant-kit.ts'
import { plantedPhotos } from '../testing/planted-photos.ts'
import { nobody } from './files/file-identity.ts'
import { decodePicture } from './files/picture-codec.ts'
import { deidentifyFile, prepareSweep, researchProfile } from './index.ts'

let reader: PixelReader
beforeAll(async () => {
  reader = await openPixelReader()
}, 300_000)
afterAll(() => reader.close())

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
      expect(result.proof).toMatchObject({ pixelsChanged: photo.written, residual: { certain: 0, possible: 0 } })
      if (!photo.written) return
      const [before, after] = [await decodePicture(photo.bytes), await decodePicture(output)]
      expect(await reader.text(before!)).not.toEqual([])
      expect(await reader.text(after!)).toEqual([])
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
})
