import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Weights {
  shape: number[]
  values: Float32Array
}

interface Listed {
  name: string
  shape: number[]
  quantization?: { scale: number; min: number; dtype: string }
}

/** The weights of a model in TensorFlow.js form (a manifest and one binary file), quantised ones as numbers again. */
export function readWeights(folder: string, model: string): Map<string, Weights> {
  const manifest: { weights: Listed[] }[] = JSON.parse(
    readFileSync(join(folder, `${model}-weights_manifest.json`), 'utf8'),
  )
  const bytes = readFileSync(join(folder, `${model}.bin`))
  const found = new Map<string, Weights>()
  let at = 0
  for (const { name, shape, quantization } of manifest.flatMap((group) => group.weights)) {
    const size = shape.reduce((product, one) => product * one, 1)
    const values = new Float32Array(size)
    for (let i = 0; i < size; i++)
      values[i] = quantization ? bytes[at + i]! * quantization.scale + quantization.min : bytes.readFloatLE(at + 4 * i)
    at += quantization ? size : 4 * size
    found.set(name, { shape, values })
  }
  if (at !== bytes.length) throw new Error(`the weights of ${model} are not those that its manifest lists`)
  return found
}
