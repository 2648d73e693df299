import type { Raster } from '../raster.ts'

/** Letters go on at both sides of a line that is no thicker than that, in pixels with its edges. */
const mostAcross = 8

/** The ways across a line: level, upright, and the two between. */
const ways = [
  [1, 0],
  [0, 1],
  [1, 1],
  [1, -1],
] as const

/** A picture without lines, and the pixels that were taken away, 1 for each. */
interface Cleared {
  view: Raster
  taken: Uint8Array
}

/**
 * The picture with thin lines taken away: each of their pixels becomes what lies between those at both sides, the shortest way across, so that
 * the strokes of letters that a line crosses are whole again. What is too thick for that stays.
 */
export function takeLinesAway(raster: Raster, lines: Uint8Array): Cleared {
  const { channels } = raster
  const data = Uint8Array.from(raster.data)
  const taken = new Uint8Array(lines.length)
  for (let at = 0; at < lines.length; at++) {
    const way = lines[at] ? wayAcross(lines, raster, at) : undefined
    if (!way) continue
    taken[at] = 1
    for (let channel = 0; channel < channels; channel++) {
      const [one, other] = [raster.data[way.from * channels + channel]!, raster.data[way.to * channels + channel]!]
      data[at * channels + channel] = Math.round(one + (other - one) * way.part)
    }
  }
  return { view: { ...raster, data }, taken }
}

/** The pixels at both sides of a line, and how far from the first to the second a pixel of the line lies. */
interface Way {
  from: number
  to: number
  part: number
}

/** The shortest way across a line at one of its pixels; undefined where it is too thick. Along the border of a picture a line has one side. */
export function wayAcross(lines: Uint8Array, raster: Raster, at: number): Way | undefined {
  let [least, leastOneSided] = [mostAcross + 1, mostAcross / 2]
  let found: Way | undefined
  let oneSided: Way | undefined
  for (const [dx, dy] of ways) {
    const by = dy * raster.width + dx
    const back = stepsOut(lines, raster, at, -dx, -dy)
    const ahead = stepsOut(lines, raster, at, dx, dy)
    if (back && ahead) {
      if (back + ahead > least) continue
      least = back + ahead - 1
      found = { from: at - back * by, to: at + ahead * by, part: back / (back + ahead) }
      continue
    }
    const steps = back ?? ahead
    if (!steps || steps >= leastOneSided) continue
    leastOneSided = steps
    const side = back ? at - back * by : at + steps * by
    oneSided = { from: side, to: side, part: 0 }
  }
  return found ?? oneSided
}

/** How many steps one way it is to the first pixel beside the line. */
function stepsOut(lines: Uint8Array, { width, height }: Raster, at: number, dx: number, dy: number) {
  let x = at % width
  let y = (at - x) / width
  for (let steps = 1; steps <= mostAcross; steps++) {
    x += dx
    y += dy
    if (x < 0 || y < 0 || x >= width || y >= height) return undefined
    if (!lines[y * width + x]) return steps
  }
  return undefined
}
