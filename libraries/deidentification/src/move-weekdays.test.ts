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
    ['Tue Mar 14 2023 10:22', 6, 'Mon Mar 14 2023 10:22'],
    ['Wed, 8 Feb 2023', -3, 'Sun, 8 Feb 2023'],
    ['seen Fri 10 Feb', 1, 'seen Sat 10 Feb'],
    ['MON 13 MAR 2023', -1, 'SUN 13 MAR 2023'],
    ['Sat, 04 Mar 2023', 2, 'Mon, 04 Mar 2023'],
    ['2023-03-14 Tue 10:15', 1, '2023-03-14 Wed 10:15'],
    ['tir. 14/3-2023', 2, 'tors. 14/3-2023'],
    ['ons d. 15/3-2023', 2, 'fre d. 15/3-2023'],
    ['mandag d. 12. og 13. maj 2025', 2, 'onsdag d. 12. og 13. maj 2025'],
    ['torsdag d. 12.-13. maj 2022', 1, 'fredag d. 12.-13. maj 2022'],
    ['mánudaginn 13. mars 2023', 4, 'föstudaginn 13. mars 2023'],
    ['maanantaina 13. maaliskuuta 2023', 1, 'tiistaina 13. maaliskuuta 2023'],
    ['Mo, 13.03.2023', 6, 'So, 13.03.2023'],
    ['14. marts 2023, tirsdag', 1, '14. marts 2023, onsdag'],
    ['2024-05-16 og 16.05.2024 (torsdag)', -365, '2024-05-16 og 16.05.2024 (onsdag)'],
  ])('moves along: %s by %s days', (text, days, moved) => {
    expect(moveWeekdays(text, days)).toMatchObject({ text: moved, count: 1 })
  })

  it.each([
    ['dialyse mandag, onsdag og fredag', -3],
    ['hver mandag kl 8', 2],
    ['mandag d. 18. maj 2020', 14],
    ['Mandag 12 patienter på listen', 1],
    ['har man d. 13/3-2023 set hans søn', 3],
    ['Fri 3/4-23 for smerter', 3],
    ['Sat 3/4-23 i LAD, ventil sat 4. marts', 1],
  ])('and stays where no date stands beside it, and where whole weeks are moved by: %s', (text, days) => {
    expect(moveWeekdays(text, days)).toMatchObject({ text, count: 0 })
  })
})
