import { type HeadVolume, inverseOf, type Vector } from './head-volume.ts'

/** Side of a voxel of the grid in which head and brain are looked for, mm. */
export const gridStep = 2

/** A volume drawn again along the patient's own axes: i to the left, j to the back, k to the head. */
export interface PatientGrid {
  dims: Vector
  /** Centre of voxel (0, 0, 0), LPS mm. */
  origin: Vector
  data: Float32Array
  /** 1 where the volume has values. */
  inside: Uint8Array
}

/** Longest side and most voxels of a grid: what is larger shows more than a head and its neck. */
const [mostSide, mostVoxels] = [900, 24e6]

/** Draws a volume in its patient's axes, between its voxels by trilinear interpolation. Undefined when it has no size, or far too much. */
export function patientGrid(volume: HeadVolume): PatientGrid | undefined {
  const { affine, dims, data } = volume
  const inverse = inverseOf(affine)
  if (!inverse || !affine.every(Number.isFinite)) return undefined
  const [low, high] = bounds(affine, dims)
  const size = high.map((one, n) => Math.floor((one - low[n]!) / gridStep) + 1) as Vector
  if (size.some((one) => one * gridStep > mostSide) || size[0] * size[1] * size[2] > mostVoxels) return undefined
  const [nx, ny, nz] = size
  const out = new Float32Array(nx * ny * nz)
  const inside = new Uint8Array(nx * ny * nz)
  const [columns, rows, slices] = dims
  const [sj, sk] = [columns, columns * rows]
  const di = gridStep * inverse[0]!
  const dj = gridStep * inverse[3]!
  const dk = gridStep * inverse[6]!
  let at = 0
  for (let z = 0; z < nz; z++)
    for (let y = 0; y < ny; y++) {
      const from = [low[0] - affine[3]!, low[1] + gridStep * y - affine[7]!, low[2] + gridStep * z - affine[11]!]
      let i = inverse[0]! * from[0]! + inverse[1]! * from[1]! + inverse[2]! * from[2]!
      let j = inverse[3]! * from[0]! + inverse[4]! * from[1]! + inverse[5]! * from[2]!
      let k = inverse[6]! * from[0]! + inverse[7]! * from[1]! + inverse[8]! * from[2]!
      for (let x = 0; x < nx; x++, at++, i += di, j += dj, k += dk) {
        if (i < -0.5 || j < -0.5 || k < -0.5 || i > columns - 0.5 || j > rows - 0.5 || k > slices - 0.5) continue
        const [ci, cj, ck] = [clamp(i, columns - 1), clamp(j, rows - 1), clamp(k, slices - 1)]
        const [i0, j0, k0] = [Math.floor(ci), Math.floor(cj), Math.floor(ck)]
        const [fi, fj, fk] = [ci - i0, cj - j0, ck - k0]
        const base = i0 + sj * j0 + sk * k0
        const si = i0 < columns - 1 ? 1 : 0
        const tj = j0 < rows - 1 ? sj : 0
        const tk = k0 < slices - 1 ? sk : 0
        const plane = (b: number) =>
          (data[b]! * (1 - fi) + data[b + si]! * fi) * (1 - fj) +
          (data[b + tj]! * (1 - fi) + data[b + tj + si]! * fi) * fj
        out[at] = plane(base) * (1 - fk) + plane(base + tk) * fk
        inside[at] = 1
      }
    }
  return { dims: size, origin: low, data: out, inside }
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(value, most))
}

function bounds(affine: readonly number[], dims: Vector): [Vector, Vector] {
  const low: Vector = [Infinity, Infinity, Infinity]
  const high: Vector = [-Infinity, -Infinity, -Infinity]
  for (let corner = 0; corner < 8; corner++) {
    const index = dims.map((size, n) => ((corner >> n) & 1) * (size - 1))
    for (let axis = 0; axis < 3; axis++) {
      const row = affine.slice(4 * axis, 4 * axis + 4)
      const at = row[3]! + row[0]! * index[0]! + row[1]! * index[1]! + row[2]! * index[2]!
      low[axis] = Math.min(low[axis]!, at)
      high[axis] = Math.max(high[axis]!, at)
    }
  }
  return [low, high]
}
