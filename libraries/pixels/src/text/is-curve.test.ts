import { describe, expect, it } from 'vitest'
import { isCurve } from './is-curve.ts'

describe('what the reader makes of the waves of a curve', () => {
  it.each(['AAAAAAAAAA', 'AAAAALAAAAAA', 'A A A A A', 'VVVVVUV'])('%s is a curve', (text) => {
    expect(isCurve(text)).toBe(true)
  })

  it.each(['ANNA', 'Otto', 'AAGAARD', 'Jensen', 'LILLI HANSEN', '1111111111', 'AAA', ''])('%s is text', (text) => {
    expect(isCurve(text)).toBe(false)
  })
})
