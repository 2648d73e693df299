import { build, type Dataset, tag } from '@clic/dicom'
import { seeded, seededUid } from './seeded.ts'

/** Single-frame MR images as one Enhanced MR object (PS3.3 A.36), its frames in the given order and not in that of their places. */
export function enhancedFrom(slices: readonly Dataset[], seed: string): Dataset {
  const first = slices[0] as Dataset
  const values = (from: Dataset, keyword: string) => from.get(tag(keyword))?.strings ?? []
  const kept = new Map(first)
  for (const keyword of [
    'ImagePositionPatient',
    'ImageOrientationPatient',
    'PixelSpacing',
    'SliceThickness',
    'SpacingBetweenSlices',
  ])
    kept.delete(tag(keyword))
  const pixels = slices.map((slice) => slice.get(tag('PixelData'))?.bytes ?? new Uint8Array())
  return new Map([
    ...kept,
    ...build({
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.4.1',
      SOPInstanceUID: seededUid(`enhanced ${seed}`),
      NumberOfFrames: slices.length,
      SharedFunctionalGroupsSequence: [
        build({
          PlaneOrientationSequence: [build({ ImageOrientationPatient: values(first, 'ImageOrientationPatient') })],
          PixelMeasuresSequence: [
            build({
              PixelSpacing: values(first, 'PixelSpacing'),
              SliceThickness: values(first, 'SliceThickness'),
              SpacingBetweenSlices: values(first, 'SpacingBetweenSlices'),
            }),
          ],
        }),
      ],
      PerFrameFunctionalGroupsSequence: slices.map((slice, k) =>
        build({
          FrameContentSequence: [build({ StackID: '1', InStackPositionNumber: k + 1, DimensionIndexValues: [k + 1] })],
          PlanePositionSequence: [build({ ImagePositionPatient: values(slice, 'ImagePositionPatient') })],
        }),
      ),
      PixelData: new Uint8Array(Buffer.concat(pixels)),
    }),
  ])
}

/**
 * Ultrasound of nobody: `frames` pictures of 48 × 32 pixels in colour with a bright disc that moves to the right from frame to frame.
 * One frame is a still, more are a film.
 */
export function ultrasound(seed: string, frames: number, changes: Parameters<typeof build>[0] = {}): Dataset {
  const [columns, rows] = [48, 32]
  const random = seeded(`ultrasound ${seed}`)
  const data = new Uint8Array(columns * rows * 3 * frames)
  for (let n = 0; n < columns * rows * frames; n++) {
    const [x, y, k] = [n % columns, Math.floor(n / columns) % rows, Math.floor(n / (columns * rows))]
    const bright = Math.hypot(x - (10 + 4 * k), y - 16) < 6
    const grey = bright ? 220 : 30 + Math.floor(random() * 20)
    data.set([grey, grey, bright ? 120 : grey], 3 * n)
  }
  return build({
    SOPClassUID: frames > 1 ? '1.2.840.10008.5.1.4.1.1.3.1' : '1.2.840.10008.5.1.4.1.1.6.1',
    SOPInstanceUID: seededUid(`ultrasound ${seed}`),
    Modality: 'US',
    PatientName: 'P',
    PatientID: 'P',
    PatientSex: 'O',
    PatientBirthDate: null,
    StudyInstanceUID: seededUid(`study of ultrasound ${seed}`),
    SeriesInstanceUID: seededUid(`series of ultrasound ${seed}`),
    StudyDate: '20250304',
    StudyTime: '091011',
    SeriesNumber: 1,
    InstanceNumber: 1,
    NumberOfFrames: frames > 1 ? frames : undefined,
    FrameTime: frames > 1 ? 40 : undefined,
    FrameIncrementPointer: frames > 1 ? [tag('FrameTime')] : undefined,
    SamplesPerPixel: 3,
    PhotometricInterpretation: 'RGB',
    PlanarConfiguration: 0,
    Rows: rows,
    Columns: columns,
    BitsAllocated: 8,
    BitsStored: 8,
    HighBit: 7,
    PixelRepresentation: 0,
    PixelData: data,
    ...changes,
  })
}
