import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawLetters } from '../../testing/draw-letters.ts'
import { openModels } from '../open-models.ts'
import type { PixelReader } from '../pixel-reader.ts'
import { maskBoxes, type Raster } from '../raster.ts'

describe('a picture that was masked and is looked at again', () => {
  let reader: PixelReader
  const picture: Raster = { width: 2300, height: 300, channels: 1, data: new Uint8Array(2300 * 300).fill(40) }
  beforeAll(async () => {
    drawLetters(picture, 'HELLE', { left: 60, top: 100, stroke: 5, level: 230 })
    drawLetters(picture, 'TEFLE', { left: 1900, top: 140, stroke: 5, level: 230 })
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
