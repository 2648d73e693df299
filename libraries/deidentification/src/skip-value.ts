import {
  BrokenDicom,
  ElementReader,
  type Encoding,
  innerEncoding,
  itemEndTag,
  itemTag,
  maxDepth,
  readItemHeader,
  sequenceEndTag,
  undefinedLength,
} from '@clic/dicom'

/** The first byte after fragments that begin at the reader's value. */
export function skipFragments(reader: ElementReader, end: number): number {
  let position = reader.valueStart
  while (position + 8 <= end) {
    const tag = reader.tagAt(position)
    const size = reader.u32(position + 4)
    position += 8
    if (tag === sequenceEndTag) return position
    if (tag !== itemTag || position + size > end) break
    position += size
  }
  throw new BrokenDicom('truncated', 'Encapsulated data are not closed: the file is cut off.')
}

/** The first byte after the items of a sequence of undefined length. */
export function skipItems(bytes: Uint8Array, encoding: Encoding, start: number, end: number, depth: number): number {
  if (depth > maxDepth) throw new BrokenDicom('too-deep', `Sequences are nested more than ${maxDepth} deep.`)
  const reader = new ElementReader(bytes, encoding)
  let position = start
  while (position + 8 <= end) {
    const { tag, size } = readItemHeader(reader, position, end)
    position += 8
    if (tag === sequenceEndTag) return position
    position = size === undefinedLength ? skipElements(bytes, encoding, position, end, depth + 1) : position + size
  }
  throw new BrokenDicom('truncated', 'A sequence is not closed: the file is cut off.')
}

function skipElements(bytes: Uint8Array, encoding: Encoding, start: number, end: number, depth: number): number {
  const reader = new ElementReader(bytes, encoding)
  let position = start
  while (position + 8 <= end) {
    const tag = reader.tagAt(position)
    if (tag === itemEndTag) return position + 8
    if (tag >>> 16 === 0xfffe) {
      position += 8
      continue
    }
    reader.read(position, end)
    if (reader.length !== undefinedLength) position = reader.valueStart + reader.length
    else if (reader.isEncapsulated) position = skipFragments(reader, end)
    else position = skipItems(bytes, innerEncoding(reader), reader.valueStart, end, depth)
  }
  throw new BrokenDicom('truncated', 'A sequence item is not closed: the file is cut off.')
}
