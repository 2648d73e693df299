import { UnusualJpeg } from './entropy.ts'
import type { HuffmanTable } from './huffman.ts'

export interface Component {
  id: number
  across: number
  down: number
  quantisation: number
  /** Blocks in a row and rows of blocks, whole minimum coded units. */
  width: number
  height: number
  /** Blocks that hold picture, for scans of one component. */
  ownWidth: number
  ownHeight: number
  blocks: Int32Array
}

/** The frame header of a sequential Huffman-coded picture (SOF0, SOF1). */
export interface Frame {
  width: number
  height: number
  precision: number
  /** Size of a minimum coded unit in pixels. */
  unitWidth: number
  unitHeight: number
  components: Component[]
}

export const u16 = (bytes: Uint8Array, at: number) => (bytes[at]! << 8) | bytes[at + 1]!

const mostPixels = 1 << 28

export function readFrame(bytes: Uint8Array, at: number): Frame {
  const precision = bytes[at]!
  const height = u16(bytes, at + 1)
  const width = u16(bytes, at + 3)
  const count = bytes[at + 5]!
  if (height === 0 || width === 0 || width * height > mostPixels) throw new UnusualJpeg('its size')
  const raw = Array.from({ length: count }, (_, i) => ({
    id: bytes[at + 6 + 3 * i]!,
    across: bytes[at + 7 + 3 * i]! >> 4,
    down: bytes[at + 7 + 3 * i]! & 15,
    quantisation: bytes[at + 8 + 3 * i]!,
  }))
  if (raw.some((one) => ![1, 2, 4].includes(one.across) || ![1, 2, 4].includes(one.down)) || ![1, 3].includes(count))
    throw new UnusualJpeg('its components')
  const most = { across: Math.max(...raw.map((one) => one.across)), down: Math.max(...raw.map((one) => one.down)) }
  const unitWidth = 8 * most.across
  const unitHeight = 8 * most.down
  const unitsAcross = Math.ceil(width / unitWidth)
  const unitsDown = Math.ceil(height / unitHeight)
  return {
    width,
    height,
    precision,
    unitWidth,
    unitHeight,
    components: raw.map((one) => ({
      ...one,
      width: unitsAcross * one.across,
      height: unitsDown * one.down,
      ownWidth: Math.ceil(Math.ceil((width * one.across) / most.across) / 8),
      ownHeight: Math.ceil(Math.ceil((height * one.down) / most.down) / 8),
      blocks: new Int32Array(unitsAcross * one.across * unitsDown * one.down * 64),
    })),
  }
}

/** Tables of a DHT segment by class and number. */
export function readHuffmanTables(bytes: Uint8Array, from: number, to: number, into: Map<string, HuffmanTable>): void {
  for (let at = from; at + 17 <= to; ) {
    const counts = bytes.slice(at + 1, at + 17)
    const size = counts.reduce((sum, count) => sum + count, 0)
    if (at + 17 + size > to) throw new UnusualJpeg('a Huffman table that is cut off')
    into.set(`${bytes[at]! >> 4 ? 'ac' : 'dc'}${bytes[at]! & 15}`, {
      counts,
      symbols: bytes.slice(at + 17, at + 17 + size),
    })
    at += 17 + size
  }
}

/** The first value of each quantisation table of a DQT segment: that of the mean of a block. */
export function readQuantisation(bytes: Uint8Array, from: number, to: number, into: Map<number, number>): void {
  for (let at = from; at < to; ) {
    const wide = bytes[at]! >> 4
    into.set(bytes[at]! & 15, wide ? u16(bytes, at + 1) : bytes[at + 1]!)
    at += 1 + 64 * (wide ? 2 : 1)
  }
}
