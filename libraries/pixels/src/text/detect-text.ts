import { type InferenceSession, Tensor } from 'onnxruntime-node'
import type { Look } from '../pixel-reader.ts'
import { type Box, meet, type Raster } from '../raster.ts'
import { colouredLines } from './coloured-lines.ts'
import { evenContrast, smoothed } from './even-contrast.ts'
import { findRegions } from './find-regions.ts'
import { isScreen } from './is-screen.ts'
import { medianContrast } from './median-contrast.ts'
import { samplePlanes } from './sample-picture.ts'
import { type Slant, slantTurnedBack } from './slant.ts'
import { type Tile, tilesAt, tilesOf } from './tile-picture.ts'
import { turnedBack, turnLeft } from './turn-picture.ts'

/** Where a line of text is, and how sure the detector is of it. */
export interface Line {
  box: Box
  score: number
  /** Seen with evened contrast alone, where grain and texture look like text more often. */
  faint?: boolean
  /** From near something was there as well. */
  seen?: boolean
  /** It lies askew, and its box holds much beside it. */
  slant?: Slant
}

/** Set for recall: a region that is no text costs a few pixels, a name that is not seen costs the patient. */
const floor = 0.2
const leastPeak = 0.4
const leastArea = 6
/** The detector marks the core of a line; the line itself is that much larger (DB, arXiv 1911.08947, 3.5). */
const growth = 1.9
const margin = 2
/** Around the tile, so that text at the border of the picture is not at the border of what the model sees. */
const frameOfTile = 32

/** At this scale letters that grain or a curve breaks up at full size hold together. */
const smallScale = 0.7
/** At this scale small letters between the curves of a screen, or on a panel of nearly their level, are told from them. */
const screenScale = 1.4
/** Half a side of the square whose median letters are seen against: small letters are what is not seen otherwise. */
const radiusOfMedian = 8

/**
 * Every place that looks like text, in pixels of the picture; the same text may come more than once. The picture is looked at as it is,
 * turned, with its contrast evened and its grain smoothed, and against the median of what surrounds each pixel, because faint letters, letters
 * on grain, or letters across curves and panels, are seen in none of the others.
 * A picture that was masked and is looked at `again` needs no evening: what is faint was found the first time. `changed`: places of it that
 * changed since, or where something was found that stayed; a part that sees none of them would show what it showed, which is nothing.
 */
export async function detectText(session: InferenceSession, raster: Raster, given: Look): Promise<Line[]> {
  const { again = false, changed } = given
  const lines: Line[] = []
  const upright = async (view: Raster, tiles: readonly Tile[]) => {
    for (const tile of tiles)
      if (mayDiffer(seenBy(tile), changed)) lines.push(...(await linesOfTile(session, view, tile)))
  }
  const turned = async (view: Raster, tiles: (turned: Raster) => readonly Tile[]) => {
    const side = turnLeft(view)
    const touched = tiles(side).filter((tile) => mayDiffer(turnedBack(seenBy(tile), view.width), changed))
    for (const tile of touched)
      for (const { box, score, slant } of await linesOfTile(session, side, tile)) {
        const back = slant ? { slant: slantTurnedBack(slant, view.width) } : {}
        lines.push({ box: turnedBack(box, view.width), score, ...back })
      }
  }
  await upright(raster, tilesOf(raster))
  await turned(raster, (side) => tilesAt(side, 1))
  if (again) return lines
  const plain = lines.length
  await upright(evenContrast(raster), tilesAt(raster, smallScale))
  const smooth = evenContrast(smoothed(raster))
  await upright(smooth, tilesOf(raster))
  await turned(smooth, (side) => tilesAt(side, 1))
  const curves = colouredLines(raster)
  const against = medianContrast(raster, radiusOfMedian, curves)
  const screen = isScreen(raster)
  await turned(against, (side) => tilesAt(side, screen ? screenScale : 1))
  if (screen) await upright(against, tilesAt(raster, 1))
  for (const line of lines.slice(plain)) line.faint = true
  return lines
}

/** What a part sees of the picture: itself, what is around it, and what rounding adds. */
function seenBy({ left, top, width, height, scale }: Tile): Box {
  const around = (frameOfTile + 32) / scale + 1
  return { x: left - around, y: top - around, width: width + 2 * around, height: height + 2 * around }
}

function mayDiffer(seen: Box, changed: readonly Box[] | undefined): boolean {
  return changed === undefined || changed.some((box) => meet(seen, box))
}

/** What looks like text in one tile, in pixels of the picture. `frame` pixels around it show how its border goes on. */
export async function linesOfTile(
  session: InferenceSession,
  raster: Raster,
  tile: Tile,
  frame = frameOfTile,
): Promise<Line[]> {
  const side = (length: number) => Math.ceil((length * tile.scale + 2 * frame) / 32) * 32
  const [width, height] = [side(tile.width), side(tile.height)]
  const planes = samplePlanes(
    raster,
    {
      left: tile.left - frame / tile.scale,
      top: tile.top - frame / tile.scale,
      scaleX: tile.scale,
      scaleY: tile.scale,
      width,
      height,
    },
    { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225], order: 'bgr' },
  )
  const input = new Tensor('float32', planes.data, [1, 3, height, width])
  const output = await session.run({ [session.inputNames[0]!]: input })
  const map = output[session.outputNames[0]!]!.data as Float32Array
  return findRegions(map, width, height, floor)
    .filter((region) => region.peak >= leastPeak && region.area >= leastArea)
    .map((region) => {
      const { box } = region
      const by = (box.width * box.height * growth) / (2 * (box.width + box.height))
      const left = tile.left + (box.x - by - frame) / tile.scale - margin
      const top = tile.top + (box.y - by - frame) / tile.scale - margin
      const right = tile.left + (box.x + box.width + by - frame) / tile.scale + margin
      const bottom = tile.top + (box.y + box.height + by - frame) / tile.scale + margin
      const line: Line = { box: within(raster, left, top, right, bottom), score: region.peak }
      const slant = region.slant && slantInPicture(region.slant, tile, frame)
      if (slant && isAskew(slant, line.box)) line.slant = slant
      return line
    })
    .filter((line) => line.box.width > 0 && line.box.height > 0)
}

/** A line is that much longer than thick, and its box that much thicker than it is, where reading it askew is worth it. */
const [leastLong, leastThicker] = [2, 1.25]
/** What lies less askew, in radians, is a line whose letters are of several heights. */
const leastAngle = 0.07

function isAskew({ angle, length, thickness }: Slant, box: Box): boolean {
  const fromAxis = Math.min(Math.abs(Math.sin(angle)), Math.abs(Math.cos(angle)))
  return (
    fromAxis > leastAngle &&
    length > leastLong * thickness &&
    Math.min(box.width, box.height) > leastThicker * thickness
  )
}

function slantInPicture(slant: Slant, tile: Tile, frame: number): Slant {
  const by = (slant.length * slant.thickness * growth) / (2 * (slant.length + slant.thickness))
  const grown = (side: number) => (side + 2 * by) / tile.scale + 2 * margin
  return {
    x: tile.left + (slant.x - frame) / tile.scale,
    y: tile.top + (slant.y - frame) / tile.scale,
    angle: slant.angle,
    length: grown(slant.length),
    thickness: grown(slant.thickness),
  }
}

function within(raster: Raster, left: number, top: number, right: number, bottom: number): Box {
  const x = Math.max(0, Math.floor(left))
  const y = Math.max(0, Math.floor(top))
  return {
    x,
    y,
    width: Math.min(raster.width, Math.ceil(right)) - x,
    height: Math.min(raster.height, Math.ceil(bottom)) - y,
  }
}
