import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Dataset, writeFile } from '@clic/dicom'

const [rows, columns] = [64, 64]
const uid = (number: number) => `2.25.4711${number}`

/**
 * Writes into `folder` what the command is made ready with: the slices of a series, and an object of many frames that goes through in pieces. Of what
 * scanners write there is some of each kind: names, dates, texts, codes, numbers, sequences, private blocks. Nobody is meant.
 */
export function objectsInUse(folder: string): void {
  mkdirSync(folder)
  for (let number = 1; number <= slices; number++)
    writeFileSync(join(folder, `${number}.dcm`), writeFile(slice(number, 1)))
  writeFileSync(join(folder, 'long.dcm'), writeFile(slice(slices + 1, longFrames)))
}

const slices = 2
/** A little more than is held in memory. */
const longFrames = Math.ceil((8.1 * 2 ** 20) / (2 * rows * columns))

function slice(number: number, frames: number): Dataset {
  const code = (value: string, meaning: string) =>
    build({ CodeValue: value, CodingSchemeDesignator: 'SCT', CodeMeaning: meaning })
  const reference = build({ ReferencedSOPClassUID: '1.2.840.10008.3.1.2.3.1', ReferencedSOPInstanceUID: uid(90) })
  const dataset = build({
    SpecificCharacterSet: 'ISO_IR 100',
    ImageType: 'ORIGINAL\\PRIMARY\\AXIAL',
    InstanceCreationDate: '20240311',
    InstanceCreationTime: '101500.250000',
    SOPClassUID: `1.2.840.10008.5.1.4.1.1.${frames > 1 ? '2.1' : '2'}`,
    SOPInstanceUID: uid(100 + number),
    StudyDate: '20240311',
    SeriesDate: '20240311',
    AcquisitionDate: '20240311',
    ContentDate: '20240311',
    StudyTime: '101200',
    SeriesTime: '101300.5',
    AcquisitionTime: `1014${10 + number}.125000`,
    ContentTime: `1014${10 + number}.125000`,
    AccessionNumber: 'AB1234567',
    Modality: 'CT',
    Manufacturer: 'A MAKER OF SCANNERS',
    InstitutionName: 'Et Sygehus',
    InstitutionAddress: 'Sygehusvej 1, 8000 Aarhus C',
    ReferringPhysicianName: 'Læge^Lise',
    StationName: 'CT1',
    StudyDescription: 'CT cerebrum 0101010101 Testesen',
    SeriesDescription: 'Ax 5.0 mm H30s',
    InstitutionalDepartmentName: 'Radiologisk afd.',
    PerformingPhysicianName: 'Læge^Lars',
    OperatorsName: 'OP',
    ManufacturerModelName: 'A model',
    ReferencedStudySequence: [reference],
    ReferencedImageSequence: [reference],
    ProcedureCodeSequence: [code('77477000', 'Computerized axial tomography')],
    PatientName: 'Testesen^Test Ærø',
    PatientID: '0101010101',
    PatientBirthDate: '20010101',
    PatientSex: 'F',
    PatientAge: '023Y',
    PatientWeight: '70',
    PatientSize: '1.7',
    AdditionalPatientHistory: 'Faldet på cykel d. 10/3, obs. blødning. Henvist af Lise Læge, tlf. 12 34 56 78',
    PatientComments: 'Ingen kontrast',
    ContrastBolusAgent: 'ingen',
    BodyPartExamined: 'HEAD',
    SliceThickness: '5',
    KVP: '120',
    DataCollectionDiameter: '500',
    DeviceSerialNumber: '12345',
    SoftwareVersions: 'V1',
    ProtocolName: '1.1 Cerebrum u. kontrast',
    ExposureTime: '1000',
    XRayTubeCurrent: String(180 + number),
    Exposure: String(9 + number),
    ConvolutionKernel: 'H30s',
    PatientPosition: 'HFS',
    StudyInstanceUID: uid(1),
    SeriesInstanceUID: uid(2),
    StudyID: '1',
    SeriesNumber: '2',
    AcquisitionNumber: '1',
    InstanceNumber: String(number),
    ImagePositionPatient: `-125\\-125\\${number * 5}`,
    ImageOrientationPatient: '1\\0\\0\\0\\1\\0',
    FrameOfReferenceUID: uid(3),
    SliceLocation: String(number * 5),
    ImageComments: 'Undersøgt uden kontrast',
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    ...(frames > 1 ? { NumberOfFrames: String(frames) } : {}),
    Rows: rows,
    Columns: columns,
    PixelSpacing: '0.5\\0.5',
    BitsAllocated: 16,
    BitsStored: 12,
    HighBit: 11,
    PixelRepresentation: 0,
    WindowCenter: '40',
    WindowWidth: '80',
    RescaleIntercept: '-1024',
    RescaleSlope: '1',
    RequestedProcedureDescription: 'CT cerebrum',
    RequestAttributesSequence: [
      build({
        ScheduledProcedureStepDescription: 'CT cerebrum',
        ScheduledProcedureStepID: '1',
        RequestedProcedureID: '1',
      }),
    ],
    PerformedProcedureStepStartDate: '20240311',
    PerformedProcedureStepDescription: 'CT cerebrum',
    PixelData: pixels(number, frames),
  })
  // Private blocks: one whose elements are known to be safe (PS3.15 Table E.3.10-1), and one that nobody knows.
  dataset.set(0x00190010, { vr: 'LO', strings: ['GEMS_ACQU_01'] })
  dataset.set(0x00191023, { vr: 'DS', strings: ['5'] })
  dataset.set(0x00090010, { vr: 'LO', strings: ['NOBODY KNOWS 01'] })
  dataset.set(0x00091001, { vr: 'LO', strings: ['Testesen'] })
  return new Map([...dataset].sort(([a], [b]) => a - b))
}

/** A disc on a dark ground, brighter from slice to slice. */
function pixels(number: number, frames: number): Uint8Array {
  const frame = new Uint16Array(rows * columns)
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++)
      frame[y * columns + x] =
        Math.hypot(y - rows / 2, x - columns / 2) < 20 ? 1000 + 5 * number + ((x * y) % 40) : x % 7
  const all = new Uint8Array(frame.byteLength * frames)
  for (let at = 0; at < all.length; at += frame.byteLength) all.set(new Uint8Array(frame.buffer), at)
  return all
}
