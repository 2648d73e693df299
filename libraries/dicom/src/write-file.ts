import type { Dataset, Element } from './dataset.ts'
import { implementationClassUid, implementationVersionName } from './uid.ts'

const longVrs = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV'])
const numberSizes: Record<string, number> = { US: 2, SS: 2, UL: 4, SL: 4, FL: 4, FD: 8, SV: 8, UV: 8, AT: 4 }
const explicitLittle = '1.2.840.10008.1.2.1'
const implicitLittle = '1.2.840.10008.1.2'

/**
 * A Part 10 file of a data set, explicit little endian unless told (implicit is the other one). Text is written in the data
 * set's own character set where that is Latin-1 or UTF-8; without one, in UTF-8, and (0008,0005) says so.
 * Sequences and items get defined lengths, so the same data set always gives the same bytes.
 */
export function writeFile(dataset: Dataset, options: { transferSyntax?: string; fileMeta?: Dataset } = {}): Uint8Array {
  const transferSyntax = options.transferSyntax ?? explicitLittle
  if (transferSyntax === '1.2.840.10008.1.2.2' || transferSyntax === '1.2.840.10008.1.2.1.99')
    throw new Error('big endian and deflated data sets are read, not written')
  const prepared = withCharset(dataset)
  const body = writeElements(prepared, transferSyntax !== implicitLittle, encodingOf(prepared))
  const meta: Dataset = new Map(options.fileMeta ?? [])
  meta.delete(0x00020000)
  meta.set(0x00020001, { vr: 'OB', bytes: Uint8Array.of(0, 1) })
  const set = (tag: number, vr: string, value: string | undefined) => value && meta.set(tag, { vr, strings: [value] })
  set(0x00020002, 'UI', dataset.get(0x00080016)?.strings?.[0])
  set(0x00020003, 'UI', dataset.get(0x00080018)?.strings?.[0])
  set(0x00020010, 'UI', transferSyntax)
  set(0x00020012, 'UI', implementationClassUid)
  set(0x00020013, 'SH', implementationVersionName)
  const metaBytes = writeElements(meta, true, 'latin1')
  const length = writeElements(new Map([[0x00020000, { vr: 'UL', numbers: [metaBytes.length] }]]), true, 'latin1')
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), length, metaBytes, body])
}

/** The bare data set without preamble and file meta. */
export function writeDataset(dataset: Dataset, explicit = true): Uint8Array {
  const prepared = withCharset(dataset)
  return writeElements(prepared, explicit, encodingOf(prepared))
}

function withCharset(dataset: Dataset): Dataset {
  const declared = dataset.get(0x00080005)?.strings?.[0]
  if (declared === 'ISO_IR 192' || declared === 'ISO_IR 100') return dataset
  return new Map(dataset).set(0x00080005, { vr: 'CS', strings: ['ISO_IR 192'] })
}

function encodingOf(dataset: Dataset): 'utf8' | 'latin1' {
  return dataset.get(0x00080005)?.strings?.[0] === 'ISO_IR 100' ? 'latin1' : 'utf8'
}

function writeElements(dataset: Dataset, explicit: boolean, encoding: 'utf8' | 'latin1'): Buffer {
  const parts: Buffer[] = []
  for (const tag of [...dataset.keys()].sort((a, b) => a - b)) {
    const element = dataset.get(tag)
    // Group lengths are retired, and wrong as soon as anything changes.
    if (element && ((tag & 0xffff) !== 0 || tag === 0x00020000))
      parts.push(...writeElement(tag, element, explicit, encoding))
  }
  return Buffer.concat(parts)
}

function writeElement(tag: number, element: Element, explicit: boolean, encoding: 'utf8' | 'latin1'): Buffer[] {
  const value = element.fragments ? undefined : valueBytes(element, explicit, encoding)
  const length = value ? value.length : 0xffffffff
  const long = explicit && longVrs.has(element.vr)
  if (explicit && !long && length > 0xffff) throw new Error(`a value of VR ${element.vr} is longer than 65535 bytes`)
  const header = Buffer.alloc(long ? 12 : 8)
  header.writeUInt16LE(tag >>> 16, 0)
  header.writeUInt16LE(tag & 0xffff, 2)
  if (explicit) header.write(element.vr, 4, 'latin1')
  if (long) header.writeUInt32LE(length, 8)
  else if (explicit) header.writeUInt16LE(length, 6)
  else header.writeUInt32LE(length, 4)
  return value ? [header, value] : [header, ...fragmentItems(element.fragments ?? [])]
}

function fragmentItems(fragments: Uint8Array[]): Buffer[] {
  const item = (tag: number, bytes: Uint8Array) => {
    const padded = bytes.length % 2 ? Buffer.concat([bytes, Buffer.alloc(1)]) : Buffer.from(bytes)
    const header = Buffer.alloc(8)
    header.writeUInt16LE(0xfffe, 0)
    header.writeUInt16LE(tag, 2)
    header.writeUInt32LE(padded.length, 4)
    return [header, padded]
  }
  return [
    ...item(0xe000, new Uint8Array()),
    ...fragments.flatMap((bytes) => item(0xe000, bytes)),
    ...item(0xe0dd, new Uint8Array()),
  ]
}

function valueBytes(element: Element, explicit: boolean, encoding: 'utf8' | 'latin1'): Buffer {
  if (element.items)
    return Buffer.concat(element.items.flatMap((one) => itemBytes(writeElements(one, explicit, encoding))))
  if (element.numbers) return numberBytes(element.vr, element.numbers)
  if (element.strings)
    return padded(
      Buffer.from(element.strings.join('\\'), element.vr === 'UI' ? 'latin1' : encoding),
      element.vr === 'UI' ? 0 : 0x20,
    )
  if (element.bytes) return padded(Buffer.from(element.bytes), 0)
  return Buffer.alloc(0)
}

function itemBytes(body: Buffer): Buffer[] {
  const header = Buffer.alloc(8)
  header.writeUInt16LE(0xfffe, 0)
  header.writeUInt16LE(0xe000, 2)
  header.writeUInt32LE(body.length, 4)
  return [header, body]
}

function numberBytes(vr: string, numbers: number[]): Buffer {
  const size = numberSizes[vr]
  if (!size) throw new Error(`VR ${vr} holds no numbers`)
  const out = Buffer.alloc(size * numbers.length)
  const view = new DataView(out.buffer, out.byteOffset, out.byteLength)
  numbers.forEach((value, i) => {
    const at = i * size
    if (vr === 'US') view.setUint16(at, value, true)
    else if (vr === 'SS') view.setInt16(at, value, true)
    else if (vr === 'UL') view.setUint32(at, value, true)
    else if (vr === 'SL') view.setInt32(at, value, true)
    else if (vr === 'FL') view.setFloat32(at, value, true)
    else if (vr === 'FD') view.setFloat64(at, value, true)
    else if (vr === 'AT') {
      view.setUint16(at, value >>> 16, true)
      view.setUint16(at + 2, value & 0xffff, true)
    } else if (vr === 'SV') view.setBigInt64(at, BigInt(value), true)
    else view.setBigUint64(at, BigInt(value), true)
  })
  return out
}

function padded(bytes: Buffer, padding: number): Buffer {
  return bytes.length % 2 ? Buffer.concat([bytes, Buffer.from([padding])]) : bytes
}
