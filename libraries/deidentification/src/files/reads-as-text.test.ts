import { describe, expect, it } from 'vitest'
import { readsAsText } from './reads-as-text.ts'

const texts = {
  danish:
    'Der ses en solid nodulus i højre overlap. Ingen pleuraeffusion, ingen forstørrede lymfeknuder i mediastinum.',
  english: 'There is a solid nodule in the right upper lobe. No pleural effusion and no enlarged lymph nodes are seen.',
  german: 'Im rechten Oberlappen zeigt sich ein solider Rundherd. Kein Pleuraerguss, keine vergrößerten Lymphknoten.',
  capitals: 'AARHUS UNIVERSITETSHOSPITAL RADIOLOGISK AFDELING',
  values:
    'P-Kreatinin 78 µmol/L P-Natrium 141 mmol/L P-Kalium 4,1 mmol/L B-Hæmoglobin 8,2 mmol/L P-CRP 12 mg/L P-Albumin 38 g/L',
}

/** Every letter another one, in the order in which they come: how fonts of pictures number theirs. */
function numbered(text: string, first: number): string {
  const codes = new Map<string, string>()
  return Array.from(text, (letter) => {
    if (!codes.has(letter)) codes.set(letter, String.fromCharCode(first + codes.size))
    return codes.get(letter)!
  }).join('')
}

describe('Letters', () => {
  it.each(Object.entries(texts))('read as text in %s', (_, text) => {
    expect(readsAsText([text])).toBe(true)
  })

  it.each(Object.entries(texts))(
    'are no text in %s where they are numbered as they come, or each a number off',
    (_, text) => {
      expect(readsAsText([numbered(text, 33)])).toBe(false)
      expect(
        readsAsText([Array.from(text, (letter) => String.fromCharCode(letter.charCodeAt(0) - 29)).join('')]),
      ).not.toBe(true)
    },
  )

  it('say nothing where they are few, or of another alphabet', () => {
    expect(readsAsText(['Fund'])).toBeUndefined()
    expect(readsAsText(['Ο ασθενής παραπονιέται για πόνο στο στήθος'])).toBeUndefined()
  })
})
