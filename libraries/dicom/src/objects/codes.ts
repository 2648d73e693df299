import type { Code } from './build-dataset.ts'

const dcm = (value: string, meaning: string): Code => ({ value, scheme: 'DCM', meaning })
const sct = (value: string, meaning: string): Code => ({ value, scheme: 'SCT', meaning })
const loinc = (value: string, meaning: string): Code => ({ value, scheme: 'LN', meaning })

/**
 * Coded concepts that SEG and SR use. Sources: PS3.16 Annex D (DCM), the SNOMED CT subset of DICOM (SCT), LOINC (LN), UCUM. Each is
 * checked against an independent dictionary by codes.test.ts.
 */
export const codes = {
  segmentation: dcm('113076', 'Segmentation'),
  sourceImage: dcm('121322', 'Source image for image processing operation'),
  anatomicalStructure: sct('91723000', 'Anatomical Structure'),
  hippocampus: sct('5366008', 'Hippocampus'),
  tissue: sct('85756007', 'Tissue'),
  anterior: sct('255549009', 'Anterior'),
  posterior: sct('255551008', 'Posterior'),
  right: sct('24028007', 'Right'),
  left: sct('7771000', 'Left'),
  report: dcm('126000', 'Imaging Measurement Report'),
  language: dcm('121049', 'Language of Content Item and Descendants'),
  english: { value: 'en-US', scheme: 'RFC5646', meaning: 'English (United States)' },
  observerType: dcm('121005', 'Observer Type'),
  person: dcm('121006', 'Person'),
  personName: dcm('121008', 'Person Observer Name'),
  personOrganization: dcm('121009', "Person Observer's Organization Name"),
  device: dcm('121007', 'Device'),
  deviceUid: dcm('121012', 'Device Observer UID'),
  deviceName: dcm('121013', 'Device Observer Name'),
  deviceManufacturer: dcm('121014', 'Device Observer Manufacturer'),
  deviceModel: dcm('121015', 'Device Observer Model Name'),
  deviceSerial: dcm('121016', 'Device Observer Serial Number'),
  procedureReported: dcm('121058', 'Procedure reported'),
  mri: loinc('25056-3', 'MRI unspecified body region'),
  ct: loinc('25045-6', 'CT unspecified body region'),
  imageLibrary: dcm('111028', 'Image Library'),
  imageLibraryGroup: dcm('126200', 'Image Library Group'),
  imagingMeasurements: dcm('126010', 'Imaging Measurements'),
  measurementGroup: dcm('125007', 'Measurement Group'),
  trackingIdentifier: dcm('112039', 'Tracking Identifier'),
  trackingUid: dcm('112040', 'Tracking Unique Identifier'),
  finding: dcm('121071', 'Finding'),
  findingSite: sct('363698007', 'Finding Site'),
  laterality: sct('272741003', 'Laterality'),
  topographicalModifier: sct('106233006', 'Topographical modifier'),
  referencedSegment: dcm('121191', 'Referenced Segment'),
  sourceSeries: dcm('121232', 'Source series for segmentation'),
  algorithmName: dcm('111001', 'Algorithm Name'),
  algorithmVersion: dcm('111003', 'Algorithm Version'),
  algorithmManufacturer: dcm('122405', 'Algorithm Manufacturer'),
  volume: sct('118565006', 'Volume'),
  cubicMillimetre: { value: 'mm3', scheme: 'UCUM', meaning: 'cubic millimeter' },
} as const satisfies Record<string, Code>

/** What a structure is and which part of it, as far as its name tells. */
export interface CodedStructure {
  type: Code
  /** The part along the body: anterior or posterior. */
  part?: Code
  side?: Code
}

/** Codes from a structure's name in English or Danish; anatomy that is not known here is coded as tissue and named in words. */
export function codedStructure(name: string): CodedStructure {
  return {
    type: /hippocamp/i.test(name) ? codes.hippocampus : codes.tissue,
    ...(/\b(anterior|forreste)\b/i.test(name) ? { part: codes.anterior } : {}),
    ...(/\b(posterior|bageste)\b/i.test(name) ? { part: codes.posterior } : {}),
    ...(/\b(right|højre)\b/i.test(name) ? { side: codes.right } : {}),
    ...(/\b(left|venstre)\b/i.test(name) ? { side: codes.left } : {}),
  }
}
