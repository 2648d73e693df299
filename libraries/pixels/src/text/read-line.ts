import type { InferenceSession } from 'onnxruntime-node'
import type { Box, Raster } from '../raster.ts'
import { cutPicture } from './cut-picture.ts'
import type { Line } from './detect-text.ts'
import { isUpright } from './look-closer.ts'
import { againstMedian } from './median-contrast.ts'
import { recogniseText } from './recognise-text.ts'
import { turnLeft } from './turn-picture.ts'

export interface TextModels {
  detector: InferenceSession
  recogniser: InferenceSession
  alphabet: readonly string[]
}

/** Letters that are only seen with evened contrast are hard to read as well; texture reads as nothing at all. */
const leastFaint = 0.2
/** Against the median texture stands out as well. */
const leastAgainst = 0.5
const twoLetters = /[\p{L}\p{N}].*[\p{L}\p{N}]/u

/** Whether at least two letters or digits were read with that little doubt. */
export function hasLetters(read: { text: string; score: number }, least = leastFaint): boolean {
  return read.score > least && twoLetters.test(read.text)
}

/** Whether letters are read where a line is, as it is or, without doubt, against the median of its surroundings. */
export async function isLegible(models: TextModels, raster: Raster, line: Line): Promise<boolean> {
  if (hasLetters(await readLine(models, raster, line))) return true
  if (!line.faint) return false
  const { x, y, width, height } = line.box
  const thickness = Math.min(width, height)
  const around = surroundings(raster, line.box, thickness)
  const view = againstMedian(cutPicture(raster, around), thickness)
  const box = { ...line.box, x: x - around.x, y: y - around.y }
  return hasLetters(await readLine(models, view, { ...line, box }), leastAgainst)
}

/** What stands on a line, whichever way it is turned; `score` 0 to 1. */
export async function readLine(
  models: TextModels,
  raster: Raster,
  line: Line,
): Promise<{ text: string; score: number }> {
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

/** A box and `by` pixels around it, within the picture. */
function surroundings(raster: Raster, box: Box, by: number): Box {
  const [x, y] = [Math.max(0, box.x - by), Math.max(0, box.y - by)]
  return {
    x,
    y,
    width: Math.min(raster.width, box.x + box.width + by) - x,
    height: Math.min(raster.height, box.y + box.height + by) - y,
  }
}
