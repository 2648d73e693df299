import type { InferenceSession } from 'onnxruntime-node'
import type { Look, TextFound } from '../pixel-reader.ts'
import type { Box, Raster } from '../raster.ts'
import { cutPicture } from './cut-picture.ts'
import { detectText, type Line } from './detect-text.ts'
import { isUpright, lookCloser } from './look-closer.ts'
import { recogniseText } from './recognise-text.ts'
import { turnLeft } from './turn-picture.ts'

export interface TextModels {
  detector: InferenceSession
  recogniser: InferenceSession
  alphabet: readonly string[]
}

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
    if (!(line.faint || again) || hasLetters(await readLine(models, raster, line)))
      closer.push(await lookCloser(models.detector, raster, turned, line))
  const found: TextFound[] = []
  for (const line of joined(closer)) {
    const read = await readLine(models, raster, line)
    if (line.seen || hasLetters(read)) found.push({ box: widened(line.box, raster, read.text), ...read })
  }
  return found
}

function hasLetters(read: { text: string; score: number }): boolean {
  return read.score > leastFaint && twoLetters.test(read.text)
}

/** Letters that are only seen with evened contrast are hard to read as well; texture reads as nothing at all. */
const leastFaint = 0.2
const twoLetters = /[\p{L}\p{N}].*[\p{L}\p{N}]/u
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

async function readLine(models: TextModels, raster: Raster, line: Line): Promise<{ text: string; score: number }> {
  const { box } = line
  const { recogniser, alphabet } = models
  if (isUpright(box)) return recogniseText(recogniser, alphabet, raster, box)
  const upright = cutPicture(raster, box)
  const left = turnLeft(upright)
  const right = turnLeft(turnLeft(left))
  const whole = { x: 0, y: 0, width: box.height, height: box.width }
  const one = await recogniseText(recogniser, alphabet, left, whole)
  const other = await recogniseText(recogniser, alphabet, right, whole)
  // A single letter stands upright in a box that is higher than wide.
  const letter = box.height < box.width * 3 ? await recogniseText(recogniser, alphabet, raster, box) : one
  return [one, other, letter].reduce((a, b) => (b.score > a.score ? b : a))
}

/** So much thicker than a line in it, a region is a panel or a curve, not the line. */
const mostThicker = 2
const thickness = (box: Box) => Math.min(box.width, box.height)

/** Lines found in several views are one. */
function joined(lines: readonly Line[]): Line[] {
  const kept: Line[] = []
  for (const line of [...lines].sort((a, b) => area(b.box) - area(a.box))) {
    const same = kept.find(
      (one) =>
        shared(one.box, line.box) > 0.6 * area(line.box) && thickness(one.box) < mostThicker * thickness(line.box),
    )
    if (!same) kept.push({ ...line })
    else {
      same.box = around(same.box, line.box)
      same.seen = same.seen === true || line.seen === true
      same.faint = same.faint === true && line.faint === true
      same.score = Math.max(same.score, line.score)
    }
  }
  return kept
}

const area = (box: Box) => box.width * box.height

function shared(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return width > 0 && height > 0 ? width * height : 0
}

function around(a: Box, b: Box): Box {
  const x = Math.min(a.x, b.x)
  const y = Math.min(a.y, b.y)
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  }
}
