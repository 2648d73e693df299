import type { Look, TextFound } from '../pixel-reader.ts'
import type { Box, Raster } from '../raster.ts'
import { detectText, type Line } from './detect-text.ts'
import { joined, thickness } from './join-lines.ts'
import { isUpright, lookCloser } from './look-closer.ts'
import { hasLetters, isLegible, readLine, type TextModels } from './read-line.ts'
import { turnLeft } from './turn-picture.ts'

export type { TextModels } from './read-line.ts'

/** A line's ends fade before its middle does: so much of its height is added at each end, and a little beside it. */
const moreAtEnds = 0.45
const moreBeside = 0.08

/**
 * Finds the lines of text of a picture, follows each from near, and reads them. The boxes are wider than what was read. What neither is
 * seen from near nor has letters is no text; nor is what has no letters where only evening shows it, or beside what was masked before.
 */
export async function readText(models: TextModels, raster: Raster, given: Look): Promise<TextFound[]> {
  const closer: Line[] = []
  let side: Raster | undefined
  const turned = () => {
    side ??= turnLeft(raster)
    return side
  }
  const again = given.again === true
  for (const line of joined(await detectText(models.detector, raster, given)))
    if (!(line.faint || again) || (await isLegible(models, raster, line)))
      closer.push(await asRead(models, raster, line, await lookCloser(models.detector, raster, turned, line)))
  const found: TextFound[] = []
  for (const line of joined(closer)) {
    const read = await readLine(models, raster, line)
    if (line.seen || hasLetters(read)) found.push({ box: widened(line.box, raster, read.text), ...read })
  }
  return found
}

/** From near a line may run into what lies beside it, and become so much thicker. */
const muchThicker = 1.25
/** Letters are hardly made out in a line, unless it is read that well. */
const leastRead = 0.6

/** A line seen from near, as thick as it was found where it is read better so than with what it ran into. */
async function asRead(models: TextModels, raster: Raster, line: Line, closer: Line): Promise<Line> {
  if (thickness(closer.box) < muchThicker * thickness(line.box)) return closer
  const read = await readLine(models, raster, closer)
  if (read.score > leastRead) return closer
  const before = await readLine(models, raster, line)
  if (!hasLetters(before) || before.score < read.score) return closer
  const { x, y, width, height } = line.box
  return { ...closer, box: isUpright(line.box) ? { ...closer.box, y, height } : { ...closer.box, x, width } }
}

const cprDigits = 10

/** A number of which fewer digits were read than a CPR number has may go on at either end where it is faint: by so much of its length. */
function missingPart(text: string): number {
  const digits = text.replace(/\D/g, '').length
  const numeric = digits >= 4 && digits < cprDigits && digits >= 0.8 * text.length
  return numeric ? (cprDigits - digits) / text.length : 0
}

function widened(box: Box, raster: Raster, text: string): Box {
  const height = Math.min(box.width, box.height)
  const length = Math.max(box.width, box.height)
  const ends = Math.ceil(Math.max(height * moreAtEnds, length * missingPart(text)))
  const beside = Math.ceil(height * moreBeside)
  const [dx, dy] = box.width >= box.height ? [ends, beside] : [beside, ends]
  const [x, y] = [Math.max(0, box.x - dx), Math.max(0, box.y - dy)]
  return {
    x,
    y,
    width: Math.min(raster.width, box.x + box.width + dx) - x,
    height: Math.min(raster.height, box.y + box.height + dy) - y,
  }
}
