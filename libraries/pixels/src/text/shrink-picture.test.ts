import { describe, expect, it } from 'vitest'
import type { Raster } from '../raster.ts'
import { shrinkPicture } from './shrink-picture.ts'

describe('a picture made smaller', () => {
  it('has the mean of the pixels that each of its own stands for, in every channel', () => {
    const upper = [0, 10, 0, 10, 20, 0, 100, 50, 0]
    const lower = [20, 30, 4, 30, 40, 4, 100, 50, 0]
    const data = Uint8Array.from([...upper, ...lower])
    expect(shrinkPicture({ width: 3, height: 2, channels: 3, data }, 2)).toEqual({
      width: 1,
      height: 1,
      channels: 3,
      data: Uint8Array.from([15, 25, 2]),
    })
  })

  it('stays as it is at its own size, and keeps one row where it has fewer than it stands for', () => {
    const flat: Raster = { width: 4, height: 1, channels: 1, data: Uint8Array.from([0, 20, 40, 60]) }
    expect(shrinkPicture(flat, 1)).toBe(flat)
    expect(shrinkPicture(flat, 2)).toMatchObject({ width: 2, height: 1, data: Uint8Array.from([10, 50]) })
  })
})
