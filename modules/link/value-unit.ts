import { type Dataset, framesOfObject, groupOf, number, type ObjectFrame, tag, text } from '@clic/dicom'

/** Defined terms of Rescale Type (PS3.3 C.11.1.1.2) that are not written as their unit. US says that the unit is not specified. */
const written: Record<string, string | undefined> = { US: undefined, MGML: 'mg/ml', PCT: '%', Z_EFF: 'Zeff' }

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
  const type = (rescale && text(rescale, tag('RescaleType')))?.trim()
  if (type) return type in written ? written[type] : type.length <= 16 ? type : undefined
  // A CT image that is rescaled and does not say to what is in Hounsfield units (PS3.3 C.8.2.1), but not one of several energies. A
  // picture of a screen that a CT scanner sends is not rescaled.
  const isRescaled = rescale !== undefined && number(rescale, tag('RescaleIntercept')) !== undefined
  const isMultiEnergy = text(dataset, tag('MultienergyCTAcquisition')) === 'YES'
  return modality === 'CT' && isRescaled && !isMultiEnergy ? 'HU' : undefined
}
