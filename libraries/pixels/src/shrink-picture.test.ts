import { describe, expect, it } from 'vitest'
import { shrinkPicture } from './shrink-picture.ts'

describe('A picture made smaller', () => {
  it('has the mean of each square, channel by channel, and not what is left over', () => {
    const data = Uint8Array.from([0, 100, 4, 104, 9, 9, 2, 102, 6, 110, 9, 9, 7, 7, 7, 7, 7, 7])
    const grey = shrinkPicture({ width: 6, height: 3, channels: 1, data }, 2)
    expect(grey).toEqual({ width: 3, height: 1, channels: 1, data: Uint8Array.from([51, 56, 9]) })
    const colours = Uint8Array.from([1, 2, 3, 3, 4, 5, 5, 6, 7, 7, 8, 9])
    expect(shrinkPicture({ width: 2, height: 2, channels: 3, data: colours }, 2).data).toEqual(
      Uint8Array.from([4, 5, 6]),
    )
  })
})
