import { describe, expect, it } from 'vitest'
import { cleanFreeText } from './clean-text.ts'
import { nobody } from './subject.ts'
import { prepareSweep } from './sweep.ts'

const sweep = prepareSweep({
  ...nobody(),
  names: [{ family: 'Grunnet', given: ['Halvor'] }],
  birthDates: ['19520311'],
})
const cleaned = (text: string, used = sweep) => cleanFreeText(text, { sweep: used, dates: 20, mark: '***' }).text

describe('a label of a plan, a beam or an outline', () => {
  it.each([
    ['GRUN_1', '***_1'],
    ['GRUNN_VMAT', '***_VMAT'],
    ['grun_kV AP', '***_kV AP'],
    ['CTV_grunn', 'CTV_***'],
    ['hgrun_CTV', '***_CTV'],
    ['HG1952', '***'],
    ['GH1103', '***'],
    ['GRU110352', '***'],
    ['110352HAL', '***'],
  ])('goes without a name in short: %s', (text, wanted) => expect(cleaned(text)).toBe(wanted))

  it.each(['PTV_5000', 'Lung_L', 'CT1952', 'HG1953', 'GTV_prim', 'HU1103'])('keeps what it is of: %s', (text) =>
    expect(cleaned(text)).toBe(text),
  )

  it('keeps a part of the body that begins as the name does', () => {
    const other = prepareSweep({ ...nobody(), names: [{ family: 'Pelvig', given: ['Abelone'] }] })
    expect(cleaned('PELV_1', other)).toBe('PELV_1')
    expect(cleaned('Pelvis_ext', other)).toBe('Pelvis_ext')
  })
})
