import { FragmentWords } from '../pixel-segments.ts'
import type { ByteSource } from '../stream-object.ts'
import { JpegWords } from './blank-jpeg-words.ts'
import { type FileJob, fired } from './file-result.ts'
import type { Layout, Piece } from './tiff-layout.ts'

const chunkBytes = 1 << 20
/** A tile of JPEG 2000 is looked through whole. */
const mostTile = 256 << 20

/** Writes a new file from its layout, picture by picture, with the words in each blanked. */
export function writeLayout(source: ByteSource, layout: Layout, job: FileJob, emit: (bytes: Uint8Array) => void): void {
  emit(layout.head)
  for (const piece of layout.pieces) {
    writePiece(source, piece, job, emit)
    if (piece.size & 1) emit(new Uint8Array(1))
  }
}

function writePiece(source: ByteSource, piece: Piece, job: FileJob, emit: (bytes: Uint8Array) => void): void {
  if (piece.made) {
    emit(piece.made)
    return
  }
  if (piece.coding === 'jpeg2000') {
    if (piece.size > mostTile) throw new RangeError('a tile is longer than 256 MiB')
    const tile = taken(source, piece.from, piece.size)
    const ranges = new FragmentWords().next(tile)
    for (const [from, to] of ranges) tile.fill(0, from, to)
    fired(job, 'pixel-comment-blanked', ranges.length)
    emit(tile)
    return
  }
  const words = piece.coding === 'jpeg' ? new JpegWords() : undefined
  for (let done = 0; done < piece.size; ) {
    const chunk = taken(source, piece.from + done, Math.min(chunkBytes, piece.size - done))
    words?.pass(chunk)
    emit(chunk)
    done += chunk.length
  }
  fired(job, 'pixel-comment-blanked', words?.blanked ?? 0)
}

function taken(source: ByteSource, at: number, size: number): Buffer {
  const bytes = Buffer.allocUnsafe(size)
  if (source.read(at, bytes) !== size) throw new RangeError('a strip lies outside of the file')
  return bytes
}
