import type { Dataset } from '../dataset.ts'
import { newUid } from '../uid.ts'
import { build, dateAndTime } from './build-dataset.ts'
import { columnOf, isRectangular, norm, orientationOf, slicePosition } from './geometry.ts'
import type { Volume } from './volume.ts'
import { wordsOfVoxels } from './words-of-voxels.ts'

export interface MrSeriesInput {
  volume: Pick<Volume, 'dims' | 'spacing' | 'affine' | 'data'>
  /** `name` is a PN, `birthDate` a DA, `age` an AS. */
  patient: { name: string; id: string; birthDate: string; sex: string; age?: string; address?: string; phone?: string }
  study: {
    uid: string
    id: string
    description: string
    accession: string
    at: Date
    referringPhysician: string
    institution: string
    operator?: string
  }
  series: { uid?: string; number: number; description: string; bodyPart: string; frameOfReferenceUid?: string }
  equipment?: { manufacturer: string; model: string; serial: string; station: string }
  /** ISO_IR 100 (Latin-1) or ISO_IR 192 (UTF-8). */
  characterSet?: 'ISO_IR 100' | 'ISO_IR 192'
  /** SOP instance UIDs in slice order; made when absent. */
  sopInstanceUids?: string[]
}

const invented = { manufacturer: 'CLIC test scanner', model: 'Model T', serial: '0000', station: 'MR1' }

/**
 * A volume as single-frame MR Image Storage objects (PS3.3 A.4), one a slice, 16 bit, explicit little endian in mind. Values are
 * scaled into the range where needed; acquisition parameters are invented. Throws RangeError where the volume has no form as
 * slices: sheared axes, or voxels that do not fill it.
 */
export function mrSeriesFromVolume(input: MrSeriesInput): Dataset[] {
  const { dims, affine, data } = input.volume
  const size = dims[0] * dims[1]
  if (data.length !== size * dims[2]) throw new RangeError('the voxels do not fill the volume')
  if (!isRectangular(affine)) throw new RangeError('the axes of the volume do not stand at right angles')
  const { words, slope, intercept } = wordsOfVoxels(data)
  const rescale =
    slope === 1 && intercept === 0 ? {} : { RescaleIntercept: intercept, RescaleSlope: slope, RescaleType: 'US' }
  const common = { ...patientAndStudyOf(input), ...seriesOf(input), ...rescale }
  return Array.from({ length: dims[2] }, (_, k) =>
    build({
      ...common,
      SOPInstanceUID: input.sopInstanceUids?.[k] ?? newUid(),
      InstanceNumber: k + 1,
      ImagePositionPatient: slicePosition(input.volume, k),
      PixelRepresentation: words instanceof Int16Array ? 1 : 0,
      PixelData: new Uint8Array(words.buffer, words.byteOffset + 2 * size * k, 2 * size),
    }),
  )
}

function patientAndStudyOf({ patient, study, equipment = invented, characterSet }: MrSeriesInput) {
  const { date, time } = dateAndTime(study.at)
  return {
    SpecificCharacterSet: characterSet ?? 'ISO_IR 192',
    PatientName: patient.name,
    PatientID: patient.id,
    PatientBirthDate: patient.birthDate,
    PatientSex: patient.sex,
    PatientAge: patient.age,
    PatientAddress: patient.address,
    PatientTelephoneNumbers: patient.phone,
    StudyInstanceUID: study.uid,
    StudyID: study.id,
    StudyDescription: study.description,
    AccessionNumber: study.accession,
    ReferringPhysicianName: study.referringPhysician,
    InstitutionName: study.institution,
    OperatorsName: study.operator,
    ...{ StudyDate: date, SeriesDate: date, AcquisitionDate: date, ContentDate: date },
    ...{ StudyTime: time, SeriesTime: time, AcquisitionTime: time, ContentTime: time },
    Manufacturer: equipment.manufacturer,
    ManufacturerModelName: equipment.model,
    DeviceSerialNumber: equipment.serial,
    StationName: equipment.station,
    SoftwareVersions: '1',
  }
}

function seriesOf({ volume, series }: MrSeriesInput) {
  const [columns, rows] = volume.dims
  const [across, down, between] = ([0, 1, 2] as const).map((n) => norm(columnOf(volume.affine, n))) as [
    number,
    number,
    number,
  ]
  return {
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.4',
    ImageType: ['ORIGINAL', 'PRIMARY', 'OTHER'],
    Modality: 'MR',
    SeriesInstanceUID: series.uid ?? newUid(),
    SeriesNumber: series.number,
    SeriesDescription: series.description,
    ProtocolName: series.description,
    BodyPartExamined: series.bodyPart,
    PatientPosition: 'HFS',
    FrameOfReferenceUID: series.frameOfReferenceUid ?? newUid(),
    PositionReferenceIndicator: null,
    ScanningSequence: 'GR',
    SequenceVariant: 'NONE',
    ScanOptions: null,
    MRAcquisitionType: '3D',
    RepetitionTime: 8,
    EchoTime: 4,
    EchoTrainLength: 1,
    SliceThickness: between,
    SpacingBetweenSlices: between,
    ImageOrientationPatient: orientationOf(volume),
    PixelSpacing: [down, across],
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: rows,
    Columns: columns,
    BitsAllocated: 16,
    BitsStored: 16,
    HighBit: 15,
  }
}
