import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanFreeText } from '../clean-text.ts'
import { prepareSweep } from '../index.ts'
import { nobody } from '../subject.ts'
import { findIdentifiers } from './find-identifiers.ts'
import { findLabelNames } from './find-label-names.ts'
import { findPlaces } from './find-places.ts'
import { imagingTerms, isOfTermsAlone } from './imaging-terms.ts'
import { namesNobody } from './name-evidence.ts'
import { wordsOf } from './text-words.ts'

const found = (text: string) => [...findIdentifiers(text), ...findLabelNames(text), ...findPlaces(text)]
const capital = (word: string) => word[0]!.toUpperCase() + word.slice(1)
const term = fc
  .tuple(
    fc.constantFrom(...imagingTerms),
    fc.constantFrom(capital, String, (word: string) => word.toUpperCase()),
  )
  .map(([word, written]) => written(word))
const between = fc.constantFrom(' ', '/', '+', '^', '_', '-', ' (', ', ', ' + ', ') ', ' - ')

describe('A text of terms of imaging alone', () => {
  it('is made of words that name nobody by the lists that the whole search asks', () => {
    for (const one of imagingTerms) expect(namesNobody(wordsOf(capital(one))[0]!), one).toBe(true)
  })

  it('is one in which the whole search finds nobody and nowhere, whatever its order, its capitals and what stands between', () => {
    fc.assert(
      fc.property(term, fc.array(fc.tuple(between, term), { maxLength: 5 }), (first, rest) => {
        const text = first + rest.map((two) => two.join('')).join('')
        fc.pre(text.length <= 64)
        expect(isOfTermsAlone(text)).toBe(true)
        expect(found(text)).toEqual([])
      }),
      { numRuns: 2000 },
    )
  })

  it('is one as well that has at most three digits and no letter, in which no number and no date has room', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789 ./:()+*=,-'), maxLength: 9 }), (text) => {
        fc.pre((text.match(/\d/g)?.length ?? 0) < 4)
        expect(isOfTermsAlone(text)).toBe(true)
        expect(found(text)).toEqual([])
      }),
    )
    expect(isOfTermsAlone('1/1-24')).toBe(false)
  })

  it('is none with a word that may be somebody’s, initials behind a stroke, a number or a letter of another alphabet', () => {
    for (const text of [
      'CHEST Storm',
      'CHEST /KNEE',
      '/KNEE',
      'CT CHEST 0102',
      'CHEST Ω',
      'chest.jens',
      'Dr Head',
      'CHEST\nHEAD',
    ])
      expect(isOfTermsAlone(text), text).toBe(false)
  })

  it('loses a term all the same that the patient is called', () => {
    const sweep = prepareSweep({ ...nobody(), names: [{ family: 'Toe', given: ['Anna'] }] })
    expect(cleanFreeText('LEFT TOE', { sweep, dates: 3, mark: '***' }).text).toBe('LEFT ***')
  })
})
