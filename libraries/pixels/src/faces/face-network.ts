import { channelsFirst, outerFirst } from './layers.ts'
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

/** A depthwise kernel with its batch normalisation worked in. */
function normalised(weights: Weights, of: (key: string) => Float32Array) {
  const [gamma, beta, mean, variance] = [of('gamma'), of('beta'), of('moving_mean'), of('moving_variance')]
  const gain = (c: number) => gamma[c]! / Math.sqrt(variance[c]! + epsilon)
  const bias = beta.map((one, c) => one - mean[c]! * gain(c))
  return { kernel: channelsFirst(weights, gain), bias }
}
