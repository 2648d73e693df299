import type { Samples } from './decode-frame.ts'
import { type DicomImage, UnreadablePixels } from './read-image.ts'

/** Decodes an RLE frame (PS3.5 annex G): one segment for each byte of each sample, the highest byte first. */
export function decodeRle(coded: Uint8Array, image: DicomImage): Samples {
  const view = new DataView(coded.buffer, coded.byteOffset, coded.byteLength)
  const bytes = image.bitsAllocated / 8
  const pixels = image.rows * image.columns
  if (coded.length < 64 || view.getUint32(0, true) !== bytes * image.samples)
    throw new UnreadablePixels('another number of RLE segments than samples')
  const Samples = bytes === 4 ? Uint32Array : bytes === 2 ? Uint16Array : Uint8Array
  const samples = new Samples(pixels * image.samples)
  const segment = new Uint8Array(pixels)
  for (let sample = 0; sample < image.samples; sample++)
    for (let byte = 0; byte < bytes; byte++) {
      const number = sample * bytes + byte
      const start = view.getUint32(4 + 4 * number, true)
      const end = number + 1 < bytes * image.samples ? view.getUint32(8 + 4 * number, true) : coded.length
      unpack(coded, start, Math.min(end, coded.length), segment)
      const shift = 8 * (bytes - 1 - byte)
      for (let i = 0; i < pixels; i++) samples[i * image.samples + sample]! |= segment[i]! << shift
    }
  return samples
}

function unpack(coded: Uint8Array, start: number, end: number, into: Uint8Array): void {
  let done = 0
  for (let at = start; at < end && done < into.length; ) {
    const head = (coded[at++]! << 24) >> 24
    if (head >= 0) {
      const count = Math.min(head + 1, into.length - done, end - at)
      into.set(coded.subarray(at, at + count), done)
      at += head + 1
      done += count
    } else if (head !== -128) {
      const count = Math.min(1 - head, into.length - done)
      into.fill(coded[at++]!, done, done + count)
      done += count
    }
  }
  if (done < into.length) throw new UnreadablePixels('an RLE segment that is too short')
}

/** Encodes a frame: each row of each segment by itself, as the standard asks. */
export function encodeRle(samples: Samples, image: DicomImage): Uint8Array {
  const bytes = image.bitsAllocated / 8
  const segments: Buffer[] = []
  for (let sample = 0; sample < image.samples; sample++)
    for (let byte = 0; byte < bytes; byte++) {
      const shift = 8 * (bytes - 1 - byte)
      const parts: number[] = []
      const row = new Uint8Array(image.columns)
      for (let y = 0; y < image.rows; y++) {
        for (let x = 0; x < image.columns; x++)
          row[x] = (samples[(y * image.columns + x) * image.samples + sample]! >> shift) & 255
        packRow(row, parts)
      }
      if (parts.length % 2) parts.push(0)
      segments.push(Buffer.from(parts))
    }
  const header = Buffer.alloc(64)
  header.writeUInt32LE(segments.length, 0)
  let at = 64
  segments.forEach((segment, i) => {
    header.writeUInt32LE(at, 4 + 4 * i)
    at += segment.length
  })
  return Buffer.concat([header, ...segments])
}

function packRow(row: Uint8Array, into: number[]): void {
  let at = 0
  while (at < row.length) {
    let run = 1
    while (at + run < row.length && run < 128 && row[at + run] === row[at]) run++
    if (run > 1) {
      into.push(257 - run, row[at]!)
      at += run
      continue
    }
    let count = 1
    while (at + count < row.length && count < 128 && row[at + count] !== row[at + count + 1]) count++
    into.push(count - 1, ...row.subarray(at, at + count))
    at += count
  }
}
