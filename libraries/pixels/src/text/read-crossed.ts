import type { TextFound } from '../pixel-reader.ts'
import type { Box, Raster } from '../raster.ts'
import { crossingLines } from './crossing-lines.ts'
import { cutPicture } from './cut-picture.ts'
import { type Line, linesOfTile } from './detect-text.ts'
import { isCovered } from './is-covered.ts'
import { isCurve } from './is-curve.ts'
import { joined } from './join-lines.ts'
import { medianContrast } from './median-contrast.ts'
import { countLetters, hasLetters, readLine, type TextModels } from './read-line.ts'
import type { ReadLevel } from './read-slanted.ts'
import { takeLinesAway } from './take-lines-away.ts'
import { tilesAt } from './tile-picture.ts'

/** Small letters are what is not seen under a curve otherwise. */
const scale = 1.5
/** Half a side of the square whose median faint letters are seen against. */
const radius = 8
/** Letters are made out at first with that little doubt, and from near with so little. */
const [leastFirst, leastRead] = [0.3, 0.5]
/** Grain and what is left of a curve are read as one or two letters. */
const leastLetters = 3
/** So many pixels of lines cross a line of text at least; so many make a place worth a look. */
const [leastCrossing, leastTaken] = [4, 64]
/** So far above and below lines, and to their sides, letters that they cross may reach. */
const [above, aside] = [40, 160]
/** Masks reach beyond the ends of letters by more than that, in thicknesses. */
const beyondEnds = 0.25

/**
 * The lines of text that long thin lines cross and that are not `masked`, read without those lines: a bright curve through small or faint
 * letters is what is seen of them otherwise. A picture without such lines is not looked at.
 */
export async function readCrossed(
  models: TextModels,
  raster: Raster,
  masked: readonly Box[],
  readLevel: ReadLevel,
): Promise<TextFound[]> {
  const lines = crossingLines(raster, masked)
  if (!lines) return []
  const { view, taken } = takeLinesAway(raster, lines)
  const found: TextFound[] = []
  for (const band of bandsOf(taken, raster)) {
    const part = cutPicture(view, band)
    const placed = (box: Box) => ({ ...box, x: box.x + band.x, y: box.y + band.y })
    for (const line of joined(await linesOfPart(models, part))) {
      const box = placed(line.box)
      if (!isCrossed(box, taken, raster.width) || isCovered(withEnds(box, raster), masked)) continue
      if (!hasLetters(await readLine(models, part, line), leastFirst)) continue
      const read = await readLevel(models, part, line)
      if (read.score >= leastRead && countLetters(read.text) >= leastLetters && !isCurve(read.text))
        found.push({ ...read, box: placed(read.box) })
    }
  }
  return found
}

async function linesOfPart(models: TextModels, part: Raster): Promise<Line[]> {
  const lines: Line[] = []
  for (const view of [part, medianContrast(part, radius)])
    for (const tile of tilesAt(view, scale)) lines.push(...(await linesOfTile(models.detector, view, tile)))
  return lines
}

function isCrossed({ x, y, width, height }: Box, taken: Uint8Array, across: number): boolean {
  let crossing = 0
  for (let row = y; row < y + height; row++)
    for (let at = row * across + x; at < row * across + x + width; at++) crossing += taken[at]!
  return crossing >= leastCrossing
}

function withEnds({ x, y, width, height }: Box, raster: Raster): Box {
  const by = Math.ceil(beyondEnds * Math.min(width, height))
  const [dx, dy] = width >= height ? [by, 0] : [0, by]
  const [left, top] = [Math.max(0, x - dx), Math.max(0, y - dy)]
  const [right, bottom] = [Math.min(raster.width, x + width + dx), Math.min(raster.height, y + height + dy)]
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** The parts of a picture in which lines were taken away, one below the other. */
function bandsOf(taken: Uint8Array, { width, height }: Pick<Raster, 'width' | 'height'>): Box[] {
  const bands: { top: number; bottom: number; left: number; right: number; count: number }[] = []
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (!taken[y * width + x]) continue
      let band = bands.at(-1)
      if (!band || y - band.bottom > 2 * above) {
        band = { top: y, bottom: y, left: x, right: x, count: 0 }
        bands.push(band)
      }
      band.bottom = y
      band.left = Math.min(band.left, x)
      band.right = Math.max(band.right, x)
      band.count++
    }
  return bands
    .filter(({ count }) => count >= leastTaken)
    .map(({ top, bottom, left, right }) => {
      const [x, y] = [Math.max(0, left - aside), Math.max(0, top - above)]
      return { x, y, width: Math.min(width, right + aside) - x, height: Math.min(height, bottom + above) - y }
    })
}
