import { type Dataset, readDataset, tag, text } from '@clic/dicom'

const forbidden = ['OtherPatientIDs', 'PatientAddress', 'PatientTelephoneNumbers', 'PatientBirthName', 'PatientMotherBirthName', 'MilitaryRank', 'MedicalRecordLocator', 'IssuerOfPatientID'] as const

/** CPR by shape: six digits that can be a date, four more. */
export const cprShape = /(?<!\d)(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])\d{2}-?\d{4}(?!\d)/

/**
 * The second line of defence: an object that still names a patient does not enter the research zone, whatever its proof says.
 * Returns what is wrong without saying the value.
 */
export function identifierIn(bytes: Uint8Array, pseudonym: string): { ok: true; dataset: Dataset } | { ok: false; reason: string } {
  const read = readDataset(bytes, { stopAt: 0x7fe00010 })
  if (!read.ok) return { ok: false, reason: `an object cannot be read: ${read.problem.message}` }
  const { dataset } = read
  for (const keyword of ['PatientID', 'PatientName'] as const) {
    const value = text(dataset, tag(keyword))
    if (value !== undefined && value.replace(/\^+$/, '') !== pseudonym) return { ok: false, reason: `${keyword} of an object is not the pseudonym` }
  }
  for (const keyword of forbidden) if (text(dataset, tag(keyword)) !== undefined) return { ok: false, reason: `an object still holds ${keyword}` }
  for (const keyword of ['StudyDescription', 'SeriesDescription', 'PatientComments', 'ImageComments', 'ProtocolName', 'AccessionNumber'] as const) {
    if (cprShape.test(text(dataset, tag(keyword)) ?? '')) return { ok: false, reason: `${keyword} of an object holds a number of the shape of a CPR number` }
  }
  if (text(dataset, tag('PatientIdentityRemoved')) !== 'YES') return { ok: false, reason: 'an object does not say that its identity was removed' }
  return { ok: true, dataset }
}
