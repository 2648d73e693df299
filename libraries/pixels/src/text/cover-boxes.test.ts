import { describe, expect, it } from 'vitest'
import { coverBoxes } from './cover-boxes.ts'

const [width, height] = [40, 20]

/** A bright picture with dark strokes where letters would be. */
function bright() {
  const data = new Uint8Array(width * height).fill(200)
  for (let y = 8; y < 12; y++) for (let x = 10; x < 30; x += 3) data[y * width + x] = 5
  return { width, height, channels: 1 as const, data }
}

describe('covered boxes', () => {
  it('show nothing of what stood in them, and their surroundings go on over them without an edge', () => {
    const raster = bright()
    const covered = coverBoxes(raster, [{ x: 8, y: 6, width: 24, height: 8 }])
    expect(new Set(covered.data)).toEqual(new Set([200]))
    expect(raster.data).toEqual(bright().data)
  })

  it('may overlap, reach beyond the picture, or fill it: the letters of one are not the border of another', () => {
    const two = [
      { x: -5, y: 6, width: 24, height: 8 },
      { x: 18, y: 6, width: 60, height: 8 },
    ]
    expect(new Set(coverBoxes(bright(), two).data)).toEqual(new Set([200]))
    expect(new Set(coverBoxes(bright(), [{ x: -1, y: -1, width: 50, height: 50 }]).data)).toEqual(new Set([0]))
  })
})
