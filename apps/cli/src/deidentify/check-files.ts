import { createHash } from 'node:crypto'
import {
  byteScanner,
  isDrawnInto,
  type KnownNeedle,
  type PixelSearch,
  type Slice,
  scanPixelsOf,
} from '@clic/deidentification'
import { awaitPiece } from './await-piece.ts'
import * as at from './check-ring.ts'
import { changed, errorNumber, openInput, writePart } from './file-bytes.ts'

/**
 * The work of the thread beside one that rewrites: digests input and output of each file that comes through the ring, searches its pixels, and
 * writes it when nothing was found, until it is told to leave. Of a file whose pixels go through as they are it gets the new header alone and
 * reads the rest itself: what one processor has read lies far from the other. `nextNeedles`: those of the next new search; they were sent before the first file that asks for it.
 */
export function checkFiles(ring: at.CheckRing, nextNeedles: () => readonly KnownNeedle[]): void {
  const [state, slots, digests] = [new Int32Array(ring.state), Buffer.from(ring.slots), Buffer.from(ring.digests)]
  const buffer = Buffer.allocUnsafeSlow(at.longestChecked + at.halfPage).subarray(at.halfPage)
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
    const input = inputOf(slots, state, file, buffer)
    state[slot + at.problemAt] =
      typeof input === 'number' ? input : check(file, input, partsOf(slots, state, file, input), searches.get(search)!)
    Atomics.add(state, at.checkedAt, 1)
    Atomics.notify(state, at.checkedAt)
  }

  /** The number of the error, 0 for none. */
  function check(file: number, input: Uint8Array, parts: Uint8Array[], search: PixelSearch): number {
    if (ring.unchecked) return write(file, parts)
    const own = (file % at.slotCount) * 64
    digests.set(createHash('sha256').update(input).digest(), own)
    const output = createHash('sha256')
    for (const part of parts) output.update(part)
    digests.set(output.digest(), own + 32)
    const slot = at.slotAt(file)
    const certain = scanPixelsOf(parts, state[slot + at.headerAt]!, search)
    const drawn = isDrawnInto(parts, state[slot + at.headerAt]!, sliceOf(state, slot))
    state[slot + at.certainAt] = certain
    state[slot + at.drawnAt] = drawn ? 1 : 0
    return certain > 0 || drawn ? 0 : write(file, parts)
  }

  /** The number of the error, 0 for none: the other thread tells of it. */
  function write(file: number, parts: Uint8Array[]): number {
    try {
      if (ring.parts !== undefined) writePart(at.checkedPart(ring.parts, file), parts)
      return 0
    } catch (error) {
      return errorNumber(error)
    }
  }
}

/** The input: from the slot, or read here where the other thread left its pixels unread, if it still is what was rewritten. Else the error’s number. */
function inputOf(slots: Buffer, state: Int32Array, file: number, buffer: Buffer): Uint8Array | number {
  const slot = at.slotAt(file)
  const [size, name] = [state[slot + at.inputAt]!, state[slot + at.pathAt]!]
  if (name === 0) return slots.subarray(at.inputOfSlot(file), at.inputOfSlot(file) + size)
  const [from, to, path] = [state[slot + at.fromAt]!, state[slot + at.toAt]!, at.ownOfSlot(file)]
  try {
    const { input } = openInput(slots.toString('utf8', path, path + name), buffer)
    if (input?.length !== size) return changed
    const [front, behind] = [slots.subarray(path + name, path + name + from), path + name + from]
    const same =
      front.equals(input.subarray(0, from)) && slots.subarray(behind, behind + size - to).equals(input.subarray(to))
    return same ? input : changed
  } catch (error) {
    return errorNumber(error)
  }
}

/** Undefined where no letters are looked for. */
function sliceOf(state: Int32Array, slot: number): Slice | undefined {
  const [rows, columns] = [state[slot + at.rowsAt]!, state[slot + at.columnsAt]!]
  return rows === 0
    ? undefined
    : { rows, columns, frames: state[slot + at.framesAt]!, signed: state[slot + at.signedAt] === 1 }
}

function partsOf(slots: Buffer, state: Int32Array, file: number, input: Uint8Array): Uint8Array[] {
  const slot = at.slotAt(file)
  return Array.from({ length: state[slot + at.partsAt]! }, (_, i) => {
    const [from, length] = [state[slot + at.firstPartAt + 2 * i]!, state[slot + at.firstPartAt + 2 * i + 1]!]
    const own = at.ownOfSlot(file) - from - 1
    return from < 0 ? slots.subarray(own, own + length) : input.subarray(from, from + length)
  })
}
