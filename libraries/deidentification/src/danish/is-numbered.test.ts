import { describe, expect, it } from 'vitest'
import { cleanFreeText } from '../clean-text.ts'
import { nobody } from '../subject.ts'
import { prepareSweep } from '../sweep.ts'

const sweep = prepareSweep({ ...nobody(), names: [{ family: 'Kjeldgaard', given: ['Agnete'] }] })
const cleaned = (text: string) => cleanFreeText(text, { sweep, dates: 20, mark: '***' }).text

describe('behind a name', () => {
  it.each([
    ['Kjeldgaard Th12', '*** Th12'],
    ['Kjeldgård Th8 fraktur', '*** Th8 fraktur'],
    ['Kjelgaard Th 7 kompression', '*** Th 7 kompression'],
    ['Kjeldgord Th. 9, 40 %', '*** Th. 9, 40 %'],
    ['Kjeldgaad Th11-L2', '*** Th11-L2'],
    ['Overlæge Skaarup Th4-Th6 metastaser', 'Overlæge *** Th4-Th6 metastaser'],
    ['Birgit Mosekær Mt5 fraktur', '*** Mt5 fraktur'],
    ['Birgit Mosekær Dig3', '*** Dig3'],
    ['Birgit Mosekær Fx Th12', '*** Fx Th12'],
    ['Ole Bruun Nx M0', '*** Nx M0'],
  ])('a vertebra, a bone or a stage is no part of it: %s', (text, wanted) => expect(cleaned(text)).toBe(wanted))

  it.each([
    ['Set af Karen Th. Lindegaard', 'Set af ***'],
    ['Birgit Thy, 40 år', '***, 40 år'],
    ['Læge Th. Abildtrup', 'Læge ***'],
  ])('what is one goes with it: %s', (text, wanted) => expect(cleaned(text)).toBe(wanted))
})
