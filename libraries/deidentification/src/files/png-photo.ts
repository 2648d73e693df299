import { crc32, deflateSync, inflateSync } from 'node:zlib'
import { maskBoxes } from '@clic/pixels'
import { broken, type FileJob, fired, type Handled } from './file-result.ts'
import { inflateBounded } from './gunzip-bounded.ts'
import { plainIccProfile } from './icc-profile.ts'
import { lookAtPicture, notDecodable } from './look-at-picture.ts'
import { decodePicture, encodePicture, mostPixels } from './picture-codec.ts'

interface Chunk {
  type: string
  data: Uint8Array
}

/** Numbers of a fixed length that a decoder uses (PNG, third edition, 11.3), by their lengths. */
const plainChunks: Record<string, (length: number) => boolean> = {
  PLTE: (length) => length <= 768 && length % 3 === 0,
  tRNS: (length) => length <= 256,
  gAMA: (length) => length === 4,
  cHRM: (length) => length === 32,
  sRGB: (length) => length === 1,
  sBIT: (length) => length <= 4,
  pHYs: (length) => length === 9,
}
const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')

/**
 * A PNG picture with nothing but its picture: texts, times, EXIF, unknown and private chunks and what follows the end are gone. A picture
 * with transparency is laid on white, since what is transparent may hold what nobody sees. Text and faces are masked.
 */
export async function rewritePng(input: Uint8Array, job: FileJob): Promise<Handled> {
  const read = chunksOf(input)
  const header = read?.chunks[0]
  if (!read || !header) return broken('it is no whole PNG image.')
  const [width, height] = [u32(header.data, 0), u32(header.data, 4)]
  if (width * height > mostPixels || width * height === 0) return notDecodable
  const picture = imageData(read.chunks, job, width, height)
  if (!picture) return broken('its picture does not unpack to its size.')
  if (read.end < input.length) fired(job, 'trailing-bytes-removed')
  const kept = keptChunks(read.chunks, job)
  const parts = [signature, written('IHDR', header.data.subarray(0, 13)), ...kept]
  const headerBytes = parts.reduce((sum, part) => sum + part.length, 0)
  parts.push(written('IDAT', picture), written('IEND', new Uint8Array()))
  const raster = await decodePicture(Buffer.concat(parts))
  if (!raster) return notDecodable
  const looked = await lookAtPicture(raster, job)
  if (!looked.ok) return looked
  const transparent = [4, 6].includes(header.data[9]!) || read.chunks.some((chunk) => chunk.type === 'tRNS')
  if (transparent) fired(job, 'transparency-flattened')
  if (looked.boxes.length > 0 || transparent) {
    const made = await encodePicture(maskBoxes(raster, looked.boxes), 'png')
    return { ok: true, parts: [made], headerBytes: 0, pixelsChanged: true, extension: 'png' }
  }
  return { ok: true, parts, headerBytes, pixelsChanged: false, extension: 'png' }
}

const u32 = (bytes: Uint8Array, at: number) => new DataView(bytes.buffer, bytes.byteOffset).getUint32(at)

/** The chunks up to IEND; undefined when one is cut off or its sum is wrong. */
function chunksOf(input: Uint8Array): { chunks: Chunk[]; end: number } | undefined {
  const chunks: Chunk[] = []
  let at = 8
  while (at + 12 <= input.length) {
    const length = u32(input, at)
    const end = at + 12 + length
    if (end > input.length) return undefined
    const type = Buffer.from(input.subarray(at + 4, at + 8)).toString('latin1')
    if (crc32(input.subarray(at + 4, end - 4)) !== u32(input, end - 4)) return undefined
    if (chunks.length === 0 && (type !== 'IHDR' || length !== 13)) return undefined
    chunks.push({ type, data: input.subarray(at + 8, end - 4) })
    at = end
    if (type === 'IEND') return { chunks, end }
  }
  return undefined
}

/** The packed picture, byte for byte when nothing but the picture is in it, packed anew otherwise. */
function imageData(chunks: readonly Chunk[], job: FileJob, width: number, height: number): Uint8Array | undefined {
  const [header] = chunks
  const packed = Buffer.concat(chunks.filter((chunk) => chunk.type === 'IDAT').map((chunk) => chunk.data))
  const size = unpackedSize(header!.data, width, height)
  if (size === undefined) return undefined
  try {
    const { buffer, engine } = inflateSync(packed, { info: true, maxOutputLength: size + (1 << 20) }) as unknown as {
      buffer: Buffer
      engine: { bytesWritten: number }
    }
    if (buffer.length < size) return undefined
    if (buffer.length === size && engine.bytesWritten === packed.length) return packed
    fired(job, 'trailing-bytes-removed')
    return deflateSync(buffer.subarray(0, size))
  } catch {
    return undefined
  }
}

/** Bytes of all rows with their filter bytes. */
function unpackedSize(header: Uint8Array, width: number, height: number): number | undefined {
  const channels = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[header[9]!]
  if (channels === undefined) return undefined
  const rows = (columns: number, lines: number) =>
    columns === 0 || lines === 0 ? 0 : lines * (1 + Math.ceil((columns * channels * header[8]!) / 8))
  if (header[12] === 0) return rows(width, height)
  if (header[12] !== 1) return undefined
  const passes = [
    [0, 8, 0, 8],
    [4, 8, 0, 8],
    [0, 4, 4, 8],
    [2, 4, 0, 4],
    [0, 2, 2, 4],
    [1, 2, 0, 2],
    [0, 1, 1, 2],
  ] as const
  return passes.reduce(
    (sum, [x, dx, y, dy]) => sum + rows(Math.ceil((width - x) / dx), Math.ceil((height - y) / dy)),
    0,
  )
}

function keptChunks(chunks: readonly Chunk[], job: FileJob): Buffer[] {
  const kept: Buffer[] = []
  const seen = new Set<string>()
  for (const { type, data } of chunks) {
    if (['IHDR', 'IDAT', 'IEND'].includes(type)) continue
    const first = !seen.has(type)
    seen.add(type)
    if (type === 'iCCP' && first) {
      const name = data.indexOf(0)
      const raw = name >= 0 && data[name + 1] === 0 ? inflateBounded(data.subarray(name + 2), 16 << 20) : undefined
      const profile = raw && plainIccProfile(raw)
      fired(job, profile ? 'colour-profile-cleaned' : 'colour-profile-removed')
      if (profile)
        kept.push(written('iCCP', Buffer.concat([Buffer.from('profile\0\0', 'latin1'), deflateSync(profile)])))
    } else if (first && plainChunks[type]?.(data.length)) kept.push(written(type, data))
    else fired(job, 'metadata-removed')
  }
  return kept
}

function written(type: string, data: Uint8Array): Buffer {
  const chunk = Buffer.alloc(12 + data.length)
  chunk.writeUInt32BE(data.length, 0)
  chunk.write(type, 4, 'latin1')
  chunk.set(data, 8)
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length)
  return chunk
}
