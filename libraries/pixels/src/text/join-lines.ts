import type { Box } from '../raster.ts'
import type { Line } from './detect-text.ts'

/** So much thicker than a line in it, a region is a panel or a curve, not the line. */
const mostThicker = 2
/** The shorter side of a line's box. */
export const thickness = (box: Box) => Math.min(box.width, box.height)

/** A line, and those of several views that it is made of. */
export interface Joined<T extends Line = Line> extends Line {
  parts: T[]
}

/**
 * Lines found in several views are one, with the box around them. `most`: so much thicker than one of its lines that box may become; lines
 * close to each other become one otherwise.
 */
export function joined<T extends Line>(lines: readonly T[], most = Number.POSITIVE_INFINITY): Joined<T>[] {
  const kept: Joined<T>[] = []
  for (const line of [...lines].sort((a, b) => area(b.box) - area(a.box))) {
    const same = kept.find(
      (one) =>
        shared(one.box, line.box) > 0.6 * area(line.box) &&
        thickness(one.box) < mostThicker * thickness(line.box) &&
        !isAcross(one.box, line.box) &&
        thickness(around(one.box, line.box)) < most * thickness(line.box),
    )
    if (!same) kept.push({ ...line, parts: [line] })
    else {
      same.parts.push(line)
      same.box = around(same.box, line.box)
      same.seen = same.seen === true || line.seen === true
      same.faint = same.faint === true && line.faint === true
      same.score = Math.max(same.score, line.score)
    }
  }
  return kept
}

/** A line across another is no part of it; what is short may be, whichever way it lies. */
function isAcross(a: Box, b: Box): boolean {
  const along = (box: Box) => (box.width > 2 * box.height ? 1 : box.height > 2 * box.width ? -1 : 0)
  return along(a) * along(b) < 0
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
