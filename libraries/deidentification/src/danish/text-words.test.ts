import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { capitalisedWords, longCapitalisedWords, wordsOf } from './text-words.ts'

/** Letters of Latin-1, what may stand between them, and words that are seldom. */
const latin = fc
  .array(
    fc.oneof(
      fc.string({ unit: fc.integer({ min: 0, max: 0xff }).map((code) => String.fromCharCode(code)), maxLength: 12 }),
      fc.constantFrom(
        ' ',
        '-',
        "'",
        '\n',
        '4',
        'ª',
        'µ',
        '×',
        '÷',
        'Sørensen-Åse',
        "O'Brien",
        'ÆBLE',
        'x2Thorax',
        'IJsselmeer',
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

/** A sign of no alphabet, which makes the patterns of all alphabets look. */
const beyond = ' ☃'

describe('words of a text', () => {
  test('are the same in Latin-1 whether its own patterns look or those of all alphabets', () => {
    const places = (found: Iterable<RegExpExecArray>) => Array.from(found, (one) => [one.index, one[0]])
    fc.assert(
      fc.property(latin, (text) => {
        expect(wordsOf(text)).toEqual(wordsOf(text + beyond))
        expect(places(capitalisedWords(text))).toEqual(places(capitalisedWords(text + beyond)))
        expect(places(longCapitalisedWords(text))).toEqual(places(longCapitalisedWords(text + beyond)))
      }),
      { numRuns: 3000 },
    )
  })

  test('of other alphabets are found too', () => {
    expect(wordsOf('Жанна-Ивановна så 山田 og Łukasz').map((word) => word.text)).toEqual([
      'Жанна-Ивановна',
      'så',
      '山田',
      'og',
      'Łukasz',
    ])
    expect(Array.from(capitalisedWords('CT Łukasz, Ødegård og Ж'), (one) => one[0])).toEqual([
      'CT',
      'Łukasz',
      'Ødegård',
    ])
  })
})
