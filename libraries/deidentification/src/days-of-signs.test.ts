import { describe, expect, it } from 'vitest'
import { cleanFreeText } from './clean-text.ts'
import { prepareSweep } from './index.ts'
import { nobody } from './subject.ts'

const terms = { sweep: prepareSweep(nobody()), dates: -10, mark: '*' }
const cleaned = (text: string) => cleanFreeText(text, terms).text

describe('days that stand beside a time, in a pair or behind who signed', () => {
  it.each([
    ['Ankom 11/4 kl 0820 til skadestuen', 'Ankom * kl 0820 til skadestuen'],
    ['Anfald 14/4 16:25, varighed 2 min', 'Anfald * 16:25, varighed 2 min'],
    ['Tid ændret fra 9/4 til 11/4. Faste 6 timer', 'Tid ændret fra * til *. Faste 6 timer'],
    ['Serie 2 billede 31, konf. 14.4.', 'Serie 2 billede 31, konf. *'],
    ['Plan: operation, aftalt 14.4.', 'Plan: operation, aftalt *'],
    ['Svar givet mundtligt /KTH 140423', 'Svar givet mundtligt /KTH *'],
    ['Målt af Birthe Holm 140423', 'Målt af * *'],
    ['Målt af Birthe Holm kth 140423', 'Målt af * kth *'],
    ['Stent i ureter. 14/4/23', 'Stent i ureter. 4/4/23'],
    ['Bekræftet: B. Rosendal 14-apr-2023', 'Bekræftet: * 4-apr-2023'],
    ['Bekræftet: B. Rosendal 14 apr 2023', 'Bekræftet: * 4 apr 2023'],
  ])('go or move: %s', (text, wanted) => {
    expect(cleaned(text)).toBe(wanted)
  })

  it.each([
    'VAS 3/10 kl 8, GCS 14/15 kl. 9, kraft 4/5 kl 10',
    'Lungemetastaser i 2/3 af lungen, 1/2 tablet kl. 8',
    'Øget fra 2/3 til 3/4 af lumen, fra 1/4 til 1/2',
    'Tabletter 2/1 kl 8, 1/1 kl. 20',
    'Hb steget, senest 13.3.',
    'Længste diameter 13.3.',
    'Serie 120324 med 140 billeder, 140423 tællinger',
    'Apgar ved 1, 5 og 10 minutter. 9/10/10',
    'TNM. 3/4/5',
    'Fald på L4/L5, BI-RADS 4, ratio 3/2',
    '/min 140423',
  ])('are none in %s', (text) => {
    expect(cleaned(text)).toBe(text)
  })

  it('stay behind who signed where dates stay', () => {
    const kept = cleanFreeText('Målt af Birthe Holm 140423 /KTH 140423', { ...terms, dates: 'keep' }).text
    expect(kept).toContain('/KTH 140423')
  })
})
