import { describe, expect, it } from 'vitest'
import { cleanFreeText } from '../clean-text.ts'
import { nobody } from '../subject.ts'
import { prepareSweep } from '../sweep.ts'

const terms = { sweep: prepareSweep(nobody()), dates: 20, mark: '***' }
const cleaned = (text: string) => cleanFreeText(text, terms).text

describe('letters of people whom no header names', () => {
  it.each([
    ['af PLK', 'af ***'],
    ['v/plk', 'v/***'],
    ['Tilset af vagthold. Forevist GNV, ingen ændring', 'Tilset af vagthold. Forevist ***, ingen ændring'],
    ['set DVK', 'set ***'],
    ['ref KPN', 'ref ***'],
    ['skr. bma', 'skr. ***'],
    ['Makro: LKB', 'Makro: ***'],
    ['Afbrudt pga. smerter, JKN ringede', 'Afbrudt pga. smerter, *** ringede'],
    ['Godk.: SVH 2024-03-01 10:11', 'Godk.: *** 2024-03-21 10:11'],
    ['Sign.: PLK 01.03.2024', 'Sign.: *** 21.03.2024'],
    ['DVK kons.', '*** kons.'],
  ])('go behind a cue that leaves nothing else: %s', (text, wanted) => expect(cleaned(text)).toBe(wanted))

  it.each([
    'af TFCC',
    'v/ko',
    'v/os',
    'Forevist CTG, normal',
    'Forevist MR, uændret',
    'Set DVT.',
    'Set ICG',
    'ref CRP',
    'skr. ned',
    'Makro: CT',
    'FAM ringede, patienten overflyttes',
    'GYN kons.',
    'MR ringer til afdelingen',
    'Målt: LVD 4.5 cm',
  ])('are none where medicine or a house is written so: %s', (text) => expect(cleaned(text)).toBe(text))
})

describe('a login of somebody whom no header names', () => {
  it.each([
    ['oprettet af pfrh01', 'oprettet af ***'],
    ['ved lmvk0012', 'ved ***'],
    ['af LVI14', 'af ***'],
    ['oprettet af karen04', 'oprettet af ***'],
    ['ved REG1PLKM', 'ved ***'],
    ['user pkskjerning', 'user ***'],
    ['3Shape TRIOS user: mabirkelund', '3Shape TRIOS user: ***'],
    ['logget ind som tholmgaard', 'logget ind som ***'],
  ])('goes behind what was done: %s', (text, wanted) => expect(cleaned(text)).toBe(wanted))

  it.each([
    'user manual',
    'user interface',
    'user defined protocol',
    'bruger rollator og kørestol',
    'bruger høreapparat',
    'påvirkning af level02',
    'måling ved serie01',
    'ekspression af brca12',
  ])('is none where it is a word or a number of things: %s', (text) => expect(cleaned(text)).toBe(text))
})
