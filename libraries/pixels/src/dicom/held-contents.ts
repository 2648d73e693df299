import type { Raster } from '../raster.ts'

/** Side of a block in pixels: about a letter. */
const side = 16
/** Grey levels that a letter differs by at least; coding noise is below. */
const leastStep = 24
/** Pixels of a block that must differ: less is noise. */
const leastPixels = 4

/** A run of frames in which one block shows the same thing, with strong edges in it. Both ends count, from 0. */
export interface Held {
  from: number
  to: number
  /** The block seldom changes in the whole run: whatever it shows is a display, not the scene. */
  display: boolean
}

/** Follows what each block of a run of frames shows. */
interface BlockFollower {
  next(frame: Raster): void
  end(): Held[]
}

export function followBlocks(width: number, height: number): BlockFollower {
  const [columns, rows] = [Math.ceil(width / side), Math.ceil(height / side)]
  const shown = new Uint8Array(width * height)
  const since = new Int32Array(columns * rows)
  const contents: [number, number][][] = Array.from({ length: columns * rows }, () => [])
  let count = 0
  const changed = (grey: Uint8Array, left: number, top: number) => {
    let different = 0
    for (let y = top; y < Math.min(height, top + side); y++)
      for (let at = y * width + left; at < y * width + Math.min(width, left + side); at++)
        if (Math.abs(grey[at]! - shown[at]!) > leastStep && ++different >= leastPixels) return true
    return false
  }
  const take = (grey: Uint8Array, left: number, top: number) => {
    for (let y = top; y < Math.min(height, top + side); y++) {
      const at = y * width + left
      shown.set(grey.subarray(at, at + Math.min(side, width - left)), at)
    }
  }
  const close = (block: number, to: number) => {
    const [left, top] = [(block % columns) * side, Math.floor(block / columns) * side]
    if (hasEdges(shown, width, height, left, top)) contents[block]!.push([since[block]!, to])
  }
  return {
    next(frame) {
      const grey = greyOf(frame)
      for (let block = 0; block < contents.length; block++) {
        const [left, top] = [(block % columns) * side, Math.floor(block / columns) * side]
        if (count > 0 && !changed(grey, left, top)) continue
        if (count > 0) close(block, count - 1)
        since[block] = count
        take(grey, left, top)
      }
      count++
    },
    end() {
      for (let block = 0; block < contents.length; block++) close(block, count - 1)
      return contents.flatMap((held) =>
        held.map(([from, to]) => ({ from, to, display: held.length <= Math.max(2, count / 8) })),
      )
    },
  }
}

/** Steps from a pixel to its neighbour that a letter has many of. */
function hasEdges(grey: Uint8Array, width: number, height: number, left: number, top: number): boolean {
  let edges = 0
  for (let y = top; y < Math.min(height, top + side); y++)
    for (let x = left + 1; x < Math.min(width, left + side); x++) {
      const at = y * width + x
      if (Math.abs(grey[at]! - grey[at - 1]!) > leastStep && ++edges >= leastPixels) return true
    }
  return false
}

function greyOf({ width, height, channels, data }: Raster): Uint8Array {
  if (channels === 1) return data
  const grey = new Uint8Array(width * height)
  for (let i = 0; i < grey.length; i++)
    grey[i] = (data[3 * i]! * 77 + data[3 * i + 1]! * 151 + data[3 * i + 2]! * 28) >> 8
  return grey
}
