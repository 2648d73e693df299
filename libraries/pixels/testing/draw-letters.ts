import type { Raster } from '../src/raster.ts'

/** Bars of each letter: x, y, width and height in strokes of a letter five strokes high and three wide. */
const letters: Record<string, [number, number, number, number][]> = {
  H: [
    [0, 0, 1, 5],
    [2, 0, 1, 5],
    [1, 2, 1, 1],
  ],
  E: [
    [0, 0, 1, 5],
    [1, 0, 2, 1],
    [1, 2, 2, 1],
    [1, 4, 2, 1],
  ],
  L: [
    [0, 0, 1, 5],
    [1, 4, 2, 1],
  ],
  T: [
    [0, 0, 3, 1],
    [1, 1, 1, 4],
  ],
  F: [
    [0, 0, 1, 5],
    [1, 0, 2, 1],
    [1, 2, 2, 1],
  ],
}

/** Writes a word of H, E, L, T and F in grey; `stroke` in pixels. Turned, it reads from the top down. */
export function drawLetters(
  raster: Raster,
  word: string,
  at: { left: number; top: number; stroke: number; level: number; turned?: boolean },
): void {
  const { stroke, level, left, top } = at
  for (const [i, letter] of Array.from(word).entries())
    for (const [x, y, width, height] of letters[letter]!)
      for (let row = 0; row < height * stroke; row++)
        for (let column = 0; column < width * stroke; column++) {
          const [along, down] = [(i * 4 + x) * stroke + column, y * stroke + row]
          const pixel = at.turned
            ? (top + along) * raster.width + left + 5 * stroke - 1 - down
            : (top + down) * raster.width + left + along
          raster.data.fill(level, pixel * raster.channels, (pixel + 1) * raster.channels)
        }
}
