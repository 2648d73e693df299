import { plainPatientId } from '@clic/dicom'

/**
 * Danish person numbers: CPR, and the replacement numbers (X-eCPR) that are issued where there is no CPR. A DICOM PatientID
 * that names no issuer is taken as one of these, because that is what Danish systems send.
 */
const personNumberSystems = new Set(['urn:oid:1.2.208.176.1.2', 'urn:oid:1.2.208.176.1.6.1.1'])
const cprAuthority = /^(cpr|dk-?cpr|(urn:oid:)?1\.2\.208\.176\.1\.2)$/i

export interface PatientIdentifier {
  issuer: string
  value: string
}

/** Issuer of every Danish person number. */
export const personNumber = 'dk-person-number'

/** Identifier of a patient in the form in which two senders' writings of the same one are equal; undefined when empty. */
export function dicomPatientId(id: string, issuer: string): PatientIdentifier | undefined {
  // A NUL ends a value: what stands behind is what a buffer held before.
  const value = id.replace(/\0.*/s, '').trim()
  if (value === '') return undefined
  if (issuer.trim() === '' || cprAuthority.test(issuer.trim())) return { issuer: personNumber, value: compact(value) }
  return { issuer: issuer.trim(), value }
}

/** The same for a FHIR identifier; a system is required, or two hospitals' numbers could meet. */
export function fhirPatientId(system: string, value: string): PatientIdentifier | undefined {
  if (system.trim() === '' || value.trim() === '') return undefined
  if (personNumberSystems.has(system.trim())) return { issuer: personNumber, value: compact(value) }
  return { issuer: system.trim(), value: value.trim() }
}

/** 310299-9999, 310299 9999, 3102999999 and 310299-9999^^^CPR are one number. */
function compact(given: string): string {
  const value = plainPatientId(given)
  return /^\d{6}[- ]?[0-9A-Za-z]{4}$/.test(value) ? value.replace(/[- ]/g, '').toUpperCase() : value
}

/** For the screen: a person number is hidden whole, for it begins with a birthday; of another id the beginning is shown. */
export function maskPatientId(value: string): string {
  if (/^\d{6}[- ]?[0-9A-Za-z]{4}$/.test(value)) return '••••••-••••'
  return value.length <= 4 ? '••••' : `${value.slice(0, value.length - 4)}••••`
}
