/** Reads exact numbers of bytes from chunks of any size. */
export interface ByteSource {
  /** `count` bytes, or fewer at the end of the stream. */
  take(count: number): Promise<Uint8Array>
  /** Hands out `count` bytes in pieces without holding them all; false when the stream ends before. */
  pass(count: number, onto: (piece: Uint8Array) => Promise<void>): Promise<boolean>
}

export function byteSource(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): ByteSource {
  const iterator =
    Symbol.asyncIterator in chunks
      ? chunks[Symbol.asyncIterator]()
      : (chunks as Iterable<Uint8Array>)[Symbol.iterator]()
  let rest: Uint8Array = new Uint8Array(0)

  async function pass(count: number, onto: (piece: Uint8Array) => Promise<void>): Promise<boolean> {
    let left = count
    while (left > 0) {
      if (rest.length === 0) {
        const next = await iterator.next()
        if (next.done) return false
        rest = next.value
        continue
      }
      const piece = rest.subarray(0, left)
      rest = rest.subarray(piece.length)
      left -= piece.length
      await onto(piece)
    }
    return true
  }

  return {
    pass,
    async take(count) {
      const pieces: Uint8Array[] = []
      await pass(count, async (piece) => void pieces.push(piece))
      return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)
    },
  }
}
