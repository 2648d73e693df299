import { type Dataset, number } from '../dataset.ts'
import { tag } from '../dictionary.ts'
import { readDataset } from '../read-dataset.ts'
import { affineOf, along, dot, minus, norm, type Vector } from './geometry.ts'
import { framesOfObject, groupOf, type ObjectFrame, referencesOf } from './object-frames.ts'
import { type SliceGeometry, samePlane, sliceGeometry } from './slice-geometry.ts'
import { storedPixels } from './stored-pixels.ts'
import type { GridResult, SeriesGrid, VolumeProblem, VolumeResult, VoxelData } from './volume.ts'

interface Slice {
  frame: ObjectFrame
  geometry: SliceGeometry
  /** mm along the normal of the series. */
  distance: number
}

const uncompressed = new Set([
  '1.2.840.10008.1.2',
  '1.2.840.10008.1.2.1',
  '1.2.840.10008.1.2.2',
  '1.2.840.10008.1.2.1.99',
])

/**
 * Puts the images of one series together, sorted along their normal, with rescale applied. Takes Part 10 files or data sets in any
 * order, single-frame or enhanced multi-frame. Whatever is no part of one regular stack is a problem, never skipped: a volume
 * that lacks a slice would give a wrong number of mm³.
 */
export function volumeFromSlices(input: readonly (Uint8Array | Dataset)[]): VolumeResult {
  const datasets: Dataset[] = []
  for (const one of input) {
    const read = readObject(one)
    if (!read.ok) return read
    datasets.push(read.dataset)
  }
  const stacked = regularStack(datasets)
  return stacked.ok ? assemble(stacked) : stacked
}

/** Where the slices of a series lie, without their pixels: these may be compressed, or left out of the data sets. */
export function volumeGrid(headers: readonly Dataset[]): GridResult {
  const stacked = regularStack(headers)
  return stacked.ok ? { ok: true, grid: gridOf(stacked) } : stacked
}

interface Stacked {
  slices: Slice[]
  /** mm between slices. */
  step: number
}

function regularStack(datasets: readonly Dataset[]): ({ ok: true } & Stacked) | { ok: false; problem: VolumeProblem } {
  if (datasets.length === 0) return refuse('no-slices', 'The series has no images.')
  const slices: Slice[] = []
  for (const dataset of datasets) {
    const frames = framesOfObject(dataset)
    if (frames.length === 0) return refuse('multi-frame', 'An image does not describe each of its frames.')
    for (const frame of frames) {
      const found = sliceGeometry(frame)
      if (!found.ok) return found
      const first = slices[0]?.geometry ?? found.geometry
      const problem = mismatch(first, found.geometry)
      if (problem) return { ok: false, problem }
      slices.push({ frame, geometry: found.geometry, distance: dot(found.geometry.position, first.normal) })
    }
  }
  slices.sort((a, b) => a.distance - b.distance)
  const spacing = sliceSpacing(slices)
  return spacing.ok ? { ok: true, slices, step: spacing.step } : spacing
}

function readObject(
  input: Uint8Array | Dataset,
): { ok: true; dataset: Dataset } | { ok: false; problem: VolumeProblem } {
  if (input instanceof Map) return { ok: true, dataset: input }
  const read = readDataset(input)
  if (!read.ok) return refuse('unreadable', read.problem.message)
  if (!uncompressed.has(read.transferSyntax))
    return refuse('compressed', 'The images are compressed. Decode them first.')
  return { ok: true, dataset: read.dataset }
}

function mismatch(first: SliceGeometry, own: SliceGeometry): VolumeProblem | undefined {
  if (own.seriesInstanceUid !== first.seriesInstanceUid)
    return { code: 'mixed-series', message: 'The images belong to more than one series. Give the images of one.' }
  if (own.frameOfReferenceUid !== first.frameOfReferenceUid)
    return { code: 'mixed-geometry', message: 'The images of the series lie in different frames of reference.' }
  if (!samePlane(first, own))
    return { code: 'mixed-geometry', message: 'The images of the series differ in size, spacing or orientation.' }
  return undefined
}

/** The distance between slices in mm, or why the stack is not regular. */
function sliceSpacing(slices: readonly Slice[]): { ok: true; step: number } | { ok: false; problem: VolumeProblem } {
  const [first, last] = [slices[0] as Slice, slices.at(-1) as Slice]
  if (slices.length === 1) {
    const measures = groupOf(first.frame, 'PixelMeasuresSequence') ?? first.frame.dataset
    const said = number(measures, tag('SpacingBetweenSlices')) ?? number(measures, tag('SliceThickness'))
    return said && said > 0
      ? { ok: true, step: said }
      : refuse('unknown-spacing', 'The series is one image that does not say how thick it is, so it has no volume.')
  }
  const steps = slices.slice(1).map((slice, n) => slice.distance - (slices[n] as Slice).distance)
  const usual = [...steps].sort((a, b) => a - b)[Math.floor((steps.length - 1) / 2)] as number
  if (steps.some((step) => step < 1e-3))
    return refuse('duplicate-slice', 'Two images of the series lie at the same position. Give one image a position.')
  const odd = steps.findIndex((step) => Math.abs(step - usual) > 0.02 * usual + 1e-3)
  if (odd >= 0) return refuse('irregular-spacing', irregular(steps[odd] as number, usual, odd, slices.length))
  const step = (last.distance - first.distance) / (slices.length - 1)
  const { normal, position, spacing } = first.geometry
  const tolerance = 0.05 * Math.min(...spacing) + 1e-3
  const aside = slices.some(
    (slice, k) => norm(minus(slice.geometry.position, along(position, normal, step * k))) > tolerance + 0.02 * usual,
  )
  if (aside)
    return refuse('sheared', 'The images do not lie straight above each other (a tilted gantry). Resample them.')
  return { ok: true, step }
}

function irregular(step: number, usual: number, after: number, count: number): string {
  const missing = Math.round(step / usual) - 1
  const place = `between image ${after + 1} and ${after + 2} of ${count} along the normal`
  return missing >= 1 && Math.abs(step - usual * (missing + 1)) <= 0.05 * usual
    ? `${missing} image(s) are missing ${place}. Ask for the whole series.`
    : `The distance ${place} is ${step.toFixed(2)} mm and not ${usual.toFixed(2)} mm: the series is no regular stack.`
}

function assemble({ slices, step }: Stacked): VolumeResult {
  const { columns, rows } = (slices[0] as Slice).geometry
  const decoded: VoxelData[] = []
  for (const slice of slices) {
    const pixels = storedPixels(slice.frame, columns * rows)
    if (!pixels.ok) return pixels
    decoded.push(pixels.data)
  }
  return { ok: true, volume: { ...gridOf({ slices, step }), data: joined(decoded, columns * rows) } }
}

function gridOf({ slices, step }: Stacked): SeriesGrid {
  const { geometry } = slices[0] as Slice
  const { columns, rows, spacing, across, down, normal, position } = geometry
  const scaled = (direction: Vector, mm: number) => along([0, 0, 0], direction, mm)
  return {
    dims: [columns, rows, slices.length],
    spacing: [...spacing, step],
    affine: affineOf(scaled(across, spacing[0]), scaled(down, spacing[1]), scaled(normal, step), position),
    frameOfReferenceUid: geometry.frameOfReferenceUid,
    seriesInstanceUid: geometry.seriesInstanceUid,
    ...referencesOf(slices.map((slice) => slice.frame)),
  }
}

/** One array; slices of different kinds (a rescale that changes from slice to slice) meet in float. */
function joined(decoded: readonly VoxelData[], size: number): VoxelData {
  const first = decoded[0] as VoxelData
  const same = decoded.every((one) => one.constructor === first.constructor)
  const Kind = (same ? first.constructor : Float32Array) as new (length: number) => VoxelData
  const data = new Kind(size * decoded.length)
  for (const [k, pixels] of decoded.entries()) data.set(pixels, k * size)
  return data
}

function refuse(code: VolumeProblem['code'], message: string): { ok: false; problem: VolumeProblem } {
  return { ok: false, problem: { code, message } }
}
