import { type Grid, type Plane, type Point, sizeOf, type Vector, voxelAt, worldOf } from './geometry.ts'

/** How the pixels of a slice lie on the canvas: the centre of pixel (0, 0), and the steps of a column and of a row. CSS pixels. */
export interface Placement {
  origin: Point
  across: Point
  down: Point
}

/** Asks the image’s own projection where the corners of the slice are, so that mask and image cannot drift apart. */
export function placementOf(grid: Grid, plane: Plane, slice: number, toCanvas: (world: Vector) => Point): Placement {
  const { width, height } = sizeOf(grid, plane)
  const at = (pixel: Point) => toCanvas(worldOf(grid, voxelAt(grid, plane, pixel, slice)))
  const [origin, right, bottom] = [at([0, 0]), at([width, 0]), at([0, height])]
  return {
    origin,
    across: [(right[0] - origin[0]) / width, (right[1] - origin[1]) / width],
    down: [(bottom[0] - origin[0]) / height, (bottom[1] - origin[1]) / height],
  }
}

export function toCanvasPoint({ origin, across, down }: Placement, [x, y]: Point): Point {
  return [origin[0] + across[0] * x + down[0] * y, origin[1] + across[1] * x + down[1] * y]
}

/** Column and row under a place of the canvas, with fractions; the centre of a pixel is a whole number. */
export function toPixel({ origin, across, down }: Placement, [x, y]: Point): Point {
  const determinant = across[0] * down[1] - across[1] * down[0] || 1
  const [dx, dy] = [x - origin[0], y - origin[1]]
  return [(dx * down[1] - dy * down[0]) / determinant, (dy * across[0] - dx * across[1]) / determinant]
}
