import { ElementReader, type Encoding, part10Header, tokenise } from '@clic/dicom'
import type { MaskedFrames } from './encode-frame.ts'
import { type DicomImage, UnreadablePixels } from './read-image.ts'

/** A value to set, or to take out where it is undefined. Only elements with 16-bit lengths. */
export interface Edit {
  tag: number
  vr: string
  value: string | undefined
}

export const explicitLittle = '1.2.840.10008.1.2.1'
const deflated = '1.2.840.10008.1.2.1.99'

/** The object with other frames and some elements of its header set; every other byte of its data set stays. */
export function writeImage(
  bytes: Uint8Array,
  image: DicomImage,
  masked: MaskedFrames,
  edits: readonly Edit[],
): Uint8Array {
  const { structure, pixels } = image
  const { body, bodyStart, encoding } = structure
  const out: Uint8Array[] = []
  let at = bodyStart
  for (const edit of [...edits, ...offsetTables].sort((a, b) => a.tag - b.tag)) {
    const start = Math.max(at, positionOf(bytes, edit.tag))
    out.push(body.subarray(at, start))
    at = start
    if (start < pixels.start && new ElementReader(body, encoding).tagAt(start) === edit.tag)
      at = positionOf(bytes, edit.tag + 1)
    if (edit.value !== undefined) out.push(element(encoding, edit))
  }
  out.push(body.subarray(at, pixels.start))
  out.push(...pixelData(image, masked))
  out.push(body.subarray(pixels.end))
  const sop = uids(bytes)
  const transferSyntax = masked.transferSyntax === deflated ? explicitLittle : masked.transferSyntax
  return Buffer.concat([part10Header({ ...sop, transferSyntax }), ...out])
}

/** Offsets that no longer hold (PS3.3 C.7.6.3.1.8). */
const offsetTables: Edit[] = [0x7fe00001, 0x7fe00002, 0x7fe00003].map((tag) => ({ tag, vr: 'OV', value: undefined }))

function positionOf(bytes: Uint8Array, tag: number): number {
  const walked = tokenise(bytes, {}, { stopAt: tag })
  if (!walked.ok) throw new UnreadablePixels('its header cannot be read')
  return walked.end
}

function uids(bytes: Uint8Array): { sopClassUid: string; sopInstanceUid: string } {
  const found = { sopClassUid: '', sopInstanceUid: '' }
  let body = bytes
  tokenise(
    bytes,
    {
      begin: (structure) => {
        body = structure.body
      },
      element(tag, _vr, start, length, depth) {
        if (depth > 0 || (tag !== 0x00080016 && tag !== 0x00080018)) return undefined
        const value = Buffer.from(body.buffer, body.byteOffset + start, length).toString('latin1')
        found[tag === 0x00080016 ? 'sopClassUid' : 'sopInstanceUid'] = value.replace(/[\0 ]+$/, '')
        return undefined
      },
    },
    { stopAt: 0x00080019 },
  )
  return found
}

function element(encoding: Encoding, edit: Edit): Uint8Array {
  const text = edit.value ?? ''
  const value = Buffer.from(text.length % 2 ? `${text} ` : text, 'latin1')
  const header = Buffer.alloc(8)
  const short = (number: number, offset: number) =>
    encoding.little ? header.writeUInt16LE(number, offset) : header.writeUInt16BE(number, offset)
  short(edit.tag >>> 16, 0)
  short(edit.tag & 0xffff, 2)
  if (encoding.explicit) {
    header.write(edit.vr, 4, 'latin1')
    short(value.length, 6)
  } else header.writeUInt32LE(value.length, 4)
  return Buffer.concat([header, value])
}

function pixelData(image: DicomImage, masked: MaskedFrames): Uint8Array[] {
  const { pixels, structure } = image
  if (pixels.encapsulated && masked.transferSyntax === explicitLittle) return unpacked(image, masked.frames)
  if (!pixels.encapsulated) {
    const header = structure.body.subarray(pixels.start, pixels.valueStart)
    const size = masked.frames.reduce((sum, frame) => sum + frame.length, 0)
    return [header, ...masked.frames, structure.body.subarray(pixels.valueStart + size, pixels.end)]
  }
  const padded = masked.frames.map((frame) => (frame.length % 2 ? Buffer.concat([frame, Buffer.alloc(1)]) : frame))
  const table = Buffer.alloc(4 * padded.length)
  let offset = 0
  padded.forEach((frame, i) => {
    table.writeUInt32LE(offset % 2 ** 32, 4 * i)
    offset += 8 + frame.length
  })
  const header = Buffer.from([0xe0, 0x7f, 0x10, 0x00, 0x4f, 0x42, 0, 0, 0xff, 0xff, 0xff, 0xff])
  const items = (offset < 2 ** 32 ? [table, ...padded] : [Buffer.alloc(0), ...padded]).flatMap((value) => [
    item(0xe000, value.length),
    value,
  ])
  return [header, ...items, item(0xe0dd, 0)]
}

/** Frames that were compressed, as they lie in a native object. */
function unpacked(image: DicomImage, frames: readonly Uint8Array[]): Uint8Array[] {
  const size = frames.reduce((sum, frame) => sum + frame.length, 0)
  const header = Buffer.from([0xe0, 0x7f, 0x10, 0x00, 0x4f, image.bitsAllocated === 16 ? 0x57 : 0x42, 0, 0, 0, 0, 0, 0])
  header.writeUInt32LE(size + (size % 2), 8)
  return [header, ...frames, Buffer.alloc(size % 2)]
}

function item(number: number, length: number): Buffer {
  const header = Buffer.alloc(8)
  header.writeUInt16LE(0xfffe, 0)
  header.writeUInt16LE(number, 2)
  header.writeUInt32LE(length, 4)
  return header
}
