import { deflateRawSync } from 'node:zlib'
import {
  type Dataset,
  ElementReader,
  part10Header,
  readItemHeader,
  readStructure,
  text,
  undefinedLength,
  vrText,
  writeFile,
} from '@clic/dicom'

const widths: Record<string, number> = {
  AT: 2,
  OW: 2,
  SS: 2,
  US: 2,
  FL: 4,
  OF: 4,
  OL: 4,
  SL: 4,
  UL: 4,
  FD: 8,
  OD: 8,
  OV: 8,
  SV: 8,
  UV: 8,
}

/** A file of the data set in Explicit VR Big Endian (retired, PS3.5 A.3 of 2016). */
export function bigEndianFile(dataset: Dataset): Uint8Array {
  const { body, bodyStart } = readStructure(writeFile(dataset))
  return Buffer.concat([header(dataset, '1.2.840.10008.1.2.2'), swapped(body, bodyStart, body.length)])
}

/** A file of the data set in Deflated Explicit VR Little Endian, with bytes after the end of the stream. */
export function deflatedFile(dataset: Dataset, after = ''): Uint8Array {
  const { body, bodyStart } = readStructure(writeFile(dataset))
  return Buffer.concat([
    header(dataset, '1.2.840.10008.1.2.1.99'),
    deflateRawSync(body.subarray(bodyStart)),
    Buffer.from(after),
  ])
}

function header(dataset: Dataset, transferSyntax: string): Uint8Array {
  return part10Header({
    sopClassUid: text(dataset, 0x00080016) ?? '',
    sopInstanceUid: text(dataset, 0x00080018) ?? '',
    transferSyntax,
  })
}

/** Elements of explicit little endian with defined lengths in the other byte order. */
function swapped(bytes: Uint8Array, start: number, end: number): Buffer {
  const reader = new ElementReader(bytes, { explicit: true, little: true })
  const parts: Buffer[] = []
  for (let at = start; at < end; at = reader.valueStart + reader.length) {
    reader.read(at, end)
    if (reader.length === undefinedLength) throw new Error('only defined lengths')
    const value = reader.isSequence
      ? swappedItems(bytes, reader.valueStart, reader.valueStart + reader.length)
      : swappedValue(vrText(reader.vr), bytes.subarray(reader.valueStart, reader.valueStart + reader.length))
    const long = reader.valueStart - at === 12
    const head = Buffer.alloc(long ? 12 : 8)
    head.writeUInt16BE(reader.tag >>> 16, 0)
    head.writeUInt16BE(reader.tag & 0xffff, 2)
    head.write(vrText(reader.vr), 4, 'latin1')
    if (long) head.writeUInt32BE(value.length, 8)
    else head.writeUInt16BE(value.length, 6)
    parts.push(head, value)
  }
  return Buffer.concat(parts)
}

function swappedItems(bytes: Uint8Array, start: number, end: number): Buffer {
  const reader = new ElementReader(bytes, { explicit: true, little: true })
  const parts: Buffer[] = []
  for (let at = start; at < end; ) {
    const { size } = readItemHeader(reader, at, end)
    const body = swapped(bytes, at + 8, at + 8 + size)
    const head = Buffer.from([0xff, 0xfe, 0xe0, 0x00, 0, 0, 0, 0])
    head.writeUInt32BE(body.length, 4)
    parts.push(head, body)
    at += 8 + size
  }
  return Buffer.concat(parts)
}

function swappedValue(vr: string, value: Uint8Array): Buffer {
  const copy = Buffer.from(value)
  const width = widths[vr] ?? 1
  if (width === 2) copy.swap16()
  if (width === 4) copy.swap32()
  if (width === 8) copy.swap64()
  return copy
}
