import { part, whole } from '../faces/onnx-model.ts'

/** A layer of a network, as an ONNX file (protocol buffers, onnx.proto3) has it. */
export interface Layer {
  kind: string
  inputs: string[]
  outputs: string[]
  /** Each as the file has it. */
  attributes: Buffer[]
}

/** Numbers that a network was trained to. */
export interface Weights {
  shape: number[]
  values: Float32Array
}

/** A network that can be taken apart and put together again. Whatever is neither a layer nor weights stays as it was. */
export interface Network {
  layers: Layer[]
  weights: Map<string, Weights>
  restOfGraph: Buffer[]
  restOfFile: Buffer[]
}

/** One field of a protocol buffer: what it holds, and all of its bytes. */
interface Field {
  number: number
  value: number
  bytes: Buffer
  whole: Buffer
}

const isFloat = 1

/** Reads a network whose weights are layers of the kind `Constant` in 32 bits; other constants stay layers. */
export function readNetwork(file: Buffer): Network {
  const network: Network = { layers: [], weights: new Map(), restOfGraph: [], restOfFile: [] }
  for (const field of fieldsOf(file)) {
    if (field.number !== 7) network.restOfFile.push(field.whole)
    else
      for (const one of fieldsOf(field.bytes)) {
        if (one.number !== 1) network.restOfGraph.push(one.whole)
        else addLayer(network, layerOf(one.bytes))
      }
  }
  return network
}

function addLayer({ layers, weights }: Network, layer: Layer): void {
  const value = layer.kind === 'Constant' ? attributeOf(layer, 'value') : undefined
  const found = value && weightsOf(fieldsOf(value).find((field) => field.number === 5)!.bytes)
  if (found) weights.set(layer.outputs[0]!, found)
  else layers.push(layer)
}

/** A file of the network, with those weights that its layers name. */
export function writeNetwork({ layers, weights, restOfGraph, restOfFile }: Network): Buffer {
  const used = new Set(layers.flatMap((layer) => layer.inputs))
  const kept = [...weights].filter(([name]) => used.has(name))
  const graph = [
    ...layers.map((layer) => part(1, bytesOf(layer))),
    ...restOfGraph,
    ...kept.map(([name, one]) => part(5, bytesOfWeights(name, one))),
  ]
  return Buffer.concat([...restOfFile, part(7, Buffer.concat(graph))])
}

function layerOf(bytes: Buffer): Layer {
  const layer: Layer = { kind: '', inputs: [], outputs: [], attributes: [] }
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) layer.inputs.push(field.bytes.toString())
    if (field.number === 2) layer.outputs.push(field.bytes.toString())
    if (field.number === 4) layer.kind = field.bytes.toString()
    if (field.number === 5) layer.attributes.push(field.bytes)
  }
  return layer
}

const bytesOf = (layer: Layer): Buffer =>
  Buffer.concat([
    ...layer.inputs.map((name) => part(1, Buffer.from(name))),
    ...layer.outputs.map((name) => part(2, Buffer.from(name))),
    part(4, Buffer.from(layer.kind)),
    ...layer.attributes.map((one) => part(5, one)),
  ])

function attributeOf(layer: Layer, name: string): Buffer | undefined {
  return layer.attributes.find((one) => fieldsOf(one).some((field) => field.number === 1 && `${field.bytes}` === name))
}

/** The whole numbers of an attribute; none where the layer lacks it. */
export function numbersOf(layer: Layer, name: string): number[] {
  const found = attributeOf(layer, name)
  return found ? fieldsOf(found).flatMap((field) => (field.number === 8 ? numbersIn(field) : [])) : []
}

/** An attribute that is one number. */
export function numberAttribute(name: string, value: number): Buffer {
  const bytes = Buffer.alloc(5)
  bytes[0] = (2 << 3) | 5
  bytes.writeFloatLE(value, 1)
  return Buffer.concat([part(1, Buffer.from(name)), bytes, whole(20, 1)])
}

function weightsOf(tensor: Buffer): Weights | undefined {
  const fields = fieldsOf(tensor)
  if (fields.find((field) => field.number === 2)?.value !== isFloat) return undefined
  const shape = fields.flatMap((field) => (field.number === 1 ? numbersIn(field) : []))
  const raw = fields.find((field) => field.number === 9)?.bytes
  if (!raw) return undefined
  return { shape, values: new Float32Array(Uint8Array.from(raw).buffer) }
}

function bytesOfWeights(name: string, { shape, values }: Weights): Buffer {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength)
  return Buffer.concat([
    ...shape.map((size) => whole(1, size)),
    whole(2, isFloat),
    part(8, Buffer.from(name)),
    part(9, bytes),
  ])
}

/** Repeated whole numbers stand one a field, or all in one. */
function numbersIn(field: Field): number[] {
  if (field.bytes.length === 0) return [field.value]
  const numbers: number[] = []
  for (let at = 0; at < field.bytes.length; ) {
    const { value, next } = varintAt(field.bytes, at)
    numbers.push(value)
    at = next
  }
  return numbers
}

function fieldsOf(bytes: Buffer): Field[] {
  const fields: Field[] = []
  for (let at = 0; at < bytes.length; ) {
    const key = varintAt(bytes, at)
    const kind = key.value & 7
    const first = kind === 1 ? undefined : kind === 5 ? undefined : varintAt(bytes, key.next)
    const from = kind === 2 ? first!.next : key.next
    const to = kind === 2 ? from + first!.value : kind === 0 ? first!.next : from + (kind === 1 ? 8 : 4)
    fields.push({
      number: Math.floor(key.value / 8),
      value: kind === 0 ? first!.value : 0,
      bytes: kind === 2 ? bytes.subarray(from, to) : bytes.subarray(0, 0),
      whole: bytes.subarray(at, to),
    })
    at = to
  }
  return fields
}

function varintAt(bytes: Buffer, from: number): { value: number; next: number } {
  let [value, at, times] = [0, from, 1]
  for (; bytes[at]! > 127; at++, times *= 128) value += (bytes[at]! & 127) * times
  return { value: value + bytes[at]! * times, next: at + 1 }
}
