import { describe, expect, it } from 'vitest'
import { cleanFreeText } from './clean-text.ts'
import { prepareSweep } from './index.ts'
import { nobody } from './subject.ts'

const by = (days: number | 'remove') => (text: string) =>
  cleanFreeText(text, { sweep: prepareSweep(nobody()), dates: days, mark: '***' }).text
const cleaned = by(-10)

describe('dates as a hand writes them', () => {
  it.each([
    ['uændret siden 4 5 2021 uden', 'uændret siden 24 4 2021 uden'],
    ['utskriven 18/3 -22 från', 'utskriven 8/3 -22 från'],
    ['Tegnet 24/3 23.', 'Tegnet 14/3 23.'],
    ['opereret den 13. i 4. 2022', 'opereret den 3. i 4. 2022'],
    ['Sml. 05.21.', 'Sml. 05.21.'],
    ['Opereret i sept. -20.', 'Opereret i sep. -20.'],
    ['seen 14th Feb 2024', 'seen 4th Feb 2024'],
    ['on March 13th, 2024', 'on March 3rd, 2024'],
    ['Set 23/IV 2024', 'Set 13/IV 2024'],
    ['Set 21.2.2024', 'Set 11.2.2024'],
    ['Set 01.02.2024', 'Set 22.01.2024'],
  ])('move and keep their form: %s', (text, wanted) => {
    expect(cleaned(text)).toBe(wanted)
  })

  it('move as a month and its year where they are compared with', () => {
    expect(by(-40)('Sml. med CT fra 05/21.')).toBe('Sml. med CT fra 04/21.')
    expect(by(-40)('Seneste røntgen 05-21')).toBe('Seneste røntgen 04-21')
    expect(by(-40)('Tidl. us. 01.22')).toBe('Tidl. us. 12.21')
  })

  it.each([
    ['rtg den 13 i 4 henviser', 'rtg den *** henviser'],
    ['Møde d. 4. i 5.', 'Møde d. ***'],
    ['Tid. us.: 220317, knæ', 'Tid. us.: ***, knæ'],
    ['set tredje i femte toogtyve', 'set ***'],
    ['siden Skt. Hans 2015', 'siden ***'],
    ['faldt påskelørdag 2022', 'faldt ***'],
    ['d 12/ 5 kl 9', 'd *** kl 9'],
  ])('go where nothing says how they are read or by how much they move: %s', (text, wanted) => {
    expect(cleaned(text)).toBe(wanted)
  })

  it.each([
    'Apgar 8-9-10',
    'Apgar 9-10-10, FV 3400 g',
    'Apgar efter 1, 5 og 10 min: 7-9-10',
    'GCS 4-5-6',
    'CRP 04.22, kl. 04.22',
    'den 3 i 4 uger',
    'us. 120000',
    'anden i tredje omgang',
    'EF 55 60 65',
  ])('are none in %s', (text) => {
    expect(cleaned(text)).toBe(text)
  })

  it('move with the weekday on the line in front', () => {
    expect(cleaned('set mandag\nd. 15. januar 2024')).toBe('set fredag\nd. 5. januar 2024')
    expect(cleaned('torsdag d. 11.1.2024')).toBe('mandag d. 1.1.2024')
  })
})
