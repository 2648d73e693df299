import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanFreeText } from './clean-text.ts'
import { prepareSweep } from './index.ts'
import { nobody } from './subject.ts'

const of = (family: string, ...given: string[]) => prepareSweep({ ...nobody(), names: [{ family, given }] })
const cleaned = (text: string, sweep = of('Borregård', 'Sigrid', 'Thekla')) =>
  cleanFreeText(text, { sweep, dates: -10, mark: '***' }).text

describe('a patient’s own name in a text', () => {
  it('goes with a slip of the hand in it, wherever behind its first letter', () => {
    const name = 'Dambrowicz'
    const sweep = of(name)
    fc.assert(
      fc.property(
        fc.nat(3),
        fc.integer({ min: 1, max: name.length - 2 }),
        fc.constantFrom(...'aeionrst'),
        (how, at, letter) => {
          const [head, here, next, tail] = [name.slice(0, at), name[at]!, name[at + 1]!, name.slice(at + 2)]
          const slipped = [
            `${head}${next}${tail}`,
            `${head}${letter}${here}${next}${tail}`,
            `${head}${letter}${next}${tail}`,
            `${head}${next}${here}${tail}`,
          ][how]
          expect(cleaned(`Scannet, ${slipped} lå stille`, sweep)).toBe('Scannet, *** lå stille')
        },
      ),
    )
  })

  it('goes in the cases of another tongue, and in Cyrillic and Greek letters', () => {
    expect(cleaned('Verkur, Sigríðar dóttir', of('Njálsdóttir', 'Sigríður'))).toBe('Verkur, *** dóttir')
    expect(cleaned('Potilas Rantasen hoito', of('Rantanen', 'Aino'))).toBe('Potilas *** hoito')
    expect(cleaned('МРТ, Соколова Тамара, норма', of('Sokolova', 'Tamara'))).toBe('МРТ, *** ***, норма')
    expect(cleaned('Γόνατο, Δημητρίου, ok', of('Dimitriou', 'Eleni'))).toBe('Γόνατο, ***, ok')
  })

  it('goes as another would spell what they hear', () => {
    expect(cleaned('Kristopher lå stille', of('Ø', 'Christoffer'))).toBe('*** lå stille')
    expect(cleaned('Sanndra og Gurprit', of('Ø', 'Sandra', 'Gurpreet'))).toBe('*** og ***')
    expect(cleaned('Hele abdomen', of('Ø', 'Helle'))).toBe('Hele abdomen')
    expect(cleaned('OREILLY og O’Reilly', of("O'Reilly", 'Sean'))).toBe('*** og ***')
  })

  it('goes in two words or one where the name is the other', () => {
    expect(cleaned('Hr. Parviz / Rahim-Zadeh', of('Rahimzadeh', 'Omid'))).toBe('Hr. *** / ***')
    expect(cleaned('svar til Rahim Zadeh i dag', of('Rahimzadeh', 'Omid'))).toBe('svar til *** i dag')
    expect(cleaned('Obs Vestfeldt i dag', of('Vest-Feldt', 'Omid'))).toBe('Obs *** i dag')
    expect(cleaned('Rahim-serie', of('Rahimzadeh', 'Omid'))).toBe('Rahim-serie')
  })

  it('goes as three initials in capitals, unless medicine writes the same', () => {
    expect(cleaned('Konf. vedr. STB i dag')).toBe('Konf. vedr. *** i dag')
    expect(cleaned('STBX og stb', of('Borregård', 'Sigrid', 'Thekla'))).toBe('STBX og stb')
    expect(cleaned('Set af STQ', of('Borregård-Quist', 'Sigrid', 'Thekla'))).toBe('Set af ***')
    expect(cleaned('Stenose på LAD', of('Dalager', 'Lis', 'Anna'))).toBe('Stenose på LAD')
  })

  it('is no word of medicine, of reports or of makers that looks like it', () => {
    for (const [family, text] of [
      ['Thoraks', 'CT Thorax'],
      ['Elektra', 'Plan fra Elekta'],
      ['Abdomin', 'Abdomen uden fund'],
      ['Bakker', 'Baker cyste'],
    ] as const)
      expect(cleaned(text, of(family))).toBe(text)
  })
})
