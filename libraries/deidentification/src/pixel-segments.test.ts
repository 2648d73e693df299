import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { even, segment } from '../testing/planted-frames.ts'
import { FragmentWords } from './pixel-segments.ts'

const words = 'Jens-Hansen,010203'
const coded = Buffer.from(Array.from({ length: 90 }, (_, n) => [n + 1, 0xff, 0x00, 7, 0xff, 0xd0 + (n % 8)]).flat())
const scan = Buffer.concat([segment(0xda, Buffer.alloc(10, 1)), coded])
const jpeg = even(
  Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')),
    segment(0xee, Buffer.from('Adobe\0\x64\0\0\0\0\x01', 'latin1')),
    segment(0xe1, Buffer.from(`Exif\0\0${words}`)),
    segment(0xdb, Buffer.alloc(65, 3)),
    segment(0xc0, Buffer.alloc(15, 1)),
    scan,
    segment(0xfe, Buffer.from(words)),
    scan,
    Buffer.from([0xff, 0xd9]),
    Buffer.from(words),
  ]),
)

/** The frame with what is found in its fragments blanked. */
function blanked(frame: Buffer, cuts: readonly number[]): Buffer {
  const finder = new FragmentWords()
  const out: Buffer[] = []
  const edges = [0, ...cuts, frame.length]
  for (let i = 1; i < edges.length; i++) {
    const fragment = Buffer.from(frame.subarray(edges[i - 1], edges[i]))
    for (const [from, to] of finder.next(fragment)) fragment.fill(0, from, to)
    out.push(fragment)
  }
  return Buffer.concat(out)
}

describe('words in the fragments of a frame', () => {
  const whole = blanked(jpeg, [])

  it('are blanked in a frame of one fragment, and its picture stays', () => {
    expect(whole.includes('Hansen')).toBe(false)
    expect(whole.includes('Adobe')).toBe(true)
    expect(whole.indexOf(scan)).toBeGreaterThan(0)
    expect(whole.lastIndexOf(scan)).toBeGreaterThan(whole.indexOf(scan))
  })

  it('are the same however short the fragments are that the frame was cut into', () => {
    for (let size = 2; size < jpeg.length; size += 2) {
      const cuts = Array.from({ length: Math.ceil(jpeg.length / size) - 1 }, (_, n) => (n + 1) * size)
      expect(blanked(jpeg, cuts).equals(whole), `fragments of ${size} bytes`).toBe(true)
    }
  })

  it('are the same wherever the frame was cut', () => {
    const cut = fc.integer({ min: 2, max: jpeg.length - 1 })
    fc.assert(
      fc.property(fc.uniqueArray(cut, { maxLength: 12 }), (cuts) => {
        expect(
          blanked(
            jpeg,
            [...cuts].sort((a, b) => a - b),
          ).equals(whole),
        ).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})

describe('a frame packed by run length', () => {
  /** One segment: runs and stretches as they are, of one plane of pixels in all. */
  const packed = fc
    .array(
      fc.oneof(
        fc.record({ run: fc.integer({ min: 2, max: 128 }), value: fc.integer({ min: 1, max: 254 }) }),
        fc.uint8Array({ minLength: 1, maxLength: 128 }).map((bytes) => ({ bytes })),
      ),
      { minLength: 1, maxLength: 12 },
    )
    .map((pieces) => {
      const parts = pieces.map((piece) =>
        'run' in piece
          ? { many: piece.run, coded: Buffer.from([257 - piece.run, piece.value]) }
          : { many: piece.bytes.length, coded: Buffer.from([piece.bytes.length - 1, ...piece.bytes]) },
      )
      return {
        plane: parts.reduce((sum, { many }) => sum + many, 0),
        coded: Buffer.concat(parts.map((one) => one.coded)),
      }
    })
  /** The frame with `behind` at the end of each segment. */
  const frame = (coded: Buffer, segments: number, behind: string) => {
    const segment = even(Buffer.concat([coded, Buffer.from(behind)]))
    const head = Buffer.alloc(64)
    head.writeUInt32LE(segments)
    for (let i = 0; i < segments; i++) head.writeUInt32LE(64 + i * segment.length, 4 + 4 * i)
    return Buffer.concat([head, ...Array.from({ length: segments }, () => segment)])
  }

  it('loses what stands behind its last pixel, in each segment, and not a byte of its pixels', () => {
    fc.assert(
      fc.property(packed, fc.integer({ min: 1, max: 3 }), ({ plane, coded }, segments) => {
        const given = frame(coded, segments, words)
        for (const [from, to] of new FragmentWords(plane).next(given)) given.fill(0, from, to)
        expect(given.equals(frame(coded, segments, '\0'.repeat(words.length)))).toBe(true)
      }),
    )
  })

  it('stays whole where it says more or fewer pixels than the header, or nothing is known of them', () => {
    fc.assert(
      fc.property(packed, ({ plane, coded }) => {
        const given = frame(coded, 1, '')
        for (const said of [undefined, plane, plane + 129]) expect(new FragmentWords(said).next(given)).toEqual([])
      }),
    )
  })
})
