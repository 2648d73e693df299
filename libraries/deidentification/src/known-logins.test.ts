import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { knownLogins } from './known-logins.ts'
import { nobody } from './subject.ts'

describe('logins made of a name of the header', () => {
  const known = { ...nobody(), names: [{ family: 'Kongsbæk', given: ['Ellen', 'Karla'] }], staffNames: ['Due^Per'] }
  const find = knownLogins(known)
  const pieces = [
    'ellenk',
    'ekongsb',
    'kongsbæke',
    'pdue',
    'ELLENK',
    '7',
    ' ',
    ' ',
    'af ',
    '.',
    '_',
    'é',
    'µ',
    'ª',
    '÷',
    'Per',
    'x',
    '-',
    '\u00a0',
  ]

  it('are found in a text of Latin-1 where they are found in every other', () => {
    expect(find('set af ellenk og ekongsb .').map(({ start, end }) => [start, end])).toEqual([
      [7, 13],
      [17, 24],
    ])
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (chosen) => {
        const text = `${chosen.join('')} .`
        expect(find(text)).toEqual(find(`${text} Ω`))
      }),
      { numRuns: 2000 },
    )
  })
})
