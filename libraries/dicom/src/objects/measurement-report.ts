import { type Dataset, text } from '../dataset.ts'
import { tag } from '../dictionary.ts'
import { newUid } from '../uid.ts'
import {
  build,
  type Code,
  characterSetOf,
  codeItem,
  copied,
  copiedIfThere,
  dateAndTime,
  patientAndStudy,
} from './build-dataset.ts'
import { codes } from './codes.ts'
import { codeContent, container, imageContent } from './content-item.ts'
import { measurementGroup } from './measurement-group.ts'
import { type Observer, observerContext } from './observer-context.ts'

export interface VolumeMeasurement {
  /** Segment number in the segmentation. */
  segment: number
  /** Name of the structure, as in the segment's label. */
  structure: string
  volumeMm3: number
  /** What was measured, which part, which side; taken from the name where absent. */
  finding?: Code
  part?: Code
  side?: Code
  /** The same structure over time keeps the same one; made from the report's UID where absent. */
  trackingUid?: string
}

export interface MeasurementReportInput {
  /** Headers of the series that was measured. */
  source: readonly Dataset[]
  segmentation: Dataset
  measurements: readonly VolumeMeasurement[]
  algorithm: { name: string; version: string; manufacturer?: string }
  /** Who observed, beside the device that the algorithm is. */
  person?: { name: string; organization?: string }
  device?: Partial<Observer>
  /** Names every source image in the report itself (TID 1600). */
  imageLibrary?: boolean
  /** The procedure; by modality where absent. */
  procedure?: Code
  seriesDescription?: string
  sopInstanceUid?: string
  seriesInstanceUid?: string
  seriesNumber?: number
  at: Date
}

/**
 * A Comprehensive 3D SR with volumes per structure: TID 1500 with one TID 1411 group a segment (PS3.16). Volumes in mm³.
 * Throws RangeError when a volume is no finite number from 0, or when source and segmentation are of different studies.
 */
export function measurementReport(input: MeasurementReportInput): Dataset {
  const first = input.source[0]
  if (!first) throw new RangeError('the source series is empty')
  if (text(first, tag('StudyInstanceUID')) !== text(input.segmentation, tag('StudyInstanceUID')))
    throw new RangeError('the segmentation is of another study than the source series')
  if (input.measurements.length === 0) throw new RangeError('no structure is measured')
  const { date, time } = dateAndTime(input.at)
  const uid = input.sopInstanceUid ?? newUid()
  return new Map([
    ...copied(first, patientAndStudy),
    ...copiedIfThere(first, ['PatientAge', 'IssuerOfPatientID', 'StudyDescription']),
    ...build({
      SpecificCharacterSet: characterSetOf(first),
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.88.34',
      SOPInstanceUID: uid,
      ...{ SeriesDate: date, SeriesTime: time, ContentDate: date, ContentTime: time },
      Modality: 'SR',
      Manufacturer: input.device?.manufacturer ?? 'CLIC',
      ManufacturerModelName: input.device?.model ?? 'CLIC',
      DeviceSerialNumber: input.device?.serial ?? '1',
      SoftwareVersions: '0.1',
      SeriesDescription: (input.seriesDescription ?? `${input.algorithm.name} measurements`).slice(0, 64),
      SeriesInstanceUID: input.seriesInstanceUid ?? newUid(),
      SeriesNumber: input.seriesNumber ?? 101,
      InstanceNumber: 1,
      CompletionFlag: 'COMPLETE',
      VerificationFlag: 'UNVERIFIED',
      ReferencedPerformedProcedureStepSequence: null,
      PerformedProcedureCodeSequence: null,
      CurrentRequestedProcedureEvidenceSequence: [evidence(input, first)],
      ValueType: 'CONTAINER',
      ConceptNameCodeSequence: [codeItem(codes.report)],
      ContinuityOfContent: 'SEPARATE',
      ContentTemplateSequence: [build({ MappingResource: 'DCMR', TemplateIdentifier: '1500' })],
      ContentSequence: content(input, first, uid),
    }),
  ])
}

function content(input: MeasurementReportInput, first: Dataset, uid: string): Dataset[] {
  const library = input.imageLibrary
    ? [
        container(
          codes.imageLibrary,
          [
            container(
              codes.imageLibraryGroup,
              input.source.map((one) => imageContent('CONTAINS', undefined, reference(one))),
              '1601',
            ),
          ],
          '1600',
        ),
      ]
    : []
  return [
    codeContent('HAS CONCEPT MOD', codes.language, codes.english),
    ...observerContext(input, uid),
    codeContent(
      'HAS CONCEPT MOD',
      codes.procedureReported,
      input.procedure ?? (text(first, tag('Modality')) === 'CT' ? codes.ct : codes.mri),
    ),
    ...library,
    container(
      codes.imagingMeasurements,
      input.measurements.map((one) => measurementGroup(one, input, uid)),
    ),
  ]
}

/** Everything that the report refers to (PS3.3 C.17.2). */
function evidence(input: MeasurementReportInput, first: Dataset): Dataset {
  const series = (of: Dataset, objects: readonly Dataset[]) =>
    build({
      SeriesInstanceUID: text(of, tag('SeriesInstanceUID')) ?? '',
      ReferencedSOPSequence: objects.map(reference),
    })
  return build({
    StudyInstanceUID: text(first, tag('StudyInstanceUID')) ?? '',
    ReferencedSeriesSequence: [series(input.segmentation, [input.segmentation]), series(first, input.source)],
  })
}

function reference(object: Dataset): Dataset {
  return build({
    ReferencedSOPClassUID: text(object, tag('SOPClassUID')) ?? '',
    ReferencedSOPInstanceUID: text(object, tag('SOPInstanceUID')) ?? '',
  })
}
