import { affineOf, along, columnOf, type Vector } from './geometry.ts'
import type { Volume, VoxelData } from './volume.ts'

export type NiftiData = VoxelData | Int32Array | Float64Array

/** A NIfTI-1 image as read; `affine` maps voxel indices to RAS millimetres, row-major 4 × 4. */
export interface Nifti {
  dims: [number, number, number]
  /** mm, the lengths of the affine's columns. */
  spacing: [number, number, number]
  affine: number[]
  /** Where the affine comes from; `none` when the file does not say how it lies in space. */
  orientation: 'sform' | 'qform' | 'none'
  data: NiftiData
}

export interface NiftiProblem {
  code: 'not-nifti' | 'unsupported' | 'truncated' | 'bad-geometry'
  message: string
}

export type NiftiResult = { ok: true; nifti: Nifti } | { ok: false; problem: NiftiProblem }

/** RAS to LPS and back: the first two axes turn round. */
export function turned(affine: readonly number[]): number[] {
  const turn = (v: Vector): Vector => [0 - v[0], 0 - v[1], v[2]]
  return affineOf(
    turn(columnOf(affine, 0)),
    turn(columnOf(affine, 1)),
    turn(columnOf(affine, 2)),
    turn(columnOf(affine, 3)),
  )
}

/**
 * The image in LPS, with the voxels in the order of the file. It has no DICOM identity, so its UIDs are empty. Whole numbers
 * of 32 bits and doubles become float.
 */
export function volumeFromNifti(nifti: Nifti): Volume {
  const { data } = nifti
  return {
    dims: nifti.dims,
    spacing: nifti.spacing,
    affine: turned(nifti.affine),
    data: data instanceof Int32Array || data instanceof Float64Array ? Float32Array.from(data) : data,
    frameOfReferenceUid: '',
    seriesInstanceUid: '',
    sopInstanceUids: [],
    sopClassUid: '',
  }
}

/** The same image with its slices, and the origin with them, in the other order: no voxel moves in space. */
export function withSlicesReversed<T extends Pick<Volume, 'dims' | 'affine' | 'data'>>(volume: T): T {
  const [columns, rows, slices] = volume.dims
  const step = columnOf(volume.affine, 2)
  const last = along(columnOf(volume.affine, 3), step, slices - 1)
  const affine = affineOf(columnOf(volume.affine, 0), columnOf(volume.affine, 1), along([0, 0, 0], step, -1), last)
  return { ...volume, affine, data: reversedSlices(volume.data, columns * rows) }
}

/** Voxels with the slices in the other order. */
export function reversedSlices<T extends VoxelData>(data: T, size: number): T {
  const out = data.slice() as T
  const slices = data.length / size
  for (let k = 0; k < slices; k++) out.set(data.subarray(k * size, (k + 1) * size), (slices - 1 - k) * size)
  return out
}
