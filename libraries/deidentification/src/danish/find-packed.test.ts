import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findPacked } from './find-packed.ts'

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64')

describe('A text that is packed into a text', () => {
  it.each([base64('Anne Mortensen, 0102034561, Vejle'), base64('{"patient":"Søren Kjær"}')])('is found: %s', (packed) =>
    expect(findPacked(`bilag ${packed} slut`)).toEqual([{ start: 6, end: 6 + packed.length, kind: 'packed' }]),
  )

  it('is none made of words with strokes or plus signs between them, whatever they would unpack to', () => {
    const terms = ['MEDIASTINUM', 'aksial', 'Abdomen', 'THORAX', 'Sagittal', 'kontrast', 'LEVER']
    const joined = fc
      .tuple(fc.array(fc.constantFrom(...terms), { minLength: 3, maxLength: 8 }), fc.constantFrom('/', '+'))
      .map(([words, sign]) => words.join(sign))
    fc.assert(fc.property(joined, (text) => findPacked(text).length === 0))
    expect(findPacked('MEDIASTINUM/aksial/Abdomen')).toEqual([])
  })
})
