import {
  type Layer,
  type Network,
  numberAttribute,
  numbersOf,
  readNetwork,
  type Weights,
  writeNetwork,
} from './onnx-file.ts'

/**
 * The same network (an ONNX file) with fewer layers. PP-OCR's networks multiply and add one number after most convolutions, and spell out
 * x · min(max(x + 3, 0), 6) / 6 in four layers: each reads and writes the whole picture again, which takes as long as the convolutions do.
 * Here the numbers are part of the weights before or after them. What the network says differs in the last bits only.
 */
export function foldLayers(file: Buffer): Buffer {
  const network = readNetwork(file)
  for (const layer of [...network.layers]) foldActivation(network, layer)
  for (const layer of [...network.layers]) foldAfter(network, layer)
  for (const layer of [...network.layers]) foldBefore(network, layer)
  return writeNetwork(network)
}

/** Layers that take what a layer gives. */
const after = ({ layers }: Network, output: string) => layers.filter((layer) => layer.inputs.includes(output))

/** The one layer of a kind that takes an output, if no other does. */
function only(network: Network, output: string, kind: string): Layer | undefined {
  const next = after(network, output)
  return next.length === 1 && next[0]!.kind === kind ? next[0] : undefined
}

/** The one number that a layer multiplies by, adds or divides by, beside what it takes. */
function numberOf({ weights }: Network, layer: Layer | undefined, input: string): number | undefined {
  const others = layer?.inputs.filter((name) => name !== input) ?? []
  const values = others.length === 1 ? weights.get(others[0]!)?.values : undefined
  return values?.length === 1 ? values[0] : undefined
}

function replace({ layers }: Network, layer: Layer, by: readonly Layer[], gone: readonly Layer[] = []): void {
  layers.splice(layers.indexOf(layer), 1, ...by)
  for (const one of gone) layers.splice(layers.indexOf(one), 1)
}

/** x + 3, its limits, times x, by 6: that is x times its hard sigmoid, x / 6 + 1 / 2 between 0 and 1. */
function foldActivation(network: Network, add: Layer): void {
  if (add.kind !== 'Add') return
  const input = add.inputs.find((name) => !network.weights.has(name)) ?? ''
  if (numberOf(network, add, input) !== 3) return
  const limits = only(network, add.outputs[0]!, 'Clip')
  const times = limits && only(network, limits.outputs[0]!, 'Mul')
  const by = times?.inputs.includes(input) ? only(network, times.outputs[0]!, 'Div') : undefined
  if (!limits || !times || !by || numberOf(network, by, times.outputs[0]!) !== 6) return
  const attributes = [numberAttribute('alpha', 1 / 6), numberAttribute('beta', 0.5)]
  const sigmoid: Layer = { kind: 'HardSigmoid', inputs: [input], outputs: [limits.outputs[0]!], attributes }
  const product: Layer = { ...times, inputs: [input, limits.outputs[0]!], outputs: by.outputs }
  replace(network, add, [sigmoid, product], [limits, times, by])
}

/** What a convolution's output is multiplied by, and what is added, is part of its weights. */
function foldAfter(network: Network, convolution: Layer): void {
  if (convolution.kind !== 'Conv') return
  let output = convolution.outputs[0]!
  const gone: Layer[] = []
  const next = (kind: string): number | undefined => {
    const layer = only(network, output, kind)
    const number = numberOf(network, layer, output)
    if (number === undefined) return undefined
    gone.push(layer!)
    output = layer!.outputs[0]!
    return number
  }
  const times = next('Mul') ?? 1
  const more = next('Add') ?? 0
  if (gone.length === 0) return
  const { kernel, bias } = weightsOf(network, convolution)
  const inputs = named(network, convolution, output, {
    kernel: { ...kernel, values: kernel.values.map((value) => value * times) },
    bias: { ...bias, values: bias.values.map((value) => value * times + more) },
  })
  replace(network, convolution, [{ ...convolution, inputs, outputs: [output] }], gone)
}

/** So is what a convolution's input was, where it adds nothing around the picture: there 0 would be another number. */
function foldBefore(network: Network, product: Layer): void {
  if (product.kind !== 'Mul') return
  const input = product.inputs.find((name) => !network.weights.has(name)) ?? ''
  const times = numberOf(network, product, input)
  const sum = only(network, product.outputs[0]!, 'Add')
  const more = numberOf(network, sum, product.outputs[0]!)
  if (times === undefined || more === undefined) return
  const next = after(network, sum!.outputs[0]!)
  if (!next.every((layer) => isOfPixels(layer) && layer.inputs[0] === sum!.outputs[0])) return
  for (const convolution of next) {
    const { kernel, bias } = weightsOf(network, convolution)
    const [first, each] = [kernel.values, kernel.values.length / bias.values.length]
    const inputs = named(network, { ...convolution, inputs: [input] }, `${convolution.outputs[0]}/before`, {
      kernel: { ...kernel, values: first.map((value) => value * times) },
      bias: {
        ...bias,
        values: bias.values.map((value, i) => value + more * sumOf(first.subarray(i * each, (i + 1) * each))),
      },
    })
    replace(network, convolution, [{ ...convolution, inputs }])
  }
  replace(network, product, [], [sum!])
}

const sumOf = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0)

/** A convolution that sees one pixel at a time. */
function isOfPixels(layer: Layer): boolean {
  const isAll = (name: string, number: number) => numbersOf(layer, name).every((one) => one === number)
  return layer.kind === 'Conv' && isAll('kernel_shape', 1) && isAll('pads', 0)
}

function weightsOf({ weights }: Network, convolution: Layer): { kernel: Weights; bias: Weights } {
  const kernel = weights.get(convolution.inputs[1]!)!
  const [outputs] = kernel.shape as [number]
  const none = { shape: [outputs], values: new Float32Array(outputs) }
  return { kernel, bias: weights.get(convolution.inputs[2] ?? '') ?? none }
}

/** A convolution's inputs, with new weights. */
function named(
  { weights }: Network,
  { inputs }: Layer,
  name: string,
  given: { kernel: Weights; bias: Weights },
): string[] {
  weights.set(`${name}/kernel`, given.kernel)
  weights.set(`${name}/bias`, given.bias)
  return [inputs[0]!, `${name}/kernel`, `${name}/bias`]
}
