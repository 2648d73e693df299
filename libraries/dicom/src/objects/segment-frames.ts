import type { Dataset } from '../dataset.ts'
import { tag } from '../dictionary.ts'
import { build, codeItem } from './build-dataset.ts'
import { codes } from './codes.ts'
import { orientationOf, slicePosition } from './geometry.ts'
import type { Volume } from './volume.ts'

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
export function referencedSeries(volume: Volume): Dataset {
  return build({
    SeriesInstanceUID: volume.seriesInstanceUid,
    ReferencedInstanceSequence: volume.sopInstanceUids.map((uid) =>
      build({ ReferencedSOPClassUID: volume.sopClassUid, ReferencedSOPInstanceUID: uid }),
    ),
  })
}

/** Frames are ordered by segment, then by position (PS3.3 C.7.6.17). */
export function dimensions(organization: string) {
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
      index('ImagePositionPatient', 'PlanePositionSequence', 'Position'),
    ],
  }
}

/** What all frames share: orientation and pixel measures. */
export function sharedItem(volume: Volume): Dataset {
  const [columns, rows, slices] = volume.spacing
  return build({
    PlaneOrientationSequence: [build({ ImageOrientationPatient: orientationOf(volume) })],
    PixelMeasuresSequence: [
      build({ SliceThickness: slices, SpacingBetweenSlices: slices, PixelSpacing: [rows, columns] }),
    ],
  })
}

/** What a frame has of its own: source image, place and segment. */
export function perFrameItem({ segment, k, place }: SegmentFrame, volume: Volume): Dataset {
  const source = build({
    ReferencedSOPClassUID: volume.sopClassUid,
    ReferencedSOPInstanceUID: volume.sopInstanceUids[k] ?? '',
    SpatialLocationsPreserved: 'YES',
    PurposeOfReferenceCodeSequence: [codeItem(codes.sourceImage)],
  })
  return build({
    DerivationImageSequence: [
      build({ SourceImageSequence: [source], DerivationCodeSequence: [codeItem(codes.segmentation)] }),
    ],
    FrameContentSequence: [build({ DimensionIndexValues: [segment, place] })],
    PlanePositionSequence: [build({ ImagePositionPatient: slicePosition(volume, k) })],
    SegmentIdentificationSequence: [build({ ReferencedSegmentNumber: segment })],
  })
}
