import type { Box, Raster } from '../raster.ts'
import { readTurned, type TextModels, type Turns } from './read-line.ts'

/** How far beyond a line's ends letters are read, in its thickness. */
const beyond = 2
/** A line whose own letters are read with less certainty says nothing of what lies beyond it. */
const leastOfLine = 0.7
/** Those beyond are read with that certainty on the mean, each with so much; curves and grain look like letters, but hardly. */
const [leastOfMean, leastOfEach] = [0.55, 0.3]
/** The next letter is no farther from the last one, in thicknesses. */
const mostApart = 1
/** From its middle a letter reaches so far, in thicknesses. */
const halfLetter = 0.3
/** A line is followed so often. */
const mostSteps = 2

/**
 * A line as far as letters are read beyond its ends: what finds lines overlooks a first or a last letter on a bright edge or on grain that
 * the reader makes out from those beside it. `turns`: the way in which the line reads.
 */
export async function followLetters(models: TextModels, raster: Raster, found: Box, turns: Turns): Promise<Box> {
  let line = found
  for (let step = 0; step < mostSteps; step++) {
    const longer = await oneStep(models, raster, line, turns)
    if (longer.width === line.width && longer.height === line.height) break
    line = longer
  }
  return line
}

async function oneStep(models: TextModels, raster: Raster, box: Box, turns: Turns): Promise<Box> {
  const lies = turns === 0
  const [start, length, thickness] = lies ? [box.x, box.width, box.height] : [box.y, box.height, box.width]
  const most = lies ? raster.width : raster.height
  const from = Math.max(0, Math.floor(start - beyond * thickness))
  const to = Math.min(most, Math.ceil(start + length + beyond * thickness))
  const view = lies ? { ...box, x: from, width: to - from } : { ...box, y: from, height: to - from }
  const { letters } = await readTurned(models, raster, view, turns)
  const placed = letters
    .filter((letter) => ofName.test(letter.sign))
    .map(({ sign, at, score }) => ({ sign, score, at: turns === 3 ? to - at * (to - from) : from + at * (to - from) }))
    .sort((a, b) => a.at - b.at)
  const own = placed.filter((letter) => letter.at >= start && letter.at <= start + length)
  if (own.length < 2 || certainty(own) < leastOfLine) return box
  const reach = (others: readonly Placed[], first: number, way: 1 | -1) => {
    const next: Placed[] = []
    for (const letter of others) {
      const last = next.at(-1)?.at ?? first
      if (letter.score < leastOfEach || Math.abs(letter.at - last) > mostApart * thickness) break
      next.push(letter)
    }
    const isWaves = next.length > 2 && new Set(next.map((letter) => letter.sign)).size === 1
    return isWaves || certainty(next) < leastOfMean
      ? undefined
      : next.findLast(isLetter)!.at + way * halfLetter * thickness
  }
  const before = placed.filter((letter) => letter.at < start).reverse()
  const after = placed.filter((letter) => letter.at > start + length)
  const low = Math.max(0, Math.floor(reach(before, own[0]!.at, -1) ?? start))
  const high = Math.min(most, Math.ceil(reach(after, own.at(-1)!.at, 1) ?? start + length))
  const begin = Math.min(low, start)
  const end = Math.max(high, start + length)
  return lies ? { ...box, x: begin, width: end - begin } : { ...box, y: begin, height: end - begin }
}

interface Placed {
  sign: string
  /** In pixels of the picture, along the line. */
  at: number
  score: number
}

/** What stands between letters of a name or digits of a number. */
const ofName = /[\p{L}\p{N}.,^'-]/u
const isLetter = (letter: Placed) => /[\p{L}\p{N}]/u.test(letter.sign)

/** The mean over letters and digits; 0 when there are none. */
function certainty(signs: readonly Placed[]): number {
  const letters = signs.filter(isLetter)
  return letters.length === 0 ? 0 : letters.reduce((sum, letter) => sum + letter.score, 0) / letters.length
}
