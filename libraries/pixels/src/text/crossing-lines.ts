import { type Box, maskOf, type Raster } from '../raster.ts'
import { luminance } from './even-contrast.ts'
import { wayAcross } from './take-lines-away.ts'

/** What surrounds a pixel: the median so far to each side of it, taken for a block of so many pixels at once. */
const [radius, block] = [24, 8]
/** Of each row every so-manieth pixel counts, from row to row so much farther on: lines of a grid count as often as they are there. */
const [every, onward] = [12, 5]
/** A pixel of so much colour, and so much more or another than what surrounds it, is drawn over it in colour. */
const leastColour = 60
/** What touches a line and differs by so much from what surrounds it is the line's edge. */
const leastOfEdge = 12
/** So far from a line its edge is looked for. */
const beside = 2
/** Compression spreads colour so far, and leaves there less than that part of it. */
const [spreadBy, ofStrongest] = [3, 0.6]
/** A difference of two channels is no farther from 0. */
const most = 255

/** What is drawn as a line over a picture, and how it is told from what the picture shows. */
interface Kind {
  /** Its colour is compared with that of what surrounds it, or, where it has none, its level, which differs by so much at least. */
  coloured: boolean
  least: number
  /** A line has one colour: its channels differ by so much at most. */
  alike: number
  /** Pieces of a line have at most so many pixels between them, as those of a dotted line have. */
  gap: number
  /** So long is a line at least, in pixels, and so much of it is thin. */
  long: number
  thin: number
}

const inColour: Kind = { coloured: true, least: leastColour, alike: 40, gap: 6, long: 96, thin: 0.4 }
/** White lines and black ones: bones and folds are as long and as thin, but what is drawn has one level all along. */
const inGrey: Kind = { coloured: false, least: 80, alike: 10, gap: 1, long: 160, thin: 0.8 }

/**
 * Long thin lines that are drawn over a picture: curves of a monitor, grids, rulers. 1 for each of their pixels; undefined where there are
 * none that can be seen beside the masks.
 */
export function crossingLines(raster: Raster, masked: readonly Box[]): Uint8Array | undefined {
  const mask = maskOf(raster, masked)
  const lines = new Uint8Array(mask.length)
  let some = false
  for (const kind of [inColour, inGrey]) {
    const drawn = drawnOver(raster, kind)
    if (drawn && addLines(lines, raster, drawn, mask, kind)) some = true
  }
  return some ? lines : undefined
}

/** Pixels that are drawn over what surrounds them, and these with their edges. */
interface Drawn {
  core: Uint8Array
  whole: Uint8Array
}

/** A number for each pixel. */
type Plane = Int16Array | Uint8Array

/** What is drawn over a picture in one kind of line; undefined where nothing is. */
function drawnOver(raster: Raster, kind: Kind): Drawn | undefined {
  const { width, height, channels } = raster
  if (kind.coloured && channels === 1) return undefined
  const shades = channels === 1 ? undefined : colours(raster)
  const [first, second]: Plane[] = kind.coloured ? shades! : [luminance(raster)]
  const isOfKind = kindOf(raster, shades, kind)
  const far = new Uint8Array(width * height)
  const core = new Uint8Array(width * height)
  let some = false
  for (const { top, left } of blocksWith(isOfKind, raster)) {
    const usual = (plane: Plane) => medianAround(plane, raster, left + block / 2, top + block / 2)
    const [one, other] = [usual(first!), second ? usual(second) : 0]
    for (let y = top; y < Math.min(height, top + block); y++)
      for (let at = y * width + left; at < y * width + Math.min(width, left + block); at++) {
        far[at] = Math.min(most, apart(first![at]! - one, second ? second[at]! - other : 0))
        if (far[at]! < kind.least || !isOfKind[at]) continue
        core[at] = 1
        some = true
      }
  }
  if (!some) return undefined
  const kept = kind.coloured ? strongest(core, far, raster) : core
  return { core: kept, whole: withEdges(kept, far, raster) }
}

/** 1 for each pixel that has colour, or, where lines without it are looked for, for those that have none. */
function kindOf({ width, height }: Raster, shades: readonly Int16Array[] | undefined, kind: Kind): Uint8Array {
  const is = new Uint8Array(width * height)
  if (!shades) return is.fill(kind.coloured ? 0 : 1)
  const [reds, greens] = [shades[0]!, shades[1]!]
  for (let at = 0; at < is.length; at++) is[at] = apart(reds[at]!, greens[at]!) >= leastColour === kind.coloured ? 1 : 0
  return is
}

/** The blocks that have such a pixel in them or beside them: a line's edge may lie in the next one. */
function blocksWith(pixels: Uint8Array, raster: Raster): { top: number; left: number }[] {
  const [columns, rows] = [Math.ceil(raster.width / block), Math.ceil(raster.height / block)]
  const some = new Uint8Array(columns * rows)
  for (let y = 0; y < raster.height; y++)
    for (let x = 0; x < raster.width; x++)
      if (pixels[y * raster.width + x]) some[Math.floor(y / block) * columns + Math.floor(x / block)] = 1
  const blocks: { top: number; left: number }[] = []
  for (let at = 0; at < some.length; at++) {
    let near = false
    around({ width: columns, height: rows }, at, 1, (to) => {
      near ||= some[to] === 1
    })
    if (near) blocks.push({ top: Math.floor(at / columns) * block, left: (at % columns) * block })
  }
  return blocks
}

/** Of two differences of channels, and the third that follows from them, the largest. */
const apart = (one: number, other: number) => Math.max(Math.abs(one), Math.abs(other), Math.abs(one + other))

/** How much more red than green a pixel is, and how much more green than blue: neither changes with its level. */
function colours({ width, height, data }: Raster): Int16Array[] {
  const planes = [new Int16Array(width * height), new Int16Array(width * height)]
  for (let i = 0; i < width * height; i++) {
    planes[0]![i] = data[3 * i]! - data[3 * i + 1]!
    planes[1]![i] = data[3 * i + 1]! - data[3 * i + 2]!
  }
  return planes
}

function medianAround(plane: Plane, { width, height }: Raster, x: number, y: number): number {
  const counts = new Int32Array(2 * most + 1)
  const right = Math.min(width, x + radius)
  let count = 0
  for (let row = Math.max(0, y - radius); row < Math.min(height, y + radius); row++) {
    let column = x - radius + ((row * onward) % every)
    while (column < 0) column += every
    for (; column < right; column += every) {
      counts[most + plane[row * width + column]!]!++
      count++
    }
  }
  let level = 0
  for (let below = counts[0]!; below <= count >> 1; below += counts[level]!) level++
  return level - most
}

/** Those that differ nearly as much as the most in their neighbourhood: compression spreads the colour of a line over what lies beside it. */
function strongest(core: Uint8Array, far: Uint8Array, raster: Raster): Uint8Array {
  const kept = new Uint8Array(core.length)
  for (let at = 0; at < core.length; at++) {
    if (!core[at]) continue
    let peak = 0
    around(raster, at, spreadBy, (to) => {
      if (core[to] && far[to]! > peak) peak = far[to]!
    })
    if (far[at]! >= ofStrongest * peak) kept[at] = 1
  }
  return kept
}

function withEdges(core: Uint8Array, far: Uint8Array, raster: Raster): Uint8Array {
  const whole = new Uint8Array(core.length)
  for (let at = 0; at < core.length; at++)
    if (core[at])
      around(raster, at, 1, (to) => {
        if (far[to]! >= leastOfEdge) whole[to] = 1
      })
  return whole
}

/** Adds those of what is drawn that are long thin lines of one colour, with their edges. Whether there is one. */
function addLines(lines: Uint8Array, raster: Raster, { core, whole }: Drawn, mask: Uint8Array, kind: Kind): boolean {
  const seen = new Uint8Array(core.length)
  let some = false
  for (let start = 0; start < core.length; start++) {
    if (!core[start] || seen[start]) continue
    const line = [start]
    seen[start] = 1
    for (let next = 0; next < line.length; next++)
      around(raster, line[next]!, kind.gap, (to) => {
        if (!core[to] || seen[to] || !isAlike(raster, start, to, kind.alike)) return
        seen[to] = 1
        line.push(to)
      })
    if (line.length < kind.long / kind.gap || lengthOf(line, mask, raster.width) < kind.long) continue
    const thin = line.reduce((sum, at) => sum + (wayAcross(whole, raster, at) ? 1 : 0), 0)
    if (thin < kind.thin * line.length) continue
    some = true
    for (const at of line)
      around(raster, at, beside, (to) => {
        if (whole[to]) lines[to] = 1
      })
  }
  return some
}

function isAlike({ channels, data }: Raster, one: number, other: number, most: number): boolean {
  for (let channel = 0; channel < channels; channel++)
    if (Math.abs(data[one * channels + channel]! - data[other * channels + channel]!) > most) return false
  return true
}

/** The longer side of the box around those pixels of a line that are not masked. */
function lengthOf(line: readonly number[], mask: Uint8Array, width: number): number {
  let [left, right, top, bottom] = [Number.POSITIVE_INFINITY, 0, Number.POSITIVE_INFINITY, 0]
  for (const at of line) {
    if (mask[at]) continue
    const x = at % width
    const y = (at - x) / width
    if (x < left) left = x
    if (x > right) right = x
    if (y < top) top = y
    if (y > bottom) bottom = y
  }
  return Math.max(right - left, bottom - top)
}

/** A pixel and those so far from it to each side. */
function around(
  { width, height }: Pick<Raster, 'width' | 'height'>,
  at: number,
  by: number,
  visit: (at: number) => void,
): void {
  const x = at % width
  const y = (at - x) / width
  for (let row = Math.max(0, y - by); row <= Math.min(height - 1, y + by); row++)
    for (let to = row * width + Math.max(0, x - by); to < row * width + Math.min(width, x + by + 1); to++) visit(to)
}
