import { describe, expect, it } from 'vitest'
import { cleanFreeText } from './clean-text.ts'
import { prepareSweep } from './index.ts'
import { nobody } from './subject.ts'

const sweep = prepareSweep(nobody())
const by = (days: number | 'remove' | 'keep') => (text: string) =>
  cleanFreeText(text, { sweep, dates: days, mark: '***' }).text
const cleaned = by(-10)

describe('days without a year behind what happened and what was taken', () => {
  it.each([
    ['indlagt 17.9, udskrevet 22-9', 'indlagt ***, udskrevet ***'],
    ['opr. 19.3. i GA', 'opr. ***. i GA'],
    ['reponeret 3/3 på skadestuen', 'reponeret *** på skadestuen'],
    ['tilset 1/2 af vagten', 'tilset *** af vagten'],
    ['intuberet 30-1', 'intuberet ***'],
    ['Methotrexat seponeret 17-6', 'Methotrexat seponeret ***'],
    ['Pauseret 7/3', 'Pauseret ***'],
    ['MR 30-3 og 2/5 sammenlignes', 'MR *** og *** sammenlignes'],
    ['UL 8/8 uændret', 'UL *** uændret'],
    ['rtg. hofte 4/3 viser brud', 'rtg. hofte *** viser brud'],
    ['CT urinveje 30.04', 'CT urinveje ***'],
    ['Sml. RU af 17.06', 'Sml. RU af ***'],
    ['PET/CT 27.9.', 'PET/CT ***.'],
    ['Overflyttet 5/5 pt. velbefindende', 'Overflyttet *** pt. velbefindende'],
  ])('go as their neighbours do: %s', (text, wanted) => {
    expect(cleaned(text)).toBe(wanted)
  })

  it.each([
    'systolisk mislyd grad 2/6, III/VI',
    'TE/TR 90/4500, matrix 12/8',
    'MR lumbalt: prolaps L4/5 og L5/S1',
    'MR 2/4 og TR 1/4',
    'MR 1.5 T, MR 1.5.',
    'CRP 28.3, Hb 7.2, TSH 2.12',
    'BT 120/80, VAS 3/10, GCS 14/15',
    'resekeret 2/3, fjernet 3/4 af tumor',
    'Metoprolol startet 12.5',
    'Prednisolon seponeret 1/2',
    'UL 12-5 MHz, UL 15-4',
    'indlagt 3-4 dage, taget 2-3 gange, kontrol 3-4 uger',
    'CT 5/12 lymfeknuder, biopsi 4/12',
    'CT thorax nodul 13.2.',
    'lymfeknuder er fjernet 3/11, prøver taget 4/9',
    'CT 2/6 optagelser, MR 3/7 sekvenser',
    'obs kraft 4/5, obs 4/5',
    'skiftet 2/1 dele',
    'CT abdomen 12-8 mm',
  ])('are none in %s', (text) => {
    expect(cleaned(text)).toBe(text)
  })

  it('stay where dates stay and go where they go', () => {
    expect(by('keep')('opereret 19.3, CT 30-3')).toBe('opereret 19.3, CT 30-3')
    expect(by('remove')('opereret 19.3, CT 30-3')).toBe('opereret ***, CT ***')
  })
})

describe('dates whose year has two figures', () => {
  it.each([
    ['beskrevet 7.11.-23', 'beskrevet 28.10.-23'],
    ['Set 27/XI-23', 'Set 17/XI-23'],
    ['indlagt 1/24', 'indlagt 1/24'],
    ['Set 99-11-28', 'Set 99-11-18'],
    ['Set 14-03-23', 'Set 04-03-23'],
  ])('move in the form in which they stand: %s', (text, wanted) => {
    expect(cleaned(text)).toBe(wanted)
  })

  it('move as a month and its year behind what happened', () => {
    expect(by(-40)('opr 1/24')).toBe('opr 12/23')
  })

  it.each([
    ['obs 071123 uændret', 'obs *** uændret'],
    ['seponeret 281123', 'seponeret ***'],
    ['CT cerebrum 231128', 'CT cerebrum ***'],
    ['obs 7. ds.', 'obs *** ds.'],
  ])('go in six figures behind a word of the clinic, and as a day of this month: %s', (text, wanted) => {
    expect(cleaned(text)).toBe(wanted)
  })

  it.each(['obs 120000', 'CT 993311 tællinger', 'version 99.02.14', 'stadie 2/24', 'serie 071123'])(
    'are none in %s',
    (text) => {
      expect(cleaned(text)).toBe(text)
    },
  )
})

describe('a date of three pairs of figures', () => {
  const known = (ownDates: readonly string[]) => (text: string) =>
    cleanFreeText(text, { sweep, dates: -10, mark: '***', ownDates }).text

  it('is moved with its day in front, unless the year would lie behind all that is known', () => {
    expect(known(['20240301'])('rtg 23-11-22')).toBe('rtg 13-11-22')
    expect(known(['20231129'])('rtg 23-11-28')).toBe('rtg ***')
  })

  it('is moved with its year in front where it is a date of the object, or no day otherwise', () => {
    expect(known(['20231128'])('rtg 23-11-28')).toBe('rtg 23-11-18')
    expect(known(['20231128'])('rtg 99-11-28')).toBe('rtg 99-11-18')
    expect(known(['20281123'])('rtg 23-11-28')).toBe('rtg 13-11-28')
  })

  it('goes where another of its text has the year in front and it may as well', () => {
    expect(known(['20231129'])('rtg 23-11-28, 23-11-22 og 31-12-22')).toBe('rtg ***, *** og ***')
  })
})
