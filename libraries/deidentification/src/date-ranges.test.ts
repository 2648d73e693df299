import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanFreeText } from './clean-text.ts'
import { prepareSweep } from './index.ts'
import { nobody } from './subject.ts'

const sweep = prepareSweep(nobody())
const cleaned = (text: string, dates: number | 'remove' = -10) =>
  cleanFreeText(text, { sweep, dates, mark: '***' }).text

describe('dates that share a month or a year', () => {
  it.each([
    ['Indlagt d. 12. og 13. maj 2022.', 'Indlagt d. 2. og 3. maj 2022.'],
    ['indlagt fra 14. til 19. maj 2022', 'indlagt fra 4. til 9. maj 2022'],
    ['strålebehandlet 10. og 11. december 2020', 'strålebehandlet 30. november og 1. december 2020'],
    ['dræn d. 9., 10. og 12. juni 2021', 'dræn d. 30., 31. maj og 2. juni 2021'],
    ['observeret 10. og 11. januar 2021', 'observeret 31. december 2020 og 1. januar 2021'],
    ['MR 14-16/3-2023', 'MR 4-6/3-2023'],
    ['MR 14–16/3-2023', 'MR 4–6/3-2023'],
    ['MR 8-11/3-2023', 'MR 26/2-1/3-2023'],
    ['ophold 11/2 - 18/2 2023', 'ophold 1/2 - 8/2 2023'],
    ['ophold 28/12-13/1-2023', 'ophold 18/12-2022 - 3/1-2023'],
    ['ophold 1.2.-8.2.2023', 'ophold 22.1.-29.1.2023'],
    ['ophold 11.02-18.02.2023', 'ophold 01.02-08.02.2023'],
    ['ophold 14. dec. 22 - 12.jan.23', 'ophold 4. dec. 22 - 2.jan.23'],
    ['cyklus 12./13. maj 2022', 'cyklus 2./3. maj 2022'],
    ['kur 12/1, 19/1 og 26/1 2023', 'kur 2/1, 9/1 og 16/1 2023'],
    ['admitted March 14-16, 2023', 'admitted March 4-6, 2023'],
    ['admitted March 8-11, 2023', 'admitted February 26-March 1, 2023'],
    ['on the 12th and 13th of May 2022', 'on the 2nd and 3rd of May 2022'],
    ['mandag d. 12. og tirsdag d. 13. maj 2025', 'fredag d. 2. og lørdag d. 3. maj 2025'],
  ])('move one by one as whole dates: %s', (text, wanted) => {
    expect(cleaned(text)).toBe(wanted)
  })

  it.each([
    ['d. 12. og 13. maj', 'd. *** og ***'],
    ['fra 14-16/3', 'fra ***-***'],
    ['d. 13. og 12. maj 2022', 'd. *** og ***'],
    ['blev 31/2 - 8/2 2023', 'blev ***'],
  ])('are all marked where no year says how far to move them, or they follow in no order: %s', (text, wanted) => {
    expect(cleaned(text)).toBe(wanted)
  })

  it('are all marked where dates are removed', () => {
    expect(cleaned('d. 12. og 13. maj 2022, MR 14-16/3-2023', 'remove')).toBe('d. *** og ***, MR ***-***')
  })

  it('keep the days between them, over months and years', () => {
    const written = (at: Date) => [at.getUTCDate(), at.getUTCMonth() + 1, at.getUTCFullYear()] as const
    const days = fc.integer({ min: -900, max: 900 })
    const start = fc.integer({ min: 14_000, max: 20_000 })
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 25 }), days, (from, length, by) => {
        const at = (n: number) => new Date(n * 86_400_000)
        const [[d1, m1, y1], [d2, m2, y2]] = [written(at(from)), written(at(from + length))]
        const [[n1, k1, z1], [n2, k2, z2]] = [written(at(from + by)), written(at(from + length + by))]
        const first = m1 === m2 ? `${d1}.` : `${d1}/${m1}`
        const text = m1 === m2 ? `kur ${first}-${d2}/${m2}-${y2}` : `kur ${first} - ${d2}/${m2} ${y2}`
        const found = /^kur (\d+)\.?(?:\/(\d+))?(?:[- ](\d{4}))?\s?-\s?(\d+)\/(\d+)[- ](\d{4})$/.exec(cleaned(text, by))
        const [, e1, f1 = found?.[5], g1 = found?.[6], ...rest] = found ?? []
        expect([e1, f1, g1, ...rest].map(Number)).toEqual([n1, k1, z1, n2, k2, z2])
        expect(y2 - y1).toBeLessThan(2)
      }),
    )
  })

  it.each([
    'fraktur af 5.-6. costa',
    'prolaps L4/5 og L5/S1',
    'cyste 3-4 cm og 12-14 mm',
    'VAS 2/10 og 3/10',
    'T2 N1 M0, 3-4/5 kraft',
    'tbl. 1-2/1 dgl. 10-20 mg',
    '12 14 2023 mm',
    '12 10 2023 mm',
    'kl 10 12 2023',
  ])('are no measures, levels, ribs and scores: %s', (text) => {
    expect(cleaned(text)).toBe(text)
  })
})

describe('dates of the neighbours, and with blanks', () => {
  it.each([
    ['17. apríl 2022', '7. apríl 2022'],
    ['11. desember 2022', '1. desember 2022'],
    ['3. maí 2022', '23. apríl 2022'],
    ['4. ágúst 2022', '25. júlí 2022'],
    ['12. júní 2021 og 2. nóvember 2021', '2. júní 2021 og 23. október 2021'],
    ['5. huhtikuuta 2022', '26. maaliskuuta 2022'],
    ['14. mai 2022', '4. mai 2022'],
    ['MR 14 03 2023 uden fund', 'MR 04 03 2023 uden fund'],
    ['dato:18 2 2023', 'dato:8 2 2023'],
    ['Tue Mar 14 2023', 'Sat Mar 4 2023'],
    ['Sun Oct 8 2023', 'Thu Sep 28 2023'],
    ['Fri 10 Feb', 'Tue ***'],
  ])('move too: %s', (text, wanted) => {
    expect(cleaned(text)).toBe(wanted)
  })
})
