import type { TextFound } from '../pixel-reader.ts'
import { type Box, meet, type Raster } from '../raster.ts'
import { type BorderStrip, borderStrips } from './border-strips.ts'
import { type Line, linesOfTile } from './detect-text.ts'
import { isCovered } from './is-covered.ts'
import { isCurve } from './is-curve.ts'
import { joined } from './join-lines.ts'
import { countLetters, hasLetters, readLine, type TextModels } from './read-line.ts'
import type { ReadLevel } from './read-slanted.ts'
import { tilesAt } from './tile-picture.ts'
import { turnedBack, turnLeft } from './turn-picture.ts'

/** Around a strip, in pixels: what is beyond its border is there already. */
const frame = 24
/** Letters are made out at first with that little doubt, and from near with so little. */
const [leastFirst, leastRead] = [0.5, 0.8]
/** Grain and edges are read as one or two letters. */
const leastLetters = 3

/**
 * The lines that touch a border of the picture, are not `masked`, and are read without doubt as letters or digits. Letters whose strokes run
 * into the border are seen in no look at the picture as it is, because beyond its border they go on without end.
 */
export async function readBorder(
  models: TextModels,
  raster: Raster,
  masked: readonly Box[],
  readLevel: ReadLevel,
): Promise<TextFound[]> {
  const found: TextFound[] = []
  for (const strip of borderStrips(raster)) {
    const placed = (box: Box) => inPicture({ ...box, x: box.x - strip.x, y: box.y - strip.y }, raster)
    for (const line of joined(await linesOfStrip(models, strip))) {
      if (!meet(placed(line.box), strip.edge) || isCovered(placed(line.box), masked)) continue
      if (!hasLetters(await readLine(models, strip.view, line), leastFirst)) continue
      const { box, text, score } = await readLevel(models, strip.view, line)
      if (score >= leastRead && countLetters(text) >= leastLetters && !isCurve(text) && meet(placed(box), strip.edge))
        found.push({ box: placed(box), text, score })
    }
  }
  return found
}

async function linesOfStrip(models: TextModels, { view, upright }: BorderStrip): Promise<Line[]> {
  const level = upright ? turnLeft(view) : view
  const lines: Line[] = []
  for (const tile of tilesAt(level, 1)) lines.push(...(await linesOfTile(models.detector, level, tile, frame)))
  return upright ? lines.map((line) => ({ ...line, box: turnedBack(line.box, view.width) })) : lines
}

function inPicture({ x, y, width, height }: Box, raster: Raster): Box {
  const [left, top] = [Math.max(0, x), Math.max(0, y)]
  return {
    x: left,
    y: top,
    width: Math.min(raster.width, x + width) - left,
    height: Math.min(raster.height, y + height) - top,
  }
}
