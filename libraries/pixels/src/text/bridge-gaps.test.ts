import { describe, expect, it } from 'vitest'
import { bridgeGaps } from './bridge-gaps.ts'

const box = (x: number, y: number, width: number, height: number) => ({ x, y, width, height })

describe('gaps between the pieces of a line', () => {
  it('are filled whichever way the line is turned, over the height of both pieces', () => {
    expect(bridgeGaps([box(10, 20, 40, 30), box(60, 22, 200, 34)])).toEqual([box(50, 20, 10, 36)])
    expect(bridgeGaps([box(22, 60, 34, 200), box(20, 10, 30, 40)])).toEqual([box(20, 50, 36, 10)])
  })

  it('are none between lines below each other, columns far apart, lines of other sizes, and pieces that meet', () => {
    expect(bridgeGaps([box(10, 20, 200, 30), box(10, 55, 200, 30)])).toEqual([])
    expect(bridgeGaps([box(10, 20, 200, 30), box(250, 20, 200, 30)])).toEqual([])
    expect(bridgeGaps([box(10, 20, 200, 30), box(215, 10, 200, 60)])).toEqual([])
    expect(bridgeGaps([box(10, 20, 200, 30), box(205, 20, 200, 30)])).toEqual([])
  })
})
