/** One operation of an ONNX graph; attributes are whole numbers, lists of them, or text. */
export interface Operation {
  kind: string
  inputs: string[]
  output: string
  attributes?: Record<string, number | number[] | string>
}

export interface Constant {
  name: string
  shape: number[]
  values: Float32Array | BigInt64Array
}

interface Graph {
  input: { name: string; shape: number[] }
  outputs: string[]
  operations: Operation[]
  constants: Constant[]
}

/** An ONNX file (protocol buffers, onnx.proto3, operator set 13) of a graph. */
export function onnxModel(graph: Graph): Uint8Array {
  const body = Buffer.concat([
    ...graph.operations.map((one) => part(1, operation(one))),
    part(2, Buffer.from('graph')),
    ...graph.constants.map((one) => part(5, constant(one))),
    part(11, valueInfo(graph.input.name, graph.input.shape)),
    ...graph.outputs.map((name) => part(12, valueInfo(name, undefined))),
  ])
  return Buffer.concat([whole(1, 8), part(7, body), part(8, whole(2, 13))])
}

function operation(one: Operation): Buffer {
  return Buffer.concat([
    ...one.inputs.map((name) => part(1, Buffer.from(name))),
    part(2, Buffer.from(one.output)),
    part(4, Buffer.from(one.kind)),
    ...Object.entries(one.attributes ?? {}).map(([name, value]) => part(5, attribute(name, value))),
  ])
}

function attribute(name: string, value: number | number[] | string): Buffer {
  const named = part(1, Buffer.from(name))
  if (typeof value === 'string') return Buffer.concat([named, part(4, Buffer.from(value)), whole(20, 3)])
  if (typeof value === 'number') return Buffer.concat([named, whole(3, value), whole(20, 2)])
  return Buffer.concat([named, ...value.map((each) => whole(8, each)), whole(20, 7)])
}

function constant({ name, shape, values }: Constant): Buffer {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength)
  const type = values instanceof Float32Array ? 1 : 7
  return Buffer.concat([
    ...shape.map((size) => whole(1, size)),
    whole(2, type),
    part(8, Buffer.from(name)),
    part(9, bytes),
  ])
}

function valueInfo(name: string, shape: number[] | undefined): Buffer {
  const dimensions = shape?.map((size) => part(1, whole(1, size))) ?? []
  const tensor = Buffer.concat([whole(1, 1), ...(shape ? [part(2, Buffer.concat(dimensions))] : [])])
  return Buffer.concat([part(1, Buffer.from(name)), part(2, part(1, tensor))])
}

/** A field of bytes with its length. */
export function part(field: number, bytes: Uint8Array): Buffer {
  return Buffer.concat([varint((field << 3) | 2), varint(bytes.length), bytes])
}

/** A field of a whole number. */
export function whole(field: number, value: number): Buffer {
  return Buffer.concat([varint(field << 3), varint(value)])
}

function varint(value: number): Buffer {
  const bytes: number[] = []
  let left = value
  for (; left > 127; left = Math.floor(left / 128)) bytes.push((left % 128) | 128)
  bytes.push(left)
  return Buffer.from(bytes)
}
