/** A point or direction in patient space (LPS) or in voxel indices. */
export type Vector = [number, number, number]

/** The place of a voxel grid: what two series need to share before their voxels may be compared. */
export interface Grid {
  /** Columns, rows, slices. */
  dims: [number, number, number]
  /** mm along columns (i), rows (j), slices (k). */
  spacing: [number, number, number]
  /** Row-major 4 × 4, voxel index to LPS millimetres (PS3.3 C.7.6.2.1.1). */
  affine: number[]
}

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

export function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

export function minus(a: Vector, b: Vector): Vector {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
}

export function along(from: Vector, direction: Vector, length: number): Vector {
  return [from[0] + direction[0] * length, from[1] + direction[1] * length, from[2] + direction[2] * length]
}

export function norm(a: Vector): number {
  return Math.hypot(a[0], a[1], a[2])
}

export function unit(a: Vector): Vector {
  const length = norm(a)
  return [a[0] / length, a[1] / length, a[2] / length]
}

/** Column `n` of an affine: 0 to 2 are the steps of i, j and k in mm, 3 is the centre of voxel (0, 0, 0). */
export function columnOf(affine: readonly number[], n: 0 | 1 | 2 | 3): Vector {
  return [affine[n] as number, affine[4 + n] as number, affine[8 + n] as number]
}

export function affineOf(i: Vector, j: Vector, k: Vector, origin: Vector): number[] {
  return [...[0, 1, 2].flatMap((row) => [i[row], j[row], k[row], origin[row]] as number[]), 0, 0, 0, 1]
}

/** Image Position (Patient) of slice k: the centre of its first voxel. */
export function slicePosition(grid: Pick<Grid, 'affine'>, k: number): Vector {
  return along(columnOf(grid.affine, 3), columnOf(grid.affine, 2), k)
}

/** Image Orientation (Patient): directions of i and j. */
export function orientationOf(grid: Pick<Grid, 'affine'>): number[] {
  return [...unit(columnOf(grid.affine, 0)), ...unit(columnOf(grid.affine, 1))]
}

/** True when i, j and k stand at right angles, within about half a degree: DICOM slices and NIfTI quaternions can say nothing else. */
export function isRectangular(affine: readonly number[]): boolean {
  const [i, j, k] = [unit(columnOf(affine, 0)), unit(columnOf(affine, 1)), unit(columnOf(affine, 2))]
  return [dot(i, j), dot(j, k), dot(k, i)].every((cosine) => Math.abs(cosine) < 0.01)
}

/** True when k runs along the normal of i × j: the order in which the slices of a DICOM series are sorted. */
export function isRightHanded(affine: readonly number[]): boolean {
  return dot(cross(columnOf(affine, 0), columnOf(affine, 1)), columnOf(affine, 2)) > 0
}
