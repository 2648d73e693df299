import {
  BrokenDicom,
  ElementReader,
  type Encoding,
  hex,
  innerEncoding,
  itemEndTag,
  itemTag,
  maxDepth,
  type ReadProblem,
  sequenceEndTag,
  undefinedLength,
} from './read-element.ts'
import { type FileStructure, guarded, readStructure } from './read-structure.ts'

/**
 * What a walk tells of. Offsets are into `structure.body`. `vr` is two letters as one number (`vrText`), `depth` is 0 at the
 * top. Returning false from `element` ends the walk before that element.
 */
export interface TokenVisitor {
  begin?(structure: FileStructure): void
  /** A value that is not a sequence; encapsulated pixel data come with `undefinedLength`, then fragment by fragment. */
  element?(tag: number, vr: number, valueStart: number, length: number, depth: number): boolean | undefined
  startSequence?(tag: number, vr: number, length: number, depth: number): boolean | undefined
  startItem?(index: number, depth: number): void
  endItem?(index: number, depth: number): void
  endSequence?(tag: number, depth: number): void
  /** The first fragment is the basic offset table. */
  fragment?(index: number, start: number, length: number): void
}

export type TokeniseResult =
  | { ok: true; structure: FileStructure; end: number; stopped: boolean }
  | { ok: false; problem: ReadProblem }

/**
 * Walks a file's elements, making no object per element. `end`: the first byte of the body that belongs to no element
 * (padding, trailing bytes). `stopAt`: the first tag at the top not to read. Never throws for a broken file, never reads
 * past its end, and passes each byte at most once.
 */
export function tokenise(bytes: Uint8Array, visitor: TokenVisitor, options: { stopAt?: number } = {}): TokeniseResult {
  return guarded(() => {
    const structure = readStructure(bytes)
    visitor.begin?.(structure)
    const walk: Walk = { visitor, bytes: structure.body, stopAt: options.stopAt ?? undefinedLength, stopped: false }
    const end = walkElements(walk, structure.encoding, structure.bodyStart, structure.body.length, false, 0)
    return { structure, end, stopped: walk.stopped }
  })
}

interface Walk {
  visitor: TokenVisitor
  bytes: Uint8Array
  stopAt: number
  stopped: boolean
}

function walkElements(
  walk: Walk,
  encoding: Encoding,
  start: number,
  end: number,
  delimited: boolean,
  depth: number,
): number {
  if (depth > maxDepth) throw new BrokenDicom('too-deep', `Sequences are nested more than ${maxDepth} deep.`)
  const reader = new ElementReader(walk.bytes, encoding)
  const { visitor } = walk
  let position = start
  while (position + 8 <= end) {
    const tag = reader.tagAt(position)
    if (delimited && tag === itemEndTag) return position + 8
    // Zero padding after the data set is common and harmless.
    if (depth === 0 && (tag === 0 || tag >= walk.stopAt)) break
    if (tag >>> 16 === 0xfffe) {
      // A delimiter that closes nothing carries nothing.
      position += 8
      continue
    }
    reader.read(position, end)
    if (reader.isSequence) {
      const { valueStart, length, vr } = reader
      if (visitor.startSequence?.(tag, vr, length, depth) === false) walk.stopped = true
      else position = walkSequence(walk, innerEncoding(reader), valueStart, length, end, depth)
      if (!walk.stopped) visitor.endSequence?.(tag, depth)
    } else if (visitor.element?.(tag, reader.vr, reader.valueStart, reader.length, depth) === false) {
      walk.stopped = true
    } else if (reader.length === undefinedLength) {
      position = walkFragments(walk, reader, end)
    } else {
      position = reader.valueStart + reader.length
    }
    if (walk.stopped) return position
  }
  if (delimited) throw new BrokenDicom('truncated', 'A sequence item is not closed: the file is cut off.')
  return position
}

function walkSequence(
  walk: Walk,
  encoding: Encoding,
  start: number,
  length: number,
  limit: number,
  depth: number,
): number {
  const reader = new ElementReader(walk.bytes, encoding)
  const defined = length !== undefinedLength
  const end = defined ? start + length : limit
  let position = start
  let index = 0
  while (position + 8 <= end) {
    const { tag, size } = readItemHeader(reader, position, end)
    position += 8
    if (tag === sequenceEndTag) {
      if (!defined) return position
      continue
    }
    const open = size === undefinedLength
    walk.visitor.startItem?.(index, depth + 1)
    const after = walkElements(walk, encoding, position, open ? end : position + size, open, depth + 1)
    if (walk.stopped) return position
    walk.visitor.endItem?.(index++, depth + 1)
    position = open ? after : position + size
  }
  if (!defined) throw new BrokenDicom('truncated', 'A sequence is not closed: the file is cut off.')
  return end
}

/** Header of an item or of the sequence's end; anything else there is broken. */
export function readItemHeader(reader: ElementReader, position: number, end: number): { tag: number; size: number } {
  const tag = reader.tagAt(position)
  const size = reader.u32(position + 4)
  if (tag === sequenceEndTag) return { tag, size }
  if (tag !== itemTag) throw new BrokenDicom('bad-structure', `A sequence holds ${hex(tag)} where an item is expected.`)
  if (size !== undefinedLength && position + 8 + size > end)
    throw new BrokenDicom('truncated', 'A sequence item is longer than its sequence: the file is cut off or damaged.')
  return { tag, size }
}

function walkFragments(walk: Walk, reader: ElementReader, end: number): number {
  let position = reader.valueStart
  let index = 0
  while (position + 8 <= end) {
    const tag = reader.tagAt(position)
    const size = reader.u32(position + 4)
    position += 8
    if (tag === sequenceEndTag) return position
    if (tag !== itemTag)
      throw new BrokenDicom('bad-structure', `Encapsulated pixel data hold ${hex(tag)} where a fragment is expected.`)
    if (position + size > end) throw new BrokenDicom('truncated', 'A pixel fragment is cut off.')
    walk.visitor.fragment?.(index++, position, size)
    position += size
  }
  throw new BrokenDicom('truncated', 'Encapsulated pixel data are not closed: the file is cut off.')
}
