import { type Dataset, items, number, text } from '../dataset.ts'
import { tag } from '../dictionary.ts'
import { type FramePlace, frameReader, placeOfFrame, type SegmentationProblem } from './place-frame.ts'
import type { SeriesGrid } from './volume.ts'

export interface ReadSegment {
  number: number
  label: string
  algorithmType: string
  /** Empty when a person drew it. */
  algorithmName: string
  /** Code of the segmented property type, `scheme:value`. */
  type: string
}

export type SegmentationResult =
  | {
      ok: true
      segments: ReadSegment[]
      /** Segment numbers in the voxel order of the volume. */
      labels: Uint8Array
      /** Voxels that more than one segment claims; `labels` gives the highest number there. */
      overlapping: number
      creator: string
      /** Content date and time run together (DA + TM). */
      madeAt: string
    }
  | { ok: false; problem: SegmentationProblem }

/**
 * Places the frames of a BINARY or LABELMAP segmentation onto the volume of the series that it was made on. A frame whose
 * size, spacing, orientation or position is not the volume's (in a stack: that names none of its images) is refused: a mask is
 * never moved to fit.
 */
export function readSegmentation(seg: Dataset, volume: SeriesGrid): SegmentationResult {
  const reader = frameReader(seg, volume)
  if (!reader.ok) return reader
  const segments = items(seg, tag('SegmentSequence')).map(segmentOf)
  const known = new Set(segments.map((one) => one.number))
  const [columns, rows, slices] = volume.dims
  const labels = new Uint8Array(columns * rows * slices)
  const twice = new Set<number>()
  for (const [frame, groups] of items(seg, tag('PerFrameFunctionalGroupsSequence')).entries()) {
    const place = placeOfFrame(seg, groups, volume)
    if (!place.ok) return place
    const fault = paint(place.place, reader.value, frame, labels, twice, known)
    if (fault) return { ok: false, problem: { code: 'broken', message: fault } }
  }
  return {
    ok: true,
    segments: segments.filter((one) => one.number > 0),
    labels,
    overlapping: twice.size,
    creator: text(seg, tag('ContentCreatorName')) ?? '',
    madeAt: `${text(seg, tag('ContentDate')) ?? ''}${text(seg, tag('ContentTime')) ?? ''}`,
  }
}

/** Writes one frame into the labels; returns what is wrong with it, if anything. */
function paint(
  place: FramePlace,
  value: (frame: number, i: number) => number,
  frame: number,
  labels: Uint8Array,
  twice: Set<number>,
  known: Set<number>,
): string | undefined {
  for (let i = 0, at = place.k * place.size; i < place.size; i++, at++) {
    const found = value(frame, i)
    const label = found === 0 ? 0 : (place.segment ?? found)
    if (label === 0) continue
    if (!known.has(label) || label > 255) return 'A frame of the mask shows a segment that the mask does not describe.'
    const before = labels[at] as number
    if (before !== 0 && before !== label) twice.add(at)
    labels[at] = Math.max(before, label)
  }
  return undefined
}

function segmentOf(item: Dataset): ReadSegment {
  const type = items(item, tag('SegmentedPropertyTypeCodeSequence'))[0] ?? new Map()
  return {
    number: number(item, tag('SegmentNumber')) ?? 0,
    label: text(item, tag('SegmentLabel')) ?? '',
    algorithmType: text(item, tag('SegmentAlgorithmType')) ?? '',
    algorithmName: text(item, tag('SegmentAlgorithmName')) ?? '',
    type: `${text(type, tag('CodingSchemeDesignator')) ?? ''}:${text(type, tag('CodeValue')) ?? ''}`,
  }
}
