import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contextOf, openCodecs } from '../dicom/decode-frame.ts'
import type { DicomImage } from '../dicom/read-image.ts'
import { openModels } from '../open-models.ts'
import type { FaceFound, PixelReader } from '../pixel-reader.ts'
import type { Raster } from '../raster.ts'
import { turnLeft } from '../text/turn-picture.ts'

/** A photograph of five people that the package of the face model brings. */
const photo = join(
  dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')),
  'demo/sample5.jpg',
)

/** Middles of the five faces in a picture of 480 pixels, seen by eye. */
const middles = [
  [114, 254],
  [171, 145],
  [216, 53],
  [298, 79],
  [372, 132],
]

describe('faces', () => {
  let reader: PixelReader
  let raster: Raster
  beforeAll(async () => {
    reader = await openModels(1)
    raster = await smallPhoto()
  })
  afterAll(() => reader.close())

  const hit = (faces: FaceFound[], x: number, y: number) =>
    faces.some(({ box }) => box.x < x && x < box.x + box.width && box.y < y && y < box.y + box.height)

  it('are found in a photograph, all five, and little else', async () => {
    const faces = await reader.faces(raster)
    for (const [x, y] of middles) expect(hit(faces, x!, y!), `${x}, ${y}`).toBe(true)
    expect(faces.length).toBeLessThanOrEqual(6)
  })

  it('are found when the photograph lies on its side', async () => {
    const faces = await reader.faces(turnLeft(raster))
    for (const [x, y] of middles) expect(hit(faces, y!, raster.width - x!), `${x}, ${y}`).toBe(true)
  })

  it('are not found where there is nothing', async () => {
    expect(await reader.faces({ width: 300, height: 200, channels: 1, data: new Uint8Array(60_000).fill(90) })).toEqual(
      [],
    )
  })
})

/** The photograph at a quarter of its size. */
async function smallPhoto(): Promise<Raster> {
  const codecs = await openCodecs()
  const size = { columns: 1920, rows: 1398 }
  const image = { ...size, bitsAllocated: 8, bitsStored: 8, samples: 3, photometric: 'YBR_FULL_422' } as DicomImage
  const context = contextOf(codecs, image, { encodedBuffer: new Uint8Array(readFileSync(photo)) })
  const done = codecs.NativeCodecs['decodeJpeg']!(context, { convertColorspaceToRgb: true })
  const large = done.getDecodedBuffer()!
  const [width, height] = [size.columns / 4, Math.floor(size.rows / 4)]
  const data = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 3; c++) data[(y * width + x) * 3 + c] = large[(4 * y * size.columns + 4 * x) * 3 + c]!
  return { width, height, channels: 3, data }
}
