import { type Dataset, text } from '../dataset.ts'
import { tag } from '../dictionary.ts'
import { newUid } from '../uid.ts'
import { build, characterSetOf, copied, copiedIfThere, dateAndTime, patientAndStudy } from './build-dataset.ts'
import { derivedUid } from './derived-uid.ts'
import { packBits } from './pack-bits.ts'
import { dimensions, perFrameItem, referencedSeries, type SegmentFrame, sharedItem } from './segment-frames.ts'
import { type SegmentToWrite, segmentItem } from './segment-item.ts'
import type { SeriesGrid } from './volume.ts'

export interface SegmentationInput {
  /** One label a voxel in the order of the volume; 0 is background. */
  labels: Uint8Array
  /** Geometry and SOP instance UIDs of the series that was segmented; its pixels are not asked for. */
  volume: SeriesGrid
  /** Headers of that series; patient and study are copied from the first. */
  source: readonly Dataset[]
  segments: readonly SegmentToWrite[]
  /** PN of who made the mask. */
  contentCreatorName?: string
  seriesDescription?: string
  sopInstanceUid?: string
  seriesInstanceUid?: string
  seriesNumber?: number
  equipment?: { manufacturer: string; model: string; serial: string; softwareVersion: string }
  at: Date
}

const own = { manufacturer: 'CLIC', model: 'CLIC', serial: '1', softwareVersion: '0.1' }

/**
 * A BINARY Segmentation object (PS3.3 A.51), one frame a segment and slice; empty frames are left out. Where nothing at all is
 * segmented one empty frame a segment stays, for an object without frames is not allowed and "nothing found" is a result.
 * Throws RangeError when the input contradicts itself: labels that do not fill the volume, a label without a segment,
 * segments that are not numbered 1, 2, 3 …, a source that is another series or has no frame of reference.
 */
export function segmentationFromLabels(input: SegmentationInput): Dataset {
  const first = checked(input)
  const [columns, rows] = input.volume.dims
  const size = columns * rows
  const { date, time } = dateAndTime(input.at)
  const sopInstanceUid = input.sopInstanceUid ?? newUid()
  const frames = framesOf(input, size)
  const equipment = input.equipment ?? own
  return new Map([
    ...copied(first, patientAndStudy),
    ...copiedIfThere(first, [
      'PatientAge',
      'IssuerOfPatientID',
      'StudyDescription',
      'BodyPartExamined',
      ...(input.volume.stack ? [] : ['PositionReferenceIndicator']),
    ]),
    // Which way rows and columns run, where no direction in space says it: may be unknown (PS3.3 C.7.6.1.1.1).
    ...(input.volume.stack ? copied(first, ['PatientOrientation']) : []),
    ...lossyHistory(first),
    ...build({
      SpecificCharacterSet: characterSetOf(first),
      ImageType: ['DERIVED', 'PRIMARY'],
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.66.4',
      SOPInstanceUID: sopInstanceUid,
      ...{ SeriesDate: date, SeriesTime: time, ContentDate: date, ContentTime: time },
      Modality: 'SEG',
      Manufacturer: equipment.manufacturer,
      ManufacturerModelName: equipment.model,
      DeviceSerialNumber: equipment.serial,
      SoftwareVersions: equipment.softwareVersion,
      SeriesDescription: input.seriesDescription ?? 'Segmentation',
      SeriesInstanceUID: input.seriesInstanceUid ?? newUid(),
      SeriesNumber: input.seriesNumber ?? 100,
      InstanceNumber: 1,
      // Frames without a place in the patient are found by the images that they were drawn on (PS3.3 A.51.3).
      FrameOfReferenceUID: input.volume.stack ? undefined : input.volume.frameOfReferenceUid,
      ReferencedSeriesSequence: [referencedSeries(input.volume)],
      ...dimensions(derivedUid('dimensions', sopInstanceUid), input.volume),
      ...{
        SamplesPerPixel: 1,
        PhotometricInterpretation: 'MONOCHROME2',
        NumberOfFrames: frames.length,
        Rows: rows,
        Columns: columns,
      },
      ...{ BitsAllocated: 1, BitsStored: 1, HighBit: 0, PixelRepresentation: 0 },
      SegmentationType: 'BINARY',
      SegmentsOverlap: 'NO',
      ContentLabel: 'SEGMENTATION',
      ContentDescription: input.seriesDescription?.slice(0, 64) ?? null,
      ContentCreatorName: input.contentCreatorName ?? null,
      SegmentSequence: input.segments.map(segmentItem),
      SharedFunctionalGroupsSequence: [sharedItem(input.volume)],
      PerFrameFunctionalGroupsSequence: frames.map((frame) => perFrameItem(frame, input.volume)),
      PixelData: packBits(frames, input.labels, size),
    }),
  ])
}

function checked({ labels, volume, source, segments }: SegmentationInput): Dataset {
  const [columns, rows, slices] = volume.dims
  const first = source[0]
  if (labels.length !== columns * rows * slices) throw new RangeError('the labels do not fill the volume')
  if (!first) throw new RangeError('the source series is empty')
  if (!volume.stack && !volume.frameOfReferenceUid) throw new RangeError('the source series has no frame of reference')
  if (volume.sopInstanceUids.length !== slices) throw new RangeError('the volume does not name the image of each slice')
  if (text(first, tag('SeriesInstanceUID')) !== volume.seriesInstanceUid)
    throw new RangeError('the headers are of another series')
  if (segments.length === 0) throw new RangeError('no segment is described')
  if (segments.some((segment, n) => segment.number !== n + 1))
    throw new RangeError('segments are numbered 1, 2, 3 … in this order')
  const known = new Set([0, ...segments.map(labelValue)])
  if (known.size !== segments.length + 1) throw new RangeError('two segments have the same value, or one has 0')
  const unknown = labels.find((label) => !known.has(label))
  if (unknown !== undefined) throw new RangeError(`label ${unknown} belongs to no segment`)
  return first
}

function labelValue(segment: SegmentToWrite): number {
  return segment.value ?? segment.number
}

function framesOf({ labels, segments, volume }: SegmentationInput, size: number): SegmentFrame[] {
  const all = segments.flatMap((segment) =>
    Array.from({ length: volume.dims[2] }, (_, k) => ({ segment: segment.number, value: labelValue(segment), k })),
  )
  const filled = all.filter(({ value, k }) => labels.subarray(k * size, (k + 1) * size).includes(value))
  const kept = filled.length > 0 ? filled : all.filter(({ k }) => k === 0)
  // Dimension index values count the positions that occur, from 1 (PS3.3 C.7.6.17.1).
  const places = [...new Set(kept.map(({ k }) => k))].sort((a, b) => a - b)
  return kept.map((frame) => ({ ...frame, place: places.indexOf(frame.k) + 1 }))
}

/** What was lossy in the images stays said of the mask (PS3.3 C.7.6.1.1.5). */
function lossyHistory(first: Dataset): Dataset {
  return text(first, tag('LossyImageCompression')) === '01'
    ? copiedIfThere(first, ['LossyImageCompression', 'LossyImageCompressionRatio', 'LossyImageCompressionMethod'])
    : build({ LossyImageCompression: '00' })
}
