import { type Axis, type Grid, numberOf, type Vector } from './geometry.ts'

/** `disc` paints the slice that is seen, `ball` the neighbouring slices too. */
export type BrushShape = 'disc' | 'ball'

/**
 * Numbers of the voxels whose centre lies within `radius` millimetres of a place (voxel indices, fractions allowed). The nearest voxel
 * always belongs to it, so that the smallest brush paints one voxel.
 */
export function brushVoxels(
  grid: Grid,
  centre: Vector,
  radius: number,
  shape: { kind: BrushShape; through: Axis },
): number[] {
  const reach = grid.spacing.map((size, axis) => (shape.kind === 'disc' && axis === shape.through ? 0 : radius / size))
  const nearest = centre.map(Math.round) as Vector
  const from = centre.map((at, axis) => Math.min(Math.ceil(at - (reach[axis] ?? 0)), nearest[axis] ?? 0)) as Vector
  const to = centre.map((at, axis) => Math.max(Math.floor(at + (reach[axis] ?? 0)), nearest[axis] ?? 0)) as Vector
  const found: number[] = []
  for (let k = from[2]; k <= to[2]; k++) {
    for (let j = from[1]; j <= to[1]; j++) {
      for (let i = from[0]; i <= to[0]; i++) {
        const voxel: Vector = [i, j, k]
        const isNearest = voxel.every((at, axis) => at === nearest[axis])
        if (!isNearest && distance(grid, voxel, centre, shape) > radius + 1e-6) continue
        const number = numberOf(grid, voxel)
        if (number >= 0) found.push(number)
      }
    }
  }
  return found
}

function distance(grid: Grid, a: Vector, b: Vector, shape: { kind: BrushShape; through: Axis }): number {
  return Math.hypot(
    ...a.map((at, axis) =>
      shape.kind === 'disc' && axis === shape.through ? 0 : (at - (b[axis] ?? 0)) * (grid.spacing[axis] ?? 1),
    ),
  )
}

/** Places along a drag, at most half a voxel apart, so that a quick stroke leaves no gaps. The start is left out. */
export function strokePlaces(from: Vector, to: Vector): Vector[] {
  const steps = Math.max(1, Math.ceil(2 * Math.max(...from.map((at, axis) => Math.abs((to[axis] ?? 0) - at)))))
  return Array.from(
    { length: steps },
    (_, n) => from.map((at, axis) => at + (((to[axis] ?? 0) - at) * (n + 1)) / steps) as Vector,
  )
}
