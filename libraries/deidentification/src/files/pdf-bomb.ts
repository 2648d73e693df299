import { inflateSync } from 'node:zlib'

const mostUnpacked = 256 << 20

/** Whether the packed streams of a PDF grow beyond what a document needs, or are packed twice; asked before anything unpacks them for good. */
export function unpacksTooLarge(input: Uint8Array): boolean {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.length)
  if (/\/Filter\s*\[[^\]]{0,200}(?:Flate|LZW|Fl\b)[^\]]{0,200}(?:Flate|LZW|Fl\b)/.test(bytes.toString('latin1')))
    return true
  let room = mostUnpacked
  for (let at = bytes.indexOf('stream'); at >= 0; at = bytes.indexOf('stream', at + 6)) {
    if (bytes.toString('latin1', at - 3, at) === 'end') continue
    let start = at + 6
    while (bytes[start] === 13 || bytes[start] === 10) start++
    if (!isZlib(bytes, start)) continue
    const end = bytes.indexOf('endstream', start)
    room -= unpackedSize(bytes.subarray(start, end < 0 ? bytes.length : end), room)
    if (room <= 0) return true
  }
  return false
}

/** More than `room` when it does not fit; 0 for a stream that is broken, which the reader refuses later. */
function unpackedSize(packed: Uint8Array, room: number): number {
  try {
    return inflateSync(packed, { maxOutputLength: room }).length
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? room + 1 : 0
  }
}

function isZlib(bytes: Buffer, at: number): boolean {
  return (bytes[at]! & 0x0f) === 8 && ((bytes[at]! << 8) | bytes[at + 1]!) % 31 === 0
}
