import { build, type Dataset, mrSeriesFromVolume, newUid, tag } from '@clic/dicom'
import type { PhantomVolume } from './head-phantom.ts'

const nobody = { name: 'Fantom^Hoved', id: '9999999995', birthDate: '19700101', sex: 'O' }

/** A phantom as single-frame objects, one a slice: MR as it is, CT with the values of Hounsfield units less 1024. */
export function headSeries(volume: PhantomVolume, about: { bodyPart: string; description: string }): Dataset[] {
  const ct = volume.modality === 'CT'
  const spacing = [0, 1, 2].map((n) => Math.hypot(...[0, 4, 8].map((row) => volume.affine[row + n]!)))
  const slices = mrSeriesFromVolume({
    volume: {
      dims: volume.dims,
      affine: volume.affine,
      spacing: spacing as [number, number, number],
      data: Int16Array.from(volume.data, (value) => Math.round(value) + (ct ? 1024 : 0)),
    },
    patient: nobody,
    study: {
      uid: newUid(),
      id: '1',
      description: about.description,
      accession: '',
      at: new Date('2026-01-02T03:04:05Z'),
      referringPhysician: '',
      institution: '',
    },
    series: { number: 1, description: '', bodyPart: about.bodyPart },
  })
  const changed = ct
    ? build({ SOPClassUID: '1.2.840.10008.5.1.4.1.1.2', Modality: 'CT', RescaleIntercept: -1024, RescaleSlope: 1 })
    : build({})
  return slices.map((slice) => new Map([...slice, ...changed]))
}

/** The same as one Enhanced MR or CT object: places in its functional groups (PS3.3 C.7.6.16). */
export function asMultiFrame(slices: readonly Dataset[]): Dataset {
  const first = slices[0]!
  const pick = (from: Dataset, ...names: string[]): Dataset =>
    new Map(names.flatMap((name) => (from.has(tag(name)) ? [[tag(name), from.get(tag(name))!] as const] : [])))
  const moved = ['ImagePositionPatient', 'ImageOrientationPatient', 'PixelSpacing', 'RescaleIntercept', 'RescaleSlope']
  const common: Dataset = new Map([...first].filter(([one]) => !moved.some((name) => tag(name) === one)))
  const pixels = Buffer.concat(slices.map((slice) => slice.get(tag('PixelData'))!.bytes!))
  const ct = first.get(tag('Modality'))?.strings?.[0] === 'CT'
  const groups = build({
    SOPClassUID: ct ? '1.2.840.10008.5.1.4.1.1.2.1' : '1.2.840.10008.5.1.4.1.1.4.1',
    SOPInstanceUID: newUid(),
    NumberOfFrames: slices.length,
    SharedFunctionalGroupsSequence: [
      build({
        PlaneOrientationSequence: [pick(first, 'ImageOrientationPatient')],
        PixelMeasuresSequence: [pick(first, 'PixelSpacing', 'SliceThickness')],
        PixelValueTransformationSequence: [pick(first, 'RescaleIntercept', 'RescaleSlope')],
      }),
    ],
    PerFrameFunctionalGroupsSequence: slices.map((slice) =>
      build({ PlanePositionSequence: [pick(slice, 'ImagePositionPatient')] }),
    ),
    PixelData: new Uint8Array(pixels),
  })
  return new Map([...common, ...groups])
}
