import { describe, expect, it } from 'vitest'
import { cleanFreeText } from '../clean-text.ts'
import { prepareSweep } from '../index.ts'
import { nobody } from '../subject.ts'

const terms = { sweep: prepareSweep(nobody()), dates: -10, mark: '***' }
const cleaned = (text: string) => cleanFreeText(text, terms).text

describe('A village that no list has, by the end of its name', () => {
  it.each([
    ['Er bager i Saksild, faldet på trappe', 'Er bager i ***, faldet på trappe'],
    ['Overflyttet fra Klitmøller i nat', 'Overflyttet fra *** i nat'],
    ['Trafikulykke ved Hvirvelstrup.', 'Trafikulykke ved ***.'],
    ['Sommerhus nær Lyngtoft', 'Sommerhus nær ***'],
    ['Har boet alene i Ålsinge siden 2001', 'Har boet alene i *** siden 2001'],
  ])('leaves: %s', (text, wanted) => {
    expect(cleaned(text)).toBe(wanted)
  })

  it.each([
    'Rødme i Indstikssted, sutur i Hoved og Nakke',
    'Set ved Prøvetager, hentet fra Lager',
    'Gravid, kvalme fra Syrup, uro i Baby',
    'Opladning i Meninges ved Hjernebjælken',
    'Opvokset i en Landsby, flyttet fra Storby',
    'Skade i Nerve ved Smerteløse knuder',
    'Grad I Westerholm, type I Ringborg',
    'Fraktur ved Lisfranc og Colles fraktur',
  ])('is no noun with a capital and nobody’s disease: %s', (text) => {
    expect(cleaned(text)).toBe(text)
  })
})
