import { describe, expect, test } from 'vitest'
import { digitsIn, saysAny } from './says-any.ts'

/** As questions before a pattern write them. */
const roughly: [string, RegExp, RegExp][] = [
  ['a capital', /^[A-ZÀ-ÞĀ-\u{10ffff}]$/u, /^\p{Lu}$/u],
  ['a small letter', /^[a-zµß-\u{10ffff}]$/u, /^\p{Ll}$/u],
  ['a letter', /^[A-Za-zª-\u{10ffff}]$/u, /^\p{L}$/u],
  ['a letter in either case', /^[A-Za-zª-\u{10ffff}]$/iu, /^(?:\p{Lu}|\p{Ll}|\p{L})$/iu],
]

describe('Questions before a pattern', () => {
  test.each(roughly)(
    'write %s so that none of any alphabet is missed, and no digit or blank is one',
    (_, rough, exact) => {
      const missed: string[] = []
      for (let code = 0; code <= 0x10ffff; code++) {
        const sign = String.fromCodePoint(code)
        if (exact.test(sign) && !rough.test(sign)) missed.push(code.toString(16))
      }
      expect(missed).toEqual([])
      for (const sign of ' 0129.,/(-') expect(rough.test(sign)).toBe(false)
    },
  )

  test('find parts of words, and count digits', () => {
    expect(saysAny('kontrol hos egen læge', ['syge', 'læge'])).toBe(true)
    expect(saysAny('kontrol', ['syge', 'læge'])).toBe(false)
    expect(digitsIn('CT 12 af 3, ٣')).toBe(3)
  })
})
