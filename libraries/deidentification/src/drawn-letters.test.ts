import { describe, expect, it } from 'vitest'
import { slicePixels } from '../testing/lettered-slices.ts'
import { drawsLetters } from './drawn-letters.ts'

const picture = { rows: 256, columns: 256, signed: false }
const names = 'Åse Holm 010203'

describe('Letters in a slice', () => {
  it.each([
    ['in the dark corner', {}],
    ['across the body', { left: 70, top: 130 }],
    ['of a body whose values are negative', { signed: true }],
    ['no brighter than bone', { level: 1900 }],
    ['as bright as can be', { level: 32767 }],
  ])('are seen %s', (_, where) => {
    const signed = 'signed' in where
    expect(drawsLetters(slicePixels({ words: names, ...where }), { ...picture, signed }, true)).toBe(true)
  })

  it('are seen in either byte order, and wherever the pixels begin in memory', () => {
    const pixels = slicePixels({ words: names })
    const moved = Buffer.concat([Buffer.alloc(1), pixels]).subarray(1)
    expect(drawsLetters(moved, picture, true)).toBe(true)
    expect(drawsLetters(Buffer.from(pixels).swap16(), picture, false)).toBe(true)
  })

  it('are none where there is a body, a frame without values, or a row alone', () => {
    expect(drawsLetters(slicePixels({}), picture, true)).toBe(false)
    expect(drawsLetters(slicePixels({ signed: true }), { ...picture, signed: true }, true)).toBe(false)
    expect(drawsLetters(Buffer.alloc(2 * 256 * 256), picture, true)).toBe(false)
    expect(drawsLetters(Buffer.alloc(512), { ...picture, rows: 1 }, true)).toBe(false)
    expect(drawsLetters(Buffer.alloc(0), { ...picture, rows: 0 }, true)).toBe(false)
  })
})
