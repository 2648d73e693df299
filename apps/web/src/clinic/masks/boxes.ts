import type { maskEndpoints, ReplyOf } from '@clic/contracts'

type FrameMasks = ReplyOf<typeof maskEndpoints.look>['masks']
type MaskBox = FrameMasks[number]['boxes'][number]

/** A box as it is worked on: where it is, on which frames (from 1), and who found it. */
export interface DrawnBox extends MaskBox {
  id: number
  from: number
  to: number
}

export interface Size {
  columns: number
  rows: number
  frames: number
}

export function boxesFrom(masks: FrameMasks): DrawnBox[] {
  return masks.flatMap((mask) => mask.boxes.map((box) => ({ ...box, from: mask.from, to: mask.to }))).map(numbered)
}

/** Boxes of the same frames together, as they are sent. */
export function masksFrom(boxes: readonly DrawnBox[]): FrameMasks {
  const groups = Map.groupBy(boxes, (box) => `${box.from} ${box.to}`)
  return [...groups.values()].map((some) => ({
    from: some[0]?.from ?? 1,
    to: some[0]?.to ?? 1,
    boxes: some.map(({ kind, x, y, width, height }) => ({ kind, x, y, width, height })),
  }))
}

export function boxesOn(boxes: readonly DrawnBox[], frame: number): DrawnBox[] {
  return boxes.filter((box) => box.from <= frame + 1 && frame + 1 <= box.to)
}

export function added(boxes: readonly DrawnBox[], box: Omit<DrawnBox, 'id'>): DrawnBox[] {
  return [...boxes, { ...box, id: Math.max(0, ...boxes.map((one) => one.id)) + 1 }]
}

/** What the reader found, on the frames that it is to be masked on: a box that is there already, at nearly the same place, is stretched over them. */
export function withFound(
  boxes: readonly DrawnBox[],
  found: readonly MaskBox[],
  on: { from: number; to: number },
): DrawnBox[] {
  // In the order of reading.
  const sorted = [...found].sort((a, b) => a.y - b.y || a.x - b.x)
  return sorted.reduce<DrawnBox[]>(
    (all, box) => {
      const same = all.find((one) => overlap(one, box) > 0.6)
      if (!same) return added(all, { ...box, ...on })
      return all.map((one) =>
        one === same ? { ...one, from: Math.min(one.from, on.from), to: Math.max(one.to, on.to) } : one,
      )
    },
    [...boxes],
  )
}

/** Moved and made larger by so many pixels, kept inside of the picture and not smaller than a pixel. */
export function nudged(
  box: DrawnBox,
  by: Partial<Record<'x' | 'y' | 'width' | 'height', number>>,
  size: Size,
): DrawnBox {
  const to = (side: 'x' | 'y' | 'width' | 'height') => box[side] + (by[side] ?? 0)
  return inside({ ...box, x: to('x'), y: to('y'), width: to('width'), height: to('height') }, size)
}

export function inside(box: DrawnBox, size: Size): DrawnBox {
  const width = between(1, Math.round(box.width), size.columns)
  const height = between(1, Math.round(box.height), size.rows)
  const from = between(1, Math.round(box.from), size.frames)
  return {
    ...box,
    width,
    height,
    x: between(0, Math.round(box.x), size.columns - width),
    y: between(0, Math.round(box.y), size.rows - height),
    from,
    to: between(from, Math.round(box.to), size.frames),
  }
}

/** The rectangle between two corners, whichever was first. */
export function spanned(one: Point, other: Point, size: Size): Pick<DrawnBox, 'x' | 'y' | 'width' | 'height'> {
  const [left, right] = [one.x, other.x].map((x) => between(0, x, size.columns)).sort((a, b) => a - b) as [
    number,
    number,
  ]
  const [top, bottom] = [one.y, other.y].map((y) => between(0, y, size.rows)).sort((a, b) => a - b) as [number, number]
  return { x: left, y: top, width: right - left, height: bottom - top }
}

export interface Point {
  x: number
  y: number
}

/** Of two boxes the part that both cover, of what either covers: 0 to 1. */
function overlap(a: MaskBox, b: MaskBox): number {
  const wide = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const high = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  if (wide <= 0 || high <= 0) return 0
  return (wide * high) / (a.width * a.height + b.width * b.height - wide * high)
}

function numbered<T>(box: T, index: number): T & { id: number } {
  return { ...box, id: index + 1 }
}

function between(low: number, value: number, high: number): number {
  return Math.max(low, Math.min(high, value))
}
