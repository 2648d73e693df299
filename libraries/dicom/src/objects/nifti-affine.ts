import { affineOf, columnOf, cross, dot, unit, type Vector } from './geometry.ts'
import type { Nifti } from './nifti.ts'

/** Voxel index to RAS millimetres: the sform before the qform, as nifti1.h and the common readers do. */
export function niftiAffine(view: DataView, little: boolean): Pick<Nifti, 'affine' | 'orientation'> {
  const float = (at: number) => view.getFloat32(at, little)
  // xyzt_units: metres and micrometres are rare, and a volume in the wrong unit is wrong by 10⁹.
  const mm = { 1: 1000, 3: 0.001 }[view.getUint8(123) & 7] ?? 1
  const inMm = (affine: number[]) => affine.map((value, n) => (n < 12 ? value * mm : value))
  const pixdim = [80, 84, 88].map(float) as Vector
  if (view.getInt16(254, little) > 0) {
    const rows = Array.from({ length: 12 }, (_, n) => float(280 + 4 * n))
    return { affine: inMm([...rows, 0, 0, 0, 1]), orientation: 'sform' }
  }
  if (view.getInt16(252, little) > 0) {
    const rotation = rotationOf([float(256), float(260), float(264)])
    const sizes: Vector = [pixdim[0], pixdim[1], pixdim[2] * (float(76) < 0 ? -1 : 1)]
    const [i, j, k] = rotation.map((column, n) => column.map((value) => value * (sizes[n] as number))) as Vector[]
    const affine = affineOf(i as Vector, j as Vector, k as Vector, [float(268), float(272), float(276)])
    return { affine: inMm(affine), orientation: 'qform' }
  }
  const affine = affineOf([pixdim[0], 0, 0], [0, pixdim[1], 0], [0, 0, pixdim[2]], [0, 0, 0])
  return { affine: inMm(affine), orientation: 'none' }
}

/** Columns of the rotation of a quaternion whose first part follows from the other three. */
function rotationOf([b, c, d]: Vector): Vector[] {
  const a = Math.sqrt(Math.max(0, 1 - b * b - c * c - d * d))
  return [
    [a * a + b * b - c * c - d * d, 2 * (b * c + a * d), 2 * (b * d - a * c)],
    [2 * (b * c - a * d), a * a + c * c - b * b - d * d, 2 * (c * d + a * b)],
    [2 * (b * d + a * c), 2 * (c * d - a * b), a * a + d * d - c * c - b * b],
  ]
}

/** The quaternion (b, c, d) and the handedness of an affine whose axes stand at right angles. */
export function quaternionOf(affine: readonly number[]): { b: number; c: number; d: number; handed: 1 | -1 } {
  const i = unit(columnOf(affine, 0))
  const j = unit(columnOf(affine, 1))
  const normal = cross(i, j)
  const handed = dot(normal, columnOf(affine, 2)) < 0 ? -1 : 1
  const k = unit(normal)
  // Of the four ways to take the root, the one with the largest part loses no digits.
  const parts = [i[0] + j[1] + k[2], i[0] - j[1] - k[2], j[1] - i[0] - k[2], k[2] - i[0] - j[1]]
  const most = parts.indexOf(Math.max(...parts))
  const root = Math.sqrt(1 + (parts[most] as number)) * 2
  const found = [
    [root / 4, (j[2] - k[1]) / root, (k[0] - i[2]) / root, (i[1] - j[0]) / root],
    [(j[2] - k[1]) / root, root / 4, (i[1] + j[0]) / root, (k[0] + i[2]) / root],
    [(k[0] - i[2]) / root, (i[1] + j[0]) / root, root / 4, (j[2] + k[1]) / root],
    [(i[1] - j[0]) / root, (k[0] + i[2]) / root, (j[2] + k[1]) / root, root / 4],
  ][most] as [number, number, number, number]
  const [a, b, c, d] = found[0] < 0 ? (found.map((part) => -part) as typeof found) : found
  const length = Math.hypot(a, b, c, d)
  return { b: b / length, c: c / length, d: d / length, handed }
}
