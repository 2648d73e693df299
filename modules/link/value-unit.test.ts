import { build } from '@clic/dicom'
import { describe, expect, it } from 'vitest'
import { unitOfValues } from './value-unit.ts'

const rescaled = { RescaleSlope: 1, RescaleIntercept: -1024 }
const unit = (modality: string, ...objects: Parameters<typeof build>[0][]) =>
  unitOfValues(
    modality,
    objects.map((one) => build(one)),
  )

describe('the unit of the values', () => {
  it.each([
    ['of CT that says so', 'CT', { ...rescaled, RescaleType: 'HU' }, 'HU'],
    ['of CT that does not say', 'CT', rescaled, 'HU'],
    ['of CT that says that it is not specified', 'CT', { ...rescaled, RescaleType: 'US' }, undefined],
    ['of CT that has another one', 'CT', { ...rescaled, RescaleType: 'MGML' }, 'mg/ml'],
    ['of several energies that does not say', 'CT', { ...rescaled, MultienergyCTAcquisition: 'YES' }, undefined],
    [
      'of several energies that says so',
      'CT',
      { ...rescaled, MultienergyCTAcquisition: 'YES', RescaleType: 'HU' },
      'HU',
    ],
    ['of a picture of the screen of a CT scanner', 'CT', {}, undefined],
    ['of colours', 'CT', { ...rescaled, SamplesPerPixel: 3, RescaleType: 'HU' }, undefined],
    ['of MR that does not say', 'MR', rescaled, undefined],
    ['of MR that says that it is not specified', 'MR', { ...rescaled, RescaleType: 'US' }, undefined],
    ['of PET in activity', 'PT', { ...rescaled, Units: 'BQML' }, 'Bq/ml'],
    ['of PET in standardised uptake', 'PT', { ...rescaled, Units: 'GML' }, 'g/ml'],
    ['of PET that tells only what they are proportional to', 'PT', { ...rescaled, Units: 'PROPCNTS' }, undefined],
    ['of another modality that says it', 'DX', { ...rescaled, RescaleType: 'OD' }, 'OD'],
    ['that is a sentence', 'MR', { ...rescaled, RescaleType: 'normalised to the brain' }, undefined],
  ] as const)('%s', (_, modality, object, expected) => {
    expect(unit(modality, object)).toBe(expected)
  })

  it('is none where the images of a series differ', () => {
    expect(unit('CT', rescaled, rescaled)).toBe('HU')
    expect(unit('CT', rescaled, { ...rescaled, RescaleType: 'MGML' })).toBe(undefined)
  })

  it('of an enhanced object stands in the groups of its frames', () => {
    const groups = (type: string) =>
      build({ PixelValueTransformationSequence: [build({ ...rescaled, RescaleType: type })] })
    const enhanced = (...types: string[]) => ({
      NumberOfFrames: types.length,
      PerFrameFunctionalGroupsSequence: types.map(groups),
    })
    expect(unit('CT', enhanced('HU', 'HU'))).toBe('HU')
    expect(unit('CT', enhanced('HU', 'Z_EFF'))).toBe(undefined)
    expect(unit('CT', enhanced('Z_EFF'))).toBe('Zeff')
  })
})
