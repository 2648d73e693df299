import { describe, expect, it } from 'vitest'
import { moveWeekdays } from './move-weekdays.ts'

describe('a day of the week beside a date that moves', () => {
  it.each([
    ['indlagt mandag d. 18. maj 2020', -3, 'indlagt fredag d. 18. maj 2020'],
    ['Set Tirsdag den 3/4-23 i amb.', 1, 'Set Onsdag den 3/4-23 i amb.'],
    ['Søndag 05.01.2025 kl. 9', 6, 'Lørdag 05.01.2025 kl. 9'],
    ['CT TORSDAG 12/4', -10, 'CT MANDAG 12/4'],
    ['on Friday, March 3, 2024', 15, 'on Saturday, March 3, 2024'],
    ['am Mittwoch, dem 4. März 2020', 2, 'am Freitag, dem 4. März 2020'],
    ['fredagen den 3 mars 2024', 1, 'lørdagen den 3 mars 2024'],
    ['måndag 3 mars 2024', -1, 'söndag 3 mars 2024'],
    ['tirs. d. 3/4', 3, 'fre. d. 3/4'],
    ['2024-05-16 og 16.05.2024 (torsdag)', -365, '2024-05-16 og 16.05.2024 (onsdag)'],
  ])('moves along: %s by %s days', (text, days, moved) => {
    expect(moveWeekdays(text, days)).toEqual({ text: moved, count: 1 })
  })

  it.each([
    ['dialyse mandag, onsdag og fredag', -3],
    ['hver mandag kl 8', 2],
    ['mandag d. 18. maj 2020', 14],
    ['Mandag 12 patienter på listen', 1],
    ['Sat 3/4-23 i LAD, ventil sat 4. marts', 1],
  ])('and stays where no date stands beside it, and where whole weeks are moved by: %s', (text, days) => {
    expect(moveWeekdays(text, days)).toEqual({ text, count: 0 })
  })
})
