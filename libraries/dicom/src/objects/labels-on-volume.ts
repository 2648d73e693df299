import { along, columnOf, dot, type Grid, minus, norm, unit, type Vector } from './geometry.ts'
import { type Nifti, turned } from './nifti.ts'

export type LabelsResult =
  | { ok: true; labels: Uint8Array }
  | { ok: false; problem: { code: 'other-geometry' | 'not-labels'; message: string } }

/**
 * A label map that came as NIfTI, in the voxel order of the volume that it was made on. Axes that were swapped or turned (models
 * often work in RAS) are put back; a map of another grid is refused and never resampled. Labels are 0 to 255.
 */
export function labelsOnVolume(nifti: Nifti, volume: Grid): LabelsResult {
  if (nifti.orientation === 'none') return refuse('other-geometry', 'The label map does not say how it lies in space.')
  const axes = axesOf(nifti, volume)
  if (!axes)
    return refuse(
      'other-geometry',
      'The label map lies on another voxel grid than the series: a mask of another geometry.',
    )
  const [columns, rows, slices] = volume.dims
  const labels = new Uint8Array(columns * rows * slices)
  const [a, b, c] = axes.steps
  for (let k = 0, n = 0; k < slices; k++) {
    for (let j = 0; j < rows; j++) {
      for (let i = 0; i < columns; i++, n++) {
        const value = nifti.data[axes.start + a * i + b * j + c * k] as number
        if (!Number.isInteger(value) || value < 0 || value > 255)
          return refuse('not-labels', 'The label map holds values that are no labels: whole numbers from 0 to 255 are.')
        labels[n] = value
      }
    }
  }
  return { ok: true, labels }
}

/** For each axis of the volume the step in the map's array, and the index of the volume's first voxel there. */
function axesOf(nifti: Nifti, volume: Grid): { start: number; steps: Vector } | undefined {
  const affine = turned(nifti.affine)
  const strides = [1, nifti.dims[0], nifti.dims[0] * nifti.dims[1]] as const
  const steps: Vector = [0, 0, 0]
  let start = 0
  const used = new Set<number>()
  for (const n of [0, 1, 2] as const) {
    const wanted = columnOf(volume.affine, n)
    const m = ([0, 1, 2] as const).find((one) => Math.abs(dot(unit(columnOf(affine, one)), unit(wanted))) > 0.999)
    if (m === undefined || used.has(m) || nifti.dims[m] !== volume.dims[n]) return undefined
    used.add(m)
    const found = columnOf(affine, m)
    if (Math.abs(norm(found) - norm(wanted)) > 1e-3 * norm(wanted)) return undefined
    const same = dot(found, wanted) > 0
    steps[n] = same ? strides[m] : -strides[m]
    if (!same) start += strides[m] * (nifti.dims[m] - 1)
  }
  // The first voxel and the end of each axis: a slight turn only shows far from the origin.
  const corners: Vector[] = [
    [0, 0, 0],
    ...([0, 1, 2] as const).map((n): Vector => [0, 0, 0].with(n, volume.dims[n] - 1) as Vector),
  ]
  const within = 0.1 * Math.min(...volume.spacing)
  const meets = corners.every((corner) => {
    const here = position(volume.affine, corner)
    const there = position(affine, indexOf(start + dot(corner, steps), nifti.dims))
    return norm(minus(here, there)) <= within
  })
  return meets ? { start, steps } : undefined
}

function indexOf(at: number, [columns, rows]: readonly [number, number, number]): Vector {
  return [at % columns, Math.floor(at / columns) % rows, Math.floor(at / (columns * rows))]
}

function position(affine: readonly number[], index: Vector): Vector {
  const [i, j, k] = [columnOf(affine, 0), columnOf(affine, 1), columnOf(affine, 2)]
  return along(along(along(columnOf(affine, 3), i, index[0]), j, index[1]), k, index[2])
}

function refuse(code: 'other-geometry' | 'not-labels', message: string): LabelsResult {
  return { ok: false, problem: { code, message } }
}
