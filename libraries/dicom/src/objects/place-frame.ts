import { type Dataset, items, number, text } from '../dataset.ts'
import { tag } from '../dictionary.ts'
import { columnOf, dot, minus, norm, orientationOf, slicePosition, unit, type Vector } from './geometry.ts'
import { bitAt } from './pack-bits.ts'
import type { SeriesGrid } from './volume.ts'

export interface SegmentationProblem {
  code: 'not-a-segmentation' | 'unsupported' | 'other-geometry' | 'broken'
  message: string
}

export interface FramePlace {
  /** Slice of the volume. */
  k: number
  /** Pixels of a frame. */
  size: number
  /** The segment that set pixels mean; undefined in a label map, whose pixels say so themselves. */
  segment: number | undefined
}

type Refused = { ok: false; problem: SegmentationProblem }

const binary = '1.2.840.10008.5.1.4.1.1.66.4'
const labelMap = '1.2.840.10008.5.1.4.1.1.66.7'

/** Checks what all frames share and gives a reader of pixel i of a frame: 0 or 1 in a BINARY mask, the segment in a LABELMAP. */
export function frameReader(
  seg: Dataset,
  volume: SeriesGrid,
): { ok: true; value: (frame: number, i: number) => number } | Refused {
  const kind = text(seg, tag('SOPClassUID'))
  if (kind !== binary && kind !== labelMap) return refuse('not-a-segmentation', 'The object is no DICOM segmentation.')
  const type = text(seg, tag('SegmentationType'))
  if (type !== 'BINARY' && type !== 'LABELMAP')
    return refuse('unsupported', `Segmentations of type ${type ?? 'unknown'} are not read, only BINARY and LABELMAP.`)
  const [columns, rows] = volume.dims
  if (number(seg, tag('Columns')) !== columns || number(seg, tag('Rows')) !== rows)
    return refuse(
      'other-geometry',
      'The mask has another number of rows or columns than the series: a mask of another geometry.',
    )
  const inFrame = volume.frameOfReferenceUid && text(seg, tag('FrameOfReferenceUID')) === volume.frameOfReferenceUid
  if (!volume.stack && !inFrame)
    return refuse(
      'other-geometry',
      'The mask lies in another frame of reference than the series: a mask of another geometry.',
    )
  const pixels = seg.get(tag('PixelData'))
  if (pixels?.fragments) return refuse('unsupported', 'The mask is compressed. Decode it first.')
  const allocated = type === 'BINARY' ? 1 : (number(seg, tag('BitsAllocated')) ?? 0)
  if (type === 'LABELMAP' && allocated !== 8 && allocated !== 16)
    return refuse('broken', `A label map of ${allocated} bits is not allowed.`)
  const frames = items(seg, tag('PerFrameFunctionalGroupsSequence')).length
  const size = columns * rows
  const bytes = pixels?.bytes
  if (frames === 0 || frames !== number(seg, tag('NumberOfFrames')))
    return refuse('broken', 'The mask does not describe each of its frames.')
  if (!bytes || bytes.length * 8 < frames * size * allocated)
    return refuse('broken', 'The mask has fewer pixels than its frames say.')
  if (allocated === 1) return { ok: true, value: (frame, i) => bitAt(bytes, frame * size + i) }
  if (allocated === 8) return { ok: true, value: (frame, i) => bytes[frame * size + i] as number }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return { ok: true, value: (frame, i) => view.getUint16(2 * (frame * size + i), true) }
}

/** The slice on which a frame lies: by its position, or in a stack by the source image that it names. Anything else is a problem. */
export function placeOfFrame(
  seg: Dataset,
  groups: Dataset,
  volume: SeriesGrid,
): { ok: true; place: FramePlace } | Refused {
  const shared = items(seg, tag('SharedFunctionalGroupsSequence'))[0]
  const group = (keyword: string) => items(groups, tag(keyword))[0] ?? (shared && items(shared, tag(keyword))[0])
  const found = volume.stack ? sourceOfFrame(group('DerivationImageSequence'), volume) : sliceOfFrame(group, volume)
  if (!found.ok) return found
  const segment = number(group('SegmentIdentificationSequence') ?? new Map(), tag('ReferencedSegmentNumber'))
  const isMap = text(seg, tag('SegmentationType')) === 'LABELMAP'
  if (!isMap && !segment) return refuse('broken', 'A frame of the mask names no segment.')
  return {
    ok: true,
    place: { k: found.k, size: volume.dims[0] * volume.dims[1], segment: isMap ? undefined : segment },
  }
}

/** The frame of a stack that a frame of the mask was drawn on (PS3.3 C.7.6.16.2.6). */
function sourceOfFrame(derivation: Dataset | undefined, volume: SeriesGrid): { ok: true; k: number } | Refused {
  for (const source of items(derivation ?? new Map(), tag('SourceImageSequence'))) {
    const uid = text(source, tag('ReferencedSOPInstanceUID'))
    const frame = number(source, tag('ReferencedFrameNumber'))
    const k = volume.sopInstanceUids.findIndex(
      (one, n) => one === uid && (frame === undefined || frame === (volume.frameNumbers?.[n] || 1)),
    )
    // Without a frame number every frame of the image is meant; one frame alone can be told.
    if (k >= 0 && (frame !== undefined || volume.sopInstanceUids[k + 1] !== uid)) return { ok: true, k }
  }
  return refuse(
    'other-geometry',
    'A frame of the mask names no image of the series that it was drawn on: a mask of another geometry.',
  )
}

/** The slice of a volume that a frame of the mask lies on; another plane or spacing is a problem. */
function sliceOfFrame(
  group: (keyword: string) => Dataset | undefined,
  volume: SeriesGrid,
): { ok: true; k: number } | Refused {
  const numbers = (dataset: Dataset | undefined, keyword: string) =>
    (dataset?.get(tag(keyword))?.strings ?? []).map(Number)
  const orientation = numbers(group('PlaneOrientationSequence'), 'ImageOrientationPatient')
  const position = numbers(group('PlanePositionSequence'), 'ImagePositionPatient')
  const spacing = numbers(group('PixelMeasuresSequence'), 'PixelSpacing')
  const near = (found: number[], wanted: number[], within: number) =>
    found.length === wanted.length && found.every((value, n) => Math.abs(value - (wanted[n] as number)) <= within)
  if (!near(orientation, orientationOf(volume), 1e-3))
    return refuse(
      'other-geometry',
      'A frame of the mask is oriented otherwise than the series: a mask of another geometry.',
    )
  const [between, down] = volume.spacing
  if (!near(spacing, [down, between], 1e-3 * Math.min(down, between)))
    return refuse(
      'other-geometry',
      'The pixels of the mask have another size than those of the series: a mask of another geometry.',
    )
  const k = position.length === 3 ? sliceAt(volume, position as Vector) : undefined
  if (k === undefined)
    return refuse(
      'other-geometry',
      'A frame of the mask does not lie on a slice of the series: a mask of another geometry.',
    )
  return { ok: true, k }
}

/** Slice whose first pixel lies here, within a tenth of a voxel. */
function sliceAt(volume: SeriesGrid, position: Vector): number | undefined {
  const step = columnOf(volume.affine, 2)
  const k = Math.round(dot(minus(position, columnOf(volume.affine, 3)), unit(step)) / norm(step))
  if (!(k >= 0 && k < volume.dims[2])) return undefined
  return norm(minus(position, slicePosition(volume, k))) <= 0.1 * Math.min(...volume.spacing) ? k : undefined
}

function refuse(code: SegmentationProblem['code'], message: string): Refused {
  return { ok: false, problem: { code, message } }
}
