import type { TextFound } from '../pixel-reader.ts'
import type { Raster } from '../raster.ts'
import { type Line, linesOfTile } from './detect-text.ts'
import { hasLetters, readLine, type TextModels } from './read-line.ts'
import { levelled, liesIn, type Slant, slantOfBox, stripsOf } from './slant.ts'

/** Letters of a line that lies askew are read that well, or it is no line. */
const leastRead = 0.6
/** How far beyond the line its view reaches, in thicknesses: as far as it is followed. */
const [beyondEnds, beyondSides] = [5, 1.5]
/** What reads as nothing may be lines below each other: they are looked for at this thickness, in pixels of the view. */
const thicknessOfTwo = 80
/** The view for that has surroundings of its own. */
const frame = 12

/** What stands on lines that lie askew. `rest`: the lines of which nothing was read so. */
interface ReadSlanted {
  found: TextFound[]
  rest: Line[]
}

/** Reads a line of a view in which it is level, as far as it goes. */
export type ReadLevel = (models: TextModels, view: Raster, line: Line) => Promise<TextFound>

/**
 * Reads lines that lie askew, each in a view in which it is level, and gives upright boxes that cover it: the one box around such a line is
 * too thick to be read, and holds much beside it.
 */
export async function readSlanted(
  models: TextModels,
  raster: Raster,
  lines: readonly Line[],
  readLevel: ReadLevel,
): Promise<ReadSlanted> {
  const found: TextFound[] = []
  const covered: Slant[] = []
  const tried: Slant[] = []
  const askew = lines.flatMap(({ slant }) => slant ?? []).sort((a, b) => b.length - a.length)
  for (const slant of askew) {
    if ([...covered, ...tried].some((other) => liesIn(slant, other))) continue
    tried.push(slant)
    for (const way of await readable(models, raster, slant)) {
      const { view, line } = viewOf(raster, way, beyondEnds, beyondSides)
      const { box, text, score } = await readLevel(models, view, line)
      const whole = slantOfBox(box, view, way)
      covered.push(whole)
      for (const strip of stripsOf(whole, raster)) found.push({ box: strip, text, score })
    }
  }
  return { found, rest: lines.filter(({ slant }) => !(slant && covered.some((other) => liesIn(slant, other)))) }
}

/** The line the right way up where letters are read on it, or the lines in it that are read. */
async function readable(models: TextModels, raster: Raster, slant: Slant): Promise<Slant[]> {
  for (const turn of [0, Math.PI]) {
    const way = { ...slant, angle: upward(slant.angle) + turn }
    const { view, line } = viewOf(raster, way, 0, 0)
    if (hasLetters(await readLine(models, view, line), leastRead)) return [way]
    const tile = { left: 0, top: 0, width: view.width, height: view.height, scale: thicknessOfTwo / view.height }
    const read: Slant[] = []
    for (const part of await linesOfTile(models.detector, view, tile, frame))
      if (hasLetters(await readLine(models, view, part), leastRead)) read.push(slantOfBox(part.box, view, way))
    if (read.length > 0) return read
  }
  return []
}

/** A view in which a line is level, and the line in it; so far beyond the line's ends and sides, in its thicknesses. */
function viewOf(raster: Raster, way: Slant, ends: number, sides: number): { view: Raster; line: Line } {
  const [width, height] = [Math.ceil(way.length), Math.ceil(way.thickness)]
  const [x, y] = [Math.ceil(ends * height), Math.ceil(sides * height)]
  const view = levelled(raster, way, width + 2 * x, height + 2 * y)
  return { view, line: { box: { x, y, width, height }, score: 1 } }
}

/** Of the two ways in which a line may run the one that goes to the right. */
const upward = (angle: number) => Math.atan(Math.tan(angle))
