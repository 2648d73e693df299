import { type Dataset, isUid, readDataset, STORABLE_TRANSFER_SYNTAXES, tag, tagText, text } from '@clic/dicom'
import { type IdentityItem, identityOfObject } from './identity-of-object.ts'
import { dicomPatientId, type PatientIdentifier } from './patient-id.ts'
import { pixelFault } from './pixel-length.ts'

/** What reception needs to know of an object. UIDs are checked to be UIDs. */
export interface ObjectFacts {
  sopInstanceUid: string
  sopClassUid: string
  studyInstanceUid: string
  seriesInstanceUid: string
  transferSyntax: string
  modality: string
  studyDescription: string
  seriesDescription: string
  studyDate: string
  bodyPart: string
  sex: string
  patient: PatientIdentifier
  identity: IdentityItem[]
}

export interface ObjectFault {
  code:
    | 'not-dicom'
    | 'truncated'
    | 'bad-structure'
    | 'too-deep'
    | 'too-large'
    | 'no-uid'
    | 'other-instance'
    | 'pixel-data'
    | 'encoding'
  reason: string
  next: string
  /** When it could be read. */
  sopInstanceUid?: string
  sopClassUid?: string
}

export type Inspection = { ok: true; facts: ObjectFacts } | { ok: false; fault: ObjectFault }

const resend = 'Send it again from the archive; if it stays, the object is damaged there.'
const uids = ['SOPClassUID', 'SOPInstanceUID', 'StudyInstanceUID', 'SeriesInstanceUID'] as const

/**
 * Reads a whole Part 10 object and says what it is, or why it is not taken. Nothing of its content is in a reason, only
 * positions, lengths and names of attributes. `announced`: the instance that the sender said it was sending.
 */
export function inspectObject(
  bytes: Uint8Array,
  announced?: { sopInstanceUid: string; sopClassUid: string },
): Inspection {
  const read = readDataset(bytes)
  if (!read.ok)
    return fault(
      read.problem.code,
      read.problem.message,
      read.problem.code === 'not-dicom' ? 'Send DICOM Part 10 files only.' : resend,
    )
  const { dataset, transferSyntax } = read
  const named = { sopInstanceUid: text(dataset, tag('SOPInstanceUID')), sopClassUid: text(dataset, tag('SOPClassUID')) }
  const bad = uids.find((keyword) => !isUid(text(dataset, tag(keyword)) ?? ''))
  if (bad)
    return fault(
      'no-uid',
      `${bad} ${tagText(tag(bad))} is missing or is no UID, so the object belongs to no study.`,
      resend,
      validOnly(named),
    )
  if (!STORABLE_TRANSFER_SYNTAXES.includes(transferSyntax))
    return fault(
      'encoding',
      'The transfer syntax is not one that this platform takes.',
      'Send it in another transfer syntax.',
      named,
    )
  if (announced && (announced.sopInstanceUid !== named.sopInstanceUid || announced.sopClassUid !== named.sopClassUid)) {
    return fault('other-instance', 'The object is another instance than the one that was announced.', resend, named)
  }
  const metaUid = text(read.fileMeta, 0x00020003)
  if (metaUid !== undefined && metaUid !== named.sopInstanceUid)
    return fault('other-instance', 'The file header names another instance than the data set.', resend, named)
  const pixels = pixelFault(dataset, transferSyntax)
  if (pixels) return fault('pixel-data', `The image is not whole: ${pixels}.`, resend, named)
  return { ok: true, facts: factsOf(dataset, transferSyntax) }
}

function factsOf(dataset: Dataset, transferSyntax: string): ObjectFacts {
  // A NUL ends a value: what stands behind is what a buffer held before, and no database takes it.
  const value = (keyword: string) => (text(dataset, tag(keyword)) ?? '').replace(/\0.*/s, '')
  const studyInstanceUid = value('StudyInstanceUID')
  return {
    sopInstanceUid: value('SOPInstanceUID'),
    sopClassUid: value('SOPClassUID'),
    studyInstanceUid,
    seriesInstanceUid: value('SeriesInstanceUID'),
    transferSyntax,
    modality: value('Modality'),
    studyDescription: value('StudyDescription'),
    seriesDescription: value('SeriesDescription'),
    studyDate: value('StudyDate'),
    bodyPart: value('BodyPartExamined'),
    sex: value('PatientSex'),
    // Without a patient id nobody can say whose study it is: the study is then a patient of its own, and no record joins it.
    patient: dicomPatientId(value('PatientID'), value('IssuerOfPatientID')) ?? {
      issuer: 'urn:clic:study-without-patient-id',
      value: studyInstanceUid,
    },
    identity: identityOfObject(dataset),
  }
}

function validOnly(named: { sopInstanceUid?: string; sopClassUid?: string }): typeof named {
  return {
    sopInstanceUid: isUid(named.sopInstanceUid ?? '') ? named.sopInstanceUid : undefined,
    sopClassUid: isUid(named.sopClassUid ?? '') ? named.sopClassUid : undefined,
  }
}

function fault(
  code: ObjectFault['code'],
  reason: string,
  next: string,
  named: { sopInstanceUid?: string; sopClassUid?: string } = {},
): Inspection {
  return { ok: false, fault: { code, reason, next, ...named } }
}
