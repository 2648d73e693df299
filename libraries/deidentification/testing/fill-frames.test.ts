import { describe, expect, it } from 'vitest'
import { danishFrames } from './danish-frames.ts'
import { type FrameValues, fillFrame } from './fill-frames.ts'

const values: FrameValues = {
  names: { Danish: [{ given: 'Åse', family: 'Lindegaard' }] },
  streets: ['Birkevej 7'],
  towns: ['8000 Aarhus C'],
}

describe('a frame with slots', () => {
  it('is filled in every form of a name, and says where each is', () => {
    const { text, spans } = fillFrame('{n}, {N}, {fg}, {gi} {if}: {gen} søn', values, 'Danish', 0)
    expect(text).toBe('Åse Lindegaard, ÅSE LINDEGAARD, Lindegaard, Åse, Åse L. Å. Lindegaard: Åse Lindegaards søn')
    expect(spans.map(({ start, end }) => text.slice(start, end))).toEqual([
      'Åse Lindegaard',
      'ÅSE LINDEGAARD',
      'Lindegaard, Åse',
      'Åse L.',
      'Å. Lindegaard',
      'Åse Lindegaards',
    ])
    expect(new Set(spans.map((span) => span.kind))).toEqual(new Set(['name']))
  })

  it('gets other numbers at another turn and the same at the same', () => {
    const filled = (turn: number) => fillFrame('{c} {j}', values, 'Danish', turn).text
    expect(filled(1)).toBe(filled(1))
    expect(new Set([1, 2, 3, 4, 5].map(filled)).size).toBe(5)
    expect(filled(1)).toMatch(/^\d{6}[- ]?\d{4} \S+$/)
  })

  it('is refused when nobody knows its slot', () => {
    expect(() => fillFrame('{x}', values, 'Danish', 0)).toThrow('{x}')
    for (const frame of danishFrames) fillFrame(frame, values, 'Danish', 0)
  })
})
