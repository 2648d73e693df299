import { describe, expect, it } from 'vitest'
import { danishSentences } from '../../testing/danish-sentences.ts'
import { markedText, scoreText } from '../../testing/score-text.ts'
import { findIdentifiers, isCprDate, satisfiesModulo11 } from './find-identifiers.ts'

const all = danishSentences.map(markedText)

/** Floors below what was measured: odd sentences were looked at while the finder was made, even ones never. */
describe('Danish text', () => {
  for (const [name, part] of [
    ['sentences seen while tuning', all.filter((_, i) => i % 2 === 0)],
    ['sentences never seen while tuning', all.filter((_, i) => i % 2 === 1)],
  ] as const) {
    const score = scoreText(part, findIdentifiers)

    for (const [kind, floor] of [
      ['cpr', 1],
      ['phone', 1],
      ['mail', 1],
      ['number', 1],
      ['address', 0.95],
      ['name', 0.94],
    ] as const) {
      it(`finds ${kind} in ${name} (at least ${floor * 100} %)`, () => {
        const { all: count, whole } = score.found[kind]!
        expect(whole / count).toBeGreaterThanOrEqual(floor)
      })
    }

    it(`takes hardly anything else from ${name}`, () => {
      expect(score.taken.right / score.taken.all).toBeGreaterThanOrEqual(0.97)
    })
  }

  it('spares what somebody takes and complains of, which ends as a street may', () => {
    for (const text of ['Tager 2 tabletter', 'Klager 3 dage', 'Modtager 4 kurer', 'Tager 20/10 mg'])
      expect(findIdentifiers(text), text).toEqual([])
    expect(findIdentifiers('Bor Hyldager 4.').some(({ kind }) => kind === 'address')).toBe(true)
  })

  it('spares a vertebra that begins a sentence behind another', () => {
    for (const text of ['T12-L1. Th4 uændret', 'Sammenfald af L1. Th12 intet'])
      expect(findIdentifiers(text), text).toEqual([])
    expect(findIdentifiers('Nørregade 4, 1. th').some(({ kind }) => kind === 'address')).toBe(true)
  })

  it('takes no litre that ends a measure for the initial of a name', () => {
    for (const text of ['78 µmol/L. Niels Hansen ringet op', '5 mg/L. Kirsten Holm er set'])
      for (const { start } of findIdentifiers(text)) expect(text.slice(0, start), text).toContain('/L. ')
    expect(findIdentifiers('set v/L. Hansen').some(({ start }) => start <= 6)).toBe(true)
  })

  it.each(['Født 1947-05-03', 'Date of birth: 1947-05-03', 'DOB 19470503', 'f. 1947.05.03'])(
    'finds a day of birth with its year in front: %s',
    (text) => {
      expect(findIdentifiers(text).some(({ kind }) => kind === 'cpr')).toBe(true)
    },
  )

  it('spares diseases that are called after people', () => {
    for (const text of [
      'Parkinsons sygdom',
      'Mb. Crohn',
      'Hodgkins lymfom',
      'Bechterew',
      'Colles fraktur',
      'Baker-cyste',
      'Alzheimers demens',
      'Weber B fraktur',
    ])
      expect({ text, found: findIdentifiers(text) }).toEqual({ text, found: [] })
  })

  it('spares what scanners and protocols say', () => {
    for (const text of [
      'SIEMENS Somatom Definition',
      'CT Thorax Abdomen',
      'Axial T2 FLAIR',
      'Head^Routine',
      't1_mprage_sag',
      'LOCALIZER',
      'Mammografi bilateral CC',
      '1.2.840.113619.2.55.3.2831868886',
    ])
      expect({ text, found: findIdentifiers(text) }).toEqual({ text, found: [] })
  })

  it('finds a CPR number that does not satisfy modulo 11: those of today need not', () => {
    const number = ['310270', '1111']
    expect(satisfiesModulo11(number.join(''))).toBe(false)
    expect(findIdentifiers(`Henvist: ${number.join('-')} til CT`)).toMatchObject([{ kind: 'cpr' }])
  })

  it('takes no number for a CPR number whose date cannot be', () => {
    expect(isCprDate('320199')).toBe(false)
    expect(findIdentifiers('Dosis 3213998877')).toEqual([])
  })
})
