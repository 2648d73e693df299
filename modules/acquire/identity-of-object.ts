import { type Dataset, tag } from '@clic/dicom'
import type { IdentityKind } from './tables.ts'

export interface IdentityItem {
  kind: IdentityKind
  value: string
}

/** Names of people who are not staff; every other PN is taken as staff, whatever the element. */
const patientNames = new Set(
  ['PatientName', 'OtherPatientNames', 'PatientBirthName', 'PatientMotherBirthName', 'ResponsiblePerson'].map(tag),
)
const kinds = new Map<number, IdentityKind>([
  [tag('PatientID'), 'patient-id'],
  [tag('OtherPatientIDs'), 'patient-id'],
  [tag('MedicalRecordLocator'), 'patient-id'],
  [tag('AdmissionID'), 'patient-id'],
  [tag('AccessionNumber'), 'accession'],
  [tag('PlacerOrderNumberImagingServiceRequest'), 'accession'],
  [tag('FillerOrderNumberImagingServiceRequest'), 'accession'],
  [tag('PatientBirthDate'), 'birth-date'],
  [tag('PatientAddress'), 'address'],
  [tag('PatientTelephoneNumbers'), 'phone'],
  [tag('PatientTelecomInformation'), 'phone'],
])

/** Everything in an object that names a person, at any depth; one item a value, without repetition. */
export function identityOfObject(dataset: Dataset): IdentityItem[] {
  const found = new Map<string, IdentityItem>()
  collect(dataset, found)
  return [...found.values()]
}

function collect(dataset: Dataset, found: Map<string, IdentityItem>): void {
  for (const [number, element] of dataset) {
    if (element.items) {
      for (const item of element.items) collect(item, found)
      continue
    }
    const kind = element.vr === 'PN' ? (patientNames.has(number) ? 'name' : 'staff-name') : kinds.get(number)
    if (!kind) continue
    // Behind a NUL stands what a buffer held before, which may name somebody as well.
    for (const value of (element.strings ?? []).flatMap((one) => one.split('\0'))) {
      const trimmed = value.trim()
      if (trimmed === '' || trimmed.replace(/[\^=]/g, '') === '') continue
      const item = { kind: kind === 'phone' && trimmed.includes('@') ? ('email' as const) : kind, value: trimmed }
      found.set(`${item.kind} ${item.value}`, item)
    }
  }
}
