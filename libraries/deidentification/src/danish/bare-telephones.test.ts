import { describe, expect, it } from 'vitest'
import { cleanFreeText } from '../clean-text.ts'
import { prepareSweep } from '../index.ts'
import { nobody } from '../subject.ts'

const cleaned = (text: string) => cleanFreeText(text, { sweep: prepareSweep(nobody()), dates: -10, mark: '*' }).text

describe('Eight digits in the groups of a telephone, with nothing in front', () => {
  it.each([
    ['61.27.94.05', '*'],
    ['Svar 61-27-94-05 haster', 'Svar * haster'],
    ['Se 61/27/94/05 i dag', 'Se * i dag'],
    ['Se 6127 94 05 i dag', 'Se * i dag'],
    ['612-79-405', '*'],
    ['612 79 405', '*'],
    ['ægtefælle 612 79 405 hentes', 'ægtefælle * hentes'],
    ['612-794-05', '*'],
  ])('go: %s', (text, wanted) => {
    expect(cleaned(text)).toBe(wanted)
  })

  it.each([
    'tænder 18-28-38-48 fjernet',
    'DLP 224 89 107, Hb 224 89 107',
    'Aktivitet 224 89 107 MBq',
    'insulin 22-48-91-17 IE',
    'version 61.27.94.05, ip 61.27.94.05',
    '30-28-31-29',
    '1.2.840.10008.61.27.94.05',
    'BT 120/80, 130/85, puls 72',
    'matrix 612 x 79 x 405',
    '612 79 405 mm',
  ])('are none in %s', (text) => {
    expect(cleaned(text)).toBe(text)
  })
})

describe('Pagers', () => {
  it.each([
    ['bagvagten #5512', 'bagvagten #*'],
    ['ved Birthe Holmgaard #5512', 'ved * #*'],
    ['bip 5512 ved behov', 'bip * ved behov'],
  ])('go behind who carries them: %s', (text, wanted) => {
    expect(cleaned(text)).toBe(wanted)
  })

  it.each(['Snit #412 og #5512', 'bip 3 gange'])('are none in %s', (text) => {
    expect(cleaned(text)).toBe(text)
  })
})
