import { describe, expect, it } from 'vitest'
import { cleanFreeText } from '../clean-text.ts'
import { prepareSweep } from '../index.ts'
import { nobody } from '../subject.ts'

const terms = { sweep: prepareSweep(nobody()), dates: -10, mark: '*' }
const cleaned = (text: string) => cleanFreeText(text, terms).text

describe('the number of a department in a register', () => {
  it.each([
    ['SHAK 8001023', 'SHAK *'],
    ['SHAK-kode: 800102B', 'SHAK-kode: *'],
    ['rekv. fra afd.kode 6620 12X', 'rekv. fra afd.kode * 12X'],
    ['afsnitskode 8001023', 'afsnitskode *'],
    ['sygehusafsnit 8001-023', 'sygehusafsnit *'],
    ['SOR 339911000016008', 'SOR *'],
    ['ligger på afsnit C-214', 'ligger på afsnit *'],
    ['afdeling B', 'afdeling *'],
  ])('goes behind its word: %s', (text, wanted) => {
    expect(cleaned(text)).toBe(wanted)
  })

  it.each(['SKS-kode 1301, ICD-kode 4204', 'SOR 12 mm', 'stregkode mangler'])('is none in %s', (text) => {
    expect(cleaned(text)).toBe(text)
  })

  it('stays where places stay', () => {
    expect(cleanFreeText('SHAK 8001023', { ...terms, keepPlaces: true }).text).toBe('SHAK 8001023')
  })
})

describe('whose protocol a picture was taken by', () => {
  it.each([
    ['MR albue - Vestergaard protokol', 'MR albue - * protokol'],
    ['CT bækken - Lindkjær protokollen', 'CT bækken - * protokollen'],
    ['UL hals / Rosenstrand opsætning', 'UL hals / * opsætning'],
  ])('goes: %s', (text, wanted) => {
    expect(cleaned(text)).toBe(wanted)
  })

  it.each([
    'CT thorax - Perfusion protokol',
    'CT thorax - Smartprep protokol',
    'MR hjerte - Dixon protokol',
    'CT - Polytrauma protokol',
    'MR hjerne - Epilepsi protokol',
    'CT hjerte - Turbo setup',
    'MR Propeller protokol',
  ])('is no name in %s', (text) => {
    expect(cleaned(text)).toBe(text)
  })
})
