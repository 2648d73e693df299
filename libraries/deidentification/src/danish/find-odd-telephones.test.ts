import { describe, expect, it } from 'vitest'
import { cleanFreeText } from '../clean-text.ts'
import { prepareSweep } from '../index.ts'
import { nobody } from '../subject.ts'

const cleaned = (text: string) => cleanFreeText(text, { sweep: prepareSweep(nobody()), dates: -10, mark: '*' }).text

describe('Telephones of eight digits in odd groups', () => {
  it.each([
    ['Mor Birthe ringer hjemmefra i aften på 41736 208.', 'Mor * ringer hjemmefra i aften på *.'],
    ['Datter kan kontaktes hele dagen på 517 30 482', 'Datter kan kontaktes hele dagen på *'],
    ['ringer 34/56/12/87', 'ringer *'],
    ['Ønsker sms til 6154-73 02', 'Ønsker sms til *'],
    ['Hentes af Niels Holm, 31.75.08.42', 'Hentes af *, *'],
    ['Hentes kl. 14, 31-75-08-42.', 'Hentes kl. 14, *.'],
    ['kone Birthe (hustru) 26-81-13-79', 'kone * (hustru) *'],
    ['svigersøn, 53 18-22 07', 'svigersøn, *'],
    ['Far: Niels, 28 7 4 1 9 36', 'Far: *, *'],
    ['Plejehjem 9847 2316. Sårpleje dagligt', 'Plejehjem *. Sårpleje dagligt'],
    ['Hjemmehjælp 7384.1155, kommer dagligt', 'Hjemmehjælp *, kommer dagligt'],
    ['Værge 4471-9032', 'Værge *'],
    ['Bosted fast vagt: 3184 7290', 'Bosted fast vagt: *'],
    ['Går med rollator. 5782 1934 aften', 'Går med rollator. * aften'],
    ['Går med rollator, 5782 1934.', 'Går med rollator, *.'],
    ['Hausarzt erreichbar, 0461 / 52 18 33', 'Hausarzt erreichbar, *'],
    ['Wife on 07700 900 128', 'Wife on *'],
    ['Pt. bor i Norge (+47) 41 22 87 65', 'Pt. bor i Norge *'],
    ['(0047) 41 22 87 65', '*'],
  ])('go where a word, somebody or the end of what is said tells of them: %s', (text, wanted) => {
    expect(cleaned(text)).toBe(wanted)
  })

  it.each([
    'TR/TE 4520 8731',
    'TR 3512 4488, matrix 5121 2563',
    'b = 5012 8044',
    'Billeder, 20/40/60/80',
    'Vægt i kg, 62-63-64-65',
    'Ekkotider, 22.44.66.88',
    'Gentaget 3 gange, 2000 4500',
    'Ønskes sammenlignet, 2019 2020',
    'Ringer efter kl. 12, vægt 62 kg, BT 98/60 95/55',
    'Mobil pt., 98/60-95/55',
    'Densitet målt igen, 30-28-31-29',
    'Version 22.84.09.31',
    'Gantry 22.84.09.31',
    'Ringformet opladning i 22-31-40 mm og 12 14 16 mm',
    'Score 2/3/4/5, L4/L5, 2/3 af lungen, BI-RADS 4, 98/60',
  ])('are none in %s', (text) => {
    expect(cleaned(text)).toBe(text)
  })

  it('are no days, which go or move', () => {
    expect(cleaned('Indlagt i perioden, 21/11-18/12')).toBe('Indlagt i perioden, *')
    expect(cleaned('Ringede om tiden 21.11.24 10')).toBe('Ringede om tiden 11.11.24 10')
  })
})
