import { describe, expect, it } from 'vitest'
import { isTechnical } from './technical-text.ts'

describe('technical text', () => {
  for (const text of ['12 cm', '3.5MHz', '60Hz', 'MI 0.9', 'TIS:0.4', 'L', '75%', 'RMLO', 'Liggende', 'SEMI-ERECT'])
    it(`keeps ${text}`, () => expect(isTechnical({ text, score: 0.99 })).toBe(true))

  for (const text of [
    'Hansen',
    '411299',
    '411299-1234',
    '1234',
    'L Hansen',
    '12 cm Hansen',
    'LS',
    'RCC',
    'Erect Hansen',
    '',
    '99-1234',
    'W 411299',
  ])
    it(`does not keep “${text}”`, () => expect(isTechnical({ text, score: 0.99 })).toBe(false))

  it('keeps nothing that was read with doubt', () => {
    expect(isTechnical({ text: '12 cm', score: 0.9 })).toBe(false)
  })
})
