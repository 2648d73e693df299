import type { Raster } from '../raster.ts'

/** A part of a picture, scaled: `scale` pixels of the tile for one of the picture. */
export interface Tile {
  left: number
  top: number
  width: number
  height: number
  scale: number
}

/** Longest side of a tile in its own pixels. */
const tileSide = 1024
/** Text on the border of one tile lies whole in the next. */
const overlap = 128

/**
 * The views of a picture in which text is looked for: at full size, small pictures doubled as well, because small letters are found
 * better so, and large pictures as a whole as well, because letters larger than a tile are not seen in it.
 */
export function tilesOf(picture: Pick<Raster, 'width' | 'height'>): Tile[] {
  const longest = Math.max(picture.width, picture.height)
  const scales = [1]
  if (longest <= 512) scales.push(2)
  for (let whole = tileSide / longest; whole < 0.75; whole *= 3) if (whole < 0.75) scales.push(whole)
  return scales.flatMap((scale) => tilesAt(picture, scale))
}

/** The whole picture at one scale, in parts where it is larger than a tile. */
export function tilesAt(picture: Pick<Raster, 'width' | 'height'>, scale: number): Tile[] {
  const tiles: Tile[] = []
  for (const [top, height] of spans(picture.height, scale))
    for (const [left, width] of spans(picture.width, scale)) tiles.push({ left, top, width, height, scale })
  return tiles
}

/** Start and length of the parts along one side, in pixels of the picture. */
function spans(length: number, scale: number): [number, number][] {
  const side = Math.floor(tileSide / scale)
  if (length <= side * 1.25) return [[0, length]]
  const step = side - Math.floor(overlap / scale)
  const count = Math.ceil((length - side) / step) + 1
  return Array.from({ length: count }, (_, i) => {
    const start = Math.round((i * (length - side)) / (count - 1))
    return [start, side] as [number, number]
  })
}
