import type { Box, Raster } from '../raster.ts'

/**
 * A copy in which every box has the level of its border: nothing of what stood in it is left, and it has no black edge that looks like
 * letters itself or makes what surrounds it look so. More boxes after these change nothing but the pixels in them.
 */
export function coverBoxes(raster: Raster, boxes: readonly Box[]): Raster {
  const covered = new Uint8Array(raster.width * raster.height)
  const data = Uint8Array.from(raster.data)
  const { channels, width } = raster
  for (const box of boxes) {
    const part = inside(raster, box)
    if (part.right <= part.left) continue
    const level = Array.from({ length: channels }, (_, channel) => borderLevel(raster, covered, part, channel))
    for (let y = part.top; y < part.bottom; y++) {
      covered.fill(1, y * width + part.left, y * width + part.right)
      for (let at = (y * width + part.left) * channels; at < (y * width + part.right) * channels; at++)
        data[at] = level[at % channels]!
    }
  }
  return { ...raster, data }
}

interface Part {
  left: number
  right: number
  top: number
  bottom: number
}

function inside(raster: Raster, box: Box): Part {
  return {
    left: Math.max(0, Math.floor(box.x)),
    right: Math.min(raster.width, Math.ceil(box.x + box.width)),
    top: Math.max(0, Math.floor(box.y)),
    bottom: Math.min(raster.height, Math.ceil(box.y + box.height)),
  }
}

/** The median of the pixels right around a part that no box before it covers; black where there are none. */
function borderLevel(raster: Raster, covered: Uint8Array, part: Part, channel: number): number {
  const levels: number[] = []
  const take = (x: number, y: number) => {
    const at = y * raster.width + x
    if (x >= 0 && y >= 0 && x < raster.width && y < raster.height && !covered[at])
      levels.push(raster.data[at * raster.channels + channel]!)
  }
  for (let x = part.left; x < part.right; x++) {
    take(x, part.top - 1)
    take(x, part.bottom)
  }
  for (let y = part.top; y < part.bottom; y++) {
    take(part.left - 1, y)
    take(part.right, y)
  }
  levels.sort((a, b) => a - b)
  return levels[levels.length >> 1] ?? 0
}
