import type { Constant } from './onnx-model.ts'
import type { Weights } from './read-weights.ts'

/** Height, width, in, out → out, in, height, width. */
export function outerFirst({ shape, values }: Weights): Constant {
  const [height, width, inner, outer] = shape as [number, number, number, number]
  const turned = new Float32Array(values.length)
  for (let k = 0; k < height * width; k++)
    for (let i = 0; i < inner; i++)
      for (let o = 0; o < outer; o++)
        turned[(o * inner + i) * height * width + k] = values[(k * inner + i) * outer + o]!
  return { name: '', shape: [outer, inner, height, width], values: turned }
}

/** Height, width, channels → channels, 1, height, width; each channel times its gain. */
export function channelsFirst({ shape, values }: Weights, gain: (channel: number) => number = () => 1): Constant {
  const [height, width, channels] = shape as [number, number, number]
  const turned = new Float32Array(values.length)
  for (let c = 0; c < channels; c++)
    for (let k = 0; k < height * width; k++) turned[c * height * width + k] = values[k * channels + c]! * gain(c)
  return { name: '', shape: [channels, 1, height, width], values: turned }
}
