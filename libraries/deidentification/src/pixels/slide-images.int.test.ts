import { build, readDataset, text, writeFile } from '@clic/dicom'
import { openPixelReader, readFrames } from '@clic/pixels'
import { describe, expect, it } from 'vitest'
import { scannedJpeg } from '../../testing/planted-photos.ts'
import { basicProfile, prepareSweep, researchProfile } from '../index.ts'
import { nobody } from '../subject.ts'
import { deidentifyDicom } from './deidentify-dicom.ts'

const terms = {
  profile: researchProfile(),
  subject: { pseudonym: 'P-GLAS', dateShiftDays: -12, uidKey: new Uint8Array(32).fill(5) },
  sweep: prepareSweep(nobody()),
}

/** An image of a slide by its flavour, with noise in its two frames, or a JPEG picture with words in it. */
function slideImage(flavour: string, labelInImage?: string, jpeg?: Buffer): Uint8Array {
  const noise = Buffer.from(Array.from({ length: 2 * 48 * 32 * 3 }, (_, i) => 40 + ((i * 7919) % 200)))
  const dataset = build({
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.77.1.6',
    SOPInstanceUID: '1.2.208.4711.78.1',
    StudyInstanceUID: '1.2.208.4711.78.2',
    SeriesInstanceUID: '1.2.208.4711.78.3',
    Modality: 'SM',
    ImageType: ['ORIGINAL', 'PRIMARY', flavour, 'NONE'],
    ...(labelInImage === undefined ? {} : { SpecimenLabelInImage: labelInImage }),
    PatientName: '',
    PatientID: '',
    BurnedInAnnotation: 'NO',
    SamplesPerPixel: 3,
    PhotometricInterpretation: jpeg ? 'YBR_FULL_422' : 'RGB',
    PlanarConfiguration: 0,
    NumberOfFrames: jpeg ? '1' : '2',
    Rows: jpeg ? 320 : 32,
    Columns: jpeg ? 480 : 48,
    BitsAllocated: 8,
    BitsStored: 8,
    HighBit: 7,
    PixelRepresentation: 0,
  })
  dataset.set(0x7fe00010, jpeg ? { vr: 'OB', fragments: [jpeg] } : { vr: 'OB', bytes: noise })
  return writeFile(dataset, jpeg ? { transferSyntax: '1.2.840.10008.1.2.4.50' } : {})
}

async function brightest(file: Uint8Array): Promise<number[]> {
  const frames = await readFrames(file)
  if (!frames || 'ok' in frames) throw new Error('its frames do not read')
  const found: number[] = []
  for (let i = 0; i < frames.frames; i++) {
    const frame = await frames.frame(i)
    if (!(frame instanceof Uint8Array)) throw new Error('a frame does not read')
    found.push(frame.reduce((most, value) => Math.max(most, value), 0))
  }
  return found
}

describe('an image of a slide', () => {
  for (const [name, input] of [
    ['plain', slideImage('LABEL', 'YES')],
    ['JPEG', slideImage('LABEL', undefined, scannedJpeg('Hansen 1234'))],
  ] as const)
    it(`that is its label (${name}) leaves without one pixel of it, and nobody has to look`, async () => {
      expect(Math.max(...(await brightest(input)))).toBeGreaterThan(200)
      const result = await deidentifyDicom(input, terms)
      if (result.status !== 'released') throw new Error(result.reason)
      const output = Buffer.concat(result.parts)
      expect((await brightest(output)).every((value) => value <= 2)).toBe(true)
      const read = readDataset(output)
      expect(read.ok && [text(read.dataset, 0x00280301), text(read.dataset, 0x00480010)]).toEqual(['NO', 'NO'])
      expect(result.proof).toMatchObject({ pixelsChanged: true, rules: { 'slide-label-removed': 1 } })
    })

  it('that is its label stays under a profile that changes no pixels', async () => {
    const result = await deidentifyDicom(slideImage('LABEL'), { ...terms, profile: basicProfile() })
    expect(result).toMatchObject({ status: 'quarantined', code: 'look-slide-label' })
  })

  it('that may show the label stays: an overview, a thumbnail, and whatever says that the label is in it', async () => {
    for (const [flavour, labelled] of [
      ['OVERVIEW', 'YES'],
      ['OVERVIEW', undefined],
      ['THUMBNAIL', undefined],
      ['VOLUME', 'YES'],
    ] as const)
      expect(await deidentifyDicom(slideImage(flavour, labelled), terms)).toMatchObject({
        status: 'quarantined',
        code: 'look-slide-overview',
      })
  })

  it('that has no label in it goes: the volume at once, overview and thumbnail after a look', async () => {
    expect(await deidentifyDicom(slideImage('VOLUME', 'NO'), terms)).toMatchObject({ status: 'released' })
    const reader = await openPixelReader()
    try {
      for (const flavour of ['OVERVIEW', 'THUMBNAIL']) {
        const input = slideImage(flavour, 'NO', scannedJpeg('Hansen 1234'))
        expect(await deidentifyDicom(input, terms)).toMatchObject({ status: 'quarantined' })
        const result = await deidentifyDicom(input, { ...terms, pixels: reader })
        expect(result).toMatchObject({ status: 'released', proof: { rules: { 'pixel-looked-at': 1 } } })
      }
    } finally {
      await reader.close()
    }
  }, 120_000)
})
