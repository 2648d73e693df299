import { deflateRawSync } from 'node:zlib'
import type { Seed } from './corpus.ts'

export type Random = () => number

/** Numbers of 32 bits from a seed (xorshift), the same each time. */
export function randomFrom(seed: number): Random {
  let state = (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ (seed >>> 13)) >>> 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) & 0xffffffff
  }
}

const vrs =
  'AE AS AT CS DA DS DT FL FD IS LO LT PN SH SL SS ST TM UI UL US OB OD OF OL OV OW SQ SV UC UN UR UT UV ZZ \0\0 xx'.split(
    ' ',
  )
const tags = [
  0x00080005, 0x00080018, 0x00080020, 0x0008002a, 0x00080100, 0x00080104, 0x00081030, 0x00081140, 0x00081155,
  0x00090010, 0x00091001, 0x00100010, 0x00100020, 0x00100000, 0x00101000, 0x00120064, 0x00180050, 0x00187ff0,
  0x00191027, 0x00200052, 0x00280010, 0x00282000, 0x00400275, 0x0040a730, 0x00420011, 0x50003000, 0x60003000,
  0x60000022, 0x7fe00010, 0x7fe00001, 0xfffcfffc, 0xfffee000, 0xfffee00d, 0xfffee0dd, 0x00020010, 0x00041220,
  0x00000000,
]
const lengths = [0, 1, 2, 7, 8, 64, 255, 256, 65535, 65536, 0x7fffffff, 0xfffffffe, 0xffffffff]
const charsets = [
  'ISO_IR 192',
  'ISO_IR 100',
  'ISO_IR 13',
  '\\ISO 2022 IR 87',
  'ISO 2022 IR 6\\ISO 2022 IR 100',
  'GB18030',
  'ISO_IR 144',
  'NONE',
  '',
]
const snippets = [
  Buffer.from([0x1b, 0x24, 0x42]),
  Buffer.from([0x1b, 0x28, 0x4a]),
  Buffer.from([0x1b, 0x2d, 0x41]),
  Buffer.from([0xc3]),
  Buffer.from([0xff, 0xfe]),
  Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0xff, 0xff, 0xff, 0xff]),
  Buffer.from([0xfe, 0xff, 0x0d, 0xe0, 0, 0, 0, 0]),
  Buffer.from([0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0]),
  Buffer.from('\\'),
  Buffer.from('^='),
  Buffer.from('\0'),
  Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0, 9]),
  Buffer.from([0xff, 0x4f, 0xff, 0x51]),
]

/** One to four changes: most of them to VR, length, tag, character set, order or nesting of an element; the rest noise. */
export function damaged(seed: Seed, random: Random, secrets: readonly Buffer[]): Buffer {
  let bytes: Buffer = Buffer.from(seed.bytes)
  const pick = <T>(from: readonly T[]) => from[(random() >>> 0) % from.length]!
  const below = (limit: number) => (random() >>> 0) % Math.max(1, limit)
  // Mostly one: what is broken at many places is seldom readable, and then says little.
  const many = 1 + (below(3) === 0 ? below(4) : 0)
  const chosen = Array.from({ length: seed.elements.length > 0 ? many : 0 }, () => pick(seed.elements)).sort(
    (a, b) => b.start - a.start,
  )
  let last = Number.MAX_SAFE_INTEGER
  for (const element of chosen) {
    if (element.end > last) continue
    last = element.start
    bytes = changed(bytes, element, { pick, below, seed, secrets })
  }
  if (seed.elements.length === 0 || below(8) === 0) bytes = noise(bytes, below, 1 + below(3))
  if (below(50) === 0) bytes = bytes.subarray(0, below(bytes.length))
  return seed.deflatedAfter ? Buffer.concat([seed.deflatedAfter, deflateRawSync(bytes, { level: 1 })]) : bytes
}

interface Tools {
  pick: <T>(from: readonly T[]) => T
  below: (limit: number) => number
  seed: Seed
  secrets: readonly Buffer[]
}

function changed(bytes: Buffer, element: Seed['elements'][number], { pick, below, seed, secrets }: Tools): Buffer {
  const { start, valueStart, end, explicit } = element
  const whole = bytes.subarray(start, end)
  const spliced = (from: number, to: number, ...middle: Uint8Array[]) =>
    Buffer.concat([bytes.subarray(0, from), ...middle, bytes.subarray(to)])
  switch (below(14)) {
    case 0: // value representation
      if (explicit) bytes.write(pick(vrs), start + 4, 'latin1')
      return bytes
    case 1: // length, one time in three
      if (below(3) > 0) return withValue(element, pick(secrets), spliced)
      if (explicit && valueStart - start === 8) bytes.writeUInt16LE(pick(lengths) & 0xffff, start + 6)
      else bytes.writeUInt32LE(pick(lengths), valueStart - 4)
      return bytes
    case 2: {
      // tag
      const tag = pick(tags)
      bytes.writeUInt16LE(tag >>> 16, start)
      bytes.writeUInt16LE(tag & 0xffff, start + 2)
      return bytes
    }
    case 3:
    case 12: // another value, the length right
      return withValue(element, pick(secrets), spliced)
    case 4:
    case 13: // a value with something inside it
      return withValue(
        element,
        Buffer.concat([
          bytes.subarray(valueStart, valueStart + ((end - valueStart) >> 1)),
          pick(snippets),
          bytes.subarray(valueStart + ((end - valueStart) >> 1), end),
        ]),
        spliced,
      )
    case 5: // another character set
      return withValue(element, Buffer.from(pick(charsets)), spliced)
    case 6: // twice
      return spliced(end, end, whole)
    case 7: // left out
      return spliced(start, end)
    case 8: {
      // moved
      const other = pick(seed.elements)
      return other.start < start
        ? Buffer.concat([
            bytes.subarray(0, other.start),
            whole,
            bytes.subarray(other.start, start),
            bytes.subarray(end),
          ])
        : bytes
    }
    case 9: // nested, one to seventy deep
      return spliced(start, end, nested(whole, below(6) === 0 ? 70 : 1 + below(4), explicit, below(2) === 0))
    case 10:
      return spliced(start, start, pick(snippets))
    default:
      bytes[start + below(end - start)] = below(256)
      return bytes
  }
}

function withValue(
  element: Seed['elements'][number],
  value: Buffer,
  spliced: (from: number, to: number, ...middle: Uint8Array[]) => Buffer,
): Buffer {
  const even = value.length % 2 ? Buffer.concat([value, Buffer.from(' ')]) : value
  const result = spliced(element.valueStart, element.end, even)
  if (element.explicit && element.valueStart - element.start === 8)
    result.writeUInt16LE(even.length & 0xffff, element.start + 6)
  else result.writeUInt32LE(even.length, element.valueStart - 4)
  return result
}

function nested(inner: Buffer, depth: number, explicit: boolean, open: boolean): Buffer {
  let body = inner
  for (let i = 0; i < depth; i++) {
    const item = Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0xff, 0xff, 0xff, 0xff])
    if (!open) item.writeUInt32LE(body.length, 4)
    const content = open
      ? Buffer.concat([item, body, Buffer.from([0xfe, 0xff, 0x0d, 0xe0, 0, 0, 0, 0])])
      : Buffer.concat([item, body])
    const head = Buffer.from(
      explicit
        ? [0x08, 0, 0x15, 0x11, 0x53, 0x51, 0, 0, 255, 255, 255, 255]
        : [0x08, 0, 0x15, 0x11, 255, 255, 255, 255],
    )
    if (!open) head.writeUInt32LE(content.length, head.length - 4)
    body = open
      ? Buffer.concat([head, content, Buffer.from([0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0])])
      : Buffer.concat([head, content])
  }
  return body
}

function noise(bytes: Buffer, below: (limit: number) => number, times: number): Buffer {
  let result = bytes
  for (let i = 0; i < times; i++) {
    const at = below(result.length)
    const kind = below(10)
    if (kind < 7) result[at] = below(256)
    else if (kind === 7) result = Buffer.concat([result.subarray(0, at), result.subarray(at + 1 + below(32))])
    else if (kind === 8) result = Buffer.concat([result.subarray(0, at + below(32)), result.subarray(at)])
    else result.fill(below(256), at, Math.min(result.length, at + below(32)))
  }
  return result
}
