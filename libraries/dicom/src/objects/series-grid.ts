import { type Dataset, number, text } from '../dataset.ts'
import { tag } from '../dictionary.ts'
import { framesOfObject, groupOf, isMultiFrame, type ObjectFrame, referencesOf } from './object-frames.ts'
import type { GridResult, SeriesGrid, VolumeProblem } from './volume.ts'
import { volumeGrid } from './volume-from-slices.ts'

/** Objects that are no pictures, or are drawn upon pictures: masks, reports, plans, states of presentation, wave forms. */
const noPictures = new Set(
  'SEG SR PR KO DOC PLAN RTSTRUCT RTPLAN RTRECORD RTDOSE REG FID RWV ANN AU ECG EPS'.split(' '),
)

/** The series of a study that hold pictures, the largest first; the first one is what masks are drawn on. */
export function imageSeries<
  S extends { seriesInstanceUid: string; modality: string; objects: readonly { size: number }[] },
>(series: readonly S[]): S[] {
  const bytes = (one: S) => one.objects.reduce((sum, object) => sum + object.size, 0)
  return series
    .filter((one) => !noPictures.has(one.modality) && one.objects.length > 0)
    .sort((a, b) => bytes(b) - bytes(a) || (a.seriesInstanceUid < b.seriesInstanceUid ? -1 : 1))
}

const mostVoxels = 400_000_000
const slide = '1.2.840.10008.5.1.4.1.1.77.1.6'

/**
 * How the images of one series are looked at: as a volume where they are a regular stack of grey slices in patient space; else as
 * frames beside each other with one plane, where no slice can be missed: pictures without a place (radiographs, ultrasound,
 * photographs, angiography), pictures in colour, and multi-frame images that are no regular stack. Only headers are needed.
 */
export function gridOfSeries(headers: readonly Dataset[]): GridResult {
  if (headers.length === 0) return refuse('no-slices', 'The series has no images.')
  const unreadable = headers.map(noPicture).find((one) => one !== undefined)
  if (unreadable) return { ok: false, problem: unreadable }
  const frames = headers.flatMap(framesOfObject)
  if (frames.length === 0) return refuse('multi-frame', 'The image does not describe each of its frames.')
  const uids = new Set(headers.map((one) => text(one, tag('SeriesInstanceUID'))))
  if (uids.size > 1) return refuse('mixed-series', 'The images belong to more than one series. Give the images of one.')
  const first = frames[0] as ObjectFrame
  const voxels = frames.length * size(first, 'Columns') * size(first, 'Rows')
  if (voxels > mostVoxels)
    return refuse(
      'too-large',
      `The series has ${Math.round(voxels / 1e6)} million pixels; at most 400 million are shown.`,
    )
  if (headers.some(isColour)) return stackOf(frames, 'They are in colour.')
  if (!frames.some(hasPlace)) return stackOf(frames, 'They do not say where they lie in the patient.')
  const volume = volumeGrid(headers)
  if (volume.ok) return volume
  // Single slices that are no regular stack are not shown: one may be missing, and nobody would see it.
  if (frames.length > 1 && !frames.some(isMultiFrame)) return volume
  return stackOf(frames, whyFlat[volume.problem.code] ?? volume.problem.message)
}

/** Why pictures that say where they lie have one plane all the same. */
const whyFlat: Partial<Record<VolumeProblem['code'], string>> = {
  'duplicate-slice': 'Some of them lie at the same place.',
  'irregular-spacing': 'They are not equally far from each other: one may be missing.',
  sheared: 'They do not lie straight above each other.',
  'mixed-geometry': 'They differ in size, spacing or orientation.',
  'unknown-spacing': 'It is one image that does not say how thick it is.',
  'no-frame-of-reference': 'They name no frame of reference.',
}

function noPicture(header: Dataset): VolumeProblem | undefined {
  const allocated = number(header, tag('BitsAllocated'))
  if (!number(header, tag('Rows')) || !number(header, tag('Columns')) || !allocated)
    return { code: 'not-an-image', message: 'An object of the series is no image. Leave it out.' }
  if (text(header, tag('SOPClassUID')) === slide)
    return {
      code: 'tiled',
      message: 'The series is a whole slide, cut into tiles: the viewer does not put tiles together.',
    }
  if (allocated !== 8 && allocated !== 16)
    return {
      code: 'not-an-image',
      message: `Pixels of ${allocated} bits are not read, only those of 8 and 16.`,
    }
  return undefined
}

function isColour(header: Dataset): boolean {
  return (
    number(header, tag('SamplesPerPixel')) === 3 || text(header, tag('PhotometricInterpretation')) === 'PALETTE COLOR'
  )
}

function hasPlace(frame: ObjectFrame): boolean {
  return groupOf(frame, 'PlanePositionSequence')?.has(tag('ImagePositionPatient')) === true
}

/** The frames in the order of their numbers, one plane. Frames of one size only: a mask is drawn on all of them. */
function stackOf(unsorted: readonly ObjectFrame[], why: string): GridResult {
  const order = (frame: ObjectFrame) => number(frame.dataset, tag('InstanceNumber')) ?? 0
  const uid = (frame: ObjectFrame) => text(frame.dataset, tag('SOPInstanceUID')) ?? ''
  const frames = [...unsorted].sort(
    (a, b) => order(a) - order(b) || (uid(a) < uid(b) ? -1 : uid(a) > uid(b) ? 1 : a.index - b.index),
  )
  const first = frames[0] as ObjectFrame
  const [columns, rows] = [size(first, 'Columns'), size(first, 'Rows')]
  const other = frames.find((frame) => size(frame, 'Columns') !== columns || size(frame, 'Rows') !== rows)
  if (other) {
    const sizes = `${columns} × ${rows} / ${size(other, 'Columns')} × ${size(other, 'Rows')}`
    return refuse('mixed-size', `The images of the series are of different sizes (${sizes}).`)
  }
  const pixel = pixelOf(frames)
  const grid: SeriesGrid = {
    dims: [columns, rows, frames.length],
    spacing: [...pixel.size, 1],
    affine: [pixel.size[0], 0, 0, 0, 0, pixel.size[1], 0, 0, 0, 0, 1, 0, 0, 0, 0, 1],
    frameOfReferenceUid: '',
    seriesInstanceUid: text(first.dataset, tag('SeriesInstanceUID')) ?? '',
    ...referencesOf(frames),
    stack: { measured: pixel.measured, why },
  }
  return { ok: true, grid }
}

/**
 * Pixel Spacing is millimetres in the patient where all frames say the same. The spacing at the detector (0018,1164) and the pixel
 * aspect ratio tell the shape of a pixel only: the picture is enlarged by an unknown factor.
 */
function pixelOf(frames: readonly ObjectFrame[]): { size: [number, number]; measured: boolean } {
  const said = frames.map((frame) => pairOf(groupOf(frame, 'PixelMeasuresSequence'), 'PixelSpacing'))
  const first = said[0]
  if (first && said.every((one) => one?.every((mm, n) => Math.abs(mm - (first[n] as number)) < 1e-6 * mm)))
    return { size: [first[1], first[0]], measured: true }
  const { dataset } = frames[0] as ObjectFrame
  const shape = pairOf(dataset, 'ImagerPixelSpacing') ?? pairOf(dataset, 'PixelAspectRatio')
  return { size: [1, shape ? shape[0] / shape[1] : 1], measured: false }
}

/** Row spacing, then column spacing; both above zero. */
function pairOf(dataset: Dataset | undefined, keyword: string): [number, number] | undefined {
  const [down, across] = (dataset?.get(tag(keyword))?.strings ?? []).map(Number)
  return down !== undefined && across !== undefined && down > 0 && across > 0 ? [down, across] : undefined
}

function size(frame: ObjectFrame, keyword: 'Columns' | 'Rows'): number {
  return number(frame.dataset, tag(keyword)) ?? 0
}

function refuse(code: VolumeProblem['code'], message: string): GridResult {
  return { ok: false, problem: { code, message } }
}
