import { build, type Dataset, items, readDataset, text, writeFile } from '@clic/dicom'
import { describe, expect, it } from 'vitest'
import { deidentifyObject, prepareSweep, researchProfile } from './index.ts'
import { isSerial } from './known-devices.ts'
import { nobody } from './subject.ts'

const uid = (end: string) => `1.2.208.4713.${end}`

async function released(values: Record<string, unknown>, options = {}): Promise<Dataset> {
  const profile = researchProfile()
  const object = build({
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.88.22',
    SOPInstanceUID: uid('1'),
    StudyInstanceUID: uid('2'),
    SeriesInstanceUID: uid('3'),
    Modality: 'SR',
    PatientName: 'Radhkjær^Tove',
    PatientID: 'HKV7719',
    ...values,
  } as Parameters<typeof build>[0])
  const result = await deidentifyObject(writeFile(object), {
    profile: { ...profile, options: { ...profile.options, ...options } },
    subject: { pseudonym: 'P-USEFUL', dateShiftDays: -91, uidKey: new Uint8Array(32).fill(9) },
    sweep: prepareSweep(nobody()),
  })
  if (result.status !== 'released') throw new Error(result.reason)
  const read = readDataset(result.output)
  if (!read.ok) throw new Error(read.problem.message)
  return read.dataset
}

const all = (made: Dataset, tag: number) => made.get(tag)?.strings?.map((one) => one.trim())

describe('a value among several that names the patient', () => {
  it('goes alone from the type of an image, and what only followed it', async () => {
    const made = await released({ ImageType: ['DERIVED', 'SECONDARY', 'HKV7719'] })
    expect(all(made, 0x00080008)).toEqual(['DERIVED', 'SECONDARY'])
  })

  it('leaves the others of a type in their places', async () => {
    const made = await released({ ImageType: ['ORIGINAL', 'PRIMARY', 'RADHKJAER_TOVE', 'AXIAL'] })
    expect(all(made, 0x00080008)).toEqual(['ORIGINAL', 'PRIMARY', '', 'AXIAL'])
  })

  it('keeps the number of values where that is fixed', async () => {
    const made = await released({ ScanOptions: ['FAT_SAT', 'HKV7719'] })
    expect(all(made, 0x00180022)).toEqual(['FAT_SAT', ''])
  })

  it('leaves an empty element where no other stands beside it', async () => {
    const made = await released({ BodyPartExamined: 'HKV7719' })
    expect(text(made, 0x00180015)?.trim() ?? '').toBe('')
  })

  it('leaves the others of short texts in their places', async () => {
    const made = await released({ SoftwareVersions: ['VX 3', 'HKV7719', 'build 12'] })
    expect(all(made, 0x00181020)).toEqual(['VX 3', '', 'build 12'])
  })
})

describe('when a report was verified', () => {
  const verified = (time: string) => ({
    VerifyingObserverSequence: [
      build({
        VerifyingOrganization: 'Klinik 7',
        VerificationDateTime: time,
        VerifyingObserverName: 'Krarup^Bodil',
      }),
    ],
  })
  const timeOf = (made: Dataset) => text(items(made, 0x0040a073)[0]!, 0x0040a030)?.trim()

  it('moves with the other dates, though who verified it is a dummy', async () => {
    const made = await released(verified('20240401101500'))
    expect(timeOf(made)).toBe('20240101101500')
    expect(text(items(made, 0x0040a073)[0]!, 0x0040a075)).not.toContain('Krarup')
    expect(text(items(made, 0x0040a073)[0]!, 0x0040a027)).not.toContain('Klinik')
  })

  it('is a dummy where it is no time', async () => {
    expect(timeOf(await released(verified('forår')))).toBe('19000101000000')
  })

  it('is a dummy where dates do not stay', async () => {
    expect(timeOf(await released(verified('20240401101500'), { retainLongModifiedDates: false }))).toBe(
      '19000101000000',
    )
  })
})

describe('the serial number of a device', () => {
  const item = (code: string, scheme: string, meaning: string, value: string) =>
    build({
      RelationshipType: 'CONTAINS',
      ValueType: 'TEXT',
      ConceptNameCodeSequence: [build({ CodeValue: code, CodingSchemeDesignator: scheme, CodeMeaning: meaning })],
      TextValue: value,
    })
  const report = {
    DeviceSerialNumber: '340771',
    SeriesDescription: 'Dose 340771',
    ValueType: 'CONTAINER',
    ContentSequence: [
      item('121071', 'DCM', 'Finding', 'Scanner 340771, 3407712 mGy og 340771.5 mGy'),
      item('X-7', '99NORD', 'Device Observer Serial Number', '88-120'),
    ],
  }
  const texts = (made: Dataset) => items(made, 0x0040a730).map((one) => text(one, 0x0040a160)?.trim())

  it('that the header holds goes from the texts as well, and no longer number with it', async () => {
    const made = await released(report)
    expect(texts(made)).toEqual(['Scanner ***, 3407712 mGy og 340771.5 mGy', '***'])
    expect(text(made, 0x0008103e)?.trim()).toBe('Dose')
  })

  it('stays where the profile keeps devices', async () => {
    const made = await released(report, { retainDeviceIdentity: true })
    expect(texts(made)).toEqual(['Scanner 340771, 3407712 mGy og 340771.5 mGy', '88-120'])
  })

  it.each(['1234', '20000', '00000', '20240101', 'SENSATION', 'CT5', '00012'])('is no %s', (value) => {
    expect(isSerial(value)).toBe(false)
  })

  it.each(['35176', 'SN-66120', '0000123456', 'B12.03.7'])('may be %s', (value) => {
    expect(isSerial(value)).toBe(true)
  })
})

describe('a description that is the name of a view and nothing more', () => {
  it('stays, and in a comment it may be somebody', async () => {
    const made = await released({ StudyDescription: 'Rosenberg', ImageComments: 'Rosenberg' })
    expect(text(made, 0x00081030)?.trim()).toBe('Rosenberg')
    expect(text(made, 0x00204000) ?? '').not.toContain('Rosenberg')
  })

  it('goes where the patient is called so', async () => {
    const made = await released({ PatientName: 'Rosenberg^Tove', StudyDescription: 'Rosenberg' })
    expect(text(made, 0x00081030) ?? '').not.toContain('Rosenberg')
  })
})
