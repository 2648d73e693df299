/** A Huffman table as a DHT segment gives it (ITU-T T.81 C): how many codes of each length, and the symbols in order. */
export interface HuffmanTable {
  counts: Uint8Array
  symbols: Uint8Array
}

/** For reading: the largest code of each length and where its symbols begin (T.81 F.2.2.3). */
export interface HuffmanReader {
  largest: Int32Array
  offset: Int32Array
  symbols: Uint8Array
}

export function huffmanReader(table: HuffmanTable): HuffmanReader {
  const largest = new Int32Array(18).fill(-1)
  const offset = new Int32Array(17)
  let code = 0
  let index = 0
  for (let length = 1; length <= 16; length++) {
    const count = table.counts[length - 1]!
    offset[length] = index - code
    code += count
    index += count
    if (count > 0) largest[length] = code - 1
    code <<= 1
  }
  return { largest, offset, symbols: table.symbols }
}

/** For writing: code and length of each symbol. */
export function huffmanCodes(table: HuffmanTable): { code: Uint16Array; size: Uint8Array } {
  const code = new Uint16Array(256)
  const size = new Uint8Array(256)
  let next = 0
  let index = 0
  for (let length = 1; length <= 16; length++) {
    for (let i = 0; i < table.counts[length - 1]!; i++) {
      const symbol = table.symbols[index++]!
      code[symbol] = next++
      size[symbol] = length
    }
    next <<= 1
  }
  return { code, size }
}

/** The shortest table for symbols that come `frequencies` times, no code longer than 16 bits, none of ones only (T.81 K.2). */
export function huffmanTable(frequencies: Uint32Array): HuffmanTable {
  const weight = new Float64Array(257)
  for (let i = 0; i < 256; i++) weight[i] = frequencies[i]!
  // One code point is reserved, so that no code consists of ones only.
  weight[256] = 1
  const length = new Int32Array(257)
  const other = new Int32Array(257).fill(-1)
  for (;;) {
    let least = -1
    let second = -1
    for (let i = 0; i <= 256; i++) if (weight[i]! > 0 && (least < 0 || weight[i]! <= weight[least]!)) least = i
    for (let i = 0; i <= 256; i++)
      if (i !== least && weight[i]! > 0 && (second < 0 || weight[i]! <= weight[second]!)) second = i
    if (second < 0) break
    weight[least]! += weight[second]!
    weight[second] = 0
    let at = least
    for (length[at]!++; other[at]! >= 0; length[at]!++) at = other[at]!
    other[at] = second
    for (at = second, length[at]!++; other[at]! >= 0; ) {
      at = other[at]!
      length[at]!++
    }
  }
  const bits = new Int32Array(258)
  for (let i = 0; i <= 256; i++) if (length[i]! > 0) bits[length[i]!]!++
  limit(bits)
  const order = Array.from({ length: 256 }, (_, symbol) => symbol)
    .filter((symbol) => length[symbol]! > 0)
    .sort((a, b) => length[a]! - length[b]! || a - b)
  return { counts: Uint8Array.from(bits.subarray(1, 17)), symbols: Uint8Array.from(order) }
}

/** No code above 16 bits; then the reserved code point, one of the longest, is taken out (T.81 figures K.3). */
function limit(bits: Int32Array): void {
  for (let i = bits.length - 1; i > 16; i--) {
    while (bits[i]! > 0) {
      let j = i - 2
      while (bits[j] === 0) j--
      bits[i]! -= 2
      bits[i - 1]!++
      bits[j + 1]! += 2
      bits[j]!--
    }
  }
  let last = 16
  while (bits[last] === 0) last--
  bits[last]!--
}
