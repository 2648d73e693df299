import { type Dataset, number, text } from '../dataset.ts'
import { tag } from '../dictionary.ts'
import { readDataset } from '../read-dataset.ts'
import { affineOf, along, dot, minus, norm, type Vector } from './geometry.ts'
import { type SliceGeometry, samePlane, sliceGeometry } from './slice-geometry.ts'
import { storedPixels } from './stored-pixels.ts'
import type { VolumeProblem, VolumeResult, VoxelData } from './volume.ts'

interface Slice {
  dataset: Dataset
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
 * Puts the single-frame images of one series together, sorted along their normal, with rescale applied. Takes Part 10 files or
 * data sets in any order. Whatever is no part of one regular stack is a problem, never skipped: a volume that lacks a slice
 * would give a wrong number of mm³.
 */
export function volumeFromSlices(input: readonly (Uint8Array | Dataset)[]): VolumeResult {
  if (input.length === 0) return refuse('no-slices', 'The series has no images.')
  const slices: Slice[] = []
  for (const one of input) {
    const read = readSlice(one)
    if (!read.ok) return read
    const first = slices[0] ?? read.slice
    const problem = mismatch(first.geometry, read.slice.geometry)
    if (problem) return { ok: false, problem }
    slices.push({ ...read.slice, distance: dot(read.slice.geometry.position, first.geometry.normal) })
  }
  slices.sort((a, b) => a.distance - b.distance)
  const spacing = sliceSpacing(slices)
  return spacing.ok ? assemble(slices, spacing.step) : spacing
}

function readSlice(input: Uint8Array | Dataset): { ok: true; slice: Slice } | { ok: false; problem: VolumeProblem } {
  let dataset: Dataset
  if (input instanceof Map) dataset = input
  else {
    const read = readDataset(input)
    if (!read.ok) return refuse('unreadable', read.problem.message)
    if (!uncompressed.has(read.transferSyntax))
      return refuse('compressed', 'The images are compressed. Decode them first.')
    dataset = read.dataset
  }
  const found = sliceGeometry(dataset)
  return found.ok ? { ok: true, slice: { dataset, geometry: found.geometry, distance: 0 } } : found
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
    const said = number(first.dataset, tag('SpacingBetweenSlices')) ?? number(first.dataset, tag('SliceThickness'))
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

function assemble(slices: readonly Slice[], step: number): VolumeResult {
  const { dataset, geometry } = slices[0] as Slice
  const { columns, rows, spacing, across, down, normal, position } = geometry
  const decoded: VoxelData[] = []
  for (const slice of slices) {
    const pixels = storedPixels(slice.dataset, columns * rows)
    if (!pixels.ok) return pixels
    decoded.push(pixels.data)
  }
  const scaled = (direction: Vector, mm: number) => along([0, 0, 0], direction, mm)
  const affine = affineOf(scaled(across, spacing[0]), scaled(down, spacing[1]), scaled(normal, step), position)
  return {
    ok: true,
    volume: {
      dims: [columns, rows, slices.length],
      spacing: [...spacing, step],
      affine,
      data: joined(decoded, columns * rows),
      frameOfReferenceUid: geometry.frameOfReferenceUid,
      seriesInstanceUid: geometry.seriesInstanceUid,
      sopInstanceUids: slices.map((slice) => text(slice.dataset, tag('SOPInstanceUID')) ?? ''),
      sopClassUid: text(dataset, tag('SOPClassUID')) ?? '',
    },
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
