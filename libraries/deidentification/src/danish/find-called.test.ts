import { describe, expect, it } from 'vitest'
import { cleanFreeText } from '../clean-text.ts'
import { prepareSweep } from '../index.ts'
import { nobody } from '../subject.ts'

const terms = { sweep: prepareSweep(nobody()), dates: 0, mark: '***' }
const cleaned = (text: string) => cleanFreeText(text, terms).text

describe('who somebody is, behind the name', () => {
  it.each([
    ['Uenig: Bue, turnuslæge', 'Uenig: ***, turnuslæge'],
    ['(Bue, turnuslæge) ser patienten', '(***, turnuslæge) ser patienten'],
    ['Storm (datter) ringer om svar', '*** (datter) ringer om svar'],
    ['Konf. med Trane (radiolog)', 'Konf. med *** (radiolog)'],
    ['ort.kir. Ib ser røntgen', 'ort.kir. *** ser røntgen'],
  ])('tells that it is one: %s', (text, wanted) => {
    expect(cleaned(text)).toBe(wanted)
  })

  it.each([
    'Dispositioner: Diabetes (mor), glaukom (far)',
    'Glaukom (far) og Psoriasis (bror)',
    'Podagra, far',
    'Blodprop, mor',
    'Astma, søster',
    'Abdomen, radiolog tilkaldes',
    'Aftale, sygeplejerske ringer',
    'Plan: Kontrol, sygeplejerske',
    'Hjertemedicin, læge orienteret',
    'Tirsdag, fysioterapeut',
  ])('is no name’s where a disease, a plan or a day stands before it: %s', (text) => {
    expect(cleaned(text)).toBe(text)
  })
})
