import { describe, expect, it } from 'vitest'
import { findIdentifiers } from './find-identifiers.ts'
import { findPlates } from './find-plates.ts'

const taken = (text: string) => findPlates(text).map(({ start, end }) => text.slice(start, end))

describe('the plate of what is driven', () => {
  it.each([
    ['Min søster kører i FT 61 204.', 'FT 61 204'],
    ['Standset i HX71245 på motorvejen', 'HX71245'],
    ['Pt. var fører af CW33190, da han blev ramt', 'CW33190'],
    ['Kører selv CK.52.918', 'CK.52.918'],
    ['påkørt på knallert VH 5512', 'VH 5512'],
    ['Trailer LM 6620 løsnede sig', 'LM 6620'],
    ['varebilen (TR20457) holdt på tværs', 'TR20457'],
    ['Kfz HH-KM 552', 'HH-KM 552'],
    ['Kennz. SL PB 71', 'SL PB 71'],
    ['körde in i ett träd med KRB 55D', 'KRB 55D'],
    ['Reg.nr TWB 61F', 'TWB 61F'],
    ['Car LB23 XWN', 'LB23 XWN'],
  ])('goes behind or beside a word for it: %s', (text, plate) => {
    expect(taken(text)).toEqual([plate])
  })

  it.each([
    'Pt. kørte bil, CRP 105, GCS 15.',
    'Fører af bil. LDH 450, PSA 412.',
    'Infusion kører, NaCl 50 000',
    'Bil. infiltrater, SR 12 345',
    'Kører 3 km dagligt, EF 55',
    'Knallertulykke, TR 4500',
    'Serie KX 44 120 uden kontrast',
  ])('is none in %s', (text) => {
    expect(taken(text)).toEqual([])
  })

  it('goes from a whole text', () => {
    const text = 'Faldt af knallert VH 5512 ved broen.'
    expect(findIdentifiers(text).some(({ start, end }) => text.slice(start, end) === 'VH 5512')).toBe(true)
  })
})
