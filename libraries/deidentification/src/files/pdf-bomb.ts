import { inflateBounded } from './gunzip-bounded.ts'

const mostUnpacked = 384 << 20

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
    const packed = bytes.subarray(start, end < 0 ? bytes.length : end)
    const unpacked = inflateBounded(packed, room)
    // Streams that are broken unpack to nothing here and to an error later; those that are too large have used up the room.
    if (unpacked) room -= unpacked.length
    else if (packed.length * 1032 > room && growsBeyond(packed, room)) return true
    if (room <= 0) return true
  }
  return false
}

function isZlib(bytes: Buffer, at: number): boolean {
  return (bytes[at]! & 0x0f) === 8 && ((bytes[at]! << 8) | bytes[at + 1]!) % 31 === 0
}

/** A stream that fails with less room than with more did not fail for being broken. */
function growsBeyond(packed: Uint8Array, room: number): boolean {
  return inflateBounded(packed, 2 * room + (64 << 20)) !== undefined || packed.length > 1 << 20
}
