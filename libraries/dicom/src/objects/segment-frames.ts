import type { Dataset } from '../dataset.ts'
import { tag } from '../dictionary.ts'
import { build, codeItem } from './build-dataset.ts'
import { codes } from './codes.ts'
import { orientationOf, slicePosition } from './geometry.ts'
import type { SeriesGrid } from './volume.ts'

export interface SegmentFrame {
  segment: number
  /** Value in the label map. */
  value: number
  /** Slice of the volume. */
  k: number
  /** Rank of the slice among those that have a frame, from 1. */
  place: number
}

/** Every image of the source series, so that a viewer finds them (PS3.3 C.12.2). */
export function referencedSeries(volume: SeriesGrid): Dataset {
  const images = new Map(volume.sopInstanceUids.map((uid, k) => [uid, classOf(volume, k)]))
  return build({
    SeriesInstanceUID: volume.seriesInstanceUid,
    ReferencedInstanceSequence: [...images].map(([uid, sopClass]) =>
      build({ ReferencedSOPClassUID: sopClass, ReferencedSOPInstanceUID: uid }),
    ),
  })
}

function classOf(volume: SeriesGrid, k: number): string {
  return volume.sopClassUids?.[k] ?? volume.sopClassUid
}

/** Frames are ordered by segment, then by position, or by the label of the source frame where there is no position (PS3.3 C.7.6.17). */
export function dimensions(organization: string, volume: SeriesGrid) {
  const index = (pointer: string, group: string, label: string) =>
    build({
      DimensionOrganizationUID: organization,
      DimensionIndexPointer: tag(pointer),
      FunctionalGroupPointer: tag(group),
      DimensionDescriptionLabel: label,
    })
  return {
    DimensionOrganizationSequence: [build({ DimensionOrganizationUID: organization })],
    DimensionIndexSequence: [
      index('ReferencedSegmentNumber', 'SegmentIdentificationSequence', 'Segment'),
      volume.stack
        ? index('FrameLabel', 'FrameContentSequence', 'Source frame')
        : index('ImagePositionPatient', 'PlanePositionSequence', 'Position'),
    ],
  }
}

/** What all frames share: orientation and pixel measures, as far as the source says them. */
export function sharedItem(volume: SeriesGrid): Dataset {
  const [columns, rows, slices] = volume.spacing
  if (volume.stack)
    return build({
      PixelMeasuresSequence: volume.stack.measured ? [build({ PixelSpacing: [rows, columns] })] : undefined,
    })
  return build({
    PlaneOrientationSequence: [build({ ImageOrientationPatient: orientationOf(volume) })],
    PixelMeasuresSequence: [
      build({ SliceThickness: slices, SpacingBetweenSlices: slices, PixelSpacing: [rows, columns] }),
    ],
  })
}

/** What a frame has of its own: source image (and frame), place and segment. */
export function perFrameItem({ segment, k, place }: SegmentFrame, volume: SeriesGrid): Dataset {
  const frame = volume.frameNumbers?.[k]
  const source = build({
    ReferencedSOPClassUID: classOf(volume, k),
    ReferencedSOPInstanceUID: volume.sopInstanceUids[k] ?? '',
    ReferencedFrameNumber: frame || undefined,
    SpatialLocationsPreserved: 'YES',
    PurposeOfReferenceCodeSequence: [codeItem(codes.sourceImage)],
  })
  const label = volume.stack ? `Frame ${k + 1}` : undefined
  return build({
    DerivationImageSequence: [
      build({ SourceImageSequence: [source], DerivationCodeSequence: [codeItem(codes.segmentation)] }),
    ],
    FrameContentSequence: [build({ DimensionIndexValues: [segment, place], FrameLabel: label })],
    PlanePositionSequence: volume.stack ? undefined : [build({ ImagePositionPatient: slicePosition(volume, k) })],
    SegmentIdentificationSequence: [build({ ReferencedSegmentNumber: segment })],
  })
}
