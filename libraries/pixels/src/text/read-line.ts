import type { InferenceSession } from 'onnxruntime-node'
import type { Box, Raster } from '../raster.ts'
import { cutPicture } from './cut-picture.ts'
import type { Line } from './detect-text.ts'
import { isUpright } from './look-closer.ts'
import { againstMedian } from './median-contrast.ts'
import { type Read, recogniseText } from './recognise-text.ts'
import { shrinkPicture } from './shrink-picture.ts'
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
/** At this height letters are read. */
const heightOfLetters = 48
/** So much of a line's thickness is read with it around it. */
const moreAround = 0.1
const twoLetters = /[\p{L}\p{N}].*[\p{L}\p{N}]/u

/** Whether at least two letters or digits were read with that little doubt. */
export function hasLetters(read: { text: string; score: number }, least = leastFaint): boolean {
  return read.score > least && twoLetters.test(read.text)
}

/** How many letters and digits there are. */
export const countLetters = (text: string) => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0

/** Whether letters are read where a line is, as it is or, without doubt, against the median of its surroundings. */
export async function isLegible(models: TextModels, raster: Raster, line: Line): Promise<boolean> {
  if (hasLetters(await readLine(models, raster, line))) return true
  if (!line.faint) return false
  const { view, box } = viewAgainst(raster, line.box)
  return hasLetters(await readLine(models, view, { ...line, box }), leastAgainst)
}

/** What is in a box and around it against its median, and where the box is in it: no larger than letters are read. */
function viewAgainst(raster: Raster, { x, y, width, height }: Box): { view: Raster; box: Box } {
  const thickness = Math.min(width, height)
  const around = surroundings(raster, { x, y, width, height }, thickness)
  const by = Math.max(1, Math.floor(thickness / heightOfLetters))
  const view = againstMedian(shrinkPicture(cutPicture(raster, around), by), thickness / by)
  const [left, top] = [Math.floor((x - around.x) / by), Math.floor((y - around.y) / by)]
  const box = {
    x: left,
    y: top,
    width: Math.max(1, Math.min(view.width - left, Math.floor(width / by))),
    height: Math.max(1, Math.min(view.height - top, Math.floor(height / by))),
  }
  return { view, box }
}

/** Whether what was read in a box is read again in it against its median, or with a little of what is around it: letters are, whatever is around them. */
export async function isReadAgain(models: TextModels, raster: Raster, box: Box, read: { text: string; turns: Turns }) {
  const against = viewAgainst(raster, box)
  const wider = surroundings(raster, box, Math.ceil(moreAround * Math.min(box.width, box.height)))
  const others = [
    await readTurned(models, against.view, against.box, read.turns),
    await readTurned(models, raster, wider, read.turns),
  ]
  return others.some((other) => sharedLetters(read.text, other.text) >= Math.max(2, countLetters(read.text) / 2))
}

/** How many letters and digits two texts have in common, in the same order. */
export function sharedLetters(one: string, other: string): number {
  const letters = (text: string): string[] => text.toUpperCase().match(/[\p{L}\p{N}]/gu) ?? []
  const [a, b] = [letters(one), letters(other)]
  let row = new Array<number>(b.length + 1).fill(0)
  for (const letter of a) {
    const next = [0]
    for (const [i, sign] of b.entries()) next.push(sign === letter ? row[i]! + 1 : Math.max(row[i + 1]!, next[i]!))
    row = next
  }
  return row.at(-1)!
}

/** What stands on a line, whichever way it is turned; `score` 0 to 1. */
export async function readLine(models: TextModels, raster: Raster, line: Line): Promise<Read & { turns: Turns }> {
  const { box } = line
  if (isUpright(box)) return readTurned(models, raster, box, 0)
  const one = await readTurned(models, raster, box, 1)
  const other = await readTurned(models, raster, box, 3)
  // A single letter stands upright in a box that is higher than wide.
  const letter = box.height < box.width * 3 ? await readTurned(models, raster, box, 0) : one
  return [one, other, letter].reduce((a, b) => (b.score > a.score ? b : a))
}

/** What stands in a box after so many quarter turns to the left. */
export type Turns = 0 | 1 | 3

export async function readTurned(
  { recogniser, alphabet }: TextModels,
  raster: Raster,
  box: Box,
  turns: Turns,
): Promise<Read & { turns: Turns }> {
  if (turns === 0) return { ...(await recogniseText(recogniser, alphabet, raster, box)), turns }
  let view = turnLeft(cutPicture(raster, box))
  if (turns === 3) view = turnLeft(turnLeft(view))
  const whole = { x: 0, y: 0, width: box.height, height: box.width }
  return { ...(await recogniseText(recogniser, alphabet, view, whole)), turns }
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
