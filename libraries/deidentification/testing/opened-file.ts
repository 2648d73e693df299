import { gunzipSync, inflateSync } from 'node:zlib'
import { readDataset, writeFile } from '@clic/dicom'
import { fileKind } from '../src/index.ts'
import { documentIn } from './planted-encapsulated.ts'

/** What stands in a packed file, too; of a PDF its packed streams. A data set left deflated hides nothing by it. */
export function opened(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return gunzipSync(bytes)
  if (fileKind(bytes) === 'dicom') {
    const read = readDataset(bytes)
    const deflated = read.ok && read.transferSyntax === '1.2.840.10008.1.2.1.99'
    const document = documentIn(bytes)
    return Buffer.concat([
      bytes,
      ...(deflated ? [writeFile(read.dataset)] : []),
      ...(document.length > 0 ? [opened(document)] : []),
    ])
  }
  if (fileKind(bytes) !== 'pdf') return bytes
  const file = Buffer.from(bytes)
  const streams: Uint8Array[] = [file]
  for (let at = file.indexOf('stream\n\x78', 0, 'latin1'); at >= 0; at = file.indexOf('stream\n\x78', at + 1, 'latin1'))
    streams.push(inflateSync(file.subarray(at + 7)))
  return Buffer.concat(streams)
}
