import { createHash, type Hash } from 'node:crypto'

/** Bytes of the longest piece that passes unchanged at once: a call that writes two megabytes takes a sixth less time than four of a half. */
export const pieceBytes = 1 << 21
/** The room for a piece has a page to spare, see `room`. */
export const roomBytes = pieceBytes + 4096

/**
 * Where one file's bytes go, piece by piece: into SHA-256 digests of what is read and of what is written, and to where it is written. Bytes
 * are the caller's again after each call, those in a room aside.
 */
export interface StreamSink {
  /** Where a piece may be read to that then passes unchanged, `roomBytes` long; the sink's own once the piece was passed. */
  room(): Buffer
  /** What was read and will not be written as it is. */
  took(bytes: Uint8Array): void
  /** What is written in its stead. */
  put(bytes: Uint8Array): void
  /** What is written as it was read. */
  pass(bytes: Uint8Array): void
  /** Both digests, lower-case hexadecimal, '' where none were asked for; all is written by then, or this throws. */
  end(): { input: string; output: string }
}

/** Digests and writes in the thread that calls. `digested`: false for measuring alone. */
export function ownSink(write: (bytes: Uint8Array) => void, digested = true): StreamSink {
  const [input, output]: (Hash | undefined)[] = digested ? [createHash('sha256'), createHash('sha256')] : []
  let room: Buffer | undefined
  return {
    room() {
      room ??= Buffer.allocUnsafeSlow(roomBytes)
      return room
    },
    took: (bytes) => void input?.update(bytes),
    put(bytes) {
      output?.update(bytes)
      write(bytes)
    },
    pass(bytes) {
      input?.update(bytes)
      output?.update(bytes)
      write(bytes)
    },
    end: () => ({ input: input?.digest('hex') ?? '', output: output?.digest('hex') ?? '' }),
  }
}
