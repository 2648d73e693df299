import type { InferenceSession } from 'onnxruntime-node'
import type { Box, Raster } from '../raster.ts'
import { cutPicture } from './cut-picture.ts'
import { type Line, linesOfTile } from './detect-text.ts'
import { evenContrast } from './even-contrast.ts'
import { againstMedian } from './median-contrast.ts'
import { shrinkPicture } from './shrink-picture.ts'
import { turnedBack } from './turn-picture.ts'

/** A line's thickness from near, in pixels of the closer view: capitals are half of it, the size at which the detector sees best. */
const thickness = 44
const [leastScale, mostScale] = [0.25, 4]
/** The view has surroundings of its own; the model needs little more. */
const frame = 12
/** How far beyond a line's ends and sides its view reaches, in thicknesses; what is short may be a piece of larger letters. */
const [beyondEnds, beyondSides, beyondShort] = [4, 0.35, 0.8]
/** Parts of one line have at most that much between them. */
const mostGap = 1
/** A part that much thicker than the line is the edge of a panel, not letters. */
const mostThicker = 1.4
/** Letters of which one half is faint are that much thicker against the median, and no more: what is so is a curve as well. */
const mostThickerAgainst = 1.5
/** Of a line that short a piece was found, which may be thinner than its letters are. */
const shortest = 3
const mostThickerThanShort = 2.3
/** Where letters cover so much of a line, it is as thin as they are. */
const mostOfIt = 0.85
/** A line may be longer than the view: it is followed so often. */
const mostViews = 5
/** It is followed while it grows by that part of its thickness. */
const leastGrowth = 0.3

/**
 * A part of a line, in pixels of the picture. Seen `against` the median alone its letters are a little thick: it says how long the line is,
 * and how much of its thickness as it was found is letters.
 */
type Part = Box & { against?: boolean }

/**
 * Looks at one line from near, at a size at which letters are seen best, as it is, with its contrast evened and against the median: words that run on beyond its
 * ends are added, and where letters were seen all along, the line becomes as thin as they are: as they are against the median as well, where
 * what stands on a panel of nearly their own level is seen, which is half of each letter along the edge of a panel.
 */
export async function lookCloser(
  detector: InferenceSession,
  raster: Raster,
  turned: () => Raster,
  line: Line,
): Promise<Line> {
  const { x, y, width, height } = line.box
  if (isUpright(line.box)) return follow(detector, raster, line)
  // Turned to the left, a line from top to bottom reads from left to right.
  const box = { x: y, y: raster.width - x - width, width: height, height: width }
  const closer = await follow(detector, turned(), { ...line, box })
  return { ...closer, box: turnedBack(closer.box, raster.width) }
}

export const isUpright = (box: Box) => box.height < box.width * 1.5

async function follow(detector: InferenceSession, raster: Raster, line: Line): Promise<Line> {
  let row = line.box
  let { box } = line
  let seen = false
  for (let view = 0; view < mostViews; view++) {
    const thicker = view === 0 && row.width < shortest * row.height ? mostThickerThanShort : mostThicker
    const beside = (parts: readonly Part[]) => parts.filter((part) => isBeside(part, row, thicker))
    let parts = beside(await partsOf(detector, raster, box, thickness))
    if (!parts.some((part) => meetsAlong(part, row)))
      parts = beside(await partsOf(detector, raster, box, thickness / 2))
    seen ||= parts.some((part) => meetsAlong(part, row))
    const next = fitted(box, row, parts)
    const enough = leastGrowth * row.height
    const grown = box.x - next.x > enough || next.x + next.width - box.x - box.width > enough
    // Only where letters were seen all along the line as it was found does it become thinner.
    box = view === 0 ? next : { ...next, y: box.y, height: box.height }
    row = box
    if (!grown) break
  }
  return { ...line, box, seen }
}

async function partsOf(detector: InferenceSession, raster: Raster, box: Box, size: number): Promise<Part[]> {
  const sides = box.width < shortest * box.height ? beyondShort : beyondSides
  const [dx, dy] = [Math.ceil(beyondEnds * box.height), Math.ceil(sides * box.height) + 2]
  const x = Math.max(0, box.x - dx)
  const y = Math.max(0, box.y - dy)
  const width = Math.min(raster.width, box.x + box.width + dx) - x
  const height = Math.min(raster.height, box.y + box.height + dy) - y
  const view = cutPicture(raster, { x, y, width, height })
  const scale = Math.min(mostScale, Math.max(leastScale, size / box.height))
  const tile = { left: 0, top: 0, width, height, scale }
  const look = (one: Raster) => linesOfTile(detector, one, tile, frame)
  // The median of large letters' surroundings takes longest, and no more of them is seen than there is of a smaller picture.
  const by = Math.max(1, Math.floor(box.height / thickness))
  const small = againstMedian(shrinkPicture(view, by), box.height / by)
  const smallTile = { left: 0, top: 0, width: small.width, height: small.height, scale: scale * by }
  const larger = (line: Line): Line => {
    const [left, top, wide, high] = [line.box.x, line.box.y, line.box.width, line.box.height].map((one) => one * by)
    return { ...line, box: { x: left!, y: top!, width: wide!, height: high! } }
  }
  const placed = (lines: readonly Line[]) => lines.map((one) => ({ ...one.box, x: one.box.x + x, y: one.box.y + y }))
  const parts: Part[] = placed([...(await look(view)), ...(await look(evenContrast(view)))])
  const against = (await linesOfTile(detector, small, smallTile, frame)).map(larger)
  for (const part of placed(against)) parts.push({ ...part, against: true })
  return parts
}

/** The line as its parts show it: those of its row that follow each other. */
function fitted(box: Box, row: Box, parts: readonly Part[]): Box {
  const gap = mostGap * row.height
  let [left, right] = [box.x, box.x + box.width]
  const mine: Part[] = []
  const rest = new Set(parts)
  for (let more = true; more; ) {
    more = false
    for (const part of rest) {
      if (part.x > right + gap || part.x + part.width < left - gap) continue
      rest.delete(part)
      mine.push(part)
      left = Math.min(left, part.x)
      right = Math.max(right, part.x + part.width)
      more = true
    }
  }
  const thick = mine.filter((part) => !part.against)
  const rows = coverage(row, thick) > mostOfIt ? thick : [row, ...thick]
  const letters = extent(rows)
  const against = mine.filter((part) => part.against).map((part) => onRow(part, row))
  const { y: top, height } = extent([
    letters,
    ...against.filter((part) => part.height < mostThickerAgainst * letters.height),
  ])
  return { x: left, y: top, width: right - left, height }
}

/** From the top of the highest to the bottom of the lowest. */
function extent(rows: readonly Pick<Box, 'y' | 'height'>[]): Pick<Box, 'y' | 'height'> {
  const y = Math.min(...rows.map((one) => one.y))
  return { y, height: Math.max(...rows.map((one) => one.y + one.height)) - y }
}

/** What of a part lies on a row. */
function onRow(part: Box, row: Box): Box {
  const y = Math.max(part.y, row.y)
  return { ...part, y, height: Math.min(part.y + part.height, row.y + row.height) - y }
}

/** Letters of the same line: on its row, and not much thicker than it is. */
function isBeside(part: Box, row: Box, thicker: number): boolean {
  const shared = Math.min(part.y + part.height, row.y + row.height) - Math.max(part.y, row.y)
  return shared > 0.5 * Math.min(part.height, row.height) && part.height < thicker * row.height
}

const meetsAlong = (part: Box, row: Box) => part.x < row.x + row.width && part.x + part.width > row.x

/** How much of a line's length its parts cover. */
function coverage(box: Box, parts: readonly Box[]): number {
  const covered = new Uint8Array(box.width)
  for (const part of parts) covered.fill(1, Math.max(0, part.x - box.x), Math.max(0, part.x + part.width - box.x))
  return covered.reduce((sum, one) => sum + one, 0) / box.width
}
