import { describe, expect, it } from 'vitest'
import { cleanFreeText } from '../clean-text.ts'
import { prepareSweep } from '../index.ts'
import { nobody } from '../subject.ts'

const cleaned = (text: string) => cleanFreeText(text, { sweep: prepareSweep(nobody()), dates: -10, mark: '*' }).text

describe('Frequent Danish names, where no header says whose they are,', () => {
  it.each(
    'Bente Pia Kaj Kai Keld Lillian Noah Noa Elias Otto Nadja Iben Bertram Sussi Jimmi Glenn Eva Ida Ole Ove Åse Lea Mia Kim Carsten Karsten Oscar Felix Marcus Linus Malte Laila Julia Ella Ellie Leonora Solvej Maiken Veronica Majbritt Folmer Ejgil Orla Oluf Danni Frej Elliot'.split(
      ' ',
    ),
  )('leave a sentence: %s', (name) => {
    for (const [text, wanted] of [
      [`Ringet til ${name} om svaret`, 'Ringet til * om svaret'],
      [`aftalt med ${name}`, 'aftalt med *'],
      [`Svar givet. ${name} møder til kontrol i morgen`, 'Svar givet. * møder til kontrol i morgen'],
      [`CT thorax uden fund, ${name} orienteret`, 'CT thorax uden fund, * orienteret'],
      [`${name} Qvist har fået tid`, '* har fået tid'],
    ] as const)
      expect(cleaned(text)).toBe(wanted)
  })

  it.each(
    'Kjærulff Qvist Rømer Joensen Egelund Barfoed Bojsen Dinesen Drachmann Færch Haahr Hvass Juel Koefoed Meyer Mølbak Paludan Rosenvinge Schiøtt Schytte Thorsager Uldall Vium Zacho Åkjær'.split(
      ' ',
    ),
  )('leave it as the name of a family: %s', (name) => {
    for (const [text, wanted] of [
      [`Keld ${name} møder til kontrol`, '* møder til kontrol'],
      [`MR beskrevet, ${name} kontaktes`, 'MR beskrevet, * kontaktes'],
      [`Set af ${name}.`, 'Set af *.'],
    ] as const)
      expect(cleaned(text)).toBe(wanted)
  })

  it.each([
    ['Simon møder ikke i dag', '* møder ikke i dag'],
    ['Alma er orienteret', '* er orienteret'],
    ['Bente Fugl ringer i morgen', '* ringer i morgen'],
    ['Henvist af dr. Krabbe', 'Henvist af dr. *'],
  ])('that are words as well leave it beside a name, or for what only people do: %s', (text, wanted) => {
    expect(cleaned(text)).toBe(wanted)
  })

  it.each([
    'Pia mater opladende, dura intakt',
    'Læsion svarende til Meyers loop',
    'Kaplan Meier kurve',
    'Linea alba intakt. Flora i urinen',
    'Anker løsnet i rotator cuff',
    'Eddy current korrektion slået til',
    'Marcus Gunn pupil på højre side',
    'Krabbes sygdom udelukket. Morbus Krabbe',
    'Stub uden infektion. Muff på skinne',
    'Høst af vene. Rose i ansigtet',
    'Lauge-Hansen SER',
    'Otto Bock ortose udleveret',
    'EVA protokol',
    'Fink test, Juno detektor, Nova-T spiral, Vega rekonstruktion',
    'Udskrevet med kontrol, møder fastende',
  ])('are not found in %s', (text) => {
    expect(cleaned(text)).toBe(text)
  })
})
