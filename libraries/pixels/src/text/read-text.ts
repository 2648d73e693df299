import type { Look, TextFound } from '../pixel-reader.ts'
import type { Box, Raster } from '../raster.ts'
import { detectText, type Line } from './detect-text.ts'
import { followLetters } from './follow-letters.ts'
import { isCurve } from './is-curve.ts'
import { type Joined, joined, thickness } from './join-lines.ts'
import { isUpright, lookCloser } from './look-closer.ts'
import { readBorder } from './read-border.ts'
import { readCrossed } from './read-crossed.ts'
import { hasLetters, isLegible, isReadAgain, readLine, readTurned, type TextModels } from './read-line.ts'
import { readSlanted } from './read-slanted.ts'
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
  if (given.border) return readBorder(models, raster, given.border, levelLine)
  if (given.crossed) return readCrossed(models, raster, given.crossed, levelLine)
  const closer: ReadLine[] = []
  let side: Raster | undefined
  const turned = () => {
    side ??= turnLeft(raster)
    return side
  }
  const again = given.again === true
  /** How many lines with letters there are. */
  const follow = async (line: Joined, within: readonly Joined[]): Promise<number> => {
    const near: ReadLine[] = []
    if (!(line.faint || again) || (await isLegible(models, raster, line)))
      near.push(await asRead(models, raster, line, await lookCloser(models.detector, raster, turned, line)))
    if (near.some(({ read }) => hasLetters(read, leastRead) && !isCurve(read.text))) {
      closer.push(...near)
      return near.length
    }
    let thinner = 0
    for (const part of within) thinner += await follow(part, [])
    if (thinner === 0) closer.push(...near.filter(({ read }) => !isCurve(read.text)))
    return thinner
  }
  const { found, rest } = await readSlanted(models, raster, await detectText(models.detector, raster, given), levelLine)
  for (const line of joined(rest)) await follow(line, thinnerParts(line))
  for (const { parts, ...line } of joined(closer)) {
    const whole = parts.length === 1 ? parts[0]! : { ...line, read: await readLine(models, raster, line) }
    for (const one of hasLetters(whole.read, leastRead) ? [whole] : separate(whole, parts))
      if ((one.seen || hasLetters(one.read)) && !isCurve(one.read.text)) {
        const line = await asFound(models, raster, one)
        if (!isDoubtful(line, raster) || (await isReadAgain(models, raster, one.box, one.read))) found.push(line)
      }
  }
  return found
}

/** Letters of so much of the picture's longer side are large, and read without that much doubt, or are no letters. */
const [large, leastOfLarge] = [0.1, 0.9]

/** Letters so large are read the same however they are looked at; vessels and folds that look like some are read as others each time. */
function isDoubtful({ box, score }: TextFound, raster: Raster): boolean {
  return thickness(box) > large * Math.max(raster.width, raster.height) && score <= leastOfLarge
}

/** A line of a view in which it is level. */
async function levelLine(models: TextModels, view: Raster, line: Line): Promise<TextFound> {
  const turned = () => turnLeft(view)
  return asFound(models, view, await asRead(models, view, line, await lookCloser(models.detector, view, turned, line)))
}

type ReadLine = Line & { read: Awaited<ReturnType<typeof readLine>> }

/** A region so much thicker than lines in it may be several, or one and a curve; so many of them are looked at. */
const [thicker, mostParts] = [1.4, 6]

/** What was seen in a region that reads as nothing, and may be lines of their own: lines close to each other, or crossed by curves. */
function thinnerParts(line: Joined): Joined[] {
  const thin = line.parts.filter((part) => thicker * thickness(part.box) < thickness(line.box))
  return joined(thin, thicker).slice(0, mostParts)
}

/** The lines of which one was made that does not read as they do; that one where it is as thin as they are. */
function separate(whole: ReadLine, parts: readonly ReadLine[]): readonly ReadLine[] {
  const read = parts.filter((part) => hasLetters(part.read, leastRead))
  return read.some((part) => muchThicker * thickness(part.box) < thickness(whole.box)) ? read : [whole]
}

/** A line with the letters that are read beyond its ends. */
async function asFound(models: TextModels, raster: Raster, line: ReadLine): Promise<TextFound> {
  const box = await followLetters(models, raster, line.box, line.read.turns)
  const { text, score } = sameSize(box, line.box) ? line.read : await readTurned(models, raster, box, line.read.turns)
  return { box: widened(box, raster, text), text, score }
}

const sameSize = (a: Box, b: Box) => a.width === b.width && a.height === b.height

/** From near a line may run into what lies beside it, and become so much thicker. */
const muchThicker = 1.25
/** Letters are hardly made out in a line, unless it is read that well. */
const leastRead = 0.6

/** A line seen from near, as thick as it was found where it is read better so than with what it ran into. */
async function asRead(models: TextModels, raster: Raster, line: Line, closer: Line): Promise<ReadLine> {
  const read = await readLine(models, raster, closer)
  if (thickness(closer.box) < muchThicker * thickness(line.box) || read.score > leastRead) return { ...closer, read }
  const before = await readLine(models, raster, line)
  if (!hasLetters(before) || before.score < read.score) return { ...closer, read }
  const { x, y, width, height } = line.box
  const box = isUpright(line.box) ? { ...closer.box, y, height } : { ...closer.box, x, width }
  return { ...closer, box, read: sameSize(box, line.box) ? before : await readLine(models, raster, { ...closer, box }) }
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
