import { describe, expect, it } from 'vitest'
import { cleanFreeText } from '../clean-text.ts'
import { prepareSweep } from '../index.ts'
import { nobody } from '../subject.ts'

const terms = { sweep: prepareSweep(nobody()), dates: -10, mark: '*' }
const cleaned = (text: string) => cleanFreeText(text, terms).text

describe('Numbers of offices, services and devices', () => {
  it.each([
    ['Indskannet fra papir, bilag B-71934', 'Indskannet fra papir, bilag *'],
    ['Kørsel bestilt, kunde 662917, kørestol', 'Kørsel bestilt, kunde *, kørestol'],
    ['Ulykke dækket, pol. 83-512-774.', 'Ulykke dækket, pol. *.'],
    ['MR knæ, AES-skade 23-907418', 'MR knæ, AES-skade *'],
    ['Langtidsmåling. Rec. #HR-00419', 'Langtidsmåling. Rec. #*'],
    ['Indbragt med ambulance B-417, stabil', 'Indbragt med ambulance *, stabil'],
    ['Ledsaget af politiet, KB 5512-N', 'Ledsaget af politiet, *'],
    ['Betjent til stede (TJ 30418)', 'Betjent til stede (*)'],
    ['Pacemaker Biotronik Edora KLM714820T. Tærskel 0,6 V', 'Pacemaker Biotronik Edora *. Tærskel 0,6 V'],
    ['Fotograferet på afdelingen af holkru@rn kl. 9', 'Fotograferet på afdelingen af * kl. 9'],
  ])('go behind a word that leads to them: %s', (text, wanted) => {
    expect(cleaned(text)).toBe(wanted)
  })

  it.each([
    'Øvre pol 12 mm, nedre pol 10-15-20 mm',
    'Skade 2023, skade 10-15-20 %, hjerneskade 1-2-3',
    'Rec. 75000 IE dagligt, optager 44100 Hz',
    'Ambulance ankom kl. 0920, vogn retur',
    'Politiet tilkaldt, BT 120/80, TR 4500, HU 1200, kl 0950',
    'ICD-10 DI48901, pacemaker Medtronic W1SR01, model DVFB1D4',
    'Udsat aftale 2023-2024',
    '#4 MAC, tube #7,5, L4-L5, T2-FLAIR 3.0',
    'Dosis 2 Gy @ 10 fraktioner, scan@PACS',
    'Håndled 2 pl.',
    'Håndled 2 pl., Fodled 3 proj., Albueled 2 planer',
  ])('are none in %s', (text) => {
    expect(cleaned(text)).toBe(text)
  })
})

describe('An address', () => {
  it.each([
    ['Sankt Jakobs Vej 17, 3., Frb.', '*, *.'],
    ['Sankt Jakobs Vej 17, 3., Kbh. Faldet', '*, * Faldet'],
    ['Plejes på Nyhavevej 2 pl. i bil', 'Plejes på * pl. i bil'],
    ['Testvej 4, 2 fund. Normal', '*, 2 fund. Normal'],
  ])('goes with its floor and the town as it is shortened: %s', (text, wanted) => {
    expect(cleaned(text)).toBe(wanted)
  })
})

describe('Numbers of other studies', () => {
  const known = {
    ...nobody(),
    names: [{ family: 'Storm', given: ['Olav', 'Magnar'] }],
    accessionNumbers: ['RKHN7401188'],
  }
  const swept = (text: string) => cleanFreeText(text, { ...terms, sweep: prepareSweep(known) }).text

  it('have the letters of this one and as many digits', () => {
    expect(swept('Sml. m. CT (RKHN7288110), lungeabsces')).toBe('Sml. m. CT (*), lungeabsces')
    expect(swept('se også rkhn 7511022')).toBe('se også *')
    expect(swept('RKHN 12, RKHN740, RKHN afd., ARKHN7288110')).toBe('RKHN 12, RKHN740, RKHN afd., ARKHN7288110')
  })

  it('are none where the letters are those of a kind of image', () => {
    const sweep = prepareSweep({ ...nobody(), accessionNumbers: ['CT7401188'] })
    expect(cleanFreeText('Protokol CT100200, thorax', { ...terms, sweep }).text).toBe('Protokol CT100200, thorax')
  })

  it('keep their last letter, which is no initial of the name behind', () => {
    expect(swept('Enheden K603211S. Magnar kaldes ind')).toBe('Enheden K603211S. * kaldes ind')
  })
})
