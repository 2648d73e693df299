import { type Dataset, framesOfObject, groupOf, number, type ObjectFrame, tag, text } from '@clic/dicom'

/**
 * Defined terms of Rescale Type (PS3.3 C.11.1.1.2) and of the Units of PET (PS3.3 C.8.9.1.1.3) that are not written as their unit. US says that
 * the unit is not specified, NONE and the two that begin with PROP that there is none.
 */
const written: Record<string, string | undefined> = {
  US: undefined,
  MGML: 'mg/ml',
  PCT: '%',
  Z_EFF: 'Zeff',
  NONE: undefined,
  PROPCNTS: undefined,
  PROPCPS: undefined,
  CNTS: 'counts',
  CPS: 'counts/s',
  CM2: 'cm²',
  CM2ML: 'cm²/ml',
  PCNT: '%',
  BQML: 'Bq/ml',
  GML: 'g/ml',
  MLG: 'ml/g',
  MLML: 'ml/ml',
  UMOLML: 'µmol/ml',
  MGMINML: 'mg/min/ml',
  UMOLMINML: 'µmol/min/ml',
  MLMING: 'ml/min/g',
  MLMINML: 'ml/min/ml',
  '1CM': '1/cm',
  STDDEV: 'SD',
}

/** What the rescaled values of a series are in, where all its frames say the same; of colours nothing. */
export function unitOfValues(modality: string, headers: readonly Dataset[]): string | undefined {
  const units = new Set(headers.flatMap(framesOfObject).map((frame) => unitOf(modality, frame)))
  return units.size === 1 ? [...units][0] : undefined
}

function unitOf(modality: string, frame: ObjectFrame): string | undefined {
  const { dataset } = frame
  if ((number(dataset, tag('SamplesPerPixel')) ?? 1) > 1) return undefined
  if (text(dataset, tag('PhotometricInterpretation')) === 'PALETTE COLOR') return undefined
  const rescale = groupOf(frame, 'PixelValueTransformationSequence')
  // PET says what its values are in by an attribute of its own.
  const type = ((rescale && text(rescale, tag('RescaleType'))) || text(dataset, tag('Units')))?.trim()
  if (type) return type in written ? written[type] : type.length <= 16 ? type : undefined
  // A CT image that is rescaled and does not say to what is in Hounsfield units (PS3.3 C.8.2.1), but not one of several energies. A
  // picture of a screen that a CT scanner sends is not rescaled.
  const isRescaled = rescale !== undefined && number(rescale, tag('RescaleIntercept')) !== undefined
  const isMultiEnergy = text(dataset, tag('MultienergyCTAcquisition')) === 'YES'
  return modality === 'CT' && isRescaled && !isMultiEnergy ? 'HU' : undefined
}
