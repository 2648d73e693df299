import { type HuffmanReader, type HuffmanTable, huffmanCodes } from './huffman.ts'

/** A picture that this masker does not take apart; its message says which property. */
export class UnusualJpeg extends Error {}

/** Position of coefficients in the order they are coded (T.81 figure A.6) is left as it is: blocks are kept in coded order. */
const blockSize = 64

/** Reads entropy-coded bits, stuffed bytes undone (T.81 F.2.2.5). */
export class BitReader {
  at: number
  private readonly bytes: Uint8Array
  private bits = 0
  private count = 0

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes
    this.at = at
  }

  bit(): number {
    if (this.count === 0) {
      const byte = this.bytes[this.at]
      if (byte === undefined) throw new UnusualJpeg('cut off')
      if (byte === 0xff && this.bytes[this.at + 1] !== 0) {
        // A marker ends the data; decoders read on as if ones followed, a broken file must not do so for ever.
        throw new UnusualJpeg('a marker inside a block')
      }
      this.at += byte === 0xff ? 2 : 1
      this.bits = byte
      this.count = 8
    }
    this.count--
    return (this.bits >> this.count) & 1
  }

  value(size: number): number {
    let value = 0
    for (let i = 0; i < size; i++) value = (value << 1) | this.bit()
    return size > 0 && value < 1 << (size - 1) ? value - (1 << size) + 1 : value
  }

  symbol(table: HuffmanReader): number {
    let code = 0
    for (let length = 1; length <= 16; length++) {
      code = (code << 1) | this.bit()
      if (table.largest[length]! >= 0 && code <= table.largest[length]!) {
        const symbol = table.symbols[code + table.offset[length]!]
        if (symbol !== undefined) return symbol
      }
    }
    throw new UnusualJpeg('a code that no table has')
  }

  /** Drops the rest of the byte and passes a restart marker. */
  restart(): void {
    this.count = 0
    while (this.bytes[this.at] === 0xff && this.bytes[this.at + 1] === 0xff) this.at++
    const marker = this.bytes[this.at + 1] ?? 0
    if (this.bytes[this.at] !== 0xff || marker < 0xd0 || marker > 0xd7) throw new UnusualJpeg('no restart marker')
    this.at += 2
  }
}

/** Writes entropy-coded bits with stuffing. */
export class BitWriter {
  private bytes = Buffer.allocUnsafe(1 << 16)
  private used = 0
  private bits = 0
  private count = 0

  put(value: number, size: number): void {
    for (let i = size - 1; i >= 0; i--) {
      this.bits = (this.bits << 1) | ((value >> i) & 1)
      if (++this.count === 8) this.byte()
    }
  }

  /** Fills the byte with ones. */
  align(): void {
    while (this.count > 0) this.put(1, 1)
  }

  marker(code: number): void {
    this.align()
    this.grow()
    this.bytes[this.used++] = 0xff
    this.bytes[this.used++] = code
  }

  done(): Uint8Array {
    this.align()
    return this.bytes.subarray(0, this.used)
  }

  private byte(): void {
    this.grow()
    this.bytes[this.used++] = this.bits
    if (this.bits === 0xff) this.bytes[this.used++] = 0
    this.bits = 0
    this.count = 0
  }

  private grow(): void {
    if (this.used + 4 <= this.bytes.length) return
    const larger = Buffer.allocUnsafe(this.bytes.length * 2)
    this.bytes.copy(larger)
    this.bytes = larger
  }
}

/** Reads one block; coefficient 0 is the difference to the block before. */
export function readBlock(bits: BitReader, dc: HuffmanReader, ac: HuffmanReader, into: Int32Array, at: number): void {
  into[at] = bits.value(bits.symbol(dc))
  for (let k = 1; k < blockSize; ) {
    const symbol = bits.symbol(ac)
    const size = symbol & 15
    const run = symbol >> 4
    if (size === 0) {
      if (run !== 15) return
      k += 16
      continue
    }
    k += run
    if (k >= blockSize) throw new UnusualJpeg('a block of more than 64 coefficients')
    into[at + k++] = bits.value(size)
  }
}

/** Tells each symbol of a block with its extra bits, in coded order. */
export function blockSymbols(
  block: Int32Array,
  at: number,
  difference: number,
  tell: (table: 'dc' | 'ac', symbol: number, value: number, size: number) => void,
): void {
  const size = sizeOf(difference)
  tell('dc', size, difference, size)
  let run = 0
  for (let k = 1; k < blockSize; k++) {
    const value = block[at + k]!
    if (value === 0) {
      run++
      continue
    }
    for (; run > 15; run -= 16) tell('ac', 0xf0, 0, 0)
    const bits = sizeOf(value)
    tell('ac', (run << 4) | bits, value, bits)
    run = 0
  }
  if (run > 0) tell('ac', 0, 0, 0)
}

export function symbolWriter(bits: BitWriter, tables: { dc: HuffmanTable; ac: HuffmanTable }) {
  const codes = { dc: huffmanCodes(tables.dc), ac: huffmanCodes(tables.ac) }
  return (table: 'dc' | 'ac', symbol: number, value: number, size: number) => {
    bits.put(codes[table].code[symbol]!, codes[table].size[symbol]!)
    if (size > 0) bits.put(value < 0 ? value + (1 << size) - 1 : value, size)
  }
}

function sizeOf(value: number): number {
  return 32 - Math.clz32(Math.abs(value))
}
