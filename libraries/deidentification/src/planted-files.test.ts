import { describe, expect, it } from 'vitest'
import { opened } from '../testing/opened-file.ts'
import { leaks } from '../testing/plant-kit.ts'
import { plantedDocuments } from '../testing/planted-documents.ts'
import { plantedEncapsulated } from '../testing/planted-encapsulated.ts'
import { plantedPdf } from '../testing/planted-pdf.ts'
import { plantedSlides } from '../testing/planted-slides.ts'
import { deidentifyFile, prepareSweep, researchProfile } from './index.ts'
import { nobody } from './subject.ts'

const given = {
  profile: researchProfile(),
  subject: { pseudonym: 'P-KIT', dateShiftDays: -91, uidKey: new Uint8Array(32).fill(9) },
  sweep: prepareSweep(nobody()),
}

describe('the planted files', () => {
  for (const file of [
    ...plantedDocuments('kit files'),
    plantedPdf('kit files'),
    ...plantedSlides('kit files'),
    ...plantedEncapsulated('kit files'),
  ]) {
    it(`${file.name}: no plant leaks and what is worth keeping is kept`, async () => {
      const before = leaks(file.plants, Buffer.concat([file.bytes, opened(file.bytes)]))
      expect(before).toEqual(file.plants.map((plant) => plant.place))
      const result = await deidentifyFile(file.bytes, given)
      if (result.status !== 'released') throw new Error(`${result.code}: ${result.reason}`)
      const output = Buffer.concat(result.parts)
      expect(leaks(file.plants, Buffer.concat([output, opened(output), Buffer.from(result.name)]))).toEqual([])
      expect(
        file.worth
          .filter((one) => !one.holds(result.kind === 'dicom' ? output : opened(output)))
          .map((one) => one.what),
      ).toEqual([])
      expect(result.proof.residual).toMatchObject({ certain: 0, possible: 0 })
    })
  }
})
