/** A point or direction in patient space (LPS, mm) or in voxel indices. */
export type Vector = [number, number, number]
export type Axis = 0 | 1 | 2
export type Point = [number, number]

/** The voxel grid of a series as `linked-study.volume` gives it: `affine` is row-major 4 × 4, voxel index to LPS millimetres. */
export interface Grid {
  dims: readonly [number, number, number]
  spacing: readonly [number, number, number]
  affine: readonly number[]
  /** Pictures beside each other: one plane, and no third dimension. `measured`: spacing is millimetres, else the shape of a pixel. */
  stack?: { measured: boolean; right?: string | undefined; bottom?: string | undefined } | undefined
}

export type PlaneName = 'axial' | 'coronal' | 'sagittal' | 'frame'

/** One way to cut the volume along its own voxels. `right` and `down` say which voxel axis runs to the right and down on the screen. */
export interface Plane {
  name: PlaneName
  right: { axis: Axis; sign: 1 | -1 }
  down: { axis: Axis; sign: 1 | -1 }
  /** The voxel axis that the slices are counted along. */
  through: Axis
}

const axes: readonly Axis[] = [0, 1, 2]

/** Column `n` of the affine: the step of a voxel axis in mm; 3 is the centre of voxel (0, 0, 0). */
function columnOf(grid: Grid, n: Axis | 3): Vector {
  return [grid.affine[n] ?? 0, grid.affine[4 + n] ?? 0, grid.affine[8 + n] ?? 0]
}

export function worldOf(grid: Grid, [i, j, k]: readonly [number, number, number]): Vector {
  const [x, y, z, origin] = [columnOf(grid, 0), columnOf(grid, 1), columnOf(grid, 2), columnOf(grid, 3)]
  return axes.map((n) => origin[n] + x[n] * i + y[n] * j + z[n] * k) as Vector
}

/** The voxel at a place of patient space, with fractions: the inverse of `worldOf`. The axes of a grid stand at right angles. */
export function voxelOf(grid: Grid, world: Vector): Vector {
  const origin = columnOf(grid, 3)
  return axes.map((n) => {
    const step = columnOf(grid, n)
    const along = axes.reduce<number>((sum, m) => sum + step[m] * (world[m] - origin[m]), 0)
    return along / (step[0] ** 2 + step[1] ** 2 + step[2] ** 2)
  }) as Vector
}

/** Letters at the sides of a picture: from the axes of a volume, from the header of a picture, or none. */
export function sideLetters(grid: Grid, plane: Plane): Record<'left' | 'right' | 'top' | 'bottom', string> {
  if (!grid.stack) {
    const [right, below] = [directionOf(grid, plane.right), directionOf(grid, plane.down)]
    return {
      right: orientationLetters(right),
      left: orientationLetters(opposite(right)),
      bottom: orientationLetters(below),
      top: orientationLetters(opposite(below)),
    }
  }
  const { right = '', bottom = '' } = grid.stack
  return { right: anatomical(right), left: facing(right), bottom: anatomical(bottom), top: facing(bottom) }
}

const others: Record<string, string> = { L: 'R', R: 'L', A: 'P', P: 'A', S: 'I', I: 'S' }

/** Patient Orientation says head and foot (PS3.3 C.7.6.1.1.1); the viewer superior and inferior. */
function anatomical(letters: string): string {
  return letters
    .replace(/H/g, 'S')
    .replace(/F/g, 'I')
    .replace(/[^LRAPSI]/g, '')
}

function facing(letters: string): string {
  return [...anatomical(letters)].map((one) => others[one] ?? '').join('')
}

export function unit(a: Vector): Vector {
  const length = Math.hypot(...a) || 1
  return [a[0] / length, a[1] / length, a[2] / length]
}

export function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

/**
 * The planes that the volume is read in, cut along its own voxels so that an oblique series is not resampled: radiological
 * view (the patient’s left on the right; sagittal with the face to the left). One image alone gives one plane.
 */
export function planesOf(grid: Grid): Plane[] {
  if (grid.stack) return [{ name: 'frame', right: { axis: 0, sign: 1 }, down: { axis: 1, sign: 1 }, through: 2 }]
  const [left, back, up] = anatomicalAxes(grid)
  const all: Plane[] = [
    { name: 'axial', right: toward(grid, left, 0, 1), down: toward(grid, back, 1, 1), through: up },
    { name: 'coronal', right: toward(grid, left, 0, 1), down: toward(grid, up, 2, -1), through: back },
    { name: 'sagittal', right: toward(grid, back, 1, 1), down: toward(grid, up, 2, -1), through: left },
  ]
  if (grid.dims[2] > 1) return all
  const flat = all.find((plane) => plane.through === 2) as Plane
  return [{ ...flat, right: { axis: 0, sign: 1 }, down: { axis: 1, sign: 1 } }]
}

/** For left–right, front–back and feet–head the voxel axis that lies nearest, each used once. */
function anatomicalAxes(grid: Grid): [Axis, Axis, Axis] {
  const steps = axes.map((axis) => unit(columnOf(grid, axis)))
  const orders: [Axis, Axis, Axis][] = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ]
  const fit = (order: [Axis, Axis, Axis]) =>
    order.reduce<number>((sum, axis, n) => sum + Math.abs(steps[axis]?.[n] ?? 0), 0)
  return orders.reduce((best, order) => (fit(order) > fit(best) + 1e-9 ? order : best))
}

function toward(grid: Grid, axis: Axis, component: Axis, direction: 1 | -1): Plane['right'] {
  return { axis, sign: columnOf(grid, axis)[component] * direction >= 0 ? 1 : -1 }
}

export function directionOf(grid: Grid, side: Plane['right']): Vector {
  return unit(columnOf(grid, side.axis)).map((part) => part * side.sign) as Vector
}

/** Size of a slice of the plane in voxels. */
export function sizeOf(grid: Grid, plane: Plane): { width: number; height: number; slices: number } {
  return { width: grid.dims[plane.right.axis], height: grid.dims[plane.down.axis], slices: grid.dims[plane.through] }
}

/** The voxel at column x, row y of the slice as it stands on the screen; fractions of voxels stay fractions. */
export function voxelAt(grid: Grid, plane: Plane, [x, y]: Point, slice: number): Vector {
  const voxel: Vector = [0, 0, 0]
  const place = (side: Plane['right'], at: number) => (side.sign > 0 ? at : grid.dims[side.axis] - 1 - at)
  voxel[plane.right.axis] = place(plane.right, x)
  voxel[plane.down.axis] = place(plane.down, y)
  voxel[plane.through] = slice
  return voxel
}

/** Column and row of a voxel on the plane’s slice: the inverse of `voxelAt`. */
export function pixelOf(grid: Grid, plane: Plane, voxel: Vector): Point {
  const place = (side: Plane['right']) =>
    side.sign > 0 ? voxel[side.axis] : grid.dims[side.axis] - 1 - voxel[side.axis]
  return [place(plane.right), place(plane.down)]
}

/** Number of a voxel in the order of the volume, or -1 outside it. */
export function numberOf(grid: Grid, [i, j, k]: Vector): number {
  const [columns, rows, slices] = grid.dims
  const inside = i >= 0 && j >= 0 && k >= 0 && i < columns && j < rows && k < slices
  return inside ? i + columns * (j + rows * k) : -1
}

/** Nearest voxel that exists. */
export function nearestVoxel(grid: Grid, voxel: Vector): Vector {
  return voxel.map((at, n) => Math.min(Math.max(Math.round(at), 0), (grid.dims[n] ?? 1) - 1)) as Vector
}

/** Where a direction of patient space points, as radiologists write it: “L”, “PI”. Parts below a fifth are left out. */
export function orientationLetters(direction: Vector): string {
  const names: [string, string][] = [
    ['L', 'R'],
    ['P', 'A'],
    ['S', 'I'],
  ]
  return [...unit(direction)]
    .map((part, n) => ({ part, letter: part > 0 ? names[n]?.[0] : names[n]?.[1] }))
    .filter(({ part }) => Math.abs(part) > 0.2)
    .sort((a, b) => Math.abs(b.part) - Math.abs(a.part))
    .map(({ letter }) => letter)
    .join('')
}

function opposite(direction: Vector): Vector {
  return [-direction[0], -direction[1], -direction[2]]
}
