import { type Grid, numberOf, type Plane, sizeOf, voxelAt } from './geometry.ts'

export type Colour = readonly [number, number, number]

/** Colours of structures: told apart by colour-blind people too (Okabe & Ito), and bright on grey images. */
const structureColours: readonly Colour[] = [
  [230, 159, 0],
  [86, 180, 233],
  [0, 158, 115],
  [240, 228, 66],
  [204, 121, 167],
  [213, 94, 0],
  [0, 114, 178],
  [170, 170, 170],
]

export function colourOf(label: number): Colour {
  return structureColours[(label - 1) % structureColours.length] ?? [255, 255, 255]
}

/** Labels of one slice as it stands on the screen, row by row. */
export function sliceLabels(grid: Grid, plane: Plane, slice: number, labels: Uint8Array): Uint8Array {
  const { width, height } = sizeOf(grid, plane)
  const strides = [1, grid.dims[0], grid.dims[0] * grid.dims[1]] as const
  const [across, down] = [strides[plane.right.axis] * plane.right.sign, strides[plane.down.axis] * plane.down.sign]
  const start = numberOf(grid, voxelAt(grid, plane, [0, 0], slice))
  const found = new Uint8Array(width * height)
  for (let y = 0, n = 0; y < height; y++)
    for (let x = 0; x < width; x++, n++) found[n] = labels[start + x * across + y * down] as number
  return found
}

/** RGBA of the slice: the colour of each visible structure, and nothing elsewhere. */
export function labelPixels(labels: Uint8Array, hidden: ReadonlySet<number>): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(labels.length * 4)
  labels.forEach((label, n) => {
    if (label === 0 || hidden.has(label)) return
    pixels.set([...colourOf(label), 255], n * 4)
  })
  return pixels
}

/** What was added, removed and changed against another mask: green, red and yellow. */
export const differenceColours = {
  added: [64, 224, 120],
  removed: [255, 72, 72],
  changed: [255, 214, 10],
} as const satisfies Record<string, Colour>

export function differencePixels(labels: Uint8Array, against: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(labels.length * 4)
  labels.forEach((label, n) => {
    const before = against[n] ?? 0
    if (label === before) return
    pixels.set([...differenceColours[before === 0 ? 'added' : label === 0 ? 'removed' : 'changed'], 255], n * 4)
  })
  return pixels
}

/** Borders of a structure on the slice, as segments between pixel corners: x1, y1, x2, y2 with the centre of pixel 0 at 0. */
export function outline(labels: Uint8Array, width: number, label: number): number[] {
  const height = labels.length / width
  const is = (x: number, y: number) => x >= 0 && y >= 0 && x < width && y < height && labels[y * width + x] === label
  const segments: number[] = []
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!is(x, y)) continue
      const [left, top, right, bottom] = [x - 0.5, y - 0.5, x + 0.5, y + 0.5]
      if (!is(x - 1, y)) segments.push(left, top, left, bottom)
      if (!is(x + 1, y)) segments.push(right, top, right, bottom)
      if (!is(x, y - 1)) segments.push(left, top, right, top)
      if (!is(x, y + 1)) segments.push(left, bottom, right, bottom)
    }
  }
  return segments
}
