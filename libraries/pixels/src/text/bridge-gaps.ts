import type { Box } from '../raster.ts'

/** Pieces of one line have at most that much between them, in thicknesses: a full stop, or a letter that is faint. */
const mostGap = 0.75
/** Their thickness differs by no more than that, as a ratio, and they share so much of it. */
const [mostThicker, leastShared] = [1.6, 0.6]

/** What lies between two pieces of one line that were found apart, as boxes of its own. */
export function bridgeGaps(boxes: readonly Box[]): Box[] {
  const across = between(boxes.map(turned)).map(turned)
  return [...between(boxes), ...across]
}

const turned = ({ x, y, width, height }: Box): Box => ({ x: y, y: x, width: height, height: width })

/** The gaps of lines that read from left to right. */
function between(boxes: readonly Box[]): Box[] {
  return boxes.flatMap((left) =>
    boxes.flatMap((right) => {
      const x = left.x + left.width
      const width = right.x - x
      if (width <= 0 || !isOneLine(left, right) || width > mostGap * Math.min(left.height, right.height)) return []
      const y = Math.min(left.y, right.y)
      return [{ x, y, width, height: Math.max(left.y + left.height, right.y + right.height) - y }]
    }),
  )
}

/** One of the pieces may be short, but neither runs across: lines below each other are not one. */
function isOneLine(a: Box, b: Box): boolean {
  const [thin, thick] = [Math.min(a.height, b.height), Math.max(a.height, b.height)]
  const shared = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  const isLong = (box: Box) => box.width > 2 * box.height
  const isAcross = (box: Box) => box.height > 2 * box.width
  return (
    thick < mostThicker * thin &&
    shared > leastShared * thin &&
    (isLong(a) || isLong(b)) &&
    !isAcross(a) &&
    !isAcross(b)
  )
}
