import { describe, expect, it } from 'vitest'
import { joined } from './join-lines.ts'

const line = (x: number, y: number, width: number, height: number, more = {}) => ({
  box: { x, y, width, height },
  score: 0.9,
  ...more,
})

describe('lines found in several views', () => {
  it('are one, as large as all of them together, and only faint where no view shows them as they are', () => {
    const one = joined([line(10, 10, 100, 20, { faint: true }), line(14, 8, 100, 20), line(15, 11, 40, 18)])
    expect(one).toMatchObject([{ box: { x: 10, y: 8, width: 104, height: 22 }, score: 0.9, faint: false, seen: false }])
  })

  it('stay two where one runs across the other, or is a panel with the other in it', () => {
    expect(joined([line(100, 0, 40, 400), line(90, 200, 60, 24)])).toHaveLength(2)
    expect(joined([line(0, 0, 400, 100), line(20, 20, 200, 24)])).toHaveLength(2)
    // A short piece has no direction of its own.
    expect(joined([line(100, 0, 40, 400), line(102, 100, 36, 30)])).toHaveLength(1)
  })

  it('that lie close below each other stay apart where one of them would become too thick', () => {
    const [upper, both] = [line(10, 10, 100, 20), line(10, 17, 100, 24)]
    expect(joined([upper, both])).toHaveLength(1)
    expect(joined([upper, both])[0]!.parts).toEqual([both, upper])
    expect(joined([upper, both], 1.4)).toHaveLength(2)
  })
})
