import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, writeFile } from '@clic/dicom'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawLetters } from '../../testing/draw-letters.ts'
import { openModels } from '../open-models.ts'
import type { PixelReader } from '../pixel-reader.ts'
import { maskBoxes, type Raster } from '../raster.ts'
import { boxesOf, cleanPixels } from './clean-pixels.ts'

const root = join(process.env['CLIC_DATA'] ?? '../shared/data', 'dicom')
const real = ['DX/highdicom__dx_image.dcm', 'MG/fo-dicom__GH133.dcm'].map((one) => join(root, one))

/** A large radiograph with a soft bright body on it, and a word where one is asked for. */
function radiograph(said: string, word: string): Uint8Array {
  const [width, height] = [1800, 2000]
  const raster: Raster = { width, height, channels: 1, data: new Uint8Array(width * height) }
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      raster.data[y * width + x] = 20 + 150 * Math.exp(-(((x - 900) / 500) ** 2 + ((y - 1000) / 700) ** 2))
  if (word) drawLetters(raster, word, { left: 60, top: 80, stroke: 8, level: 240 })
  return writeFile(
    build({
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.1.1',
      SOPInstanceUID: '1.2.208.4711.92.1',
      Modality: 'DX',
      BurnedInAnnotation: said,
      Rows: height,
      Columns: width,
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
      BitsAllocated: 8,
      BitsStored: 8,
      HighBit: 7,
      PixelRepresentation: 0,
      PixelData: raster.data,
    }),
  )
}

/** An angiography of twelve frames in which a vessel fills, with a word on each of them or on none. */
function angiography(word: string): Uint8Array {
  const [size, frames] = [200, 12]
  const pixels = Array.from({ length: frames }, (_, frame) => {
    const raster: Raster = { width: size, height: size, channels: 1, data: new Uint8Array(size * size).fill(150) }
    for (let y = 40; y < 60 + 8 * frame; y++) raster.data.fill(60, y * size + 90, y * size + 104)
    if (word) drawLetters(raster, word, { left: 8, top: 8, stroke: 4, level: 250 })
    return raster.data
  })
  return writeFile(
    build({
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.12.1',
      SOPInstanceUID: '1.2.208.4711.92.2',
      Modality: 'XA',
      BurnedInAnnotation: 'NO',
      NumberOfFrames: frames,
      Rows: size,
      Columns: size,
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
      BitsAllocated: 8,
      BitsStored: 8,
      HighBit: 7,
      PixelRepresentation: 0,
      PixelData: Buffer.concat(pixels),
    }),
  )
}

describe('A radiograph that says that nothing is burned in', { timeout: 240_000 }, () => {
  let reader: PixelReader
  /** Sizes of the pictures that were looked at. */
  const looks: string[] = []
  beforeAll(async () => {
    const models = await openModels(1)
    reader = {
      ...models,
      text: (raster, given) => {
        looks.push(`${raster.width}x${raster.height}`)
        return models.text(raster, given)
      },
    }
  })
  afterAll(() => reader.close())

  it('is believed after a glance at a smaller picture of it', async () => {
    looks.length = 0
    expect(await cleanPixels(radiograph('NO', ''), reader, { faces: false })).toMatchObject({ ok: true, textBoxes: 0 })
    expect(looks).toEqual(['900x1000'])
  })

  it('is looked at whole where a word is read in the glance, which is masked', async () => {
    looks.length = 0
    const cleaned = await cleanPixels(radiograph('NO', 'HELLE'), reader, { faces: false })
    expect(cleaned).toMatchObject({ ok: true, textBoxes: 1 })
    expect(looks.slice(0, 2)).toEqual(['900x1000', '1800x2000'])
  })

  it('is believed after a glance at three of its frames, where it has many', async () => {
    looks.length = 0
    expect(await cleanPixels(angiography(''), reader, { faces: false })).toMatchObject({ ok: true, masks: [] })
    expect(looks).toHaveLength(3)
    const cleaned = await cleanPixels(angiography('HELLE'), reader, { faces: false })
    expect(cleaned).toMatchObject({ ok: true, textBoxes: 1, masks: [{ from: 1, to: 12 }] })
  })

  it('loses two letters of a sixth of its side all the same', async () => {
    const raster: Raster = { width: 240, height: 120, channels: 1, data: new Uint8Array(240 * 120).fill(20) }
    drawLetters(raster, 'HE', { left: 60, top: 40, stroke: 8, level: 230 })
    const { boxes } = await boxesOf(reader, [[raster]], false)
    expect(Math.max(...maskBoxes(raster, boxes).data)).toBe(20)
  })

  describe.skipIf(!real.every(existsSync))('and is a real one (skipped without CLIC_DATA)', () => {
    it('goes as it came where no word is on it, for ribs are no letters', async () => {
      for (const file of real)
        expect({ file, cleaned: await cleanPixels(readFileSync(file), reader, { faces: false }) }).toMatchObject({
          file,
          cleaned: { ok: true, textBoxes: 0, masks: [] },
        })
    })
  })
})
