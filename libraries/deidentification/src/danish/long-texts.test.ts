import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanFreeText } from '../clean-text.ts'
import { prepareSweep } from '../index.ts'
import { nobody } from '../subject.ts'
import { wordsWithin } from './words-within.ts'

const terms = { sweep: prepareSweep(nobody()), dates: -10, mark: '*' }

describe('A text of some hundred thousand letters', () => {
  // With rules that look back over all that was found, each of these took half a minute.
  it.each([
    ['groups of digits', '12 34 ', '12 34 12 34'],
    ['telephones', '86 12 99 44 ', '86 12 99 44'],
    ['telephones in odd groups', 'ringer på 22.84.09.31, ', '22.84.09.31'],
    ['numbers of offices', 'kunde 887213, ', '887213'],
    ['numbers of service', 'politi MA 4471-P ', '4471-P'],
    ['days from and to', 'fra 11/3 til 12/3, ', '12/3'],
    ['days of who signed', ' /smv 120324\n', '120324'],
    ['logins', 'holkru@rn, ', 'holkru'],
    ['names in a row', 'Jens og ', 'Jens'],
    ['names in marks', '<a>Jens</a>', 'Jens'],
    ['addresses', 'Testvej 1, 8000 Aarhus ', 'Testvej'],
    ['villages', 'bager i Saksild, ', 'Saksild'],
    ['calls and pages', 'page Dr Smith on 4123. see page 12 ', '4123'],
    ['names typed small', 'mor til emil, ', 'emil'],
    ['people typed small', 'datter mille og ', 'mille'],
    ['names in a list', 'Jens, Palle, ', 'Jens'],
    ['nicknames', 'Jens "Bo" Hansen ', 'Hansen'],
    ['tags', '<GivenName>Runa</GivenName>', 'Runa'],
    ['people in front of what they do', 'Elif tilses v/ Sia, ', 'Elif'],
    ['days without a year', 'ny tid 4/6 og 5/6, ', '4/6'],
    ['dates with a blank', 'utskriven 8/3 -22, ', '8/3'],
    ['cars', 'kører i FT 61 204, ', '61 204'],
    ['telephones in words', 'nummer er fire to to en, ', 'fire to to'],
    ['telephones with a code', 'ringer 01482 661 205, ', '661 205'],
    ['lines that were wrapped', `${'han er ved godt mod '.repeat(3)}og ringer på 22 84 09\n31 hver dag `, '22 84 09'],
    ['numbers of cases', 'tjenestenr. KB 51822, ', '51822'],
    ['persons with their numbers', 'Hans Jensen 010203-1234 ', '010203'],
  ])('is cleaned to its end where it repeats %s', (_, one, lost) => {
    const text = one.repeat(300_000 / one.length)
    expect(text).toContain(lost)
    expect(cleanFreeText(text, terms).text.slice(0, -one.length)).not.toContain(lost)
  })
})

it('A text is cleaned to its end where it tells of more than a call can have arguments', () => {
  const times = 130_000
  const { found } = cleanFreeText('Bor i Vejle. '.repeat(times), terms)
  expect(found['address']).toBeGreaterThanOrEqual(times)
}, 60_000)

it('words lie within a span where one covers them whole, whatever the order and overlap of the spans', () => {
  const piece = fc
    .tuple(fc.nat(60), fc.nat(20))
    .map(([start, length]) => ({ start, end: start + length, kind: 'name' }))
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.array(piece, { maxLength: 8 }), (spans, loose) => {
      const words = loose.toSorted((a, b) => a.start - b.start)
      const covered = words.filter((word) => spans.some(({ start, end }) => word.start >= start && word.end <= end))
      // A word without a letter is none.
      const some = (all: Iterable<{ start: number; end: number }>) => [...all].filter(({ start, end }) => end > start)
      expect(some(wordsWithin(words, spans))).toEqual(some(covered))
    }),
  )
})
