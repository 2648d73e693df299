import { describe, expect, it } from 'vitest'
import { cleanFreeText } from './clean-text.ts'
import { nobody } from './subject.ts'
import { prepareSweep } from './sweep.ts'

const sweep = prepareSweep({
  ...nobody(),
  patientIds: [{ issuer: '', value: '140762-3718' }],
  names: [{ family: 'Munkholt Krogvad', given: ['Bodil', 'Regitze'] }],
  staffNames: [
    'Tranevang^Bjarke',
    'Lunddal^Jonas^Kvist',
    'Vangkær^Dorthea',
    'Brøstrup^Kaj',
    'Sejrskov^Mie Karla',
    'Brix^Lene',
  ],
  devices: ['73318'],
  places: ['AWQ73318'],
})
const cleaned = (text: string) => cleanFreeText(text, { sweep, dates: 20, mark: '***' }).text

describe('initials of whom the header names', () => {
  it.each([
    ['VD_NOTE', '***_NOTE'],
    ['DV_axial', '***_axial'],
    ['axial_VD', 'axial_***'],
    ['VD', '***'],
    ['Pleuraeffusion VD', 'Pleuraeffusion ***'],
    ['D.V.', '***'],
    ['Konf. med D. V. i dag', 'Konf. med *** i dag'],
    ['DV ser med', '*** ser med'],
    ['BT scannede selv', '*** scannede selv'],
    ['DV: ingen anfald', '***: ingen anfald'],
    ['VD 85 år, faldet', '*** 85 år, faldet'],
    ['Cyste ve. DV/HKN. Kontrol', 'Cyste ve. ***. Kontrol'],
    ['us JKL. FRAX 22 %', 'us ***. FRAX 22 %'],
    ['Bevægeartefakt; LJK', 'Bevægeartefakt; ***'],
    ['Couch +0.4 cm ok BJTR kl 9:12', 'Couch +0.4 cm ok *** kl 9:12'],
    ['KUB low dose LEBX', 'KUB low dose ***'],
    ['BTr', '***'],
    ['Atropin 0.5 mg; jkl', 'Atropin 0.5 mg; ***'],
    ['UL lever /msej', 'UL lever /***'],
    ['Taget af DV og sendt', 'Taget af *** og sendt'],
  ])('go where initials stand: %s', (text, wanted) => expect(cleaned(text)).toBe(wanted))

  it.each([
    'BT: 120/80',
    'Set BT 120/80',
    'VD-vitamin 35 nmol/l',
    'VD 5 mm og mere',
    'MR ser ud til bedring',
    'AP og LL optagelse',
    'KAG og PCI på LAD',
    'EF 55 %, LVEF normal',
    'SAG T2 TSE FS',
    'vd, dv og bt',
    'Mask og krav til MASK',
  ])('stay where medicine or the sentence says the same: %s', (text) => expect(cleaned(text)).toBe(text))
})

describe('a login made of a name of the header', () => {
  it.each([
    ['ord. regitzemunk', 'ord. ***'],
    ['regitzekrogvad ct', '*** ct'],
    ['lunddaljonas', '***'],
    ['DXA, jonasl', 'DXA, ***'],
    ['DXA, bodilr', 'DXA, ***'],
    ['bodilm2 thorax', '*** thorax'],
    ['MIP 5 mm by jlunddal on WS', 'MIP 5 mm by *** on WS'],
    ['by jlunddalx', 'by ***'],
    ['login kbroe', 'login ***'],
    ['kbroe', '***'],
    ['Filter applied by mie.ks', 'Filter applied by ***'],
    ['j.lunddal så med', '*** så med'],
    ['BODILHANSEN', '***'],
    ['Vangkærgruppen', '***'],
  ])('goes as a whole: %s', (text, wanted) => expect(cleaned(text)).toBe(wanted))

  it.each(['milde forandringer', 'kanaler og brønde', 'bodegaer', 'lunden, munken og vangen', 'e.g. t.lunge'])(
    'is no word of a sentence: %s',
    (text) => expect(cleaned(text)).toBe(text),
  )
})

describe('a part of the CPR number of the header', () => {
  it.each([
    ['MASK 3718', 'MASK ***'],
    ['sidste fire 3718', 'sidste fire ***'],
    ['pt -3718', 'pt ***'],
    ['14 07 62 hofte', '*** hofte'],
    ['140762', '***'],
  ])('goes: %s', (text, wanted) => expect(cleaned(text)).toBe(wanted))

  it.each(['3718 ml', 'TR 3718', '3718,5', '3718 billeder', 'kl 3718', '3718 HU', '13718 x'])(
    'stays where something is measured or counted: %s',
    (text) => expect(cleaned(text)).toBe(text),
  )

  it('that is a year or a round number goes behind a word alone', () => {
    const own = prepareSweep({ ...nobody(), patientIds: [{ issuer: '', value: '1407621985' }] })
    const of = (text: string) => cleanFreeText(text, { sweep: own, dates: 20, mark: '***' }).text
    expect(of('CT 1985 ua')).toBe('CT 1985 ua')
    expect(of('cpr slutter på 1985')).toBe('cpr slutter på ***')
  })
})

describe('the number of a device of the header', () => {
  it.each([
    ['host AWQ73318 klar', 'host *** klar'],
    ['WS=CTX73318', 'WS=***'],
    ['pcawq73318', '***'],
  ])('goes with the letters in front of it: %s', (text, wanted) => expect(cleaned(text)).toBe(wanted))

  it('stays inside of a longer number', () => expect(cleaned('udbytte 1733182')).toBe('udbytte 1733182'))
})

describe('a given name that a low line joins in a label', () => {
  it.each([
    ['Trauma WB kurt_test', 'Trauma WB ***_test'],
    ['thorax_henning', 'thorax_***'],
  ])('goes: %s', (text, wanted) => expect(cleaned(text)).toBe(wanted))

  it.each(['rose_bengal', 't2_vibe_dixon', 'SAG_T2_TSE'])('is no word: %s', (text) => expect(cleaned(text)).toBe(text))
})

it('who worked at which station goes with it', () => {
  expect(cleaned('MIP 5 mm by ojsommx on WS-CT-14')).toBe('MIP 5 mm by *** on ***')
  expect(cleaned('drawn by hand on T2-series')).toBe('drawn by hand on T2-series')
})

describe('a login that says where it is used', () => {
  const staff = (name: string, text: string) =>
    cleanFreeText(text, { sweep: prepareSweep({ ...nobody(), staffNames: [name] }), dates: 0, mark: '***' }).text

  it.each([
    ['RAD_tkj', 'Bryst venstre, BI-RADS 4', 'Bryst venstre, BI-RADS 4'],
    ['RAD_tkj', 'Dikteret RAD_tkj', 'Dikteret ***'],
    ['HJERTE_LAB', 'set af hjerte_lab', 'set af ***'],
    ['HJERTE_LAB', 'Hjerte forstørret, lab-prøver taget', 'Hjerte forstørret, lab-prøver taget'],
    ['AKUT_Ravnkilde', 'akut indlagt, set af Ravnkilde', 'akut indlagt, set af ***'],
  ])('%s takes no word of medicine out of "%s"', (name, text, wanted) => {
    expect(staff(name, text)).toBe(wanted)
  })

  it('is a person’s all the same where its parts are names, whatever else they mean', () => {
    expect(staff('Hvid_Lone', 'Thorax set med Hvid')).toBe('Thorax set med ***')
    expect(staff('Hjerte^Lone', 'Thorax set med Hjerte')).toBe('Thorax set med ***')
  })
})

describe('initials of staff that medicine writes too', () => {
  const staff = prepareSweep({ ...nobody(), staffNames: ['Birk^Troels Aksel', 'Salling^Dan', 'Lavesen^Vibe'] })
  const found = (text: string) => cleanFreeText(text, { sweep: staff, dates: 20, mark: '***' }).text

  it.each([
    ['god kvalitet /TBI', 'god kvalitet /***'],
    ['Afbrudt, TBI ringede', 'Afbrudt, *** ringede'],
    ['match på knogle TBI/VLK', 'match på knogle ***'],
    ['TB: bevægelse', '***: bevægelse'],
    ['DSA: gentaget pga. uro', '***: gentaget pga. uro'],
    ['LV ringet op', '*** ringet op'],
    ['BIRTRO kl 10', '*** kl 10'],
    ['SALDA har scannet', '*** har scannet'],
    ['TROBIR02 har godkendt', '*** har godkendt'],
  ])('go where only somebody can stand: %s', (text, wanted) => expect(found(text)).toBe(wanted))

  it.each([
    'TBI: ingen blødning',
    'Svær TBI efter fald',
    'TBI/DAI mistænkes',
    'TB: negativ',
    'TB: ingen tegn på aktiv sygdom',
    'DSA: ingen stenose',
    'LV: normal størrelse',
    'LV/RV ratio 0,9',
  ])('stay where a finding is told: %s', (text) => expect(found(text)).toBe(text))
})
