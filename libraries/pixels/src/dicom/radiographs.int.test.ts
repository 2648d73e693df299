import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openModels } from '../open-models.ts'
import type { PixelReader } from '../pixel-reader.ts'
import { cleanPixels } from './clean-pixels.ts'

const root = join(process.env['CLIC_DATA'] ?? '../shared/data', 'dicom')
const radiographs = ['DX/highdicom__dx_image.dcm', 'MG/fo-dicom__GH133.dcm'].map((one) => join(root, one))

describe.skipIf(!radiographs.every(existsSync))('A real radiograph (skipped without CLIC_DATA)', () => {
  let reader: PixelReader
  beforeAll(async () => {
    reader = await openModels(1)
  })
  afterAll(() => reader.close())

  it('without a word on it goes as it came: ribs are no letters', async () => {
    for (const file of radiographs)
      expect({ file, cleaned: await cleanPixels(readFileSync(file), reader, { faces: false }) }).toMatchObject({
        file,
        cleaned: { ok: true, textBoxes: 0, masks: [] },
      })
  })
})
