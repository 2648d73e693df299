import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { channelsFirst, outerFirst } from './layers.ts'
import { type Constant, type Operation, onnxModel } from './onnx-model.ts'
import type { Weights } from './read-weights.ts'

/** A node of a TensorFlow graph, as TensorFlow.js writes it; texts in base64, whole numbers as text. */
interface Node {
  name: string
  op: string
  input?: string[]
  attr?: Record<string, { s?: string; list?: { i?: string[]; s?: string[] } }> | null
}

interface GraphFile {
  modelTopology: { node: Node[] }
  weightsManifest: { weights: { name: string; shape: number[]; dtype: string; quantization?: { dtype: string } }[] }[]
}

/**
 * Outputs of a graph model in TensorFlow.js form (NAME.json and NAME.bin) as an ONNX model, with all that leads to them and nothing else.
 * Knows the layers that MediaPipe's face models are made of; throws at any other.
 */
export function graphNetwork(folder: string, name: string, given: { outputs: string[]; side: number }) {
  const file: GraphFile = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))
  const weights = weightsOf(file, readFileSync(join(folder, `${name}.bin`)))
  const nodes = new Map(file.modelTopology.node.map((node) => [node.name, node]))
  const operations: Operation[] = []
  const constants: Constant[] = []
  const done = new Set<string>()
  let input = ''
  const add = (kind: string, inputs: string[], output: string, attributes: Operation['attributes'] = {}) =>
    operations.push({ kind, inputs, output, attributes })
  const take = (from: string) => {
    const found = weights.get(from)
    if (!found) throw new Error(`the face graph lacks ${from}`)
    return found
  }
  const keep = (as: string, constant: Omit<Constant, 'name'>) => {
    constants.push({ ...constant, name: as })
    return as
  }
  const perChannel = (as: string, from: string) => {
    const { values } = take(from)
    return keep(as, { shape: [values.length, 1, 1], values })
  }
  const emit = ({ name: at, op, input: inputs = [], attr }: Node): void => {
    const [first, second, third, fourth] = inputs.map(bare) as [string, string, string, string]
    const strides = (attr?.['strides']?.list?.i ?? []).slice(1, 3).map(Number)
    const padding = said(attr?.['padding']?.s) === 'SAME' ? 'SAME_UPPER' : 'VALID'
    switch (op) {
      case 'Placeholder':
        input = at
        return
      case '_FusedConv2D': {
        const fused = attr?.['fused_ops']?.list?.s?.map(said) ?? []
        const kernel = keep(`${at}/w`, outerFirst(take(second)))
        const bias = keep(`${at}/b`, { shape: take(third).shape, values: take(third).values })
        if (fused[0] !== 'BiasAdd') throw new Error('the face graph has a convolution without bias')
        add('Conv', [first, kernel, bias], fused[1] ? `${at}/flat` : at, { auto_pad: padding, strides, group: 1 })
        if (fused[1] === 'Prelu') add('PRelu', [`${at}/flat`, perChannel(`${at}/p`, fourth)], at)
        else if (fused[1] === 'Relu') add('Relu', [`${at}/flat`], at)
        else if (fused[1]) throw new Error(`the face graph fuses ${fused[1]}`)
        return
      }
      case 'DepthwiseConv2dNative': {
        const kernel = channelsFirst(take(second))
        const group = kernel.shape[0]!
        add('Conv', [first, keep(`${at}/w`, kernel)], at, { auto_pad: padding, strides, group })
        return
      }
      case 'AddV2':
        add('Add', [first, weights.has(second) ? perChannel(`${at}/b`, second) : second], at)
        return
      case 'Prelu':
        add('PRelu', [first, perChannel(`${at}/p`, second)], at)
        return
      case 'MaxPool': {
        const size = (attr?.['ksize']?.list?.i ?? []).slice(1, 3).map(Number)
        add('MaxPool', [first], at, { auto_pad: padding, strides, kernel_shape: size })
        return
      }
      case 'Pad': {
        // Before and after each of batch, height, width, channel → all before, then all after, in our order.
        const sizes = take(second).values
        const order = [0, 6, 2, 4, 1, 7, 3, 5].map((index) => BigInt(sizes[index]!))
        add('Pad', [first, keep(`${at}/s`, { shape: [8], values: BigInt64Array.from(order) })], at)
        return
      }
      case 'Relu':
      case 'Sigmoid':
        add(op, [first], at)
        return
      default:
        throw new Error(`the face graph has a layer ${op}`)
    }
  }
  const follow = (at: string): void => {
    const node = nodes.get(at)
    if (!node || node.op === 'Const' || done.has(at)) return
    done.add(at)
    for (const before of node.input ?? []) follow(bare(before))
    emit(node)
  }
  for (const output of given.outputs) follow(output)
  const shape = [1, 3, given.side, given.side]
  return { input, model: onnxModel({ input: { name: input, shape }, outputs: given.outputs, operations, constants }) }
}

const bare = (input: string) => input.replace(/:0$/, '')
const said = (text: string | undefined) => Buffer.from(text ?? '', 'base64').toString()

function weightsOf(file: GraphFile, bytes: Buffer): Map<string, Weights> {
  const found = new Map<string, Weights>()
  let at = 0
  for (const { name, shape, dtype, quantization } of file.weightsManifest.flatMap((group) => group.weights)) {
    const size = shape.reduce((product, one) => product * one, 1)
    const values = new Float32Array(size)
    const step = quantization ? 2 : 4
    if (quantization && quantization.dtype !== 'float16') throw new Error(`the face graph has ${quantization.dtype}`)
    for (let i = 0; i < size; i++, at += step)
      values[i] = quantization ? halfAt(bytes, at) : dtype === 'int32' ? bytes.readInt32LE(at) : bytes.readFloatLE(at)
    found.set(name, { shape, values })
  }
  if (at !== bytes.length) throw new Error('the weights of the face graph are not those that it lists')
  return found
}

/** A number of 16 bits (IEEE 754 binary16); weights are neither infinite nor none. */
function halfAt(bytes: Buffer, at: number): number {
  const bits = bytes.readUInt16LE(at)
  const exponent = (bits >> 10) & 31
  const part = bits & 1023
  return (bits & 0x8000 ? -1 : 1) * (exponent === 0 ? part * 2 ** -24 : (1 + part / 1024) * 2 ** (exponent - 15))
}
