import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openModels } from '../open-models.ts'
import type { PixelReader } from '../pixel-reader.ts'
import { maskBoxes, type Raster } from '../raster.ts'

/** Bars of each letter: x, y, width and height in strokes of a letter five strokes high. */
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
const stroke = 5

function write(raster: Raster, word: string, left: number, top: number): void {
  for (const [i, letter] of Array.from(word).entries())
    for (const [x, y, width, height] of letters[letter]!)
      for (let row = 0; row < height * stroke; row++) {
        const at = (top + y * stroke + row) * raster.width + left + (i * 4 + x) * stroke
        raster.data.fill(230, at, at + width * stroke)
      }
}

describe('a picture that was masked and is looked at again', () => {
  let reader: PixelReader
  const picture: Raster = { width: 2300, height: 300, channels: 1, data: new Uint8Array(2300 * 300).fill(40) }
  beforeAll(async () => {
    write(picture, 'HELLE', 60, 100)
    write(picture, 'TEFLE', 1900, 140)
    reader = await openModels(1)
  }, 60_000)
  afterAll(() => reader.close())

  it('says in the parts that may differ what a look at all of it says, and nothing of the others', {
    timeout: 120_000,
  }, async () => {
    const [first, second] = (await reader.text(picture)).sort((a, b) => a.box.x - b.box.x)
    expect([first?.text, second?.text]).toEqual(['HELLE', 'TEFLE'])
    // The first word is black now and the second stayed: only the right part may still say something.
    const masked = maskBoxes(picture, [first!.box])
    const whole = await reader.text(masked, { again: true })
    expect(whole.map((line) => line.text)).toContain('TEFLE')
    expect(await reader.text(masked, { again: true, changed: [first!.box, second!.box] })).toEqual(whole)
    const nothing = await reader.text(picture, { again: true, changed: [] })
    expect(nothing).toEqual([])
  })
})
