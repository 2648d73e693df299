import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { framesToLookAt } from './frames-to-look-at.ts'
import { followBlocks } from './held-contents.ts'

const [width, height] = [96, 64]

/** A frame of noise in its left half that changes with `frame`, and in the right half a text-like pattern while `shown`. */
function frameOf(frame: number, shown: boolean) {
  const data = new Uint8Array(width * height)
  let chance = frame * 7919 + 1
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width / 2; x++) {
      chance = (chance * 1103515245 + 12345) % 2147483648
      data[y * width + x] = (chance >> 16) & 255
    }
  if (shown) for (let y = 20; y < 32; y++) for (let x = 56; x < 90; x += 3) data[y * width + x] = 230
  return { width, height, channels: 1 as const, data }
}

function chosen(frames: number, shown: (frame: number) => boolean): number[] {
  const follower = followBlocks(width, height)
  for (let frame = 0; frame < frames; frame++) follower.next(frameOf(frame, shown(frame)))
  return framesToLookAt(frames, follower.end(), 24)
}

describe('frames that are looked at', () => {
  it('hold the one frame that alone shows something where nothing moves, and few others', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 39 }), (only) => {
        const frames = chosen(40, (frame) => frame === only)
        expect(frames).toContain(only)
        expect(frames.length).toBeLessThanOrEqual(9)
      }),
      { numRuns: 20 },
    )
  })

  it('hold one of the frames in which a text stands', () => {
    expect(chosen(40, (frame) => frame >= 17 && frame <= 22).some((frame) => frame >= 17 && frame <= 22)).toBe(true)
  })

  it('are six of a scene that only moves', () => {
    expect(chosen(40, () => false)).toHaveLength(6)
  })

  it('show each content of a display, unless that would be too many', () => {
    const display = Array.from({ length: 200 }, (_, i) => ({ from: i, to: i, display: true }))
    expect(framesToLookAt(200, display.slice(0, 12), 24)).toEqual(expect.arrayContaining([0, 1, 2, 11]))
    expect(framesToLookAt(200, display, 24)).toHaveLength(6)
    expect(framesToLookAt(1, [], 24)).toEqual([0])
  })
})
