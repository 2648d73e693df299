/** One marker segment, or a stretch of entropy-coded data with the SOS in front of it. */
export interface JpegSegment {
  marker: number
  /** The whole, marker and length included. */
  bytes: Uint8Array
  /** What follows the length. */
  payload: Uint8Array
}

export interface JpegStructure {
  segments: JpegSegment[]
  width: number
  height: number
  /** Where the image ended; what follows belongs to no image. */
  end: number
}

const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

/** Splits a JPEG file at its markers (ITU-T T.81 B.1). Undefined unless it is whole: from SOI over a frame and a scan to EOI. */
export function jpegSegments(bytes: Uint8Array): JpegStructure | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined
  const segments: JpegSegment[] = []
  let size: [number, number] | undefined
  let scans = 0
  let at = 2
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1]!
    if (marker === 0xff) {
      at++
      continue
    }
    if (marker === 0xd9) {
      if (!size || scans === 0) return undefined
      return { segments, width: size[0], height: size[1], end: at + 2 }
    }
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd8) || at + 4 > bytes.length) return undefined
    const length = (bytes[at + 2]! << 8) | bytes[at + 3]!
    const segmentEnd = at + 2 + length
    if (length < 2 || segmentEnd > bytes.length) return undefined
    const payload = bytes.subarray(at + 4, segmentEnd)
    if (isFrame(marker)) {
      if (size || payload.length < 6 || payload.length !== 6 + 3 * payload[5]!) return undefined
      size = [(payload[3]! << 8) | payload[4]!, (payload[1]! << 8) | payload[2]!]
    }
    const end = marker === 0xda ? scanEnd(bytes, segmentEnd) : segmentEnd
    if (marker === 0xda) scans++
    segments.push({ marker, bytes: bytes.subarray(at, end), payload })
    at = end
  }
  return undefined
}

/** The next marker after entropy-coded data, where FF is followed by 00 or a restart marker. */
function scanEnd(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]!
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
  }
  return bytes.length
}

/** A segment with this payload. */
export function jpegSegment(marker: number, payload: Uint8Array): Buffer {
  const header = Buffer.from([0xff, marker, 0, 0])
  header.writeUInt16BE(payload.length + 2, 2)
  return Buffer.concat([header, payload])
}
