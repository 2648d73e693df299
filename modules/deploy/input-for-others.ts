import { type Dataset, type Element, tag } from '@clic/dicom'

/** What a package of others gets of an image: its pixels, how they are to be read, and where they lie. Everything else stays here. */
const kept = [
  ...['SOPClassUID', 'ImageType', 'Modality', 'BodyPartExamined', 'PatientPosition', 'InstanceNumber'],
  ...['ImagePositionPatient', 'ImageOrientationPatient', 'SliceLocation', 'SliceThickness', 'SpacingBetweenSlices'],
  ...['PixelSpacing', 'Rows', 'Columns', 'SamplesPerPixel', 'PhotometricInterpretation', 'PixelRepresentation'],
  ...['BitsAllocated', 'BitsStored', 'HighBit', 'RescaleSlope', 'RescaleIntercept', 'RescaleType'],
  ...['WindowCenter', 'WindowWidth', 'PixelPaddingValue', 'PixelData', 'ConversionType'],
  ...['ScanningSequence', 'SequenceVariant', 'MRAcquisitionType', 'RepetitionTime', 'EchoTime', 'FlipAngle', 'KVP'],
].map(tag)

const renamed = ['SOPInstanceUID', 'StudyInstanceUID', 'SeriesInstanceUID', 'FrameOfReferenceUID'].map(tag)

const empty: [string, string][] = [
  ['PatientBirthDate', 'DA'],
  ['PatientSex', 'CS'],
  ['StudyDate', 'DA'],
  ['StudyTime', 'TM'],
  ['StudyID', 'SH'],
  ['AccessionNumber', 'SH'],
  ['ReferringPhysicianName', 'PN'],
]

/** The slices of a study without any identity, under UIDs of this run alone. `uid` gives one and the same for one and the same. */
export function inputForOthers(slices: readonly Dataset[], uid: (original: string) => string): Dataset[] {
  return slices.map((slice) => {
    const given: Dataset = new Map()
    for (const one of kept) {
      const element = slice.get(one)
      if (element) given.set(one, element)
    }
    for (const one of renamed) {
      const original = slice.get(one)?.strings?.[0]
      if (original) given.set(one, text('UI', uid(original)))
    }
    for (const [keyword, vr] of empty) given.set(tag(keyword), { vr })
    given.set(tag('PatientName'), text('PN', 'Study'))
    given.set(tag('PatientID'), text('LO', 'Study'))
    return given
  })
}

function text(vr: string, value: string): Element {
  return { vr, strings: [value] }
}
