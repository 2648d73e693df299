import type { ByteScanner } from './byte-scan.ts'
import { type KnownNeedle, standsAlone } from './known-needles.ts'

/** What of a sweep pixel data are searched with. */
export interface PixelSearch {
  longScanner: ByteScanner
  longNeedles: readonly KnownNeedle[]
}

/** What is searched twice, so that nothing hides across the border of header and pixels. */
const overlap = 64

/** Finds in the pixel data of a file in parts; `headerBytes`: where they begin. */
export function scanPixelsOf(parts: readonly Uint8Array[], headerBytes: number, search: PixelSearch): number {
  let [scanned, certain] = [0, 0]
  for (const part of parts) {
    const header = Math.min(part.length, Math.max(0, headerBytes - scanned))
    if (header < part.length) certain += scanPixels(part.subarray(Math.max(0, header - overlap)), search)
    scanned += part.length
  }
  return certain
}

/** Finds of what is too long to stand among pixels by chance. */
export function scanPixels(bytes: Uint8Array, search: PixelSearch): number {
  return finds(bytes, search.longScanner, search.longNeedles)
}

/** Finds in pixel data that come piece by piece: each call takes the next, and what lies across two is found as well. */
export function pixelFinds(search: PixelSearch): (bytes: Uint8Array) => number {
  let last = Buffer.alloc(0)
  return (bytes) => {
    const first = bytes.subarray(0, overlap)
    const across =
      last.length === 0
        ? 0
        : scanPixels(Buffer.concat([last, first]), search) - scanPixels(last, search) - scanPixels(first, search)
    // A piece may be shorter than what is known.
    const end = bytes.length < overlap ? Buffer.concat([last, bytes]) : bytes
    last = Buffer.from(end.subarray(Math.max(0, end.length - overlap)))
    return scanPixels(bytes, search) + across
  }
}

/** How many finds stand alone. */
export function finds(bytes: Uint8Array, scanner: ByteScanner, needles: readonly KnownNeedle[]): number {
  let count = 0
  scanner.scan(bytes, (index, at) => {
    if (standsAlone(bytes, at, needles[index]!)) count++
    return true
  })
  return count
}
