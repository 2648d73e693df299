import type { VoxelGrid } from './voxel-grid.ts'

/**
 * Squared distance in mm^2 from each voxel centre to the nearest voxel centre of the foreground, exact.
 * All Infinity without foreground. Source: Felzenszwalb & Huttenlocher, Theory Comput 8 (2012) 415.
 */
export function squaredDistances(mask: ArrayLike<number>, { dims, spacing }: VoxelGrid): Float64Array {
  const field = new Float64Array(mask.length)
  for (let i = 0; i < mask.length; i++) field[i] = mask[i] ? 0 : Number.POSITIVE_INFINITY
  const longest = Math.max(...dims)
  const line = createLine(longest)
  const strides = [1, dims[0], dims[0] * dims[1]] as const
  for (const axis of [0, 1, 2] as const) {
    const [u, v] = ([0, 1, 2] as const).filter((other) => other !== axis) as [0 | 1 | 2, 0 | 1 | 2]
    for (let b = 0; b < dims[v]; b++) {
      for (let a = 0; a < dims[u]; a++) {
        transformLine(field, a * strides[u] + b * strides[v], strides[axis], dims[axis], spacing[axis] ** 2, line)
      }
    }
  }
  return field
}

type Line = { values: Float64Array; tops: Int32Array; starts: Float64Array }

function createLine(length: number): Line {
  return { values: new Float64Array(length), tops: new Int32Array(length), starts: new Float64Array(length + 1) }
}

/** Lower envelope of the parabolas f(q) + s^2 (p - q)^2 along one line of the grid. */
function transformLine(
  field: Float64Array,
  offset: number,
  stride: number,
  length: number,
  squaredStep: number,
  { values, tops, starts }: Line,
): void {
  let top = -1
  for (let q = 0; q < length; q++) {
    const value = field[offset + q * stride]!
    values[q] = value
    if (value === Number.POSITIVE_INFINITY) continue
    let start = Number.NEGATIVE_INFINITY
    while (top >= 0) {
      const p = tops[top]!
      start = ((value - values[p]!) / squaredStep + q * q - p * p) / (2 * (q - p))
      if (start > starts[top]!) break
      top -= 1
      start = Number.NEGATIVE_INFINITY
    }
    top += 1
    tops[top] = q
    starts[top] = start
  }
  if (top < 0) return
  starts[top + 1] = Number.POSITIVE_INFINITY
  let current = 0
  for (let p = 0; p < length; p++) {
    while (starts[current + 1]! < p) current += 1
    const q = tops[current]!
    field[offset + p * stride] = values[q]! + squaredStep * (p - q) ** 2
  }
}
