/**
 * One bit a pixel, least significant bit first, frames without padding between them, padded to an even length (PS3.5 8.1.1).
 * A pixel of a frame is set where the label map holds the frame's value.
 */
export function packBits(
  frames: readonly { value: number; k: number }[],
  labels: Uint8Array,
  size: number,
): Uint8Array {
  const packed = new Uint8Array(2 * Math.ceil((frames.length * size) / 16))
  let bit = 0
  for (const { value, k } of frames) {
    for (let i = k * size; i < (k + 1) * size; i++, bit++) {
      if (labels[i] === value) packed[Math.floor(bit / 8)] = (packed[Math.floor(bit / 8)] as number) | (1 << (bit % 8))
    }
  }
  return packed
}

export function bitAt(packed: Uint8Array, bit: number): number {
  return ((packed[Math.floor(bit / 8)] as number) >> (bit % 8)) & 1
}
