import { build, readDataset, text, writeFile } from '@clic/dicom'
import { describe, expect, it } from 'vitest'
import { leaks } from '../testing/plant-kit.ts'
import { basicProfile, deidentifyObject, type Profile, prepareSweep, researchProfile } from './index.ts'
import { nobody } from './subject.ts'

const slide = build({
  SpecificCharacterSet: 'ISO_IR 192',
  SOPClassUID: '1.2.840.10008.5.1.4.1.1.77.1.6',
  SOPInstanceUID: '1.2.208.4711.77.1',
  StudyInstanceUID: '1.2.208.4711.77.2',
  SeriesInstanceUID: '1.2.208.4711.77.3',
  Modality: 'SM',
  ImageType: ['ORIGINAL', 'PRIMARY', 'VOLUME', 'NONE'],
  PatientName: '',
  PatientID: '',
  SeriesDescription: 'HE af HP24-771902 blok A, glas GL553311',
  ImageComments: 'Se prøve SP-90812-B og K88120034.',
  ContainerIdentifier: 'GL553311',
  BarcodeValue: 'K88120034^1',
  LabelText: 'HP24-771902 A1\nHE 17',
  SpecimenDescriptionSequence: [build({ SpecimenIdentifier: 'SP-90812-B', SpecimenUID: '1.2.208.4711.77.4' })],
})
const plants = ['HP24-771902', 'GL553311', 'K88120034', 'SP-90812-B', 'HE 17'].map((secret) => ({
  place: secret,
  secrets: [secret],
}))

describe('a slide’s label, barcode, container and specimen', () => {
  for (const [name, profile] of [
    ['research', researchProfile()],
    ['basic', basicProfile()],
  ] as [string, Profile][])
    it(`give numbers that are found wherever else they stand, and none survives the ${name} profile`, async () => {
      const input = writeFile(slide)
      expect(leaks(plants, input)).toHaveLength(plants.length)
      const result = await deidentifyObject(input, {
        profile,
        subject: { pseudonym: 'P-GLAS', dateShiftDays: -91, uidKey: new Uint8Array(32).fill(9) },
        sweep: prepareSweep(nobody()),
      })
      if (result.status !== 'released') throw new Error(result.reason)
      expect(leaks(plants, result.output)).toEqual([])
      const read = readDataset(result.output)
      if (!read.ok) throw new Error(read.problem.message)
      expect(text(read.dataset, 0x22000002) ?? '').toBe('')
      if (name === 'research') expect(text(read.dataset, 0x0008103e)).toBe('HE af blok A, glas')
    })
})
