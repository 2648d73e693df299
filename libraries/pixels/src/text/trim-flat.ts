import type { Box, Raster } from '../raster.ts'

/** Levels within which a row of pixels has one colour. */
const tolerance = 3
/** So much of what is flat stays around the letters. */
const kept = 2

/**
 * A box without its flat edges: rows and columns of one colour, the same as at that edge, in which nothing can stand. Only of a picture that
 * is all there is to mask: on another frame something may stand there. `views`: the same picture in other windows.
 */
export function trimFlat<Some extends Box>(box: Some, views: readonly Raster[]): Some {
  const [left, top] = [Math.max(0, box.x), Math.max(0, box.y)]
  const right = Math.min(...views.map((view) => view.width), box.x + box.width)
  const bottom = Math.min(...views.map((view) => view.height), box.y + box.height)
  if (right <= left || bottom <= top) return box
  const rows = (from: number, by: 1 | -1) => flat(views, from, bottom - top, by, (y) => [left, y, right - left, 1])
  const above = rows(top, 1)
  const below = rows(bottom - 1, -1)
  // What is flat as a whole was taken for text by something else than its pixels.
  if (above + below >= bottom - top) return box
  const [high, low] = [top + above, bottom - below]
  const columns = (from: number, by: 1 | -1) => flat(views, from, right - left, by, (x) => [x, high, 1, low - high])
  const [before, behind] = [columns(left, 1), columns(right - 1, -1)]
  const spare = (count: number) => Math.max(0, count - kept)
  return {
    ...box,
    x: left + spare(before),
    y: top + spare(above),
    width: right - left - spare(before) - spare(behind),
    height: bottom - top - spare(above) - spare(below),
  }
}

/** How many rows or columns, from one on inwards, have the colour of the first in all views. */
function flat(
  views: readonly Raster[],
  from: number,
  most: number,
  by: 1 | -1,
  at: (place: number) => [x: number, y: number, width: number, height: number],
): number {
  const [x, y] = at(from)
  let count = 0
  while (count < most && views.every((view) => isOf(view, (y * view.width + x) * view.channels, at(from + by * count))))
    count++
  return count
}

function isOf({ data, width, channels }: Raster, like: number, part: [number, number, number, number]): boolean {
  const [left, top, across, down] = part
  for (let y = top; y < top + down; y++)
    for (let at = (y * width + left) * channels; at < (y * width + left + across) * channels; at++)
      if (Math.abs(data[at]! - data[like + (at % channels)]!) > tolerance) return false
  return true
}
