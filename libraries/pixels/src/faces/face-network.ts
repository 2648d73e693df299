import { type Constant, type Operation, onnxModel } from './onnx-model.ts'
import type { Weights } from './read-weights.ts'

export const faceSide = 512
export const faceInput = 'picture'
export const faceOutputs = { boxes: 'boxes', scores: 'scores' } as const

const epsilon = 0.0010000000474974513
/** Layers of the trunk that halve the picture. */
const halving = new Set([2, 4, 6, 12])

/**
 * The face detector of @vladmandic/face-api (SSD on MobileNet v1, trained on WIDER FACE, MIT) as an ONNX model, so that one runtime runs all
 * models. Boxes come as offsets to the anchors, scores before the logistic function.
 */
export function faceNetwork(weights: ReadonlyMap<string, Weights>): Uint8Array {
  const operations: Operation[] = []
  const constants: Constant[] = [
    { name: 'zero', shape: [], values: Float32Array.of(0) },
    { name: 'six', shape: [], values: Float32Array.of(6) },
  ]
  const take = (name: string) => {
    const found = weights.get(name)
    if (!found) throw new Error(`the face model lacks ${name}`)
    return found
  }
  const conv = (input: string, output: string, kernel: Constant, bias: Float32Array, stride: number, group = 1) => {
    constants.push({ ...kernel, name: `${output}/w` }, { name: `${output}/b`, shape: [bias.length], values: bias })
    operations.push({
      kind: 'Conv',
      inputs: [input, `${output}/w`, `${output}/b`],
      output,
      attributes: { auto_pad: 'SAME_UPPER', strides: [stride, stride], group },
    })
    return output
  }
  const clipped = (input: string) => {
    operations.push({ kind: 'Clip', inputs: [input, 'zero', 'six'], output: `${input}/6` })
    return `${input}/6`
  }
  const pointwise = (input: string, name: string, stride: number) =>
    clipped(
      conv(input, name, outerFirst(take(`${name}/weights`)), take(`${name}/convolution_bn_offset`).values, stride),
    )
  const depthwise = (input: string, name: string, stride: number) => {
    const { kernel, bias } = normalised(
      take(`${name}/depthwise_weights`),
      (key) => take(`${name}/BatchNorm/${key}`).values,
    )
    return clipped(conv(input, name, kernel, bias, stride, bias.length))
  }

  let trunk = pointwise(faceInput, 'MobilenetV1/Conv2d_0_pointwise', 2)
  let eleventh = ''
  for (let layer = 1; layer <= 13; layer++) {
    trunk = depthwise(trunk, `MobilenetV1/Conv2d_${layer}_depthwise`, halving.has(layer) ? 2 : 1)
    trunk = pointwise(trunk, `MobilenetV1/Conv2d_${layer}_pointwise`, 1)
    if (layer === 11) eleventh = trunk
  }
  const features = [eleventh, trunk]
  let last = trunk
  for (let layer = 0; layer <= 7; layer++) {
    last = pointwise(last, `Prediction/Conv2d_${layer}_pointwise`, layer % 2 ? 2 : 1)
    if (layer % 2) features.push(last)
  }
  const heads = { BoxEncodingPredictor: 4, ClassPredictor: 3 }
  for (const [head, size] of Object.entries(heads)) {
    constants.push({ name: head, shape: [2], values: BigInt64Array.of(-1n, BigInt(size)) })
    const rows = features.map((feature, index) => {
      const name = `Prediction/BoxPredictor_${index}/${head}`
      conv(feature, name, outerFirst(take(`${name}/weights`)), take(`${name}/biases`).values, 1)
      operations.push({ kind: 'Transpose', inputs: [name], output: `${name}/t`, attributes: { perm: [0, 2, 3, 1] } })
      operations.push({ kind: 'Reshape', inputs: [`${name}/t`, head], output: `${name}/r` })
      return `${name}/r`
    })
    const output = size === 4 ? faceOutputs.boxes : faceOutputs.scores
    operations.push({ kind: 'Concat', inputs: rows, output, attributes: { axis: 0 } })
  }
  return onnxModel({
    input: { name: faceInput, shape: [1, 3, faceSide, faceSide] },
    outputs: Object.values(faceOutputs),
    operations,
    constants,
  })
}

/** Height, width, in, out → out, in, height, width. */
function outerFirst({ shape, values }: Weights): Constant {
  const [height, width, inner, outer] = shape as [number, number, number, number]
  const turned = new Float32Array(values.length)
  for (let k = 0; k < height * width; k++)
    for (let i = 0; i < inner; i++)
      for (let o = 0; o < outer; o++)
        turned[(o * inner + i) * height * width + k] = values[(k * inner + i) * outer + o]!
  return { name: '', shape: [outer, inner, height, width], values: turned }
}

/** A depthwise kernel with its batch normalisation worked in. */
function normalised({ shape, values }: Weights, of: (key: string) => Float32Array) {
  const [height, width, channels] = shape as [number, number, number]
  const [gamma, beta, mean, variance] = [of('gamma'), of('beta'), of('moving_mean'), of('moving_variance')]
  const kernel = new Float32Array(values.length)
  const bias = new Float32Array(channels)
  for (let c = 0; c < channels; c++) {
    const gain = gamma[c]! / Math.sqrt(variance[c]! + epsilon)
    bias[c] = beta[c]! - mean[c]! * gain
    for (let k = 0; k < height * width; k++) kernel[c * height * width + k] = values[k * channels + c]! * gain
  }
  return { kernel: { name: '', shape: [channels, 1, height, width], values: kernel }, bias }
}
