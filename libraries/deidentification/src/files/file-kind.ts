import { gunzipHead } from './gunzip-bounded.ts'
import { wideText } from './wide-text.ts'

/** What a file is, told by its content and never by its name. */
export type FileKind = 'dicom' | 'jpeg' | 'png' | 'tiff' | 'pdf' | 'nifti' | 'nifti-gz' | 'cda' | 'fhir' | 'unknown'

/** As many bytes of the beginning as the answer may need. */
export const kindBytes = 4096

/** Tells the kind from the first bytes of a file (at least `kindBytes` of them, or all). */
export function fileKind(head: Uint8Array): FileKind {
  const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, kindBytes))
  const starts = (text: string, at = 0) => bytes.toString('latin1', at, at + text.length) === text
  if (starts('DICM', 128)) return 'dicom'
  if (starts('\xff\xd8\xff')) return 'jpeg'
  if (starts('\x89PNG\r\n\x1a\n')) return 'png'
  if (starts('II*\0') || starts('MM\0*') || starts('II+\0') || starts('MM\0+')) return 'tiff'
  if (isNifti(bytes)) return 'nifti'
  if (starts('\x1f\x8b')) return isNifti(gunzipHead(bytes, 544)) ? 'nifti-gz' : 'unknown'
  if (bytes.subarray(0, 1024).includes('%PDF-')) return 'pdf'
  // A data set without preamble begins with group 0002 or 0008.
  if (
    bytes.length >= 8 &&
    (bytes.readUInt32LE(0) & 0xffff) <= 8 &&
    bytes[0]! % 2 === 0 &&
    bytes[1] === 0 &&
    bytes[0]! > 0
  )
    return 'dicom'
  if (bytes[0] === 0 && (bytes[1] === 2 || bytes[1] === 8)) return 'dicom'
  return textKind(bytes)
}

function isNifti(bytes: Uint8Array): boolean {
  const size = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (size.length < 348) return false
  const [little, big] = [size.readInt32LE(0), size.readInt32BE(0)]
  if (little === 348 || big === 348) return /^n[i+]1\0/.test(size.toString('latin1', 344, 348))
  if (little === 540 || big === 540) return /^n[i+]2\0/.test(size.toString('latin1', 4, 8))
  return false
}

function textKind(bytes: Buffer): FileKind {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe
  const text = (wide ? wideText(bytes) : bytes.toString('utf8')).replace(/^\ufeff/, '')
  if (/^\s*</.test(text)) return /<(?:\w+:)?ClinicalDocument[\s>]/.test(text) ? 'cda' : 'unknown'
  if (/^\s*\{/.test(text)) return /"resourceType"\s*:/.test(text) ? 'fhir' : 'unknown'
  return 'unknown'
}
