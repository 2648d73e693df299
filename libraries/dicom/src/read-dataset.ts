import type { Dataset, Element } from './dataset.ts'
import { dictionaryVr, isPrivate } from './dictionary.ts'
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
  UN,
  undefinedLength,
  vrText,
} from './read-element.ts'
import { guarded, readStructure } from './read-structure.ts'
import { readValue } from './read-value.ts'
import { readItemHeader } from './tokenise.ts'

export type ReadResult =
  | { ok: true; fileMeta: Dataset; dataset: Dataset; transferSyntax: string }
  | { ok: false; problem: ReadProblem }

const characterSetTag = 0x00080005
const pixelRepresentationTag = 0x00280103

/**
 * Reads a Part 10 file, or a bare data set (then taken as implicit little endian, or explicit when its first VR reads so).
 * `stopAt`: the first tag not to read, e.g. pixel data. Source: PS3.5 section 7, PS3.10 section 7.
 */
export function readDataset(bytes: Uint8Array, options: { stopAt?: number } = {}): ReadResult {
  return guarded(() => {
    const { metaStart, metaEnd, encoding, transferSyntax, body, bodyStart } = readStructure(bytes)
    const context = { charset: [], signed: false, stopAt: undefinedLength, depth: 0, delimited: false }
    const meta = readElements(bytes, { explicit: true, little: true }, metaStart, metaEnd, context)
    const stopAt = options.stopAt ?? undefinedLength
    const read = readElements(body, encoding, bodyStart, body.length, { ...context, stopAt })
    return { fileMeta: meta.dataset, dataset: read.dataset, transferSyntax }
  })
}

interface Context {
  charset: readonly string[]
  /** Pixel Representation is 1 here or further out. */
  signed: boolean
  stopAt: number
  depth: number
  /** Inside an item of undefined length: ends at its delimiter. */
  delimited: boolean
}

function readElements(
  bytes: Uint8Array,
  encoding: Encoding,
  start: number,
  end: number,
  given: Context,
): { dataset: Dataset; position: number } {
  if (given.depth > maxDepth) throw new BrokenDicom('too-deep', `Sequences are nested more than ${maxDepth} deep.`)
  const reader = new ElementReader(bytes, encoding)
  const context = { ...given }
  const dataset: Dataset = new Map()
  let position = start
  while (position + 8 <= end) {
    const tag = reader.tagAt(position)
    if (context.delimited && tag === itemEndTag) return { dataset, position: position + 8 }
    if (context.depth === 0 && (tag === 0 || tag >= context.stopAt)) break
    if (tag >>> 16 === 0xfffe) {
      position += 8
      continue
    }
    reader.read(position, end)
    const { element, after } = readElement(reader, end, context)
    dataset.set(tag, element)
    position = after
    if (tag === characterSetTag) context.charset = element.strings ?? []
    if (tag === pixelRepresentationTag) context.signed = element.numbers?.[0] === 1
  }
  if (context.delimited) throw new BrokenDicom('truncated', 'A sequence item is not closed: the file is cut off.')
  return { dataset, position }
}

function readElement(reader: ElementReader, end: number, context: Context): { element: Element; after: number } {
  if (reader.isEncapsulated) return readFragments(reader, end)
  if (reader.isSequence) return readSequence(reader, end, context)
  const after = reader.valueStart + reader.length
  // A UN that the dictionary knows is read as what it is (PS3.5 6.2.2, note 2).
  const unknown = !reader.explicit || (reader.vr === UN && !isPrivate(reader.tag))
  const vr = unknown ? dictionaryVr(reader.tag, context.signed) : vrText(reader.vr)
  const value = Buffer.from(reader.bytes.buffer, reader.bytes.byteOffset + reader.valueStart, reader.length)
  return { element: readValue(vr, value, reader.little, context.charset), after }
}

function readSequence(outer: ElementReader, limit: number, context: Context): { element: Element; after: number } {
  const encoding = innerEncoding(outer)
  const reader = new ElementReader(outer.bytes, encoding)
  const defined = outer.length !== undefinedLength
  const end = defined ? outer.valueStart + outer.length : limit
  const items: Dataset[] = []
  let position = outer.valueStart
  while (position + 8 <= end) {
    const { tag, size } = readItemHeader(reader, position, end)
    position += 8
    if (tag === sequenceEndTag) {
      if (!defined) return { element: { vr: 'SQ', items }, after: position }
      continue
    }
    const delimited = size === undefinedLength
    const inner = { ...context, depth: context.depth + 1, delimited }
    const read = readElements(outer.bytes, encoding, position, delimited ? end : position + size, inner)
    items.push(read.dataset)
    position = delimited ? read.position : position + size
  }
  if (!defined) throw new BrokenDicom('truncated', 'A sequence is not closed: the file is cut off.')
  return { element: { vr: 'SQ', items }, after: end }
}

function readFragments(reader: ElementReader, end: number): { element: Element; after: number } {
  const fragments: Uint8Array[] = []
  let position = reader.valueStart
  while (position + 8 <= end) {
    const tag = reader.tagAt(position)
    const size = reader.u32(position + 4)
    position += 8
    const vr = reader.explicit ? vrText(reader.vr) : 'OB'
    if (tag === sequenceEndTag) return { element: { vr, fragments: fragments.slice(1) }, after: position }
    if (tag !== itemTag)
      throw new BrokenDicom('bad-structure', `Encapsulated pixel data hold ${hex(tag)} where a fragment is expected.`)
    if (position + size > end) throw new BrokenDicom('truncated', 'A pixel fragment is cut off.')
    fragments.push(reader.bytes.subarray(position, position + size))
    position += size
  }
  throw new BrokenDicom('truncated', 'Encapsulated pixel data are not closed: the file is cut off.')
}
