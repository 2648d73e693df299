import type { PixelSide, Sampling } from '@clic/contracts'
import { describe, expect, it } from 'vitest'
import { changedBoxes } from '../src/clinic/sampling/changed-boxes.ts'
import { mayDraw, nextStep } from '../src/clinic/sampling/next-step.ts'
import { painted, valuesOf } from '../src/clinic/sampling/paint-frame.ts'
import { cleanNeeded, percent } from '../src/clinic/sampling/policy.ts'
import { wordsOf } from '../src/words/index.tsx'

describe('what differs between two pictures', () => {
  const size = { columns: 64, rows: 48, bytes: 2 }
  const picture = (boxes: { x: number; y: number; width: number; height: number }[]) => {
    const bytes = new Uint8Array(64 * 48 * 2)
    for (const box of boxes)
      for (let y = box.y; y < box.y + box.height; y++)
        for (let x = box.x; x < box.x + box.width; x++) bytes[(y * 64 + x) * 2 + 1] = 9
    return bytes
  }

  it('is framed to the pixel, places apart each for itself', () => {
    const boxes = [
      { x: 2, y: 1, width: 20, height: 3 },
      { x: 50, y: 40, width: 4, height: 8 },
    ]
    expect(changedBoxes(picture([]), picture(boxes), size)).toEqual(boxes)
  })

  it('is one place where it hangs together, and none where nothing differs', () => {
    const long = { x: 0, y: 10, width: 64, height: 1 }
    expect(changedBoxes(picture([]), picture([long]), size)).toEqual([long])
    expect(changedBoxes(picture([long]), picture([long]), size)).toEqual([])
  })
})

describe('a frame', () => {
  const about: PixelSide = { rows: 1, columns: 3, frames: 1, samples: 1, bits: 16, signed: true, inverted: false }

  it('is painted through the window, and turned round where low values are white', () => {
    const bytes = new Uint8Array(new Int16Array([-100, 0, 100]).buffer)
    const values = valuesOf(bytes, about)
    expect([...Array.from(values)]).toEqual([-100, 0, 100])
    const grey = (one: PixelSide) => [...painted(values, one, { level: 0, width: 200 })].filter((_, n) => n % 4 === 0)
    expect(grey(about)).toEqual([0, 128, 255])
    expect(grey({ ...about, inverted: true })).toEqual([255, 128, 0])
  })

  it('in colour keeps its colours', () => {
    const rgb = { ...about, columns: 1, samples: 3, bits: 8, signed: false } as const
    expect([...painted(valuesOf(Uint8Array.of(1, 2, 3), rgb), rgb, { level: 0, width: 1 })]).toEqual([1, 2, 3, 255])
  })
})

describe('a bound', () => {
  it('is never shown smaller than it is', () => {
    expect(percent(0.0495076, 'en')).toBe('4.96 %')
    expect(percent(0.05, 'da')).toBe('5 %')
    expect(percent(0.2831, 'da')).toBe('28,4 %')
    expect([0.01, 0.05, 0.1].map(cleanNeeded)).toEqual([299, 59, 29])
  })
})

describe('what to do next', () => {
  const { t } = wordsOf('en')
  const one = (given: Partial<Sampling>): Sampling => ({
    id: 'sampling-1',
    assignmentId: 'assignment-1',
    permitId: 'permit-1',
    permitTitle: 'Knee',
    source: 'MR1',
    profile: { name: 'research', version: '1' },
    epoch: 1,
    state: 'holding',
    policy: { limit: 0.05, every: 20 },
    needed: 59,
    drawn: 0,
    drawing: false,
    reviewed: 0,
    leaks: 0,
    bound: 1,
    curve: [],
    studies: { held: 100, left: 0 },
    waits: 0,
    waitsForMe: 0,
    mayReview: true,
    startedAt: '2026-01-01T00:00:00Z',
    startedBy: { id: 'a', name: 'A' },
    stoppedAt: null,
    reason: null,
    ...given,
  })

  it.each([
    [{}, true, 'Draw 59 objects at random'],
    [{ studies: { held: 20, left: 0 } }, true, '39 objects more are needed'],
    [{ studies: { held: 0, left: 0 } }, true, 'Wait for more studies: 59 objects'],
    [{ drawn: 59, waits: 59, waitsForMe: 12 }, true, '12 objects wait for you'],
    [{ drawn: 59, waits: 59, waitsForMe: 0 }, true, 'wait for another person'],
    [{ drawn: 59, waits: 59, waitsForMe: 59, mayReview: false }, true, 'for two other people'],
    [{ drawn: 59, waits: 59, waitsForMe: 59 }, false, 'for a data steward and the DPO'],
    [{ state: 'stopped' }, true, 'The DPO finds the cause'],
    [{ state: 'open' }, true, 'Nothing: studies leave'],
    [{ state: 'open', policy: { limit: 'none', every: 0 } }, true, 'no sample is asked for'],
  ] as const)('is said for %j', (given, reviewer, said) => {
    expect(nextStep(one(given as Partial<Sampling>), reviewer, t)).toContain(said)
  })

  it('offers a draw only where there is something to draw and for somebody', () => {
    expect(mayDraw(one({}))).toBe(true)
    for (const given of [{ mayReview: false }, { drawing: true }, { drawn: 59 }, { state: 'stopped' }] as const)
      expect(mayDraw(one(given)), JSON.stringify(given)).toBe(false)
  })
})
