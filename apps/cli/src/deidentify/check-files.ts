import { createHash } from 'node:crypto'
import { byteScanner, type KnownNeedle, type PixelSearch, scanPixelsOf } from '@clic/deidentification'
import { awaitPiece } from './await-piece.ts'
import * as at from './check-ring.ts'
import { errorNumber, writePart } from './file-bytes.ts'

/**
 * The work of the thread beside one that rewrites: digests input and output of each file that comes through the ring, searches its pixels, and
 * writes it when nothing was found, until it is told to leave. `nextNeedles`: those of the next new search; they were sent before the first file that asks for it.
 */
export function checkFiles(ring: at.CheckRing, nextNeedles: () => readonly KnownNeedle[]): void {
  const [state, slots, digests] = [new Int32Array(ring.state), Buffer.from(ring.slots), Buffer.from(ring.digests)]
  const searches = new Map<number, PixelSearch>()
  let searchCount = 0
  for (let file = 0; ; file++) {
    awaitPiece(state, at.putAt, file)
    const slot = at.slotAt(file)
    const search = state[slot + at.searchAt]!
    if (search === at.leave) return
    for (; searchCount <= search; searchCount++) {
      const longNeedles = nextNeedles()
      searches.set(searchCount, { longNeedles, longScanner: byteScanner(longNeedles) })
      searches.delete(searchCount - at.mostSearches)
    }
    const start = (file % at.slotCount) * at.slotBytes
    const input = slots.subarray(start + at.halfPage, start + at.halfPage + state[slot + at.inputAt]!)
    const parts = Array.from({ length: state[slot + at.partsAt]! }, (_, i) => {
      const from = start + state[slot + at.firstPartAt + 2 * i]!
      return slots.subarray(from, from + state[slot + at.firstPartAt + 2 * i + 1]!)
    })
    const own = (file % at.slotCount) * 64
    digests.set(createHash('sha256').update(input).digest(), own)
    const output = createHash('sha256')
    for (const part of parts) output.update(part)
    digests.set(output.digest(), own + 32)
    const certain = scanPixelsOf(parts, state[slot + at.headerAt]!, searches.get(search)!)
    state[slot + at.certainAt] = certain
    state[slot + at.problemAt] =
      ring.parts === undefined || certain > 0 ? 0 : write(at.checkedPart(ring.parts, file), parts)
    Atomics.add(state, at.checkedAt, 1)
    Atomics.notify(state, at.checkedAt)
  }
}

/** The number of the error, 0 for none: the other thread tells of it. */
function write(part: string, parts: Uint8Array[]): number {
  try {
    writePart(part, parts)
    return 0
  } catch (error) {
    return errorNumber(error)
  }
}
