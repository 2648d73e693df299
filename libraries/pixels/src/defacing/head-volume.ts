/** A point or direction in millimetres of patient space (LPS: to the left, to the back, to the head). */
export type Vector = [number, number, number]

/** A volume whose slices are parallel and evenly apart; they may be shifted against each other (a tilted gantry). */
export interface HeadVolume {
  modality: 'CT' | 'MR'
  /** Columns, rows, slices; voxel (i, j, k) is number `i + columns * (j + rows * k)`. */
  dims: Vector
  /** Row-major 4 × 4, voxel index to LPS millimetres (PS3.3 C.7.6.2.1.1). */
  affine: readonly number[]
  /** Hounsfield units for CT, any scale for MR. */
  data: ArrayLike<number>
}

/** Why a face is not removed. The reason names properties of the volume, never a value of the header. */
export interface FaceRefusal {
  ok: false
  code: 'face-geometry' | 'face-head-not-covered' | 'face-brain-not-found' | 'face-already-cut'
  reason: string
}

/** Inverse of the 3 × 3 part of an affine, row-major; undefined when the voxels have no size. */
export function inverseOf(affine: readonly number[]): number[] | undefined {
  const [a, b, c, , d, e, f, , g, h, i] = affine as number[]
  const cofactors = [
    e! * i! - f! * h!,
    c! * h! - b! * i!,
    b! * f! - c! * e!,
    f! * g! - d! * i!,
    a! * i! - c! * g!,
    c! * d! - a! * f!,
    d! * h! - e! * g!,
    b! * g! - a! * h!,
    a! * e! - b! * d!,
  ]
  const determinant = a! * cofactors[0]! + b! * cofactors[3]! + c! * cofactors[6]!
  return Math.abs(determinant) > 1e-9 ? cofactors.map((one) => one / determinant) : undefined
}
