import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanFreeText } from './clean-text.ts'
import { prepareSweep } from './index.ts'
import { moveWeekdays } from './move-weekdays.ts'
import { nobody } from './subject.ts'

const sweep = prepareSweep(nobody())
const by = (days: number | 'remove') => (text: string) => cleanFreeText(text, { sweep, dates: days, mark: '***' }).text
const cleaned = by(-10)

const weekdays =
  'mandag Tirsdag ONSDAG torsdag fredag lørdag Søndag tirs. tors. fre. man. søn. tirs tors ons fre lør tirsd. torsd onsd. Monday Tuesday måndag Mittwoch Mi. lundi'.split(
    ' ',
  )
const between = [' ', ' d. ', ' den ', ', ', ' aften ', ' (']
const signs = ['/', '-', '.', ' / ']
const behind =
  'af Holm;pt ringer;pt. ringer;kl 10;time 8;p.;og igen;viste intet;i amb;ved Holm;af vagten;x;;, hos læge;) set;til stuegang;neg;dag'.split(
    ';',
  )
const fronts = ['', 'MDT ', 'Set ', 'ny tid ', 'Ringet op. ', 'grad 2, ', 'kraft ', 'score ']

describe('a day beside a weekday', () => {
  it('stays in no text beside another weekday than its own, nor beside its own', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...fronts),
        fc.constantFrom(...weekdays),
        fc.constantFrom(...between),
        fc.integer({ min: 1, max: 31 }),
        fc.constantFrom(...signs),
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom(...behind),
        fc.constantFrom(-91, -10, -7, 3, 365),
        (front, weekday, gap, d, sign, m, rest, days) => {
          const day = `${d}${sign}${m}`
          const made = by(days)(`${front}${weekday}${gap}${day} ${rest}`)
          // What no pattern takes for a weekday is moved by none.
          const moved = moveWeekdays(`${weekday}${gap}${day} ${rest}`, 1)
          if (moved.count > 0) expect(made).not.toContain(`${gap}${day} `)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['Konf. ons 6/3 af Holmgaard', 'Konf. søn *** af ***'],
    ['Ses fre 12-4 pt. ringer selv', 'Ses fre *** pt. ringer selv'],
    ['Torsd. 4/11 og 11/11 i amb', 'Mand. *** og *** i amb'],
    ['Lørdag aften 9/3 dårlig', 'Onsdag aften *** dårlig'],
    ['Fald 9/3 (lørdag) hjemme', 'Fald *** (lørdag) hjemme'],
    ['Tirsdag 6/5/19 af vagten', 'Lørdag *** af vagten'],
  ])('goes whatever stands behind it: %s', (text, wanted) => {
    expect(cleaned(text)).toBe(wanted)
  })

  it('goes where weekdays stay as they are', () => {
    expect(by(-14)('MDT ons 6/3 af Holmgaard')).toBe('MDT ons *** af ***')
    expect(by('remove')('MDT onsd. 6/3 af Holmgaard')).toBe('MDT onsd. *** af ***')
  })

  it.each([
    ['Set onsd. 6/3-24', 'Set sønd. 25/2-24'],
    ['Lø 9/3-24 og ma. 11/3-24', 'On 28/2-24 og fr. 1/3-24'],
    ['Tid søn d. 10/3-24', 'Tid tors d. 29/2-24'],
    ['Man 11/3-24 kontrol', 'Fre 1/3-24 kontrol'],
    ['Torsdag aften 7/3-24', 'Mandag aften 26/2-24'],
  ])('moves with it where its year is said: %s', (text, wanted) => {
    expect(cleaned(text)).toBe(wanted)
  })

  it.each([
    'Marevan mandag 1/2 tablet, tirsdag 1 tablet',
    'Lørdag 2-3 gange',
    'Fredag 12-14 timer',
    'har man en kraft på 3/4',
  ])('is none in %s', (text) => {
    expect(cleaned(text)).toBe(text)
  })
})
