import { build, type Dataset } from '@clic/dicom'

/** An image of nobody with 4 × 4 pixels of 16 bits, 12 of them used, unless `more` says otherwise. */
export function smallImage(pixels: Uint8Array, more: Parameters<typeof build>[0] = {}): Dataset {
  return build({
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
    SOPInstanceUID: '1.2.208.4711.79.1',
    StudyInstanceUID: '1.2.208.4711.79.2',
    SeriesInstanceUID: '1.2.208.4711.79.3',
    Modality: 'CT',
    PatientName: '',
    PatientID: '',
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: 4,
    Columns: 4,
    BitsAllocated: 16,
    BitsStored: 12,
    HighBit: 11,
    PixelRepresentation: 0,
    PixelData: pixels,
    ...more,
  })
}
