/** PackBits (TIFF 6.0 section 9), up to `size` bytes. */
export function unpackBits(packed: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size)
  let to = 0
  for (let at = 0; at < packed.length && to < size; ) {
    const count = packed[at++]!
    if (count < 128) {
      const run = packed.subarray(at, at + Math.min(count + 1, size - to))
      out.set(run, to)
      at += count + 1
      to += run.length
    } else if (count > 128) {
      const end = Math.min(size, to + 257 - count)
      out.fill(packed[at++] ?? 0, to, end)
      to = end
    }
  }
  return out.subarray(0, to)
}

/** LZW as TIFF has it (section 13: codes from the high bit on, the width grows one early), up to `size` bytes. */
export function unpackLzw(packed: Uint8Array, size: number): Uint8Array | undefined {
  const out = new Uint8Array(size)
  const prefix = new Int32Array(4097)
  const suffix = new Uint8Array(4097)
  const length = new Int32Array(4097).fill(1, 0, 256)
  for (let i = 0; i < 256; i++) suffix[i] = i
  let [next, width, previous, to, bits, held] = [258, 9, -1, 0, 0, 0]
  for (let at = 0; to < size; ) {
    while (bits < width && at < packed.length) {
      held = ((held << 8) | packed[at++]!) & 0xffffff
      bits += 8
    }
    if (bits < width) break
    const code = (held >>> (bits - width)) & ((1 << width) - 1)
    bits -= width
    if (code === 257) break
    if (code === 256) {
      ;[next, width, previous] = [258, 9, -1]
      continue
    }
    if (code > next || (code === next && previous < 0) || (code >= 256 && code < 258)) return undefined
    const whole = code < next ? code : previous
    const run = length[whole]! + (code < next ? 0 : 1)
    let one = whole
    for (let i = length[whole]! - 1; i >= 0; i--) {
      if (to + i < size) out[to + i] = suffix[one]!
      if (i > 0) one = prefix[one]!
    }
    const first = suffix[one]!
    if (code === next && to + run - 1 < size) out[to + run - 1] = first
    if (previous >= 0 && next < 4096) {
      prefix[next] = previous
      suffix[next] = first
      length[next] = length[previous]! + 1
      next++
    }
    to += run
    previous = code
    if (next + 1 >= 1 << width && width < 12) width++
  }
  return out.subarray(0, Math.min(to, size))
}
