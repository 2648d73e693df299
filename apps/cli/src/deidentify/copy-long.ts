import { closeSync, fstatSync, openSync, rmSync } from 'node:fs'
import { pieceBytes, roomBytes } from '@clic/deidentification'
import { changed, readFully, writeFully } from './file-bytes.ts'

/** A long file whose pixels go through as they are, from `from` to `to`; the rest of it was read and written anew. */
export interface LongFile {
  path: string
  size: number
  from: number
  to: number
  /** What it was, before and behind the pixels. */
  head: Uint8Array
  tail: Uint8Array
  /** What stands there in the output. */
  before: Uint8Array
  behind: Uint8Array
  /** Where it is written to; undefined on a dry run. */
  part: string | undefined
}

/** Is shown every byte in its order; the bytes are used again after each call. */
export interface Watch {
  read(bytes: Uint8Array): void
  written(bytes: Uint8Array): void
}

/** Writes the output of a long file. False, and nothing is written, where the input is not the one whose header was rewritten. */
export function copyLong(file: LongFile, watch?: Watch): boolean {
  const input = openSync(file.path, 'r')
  try {
    if (!isSame(file, input)) return false
    const output = file.part === undefined ? undefined : openSync(file.part, 'w')
    try {
      copyFrom(file, input, watch, (bytes) => {
        watch?.written(bytes)
        if (output !== undefined) writeFully(output, [bytes])
      })
    } catch (error) {
      rmSync(file.part ?? '', { force: true })
      throw error
    } finally {
      if (output !== undefined) closeSync(output)
    }
    return true
  } finally {
    closeSync(input)
  }
}

function isSame({ size, to, head, tail }: LongFile, input: number): boolean {
  const stands = (bytes: Uint8Array, at: number) => {
    const now = Buffer.alloc(bytes.length)
    return readFully(input, now, at) === bytes.length && now.equals(bytes)
  }
  return fstatSync(input).size === size && stands(head, 0) && stands(tail, to)
}

/** Written where a multiple of a piece begins, and read half a page apart from where the bytes lie in the page cache: see `stream-object.ts`. */
function copyFrom(file: LongFile, input: number, watch: Watch | undefined, put: (bytes: Uint8Array) => void): void {
  const room = Buffer.allocUnsafeSlow(roomBytes)
  const page = roomBytes - pieceBytes
  watch?.read(file.head)
  put(file.before)
  for (let at = file.from; at < file.to; ) {
    const written = file.before.length + at - file.from
    const start = (at + page / 2) % page
    const piece = room.subarray(start, start + Math.min(file.to - at, pieceBytes - (written % pieceBytes)))
    if (readFully(input, piece, at) !== piece.length)
      throw Object.assign(new Error('the file is shorter than it was'), { errno: changed })
    watch?.read(piece)
    put(piece)
    at += piece.length
  }
  watch?.read(file.tail)
  put(file.behind)
}
