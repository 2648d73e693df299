import type { FaceCut } from '../defacing/face-cut.ts'
import { findFace } from '../defacing/find-face.ts'
import type { HeadVolume, Vector } from '../defacing/head-volume.ts'
import { gridStep } from '../defacing/patient-grid.ts'
import type { HeadMeasures } from '../defacing/plausible-head.ts'
import { UnusualJpeg } from '../jpeg/entropy.ts'
import { decodeFrame, openCodecs } from './decode-frame.ts'
import type { FramePlace } from './frame-places.ts'
import { type HeadImage, readHeadImage } from './head-image.ts'
import { type DicomImage, UnreadablePixels } from './read-image.ts'

/** Where the face of one series lies, for all its objects. */
export interface FacePlan {
  seriesInstanceUid: string
  modality: 'CT' | 'MR'
  cut: FaceCut
  /** What a removed pixel becomes, in the values of the modality. */
  fill: number
  measures: HeadMeasures
}

export interface FacePlanRefusal {
  ok: false
  code: string
  reason: string
  next: string
}

export const faceNext =
  'An authorised person removes the face by other means and sends the series again, or it is left out, or it leaves under a profile without this option.'

/** A frame drawn smaller: means over about the step of the grid, in the values of the modality. */
interface Slice {
  place: FramePlace
  columns: number
  rows: number
  factor: [number, number]
  data: Float32Array
  /** mm along the normal. */
  distance: number
}

/**
 * Finds the face in a series from all its objects, single images or multi-frame. Frames at a place that was seen before (times,
 * echoes, directions of diffusion) are not looked at twice. Only small copies of the frames are held, so the length of a series does not matter.
 */
export async function gatherHead(
  objects: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<{ ok: true; plan: FacePlan } | FacePlanRefusal> {
  const codecs = await openCodecs()
  const slices = new Map<number, Slice>()
  let first: HeadImage | undefined
  try {
    for await (const bytes of objects) {
      const head = readHeadImage(bytes)
      if (!head) return refuse('face-geometry', 'An image of the series does not say where it lies in the patient.')
      first ??= head
      for (const [index, place] of head.places.entries()) {
        const problem = mismatch(first, head, place)
        if (problem) return refuse('face-geometry', problem)
        const distance = dot(place.position, normalOf(first.places[0]!))
        const key = Math.round(distance * 50)
        if ([key - 1, key, key + 1].some((one) => slices.has(one))) continue
        slices.set(key, {
          ...smaller(head.image, place, decodeFrame(codecs, head.image, index).samples),
          place,
          distance,
        })
      }
    }
  } catch (error) {
    // A reader that runs over the end of a hostile file has met a broken file.
    if (![UnreadablePixels, UnusualJpeg, RangeError].some((kind) => error instanceof kind)) throw error
    return refuse('face-pixels-unreadable', `An image of the series cannot be read here (${(error as Error).message}).`)
  }
  if (!first) return refuse('face-geometry', 'The series has no images.')
  const { modality, seriesInstanceUid } = first
  if (modality !== 'CT' && modality !== 'MR') return refuse('face-modality', 'Faces are removed from CT and MR only.')
  const volume = volumeOf([...slices.values()], modality)
  if (typeof volume === 'string') return refuse('face-geometry', volume)
  const found = await findFace(volume)
  if (!found.ok) return refuse(found.code, found.reason)
  return { ok: true, plan: { seriesInstanceUid, modality, cut: found.cut, fill: found.fill, measures: found.measures } }
}

function refuse(code: string, reason: string): FacePlanRefusal {
  return { ok: false, code, reason: `The face was not removed. ${reason}`, next: faceNext }
}

function mismatch(first: HeadImage, head: HeadImage, place: FramePlace): string | undefined {
  const one = first.places[0]!
  if (head.seriesInstanceUid !== first.seriesInstanceUid || head.modality !== first.modality)
    return 'The images are of more than one series.'
  if (place.frameOfReferenceUid !== one.frameOfReferenceUid) return 'The images lie in different frames of reference.'
  const near = (a: readonly number[], b: readonly number[], within: number) =>
    a.every((value, n) => Math.abs(value - b[n]!) <= within)
  const same =
    place.rows === one.rows &&
    place.columns === one.columns &&
    near(place.spacing, one.spacing, 1e-3 * one.spacing[0]) &&
    near([...place.across, ...place.down], [...one.across, ...one.down], 2e-3)
  return same ? undefined : 'The images of the series differ in size, spacing or direction, as those of a localizer do.'
}

function smaller(image: DicomImage, place: FramePlace, samples: ArrayLike<number>): Omit<Slice, 'place' | 'distance'> {
  const factor = place.spacing.map((one) => Math.max(1, Math.round(gridStep / one))) as [number, number]
  const [fx, fy] = factor
  const columns = Math.floor(place.columns / fx)
  const rows = Math.floor(place.rows / fy)
  const data = new Float32Array(columns * rows)
  const shift = 32 - image.bitsStored
  for (let y = 0; y < rows * fy; y++)
    for (let x = 0; x < columns * fx; x++) {
      const raw = samples[y * place.columns + x]!
      data[Math.floor(y / fy) * columns + Math.floor(x / fx)]! += image.signed
        ? (raw << shift) >> shift
        : (raw << shift) >>> shift
    }
  for (let at = 0; at < data.length; at++) data[at] = (data[at]! / (fx * fy)) * place.slope + place.intercept
  return { columns, rows, factor, data }
}

/** The small frames as one volume, or what is wrong with their places. */
function volumeOf(slices: Slice[], modality: 'CT' | 'MR'): HeadVolume | string {
  slices.sort((a, b) => a.distance - b.distance)
  if (slices.length < 3) return 'The series has too few slices.'
  const [first, last] = [slices[0]!, slices.at(-1)!]
  const apart = stepOf(slices)
  if (apart === undefined) return 'Slices are missing, or they do not lie evenly.'
  const length = last.distance - first.distance
  const direction = last.place.position.map((one, n) => (one - first.place.position[n]!) / length) as Vector
  const aside = slices.some(({ place, distance }) =>
    place.position.some(
      (one, n) =>
        Math.abs(one - first.place.position[n]! - (distance - first.distance) * direction[n]!) > 1 + 0.2 * apart,
    ),
  )
  if (aside) return 'The slices do not lie in one straight row.'
  const { place, factor, columns, rows } = first
  const [sx, sy] = place.spacing
  const column = (n: number) => [
    place.across[n]! * sx * factor[0],
    place.down[n]! * sy * factor[1],
    direction[n]! * apart,
    place.position[n]! + (place.across[n]! * sx * (factor[0] - 1) + place.down[n]! * sy * (factor[1] - 1)) / 2,
  ]
  const count = Math.floor(length / apart + 1.01)
  const data = new Float32Array(columns * rows * count)
  for (let k = 0; k < count; k++)
    between(slices, first.distance + k * apart, data.subarray(k * columns * rows, (k + 1) * columns * rows))
  return { modality, dims: [columns, rows, count], affine: [0, 1, 2].flatMap(column).concat(0, 0, 0, 1), data }
}

/**
 * The distance between slices, the smaller one where a thin stack follows on a thick one, as head scans in single turns have it: then one
 * step between the stacks may be of any size up to theirs.
 */
function stepOf(slices: readonly Slice[]): number | undefined {
  const steps = slices.slice(1).map((slice, n) => slice.distance - slices[n]!.distance)
  const [below, above] = [steps[0]!, steps.at(-1)!]
  const like = (step: number, other: number) => Math.abs(step - other) <= Math.max(0.2, 0.15 * other)
  const change = steps.findIndex((step) => !like(step, below))
  if (change < 0) return (slices.at(-1)!.distance - slices[0]!.distance) / steps.length
  const rest = like(steps[change]!, above) ? steps.slice(change) : steps.slice(change + 1)
  const fits = steps[change]! <= 1.15 * Math.max(below, above) && rest.every((step) => like(step, above))
  return fits && change >= 3 && rest.length >= 3 ? Math.min(below, above) : undefined
}

/** The picture at a distance, between the slices on either side of it. */
function between(slices: readonly Slice[], distance: number, into: Float32Array): void {
  const after = Math.max(
    1,
    slices.findIndex((slice) => slice.distance >= distance - 1e-6),
  )
  const [low, high] = [slices[after - 1]!, slices[after]!]
  const share = Math.min(1, Math.max(0, (distance - low.distance) / (high.distance - low.distance)))
  for (let at = 0; at < into.length; at++) into[at] = low.data[at]! * (1 - share) + high.data[at]! * share
}

function normalOf({ across: a, down: b }: FramePlace): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}
